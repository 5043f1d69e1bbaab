import { z } from 'zod';
import { list } from '../../../base/say.ts';
import { isProtected } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool, PartlyDone, type Pinned } from '../aws-tool.ts';
import { place, user } from '../fields.ts';
import { isAbsent } from '../session/explain.ts';
import { comparableUser, credentialsInWords, findUser, type SeenUser, theUser, type UserDocument } from './user.ts';

/** What hangs on it goes first, because AWS deletes only a bare user: first what can be given again, last what can't. */
export const deleteUser = changingTool({
  name: 'aws.iam.deleteUser',
  global: true,
  effect: 'destroy',
  summary: 'Delete an IAM user with its access keys, password, second factors and policies.',
  input: z.strictObject({ user, ...place }),
  output: z.object({ user: z.string() }),
  commands: ['aws iam delete-user'],
  onlyWith: ['iam', 'aws'],
  says: [
    'delete the iam user old-bot',
    'remove the iam user ada',
    'drop iam user ci-old',
    'get rid of the iam user kim',
    'kim has left, delete her iam user',
    'the aws user backup-bot is not needed any more, delete it',
    'erase the iam user tmp',
    'offboard the iam user jo',
    'delete aws user audit-reader with its keys',
    'throw away the iam user legacy',
    'get rid of ci-bot in IAM',
    'The scanner in the mail room was thrown out and its replacement sends files by mail, so the IAM user scanner-mailroom has no purpose and should be deleted.',
    'Can you delete the IAM user backup-agent from account 585800112233?',
    'kill the iam user vendor-acme, contract ended',
    'According to our review, nobody has signed in as e.marsh for more than four hundred days, therefore delete this IAM user with whatever belongs to it.',
    'Would you take the IAM user kiosk-uploader out of our account? Nothing uses it now.',
    'throw out the test user qa-temp-3 in IAM',
    "let's finally delete the iam user billing-bot",
    'A colleague departed and her IAM user must be deleted.',
    'The upload from Shanghai runs with a role since last week, so I want to have the IAM user cn-reports removed for good in the region cn-north-1.',
    'unused since 2021, iam user orders-export can be deleted',
    'I have to close the IAM user account of our ex-contractor, login name k.ozturk, in account 595911223344.',
    'Time to purge user breakglass-2 from IAM',
    'scrap the iam user tf-runner, terraform uses a role now',
    'Delete the user named admin-backup in IAM with its password and second factor, the security team found it and nobody claims to own it.',
    'iam user wen gone by tonight please',
    'tidy up IAM: user search-indexer is no longer wanted',
  ],
  examples: [{ title: 'Delete a user', input: { user: 'former' } }],
  guessMs: 3_000,

  async see({ user: name }, aws) {
    const seen = await theUser(name, aws, true);
    if (seen.arn === aws.arn) throw new FailureError(isProtected(`The user ${name}`, 'you are signed in as it', 'Sign in as another identity to delete it.'));
    return seen;
  },

  tell: ({ user: name }, seen, aws) => {
    const { document, credentials, id } = seen;
    const has = [...document.attached.map((arn) => arn.split('/').at(-1) ?? arn), ...document.inline.map(([policy]) => `${policy} (inline)`)];
    const signsIn = credentialsInWords(credentials);
    const goes = [...document.groups.map((one) => `group ${one}`), ...has, ...signsIn];
    return {
      summary: `Delete the IAM user ${name} in ${aws.where}`,
      impacts: [
        {
          address: name,
          type: 'iam-user',
          operation: 'delete',
          marks: [...(goes.length > 0 ? (['cascades'] as const) : []), ...(signsIn.length > 0 ? (['deletes-key'] as const) : [])],
          detail: `whoever signs in as ${name} can’t any more${goes.length === 0 ? '' : `; taken off it first: ${list(goes)}`}`,
        },
      ],
      undo: undoOf(seen, aws),
      warnings: [...usedOf(seen), 'Made again it has another unique id: policies elsewhere that name it as principal have to be saved anew'],
      touches: { user: name },
      covers: { id, document: comparableUser(document), credentials: { ...credentials, keys: credentials.keys.map(({ id: key, active }) => [key, active]) } },
    };
  },

  async act({ user: UserName }, seen, aws) {
    let begun = false;
    try {
      await takeOff(seen.document, aws);
      begun = true;
      await endCredentials(UserName, seen, aws);
      const iam = await aws.service('iam');
      await aws.ask('iam:DeleteUser', iam.deleteUser({ UserName }), gone);
    } catch (error) {
      if (error instanceof FailureError) throw new PartlyDone(error.failure, begun ? undoOf(seen, aws) : restored(seen.document, aws));
      throw error;
    }
    return { output: { user: UserName }, summary: `Deleted the user ${UserName}.`, undo: undoOf(seen, aws) };
  },

  missing: async ({ user: name }, _output, aws) => ((await findUser(name, aws)) === undefined ? [] : [`the user ${name} is still there`]),
  inspect: async ({ user: name }, aws) => ((await findUser(name, aws)) === undefined ? 'done' : 'unknown'),
});

