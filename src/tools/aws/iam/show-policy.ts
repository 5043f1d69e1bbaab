import { z } from 'zod';
import { count, list } from '../../../base/say.ts';
import { notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { readingTool } from '../aws-tool.ts';
import { place, policy } from '../fields.ts';
import { thePolicy } from './policies.ts';
import { defaultOf, findPolicy, holdersOf, isOfAws } from './policy.ts';
import { reachInWords, reachOf } from './reach.ts';
import { parsed } from './role.ts';

export const showPolicy = readingTool({
  name: 'aws.iam.showPolicy',
  global: true,
  summary: 'Show one IAM policy: what it allows, how far that reaches, who has it, its versions.',
  input: z.strictObject({
    policy,
    version: z
      .string()
      .regex(/^v[1-9]\d{0,9}$/, 'a version such as v2')
      .optional()
      .describe('Version of the document: v2; default: the one in force.'),
    ...place,
  }),
  output: z.object({
    policy: z.string(),
    arn: z.string(),
    managedBy: z.enum(['aws', 'account']),
    version: z.string(),
    document: z.unknown(),
    /** What is wide or dangerous about it, in words. */
    reach: z.array(z.string()),
    attachedTo: z.array(z.string()),
    boundaryOf: z.int().describe('How many roles and users it is the permissions boundary of.'),
    versions: z.array(z.object({ version: z.string(), createdAt: z.string(), isDefault: z.boolean() })),
    description: z.string().optional(),
    createdAt: z.string(),
    updatedAt: z.string(),
  }),
  commands: ['aws iam get-policy --policy-arn={policy}', 'aws iam get-policy-version --policy-arn={policy} --version-id={version}'],
  onlyWith: ['polic'],
  says: [
    'show the iam policy read-logs',
    'what does the policy deploy allow',
    'show the document of the iam policy ci',
    'who has the policy legacy-read',
    'describe the policy arn:aws:iam::123456789012:policy/ci',
    'details of the customer managed policy backup',
    'which roles use the iam policy uploads',
    'versions of the iam policy deploy',
    'what may one do with AmazonS3ReadOnlyAccess',
    'show policy acme-s3-read',
    'who has the policy PowerFleet attached?',
    "I'd like to know what exactly AmazonS3ReadOnlyAccess permits",
    'is policy tmp-admin used by anyone?',
    'which versions does the policy kiosk-iot-publish have',
    'Since the last edit our export no longer works, so please show me version v4 of the IAM policy export-runner, which was the one in use before.',
    'security says SharedVault is too broad; let me see what this IAM policy grants',
    'look into arn:aws:iam::aws:policy/PowerUserAccess for me',
    'details of iam policy atlas-tiles-rw, profile maps',
    'Compare needed: give me v1 of the IAM policy release-signing',
    'Please explain what is permitted by the policy PartnerUpload in the partner account.',
    'what did version v7 of jobs-runner say before the last edit, iam policy',
    'I need to look at an IAM policy and its attachments.',
    'describe customer policy metrics-ship with profile observability',
    "grab the iam policy cloudwatch-push and what it's allowed to do",
  ],
  examples: [{ title: 'See what a policy allows and who has it', input: { policy: 'old-deploy' } }],
  guessMs: 1_500,

  async read({ policy: named, version }, session) {
    const { account, arn: who } = await session.identity();
    const { arn } = await thePolicy(named, { ...session, arn: who, where: `account ${account}` });
    const found = await findPolicy(arn, session);
    const i = version === undefined ? found?.versions.findIndex((v) => v.isDefault) : found?.versions.findIndex((v) => v.version === version);
    const seen = found?.versions[i ?? -1];
    if (found === undefined || (version !== undefined && seen === undefined))
      throw new FailureError(notThere(`IAM policy ${named}${version === undefined ? '' : ` of version ${version}`}`, `account ${account}`));
    const { document } = found;
    const value = parsed(document.versions[i ?? -1]?.json ?? defaultOf(document));
    const holders = holdersOf(document);
    const output = {
      policy: document.name,
      arn,
      managedBy: isOfAws(arn) ? ('aws' as const) : ('account' as const),
      version: seen?.version ?? '',
      document: value,
      reach: [...reachInWords(reachOf(value))],
      attachedTo: [...holders],
      boundaryOf: found.bounds,
      versions: [...found.versions],
      ...(document.description === undefined ? {} : { description: document.description }),
      createdAt: found.createdAt,
      updatedAt: found.updatedAt,
    };
    return {
      output,
      summary: `${document.name}, ${count(found.versions.length, 'version')}: ${holders.length === 0 ? 'nobody has it' : `${list(holders.slice(0, 10))} ${holders.length === 1 ? 'has' : 'have'} it`}.`,
    };
  },
});
