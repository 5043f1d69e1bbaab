import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { alreadyThere, policyInvalid } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { notFound } from '../../../domain/failure/files.ts';
import type { Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { changingTool, must, type Pinned } from '../aws-tool.ts';
import { localPath, place, policyName, text } from '../fields.ts';
import { isError } from '../session/explain.ts';
import { documentOf, type PolicyDocument, readDocument } from './document.ts';
import { defaultOf, findPolicy, ownArn } from './policy.ts';
import { marksOf, reachInWords, reachOf } from './reach.ts';
import { parsed } from './role.ts';

const fileBytesMax = 64 * 1024;

const input = z.strictObject({
  policy: policyName.describe('Name of the new IAM policy.'),
  actions: z
    .array(z.string().regex(/^(\*|[a-z0-9-]+:[\w*?]+)$/i, 'an action such as s3:GetObject'))
    .max(200)
    .optional()
    .describe('Actions it allows, where no document says it: s3:GetObject.'),
  resources: z
    .array(z.string().regex(/^(\*|arn:[\x21-\x7e]+)$/, 'an ARN, or *'))
    .max(200)
    .optional()
    .describe('Resources those actions are allowed on, by ARN.'),
  path: localPath.optional().describe('JSON file with the policy document, relative to the workspace folder.'),
  document: text(20_000).optional().describe('The policy document itself, as JSON.'),
  description: z
    .string()
    .max(1_000)
    .regex(/^[\t\n\r\x20-\x7e\u00a1-\u00ff]*$/, 'Latin letters, digits and punctuation')
    .optional()
    .describe('What it is for; can’t be changed later.'),
  ...place,
});
type Input = z.output<typeof input>;

export const createPolicy = changingTool({
  name: 'aws.iam.createPolicy',
  global: true,
  effect: 'change',
  summary: 'Create an IAM policy from a JSON document, or from actions and resources.',
  input,
  output: z.object({ policy: z.string(), arn: z.string() }),
  commands: ['aws iam create-policy --policy-name={policy} --policy-document={document}'],
  onlyWith: ['polic', 'permission'],
  says: [
    'create an iam policy read-logs that allows s3:GetObject on arn:aws:s3:::logs-example/*',
    'create the policy ci from policies/ci.json',
    'make an iam policy called deploy out of deploy.json',
    'new iam policy queue-reader allowing sqs:ReceiveMessage on arn:aws:sqs:eu-central-1:123456789012:jobs',
    'add a customer managed policy backup from iam/backup.json',
    'write an iam policy named auditor from auditor.json',
    'set up an iam policy uploads which allows s3:PutObject on arn:aws:s3:::uploads-example/*',
    'we need an iam policy called metrics, the document is in metrics.json',
    'New policy orders-queue allowing sqs:SendMessage on arn:aws:sqs:eu-west-1:454577889900:orders',
    'make policy secrets-read, secretsmanager:GetSecretValue, resource arn:aws:secretsmanager:us-west-2:494911223344:secret:api-*',
    'add iam policy atlas-tiles-rw allowing s3:PutObject + s3:GetObject on arn:aws:s3:::atlas-tiles/*',
    'Could you create a policy in IAM from the JSON in policies/ci.json under the path /ci/? I want it called ci-run.',
    'new iam policy "search-es-http" es:ESHttpGet es:ESHttpPost',
    'create an IAM policy that allows route53:ChangeResourceRecordSets',
    'policy eks-describe: eks:DescribeCluster, eks:ListClusters, on all resources (*), staging account',
    'register ./tf/assume.json as iam policy tf-assume with profile org-root',
    'Time to add a jobs-runner policy in IAM, actions batch:SubmitJob and batch:DescribeJobs, description "submit nightly jobs"',
    'For the partner integration I want a policy PartnerUpload which grants s3:PutObject only on arn:aws:s3:::partner-inbox/* and nothing else.',
  ],
  examples: [
    {
      title: 'Let somebody read one folder of a bucket',
      input: { policy: 'read-config', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::shop-assets/config/*'], description: 'Reads the configuration' },
    },
  ],
  guessMs: 2_000,

  async see(what, aws, at) {
    const document = await documentIn(what, at);
    if ((await findPolicy(ownArn('/', what.policy, aws), aws)) !== undefined) throw new FailureError(alreadyThere(`An IAM policy ${what.policy}`, aws.where));
    return { document, reach: reachOf(document.value) };
  },

  tell: ({ policy: name }, { document, reach }, aws) => ({
    summary: `Create the IAM policy ${name} with ${count(statementsIn(document), 'statement')} in ${aws.where}`,
    impacts: [
      {
        address: name,
        type: 'iam-policy',
        operation: 'create',
        marks: marksOf(reach),
        detail: 'nobody has it until it is attached',
      },
    ],
    undo: undoOf(ownArn('/', name, aws), undefined, aws),
    warnings: reachInWords(reach),
    touches: { policy: name },
    covers: { document: document.json },
  }),

  async act({ policy: PolicyName, description }, { document }, aws) {
    const iam = await aws.service('iam');
    const made = await aws.ask(
      'iam:CreatePolicy',
      iam.createPolicy({ PolicyName, PolicyDocument: document.json, ...(description === undefined ? {} : { Description: description }) }),
      (error) => {
        if (isError(error, 'EntityAlreadyExists', 'EntityAlreadyExistsException'))
          throw new FailureError(alreadyThere(`An IAM policy ${PolicyName}`, aws.where));
        return undefined;
      },
    );
    const { Arn = ownArn('/', PolicyName, aws), PolicyId } = made.Policy ?? {};
    return { output: { policy: PolicyName, arn: Arn }, summary: `Created the policy ${PolicyName}; nobody has it yet.`, undo: undoOf(Arn, PolicyId, aws) };
  },

  async missing(what, { arn }, aws, at) {
    const now = await findPolicy(arn, aws);
    if (now === undefined) return [`the policy ${what.policy} is not there`];
    return isSaid(defaultOf(now.document), await documentIn(what, at)) ? [] : [`the policy ${what.policy} says something else`];
  },

  async inspect(what, aws, at) {
    const now = await findPolicy(ownArn('/', what.policy, aws), aws);
    if (now === undefined) return 'not-started';
    return isSaid(defaultOf(now.document), await documentIn(what, at)) ? 'done' : 'unknown';
  },
});

async function documentIn({ path, document, actions, resources }: Input, at: Workplace): Promise<PolicyDocument> {
  const given = [path, document, actions].filter((one) => one !== undefined).length;
  const wrong = (where: string, message: string) => new FailureError(policyInvalid([{ path: where, message }]));
  if (given === 0) throw wrong('', 'say what it allows: a file with the document, the document, or actions and resources');
  if (given > 1) throw wrong('', 'a file, a document or actions: one of them says what it allows');
  if (actions !== undefined) {
    if (actions.length === 0) throw wrong('actions', 'at least one action is needed');
    if (resources === undefined || resources.length === 0) throw wrong('resources', 'say on which resources, by ARN; ["*"] is all of them');
    return readDocument(documentOf(actions, resources), 'actions');
  }
  if (resources !== undefined) throw wrong('resources', 'the document names its resources itself');
  if (document !== undefined) return readDocument(document, 'document');
  const file = path ?? '';
  const content = must(await at.files.read(file));
  if (content === undefined) throw new FailureError(notFound(file));
  const decoded = content.byteLength > fileBytesMax ? undefined : decodeUtf8(content);
  if (decoded === undefined) throw wrong(file, `it is no text, or has more than ${fileBytesMax / 1024} KB`);
  return readDocument(decoded, file);
}

const statementsIn = ({ value }: PolicyDocument): number => {
  const { Statement } = value as { Statement?: unknown };
  return Array.isArray(Statement) ? Statement.length : 1;
};

const isSaid = (there: string, { json }: PolicyDocument): boolean => JSON.stringify(parsed(there)) === json;

const undoOf = (arn: string, id: string | undefined, { here }: Pinned): Undo => ({
  steps: [{ tool: 'aws.iam.takeBackPolicy', input: { arn, ...(id === undefined ? {} : { id }), ...here } }],
});