const gone = (error: unknown) => (isAbsent(error) ? true : undefined);

async function takeOff({ user: UserName, groups, attached, inline }: UserDocument, aws: Pinned): Promise<void> {
  const iam = await aws.service('iam');
  for (const GroupName of groups) await aws.ask('iam:RemoveUserFromGroup', iam.removeUserFromGroup({ UserName, GroupName }), gone);
  for (const PolicyArn of attached) await aws.ask('iam:DetachUserPolicy', iam.detachUserPolicy({ UserName, PolicyArn }), gone);
  for (const [PolicyName] of inline) await aws.ask('iam:DeleteUserPolicy', iam.deleteUserPolicy({ UserName, PolicyName }), gone);
}

async function endCredentials(UserName: string, { credentials }: SeenUser, aws: Pinned): Promise<void> {
  const { keys, password, mfa, sshKeys, certificates, services } = credentials;
  const iam = await aws.service('iam');
  for (const { id } of keys) await aws.ask('iam:DeleteAccessKey', iam.deleteAccessKey({ UserName, AccessKeyId: id }), gone);
  if (password) await aws.ask('iam:DeleteLoginProfile', iam.deleteLoginProfile({ UserName }), gone);
  for (const SerialNumber of mfa) {
    await aws.ask('iam:DeactivateMFADevice', iam.deactivateMFADevice({ UserName, SerialNumber }), gone);
    // One of hardware stays what it is; a virtual one would be left lying about.
    if (SerialNumber.includes(':mfa/')) await aws.ask('iam:DeleteVirtualMFADevice', iam.deleteVirtualMFADevice({ SerialNumber }), gone);
  }
  for (const SSHPublicKeyId of sshKeys) await aws.ask('iam:DeleteSSHPublicKey', iam.deleteSSHPublicKey({ UserName, SSHPublicKeyId }), gone);
  for (const CertificateId of certificates) await aws.ask('iam:DeleteSigningCertificate', iam.deleteSigningCertificate({ UserName, CertificateId }), gone);
  for (const ServiceSpecificCredentialId of services)
    await aws.ask('iam:DeleteServiceSpecificCredential', iam.deleteServiceSpecificCredential({ UserName, ServiceSpecificCredentialId }), gone);
}

/** When somebody was last there as this user. */
const usedOf = ({ passwordLastUsedAt, credentials: { keys } }: SeenUser): readonly string[] => [
  ...keys.flatMap(({ id, lastUsedAt, lastUsedFor }) =>
    lastUsedAt === undefined
      ? []
      : [`Its access key …${id.slice(-4)} was last used on ${lastUsedAt.slice(0, 10)}${lastUsedFor === undefined ? '' : `, for ${lastUsedFor}`}`],
  ),
  ...(passwordLastUsedAt === undefined ? [] : [`Its password was last used on ${passwordLastUsedAt.slice(0, 10)}`]),
];

function undoOf({ document, credentials }: SeenUser, aws: Pinned): Undo {
  const lost = credentialsInWords(credentials);
  return lost.length === 0 ? restored(document, aws) : { impossible: `${list(lost)} can’t be had again: AWS hands out none of it a second time` };
}

const restored = (document: UserDocument, { here }: Pinned): Undo => ({ steps: [{ tool: 'aws.iam.restoreUser', input: { document, ...here } }] });
