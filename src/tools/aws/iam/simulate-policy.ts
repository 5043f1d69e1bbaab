import { z } from 'zod';
import { list } from '../../../base/say.ts';
import { notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { readingTool } from '../aws-tool.ts';
import { arn, place, role } from '../fields.ts';
import { collect, itemsMax } from '../pages.ts';
import { isAbsent } from '../session/explain.ts';

export const simulatePolicy = readingTool({
  name: 'aws.iam.simulatePolicy',
  global: true,
  summary: 'Ask IAM whether a role or user may do certain actions, without doing them.',
  input: z.strictObject({
    principal: z.union([arn, role]).describe('Role or user to ask about: its ARN, or the name of the role.'),
    actions: z
      .array(z.string().regex(/^[a-z0-9-]+:[\w*]+$/i, 'an action such as s3:GetObject'))
      .min(1)
      .max(100)
      .describe('Actions: s3:GetObject.'),
    resources: z
      .array(z.string().regex(/^(\*|arn:[\x21-\x7e]+)$/))
      .default(['*'])
      .describe('On these resources, by ARN.'),
    ...place,
  }),
  output: z.object({ results: z.array(z.object({ action: z.string(), resource: z.string(), allowed: z.boolean(), because: z.string().optional() })) }),
  commands: ['aws iam simulate-principal-policy --policy-source-arn={principal} --action-names={actions} --resource-arns={resources}'],
  says: [
    'does the role deployer have permission to put objects into a bucket',
    'may role ci start instances',
    'is the role reader allowed to delete objects',
    'can role deployer do s3:PutObject',
    'may the role ci call ec2:TerminateInstances',
    'simulate s3:GetObject for role reader',
    'is role app allowed to kms:Decrypt',
    'check whether the role has permission for sqs:SendMessage',
    'can ci do s3:GetObject',
    'is deployer allowed to ec2:StartInstances',
    'may role reader call s3:ListBucket on arn:aws:s3:::data-example',
    'would the role ci be permitted to do iam:PassRole',
    'check whether the user bob can ec2:TerminateInstances',
    'is ci able to s3:PutObject',
    'would deployer be allowed to ec2:RunInstances',
    'does reader have s3:GetObject on arn:aws:s3:::data-example/*',
    'test whether role ci may iam:PassRole',
    'may role ci do s3:PutObject?',
    'can ci call ec2:RunInstances?',
    'is s3:DeleteObject allowed for role ci?',
    'test whether ci has the right for sqs:SendMessage',
    'does the role ci have permission for s3:ListBucket?',
    'would s3:DeleteObject be permitted for role ci',
    'does role batch have sqs:SendMessage',
    'has deployer the right to eks:DescribeCluster',
    'could role ci call iam:PassRole',
    'is ec2:StartInstances denied for role ops',
    'test whether role ci gets s3:GetObject',
    'may the user kim do ec2:TerminateInstances',
    'check if role ci can s3:PutObject on arn:aws:s3:::assets',
    'can role checkout-api do s3:PutObject?',
    'The thumbnail function fails with a 403 in production, so ask IAM whether the role thumbnailer is allowed to do s3:GetObject on arn:aws:s3:::photo-originals/* at all.',
    'the lambda fails with access denied, check if lambda-ingest-role may kinesis:PutRecord on arn:aws:kinesis:us-east-1:686800112233:stream/ingest',
    'does data-scientist have rds:DeleteDBInstance rights, would IAM allow it?',
    'Requesting a permission check: role AuditReader, action kms:Decrypt, account 696911223344.',
    'what would iam say if jonas tried iam:CreateUser',
    'is arn:aws:iam::727244556677:user/kiosk-uploader permitted s3:PutObject on arn:aws:s3:::kiosk-media/*?',
    'dry check in iam if billing-bot can ce:GetCostAndUsage, profile finance',
  ],
  examples: [{ title: 'Ask whether a role may delete objects', input: { principal: 'deployer', actions: ['s3:GetObject', 's3:DeleteObject'] } }],
  guessMs: 1_500,

  async read({ principal, actions, resources }, aws) {
    const iam = await aws.service('iam');
    const source = principal.startsWith('arn:') ? principal : await arnOf(principal);
    async function arnOf(name: string): Promise<string> {
      const found = await aws.ask('iam:GetRole', iam.getRole({ RoleName: name }), (error) => (isAbsent(error) ? { Role: undefined } : undefined));
      if (found.Role?.Arn === undefined) throw new FailureError(notThere(`IAM role ${name}`, 'the account'));
      return found.Role.Arn;
    }
    const found = await collect(itemsMax, async (Marker) => {
      const input = { PolicySourceArn: source, ActionNames: actions, ResourceArns: resources, Marker };
      const page = await aws.ask('iam:SimulatePrincipalPolicy', iam.simulatePrincipalPolicy(input));
      return { items: page.EvaluationResults, next: page.Marker };
    });
    const results = found.items.map((r) => {
      const allowed = r.EvalDecision === 'allowed';
      return { action: r.EvalActionName ?? '', resource: r.EvalResourceName ?? '*', allowed, ...(allowed ? {} : { because: reason(r) }) };
    });
    const denied = results.filter((r) => !r.allowed).map((r) => r.action);
    return {
      output: { results },
      summary: denied.length === 0 ? `${principal} may do ${list(actions)}.` : `${principal} may not do ${list([...new Set(denied)])}.`,
    };
  },
});

interface Result {
  readonly EvalDecision?: string | undefined;
  readonly MatchedStatements?: readonly { readonly SourcePolicyId?: string | undefined }[] | undefined;
  readonly OrganizationsDecisionDetail?: { readonly AllowedByOrganizations?: boolean | undefined } | undefined;
  readonly PermissionsBoundaryDecisionDetail?: { readonly AllowedByPermissionsBoundary?: boolean | undefined } | undefined;
}

function reason(result: Result): string {
  if (result.OrganizationsDecisionDetail?.AllowedByOrganizations === false) return 'the organization does not allow it';
  if (result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false) return 'its permissions boundary does not allow it';
  const by = (result.MatchedStatements ?? []).flatMap((s) => s.SourcePolicyId ?? []);
  return result.EvalDecision === 'explicitDeny' ? `denied${by.length === 0 ? '' : ` by ${list(by)}`}` : 'no policy allows it';
}
