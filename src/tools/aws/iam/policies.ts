import { ambiguousPolicy, notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Pinned } from '../aws-tool.ts';
import { collect, itemsMax } from '../pages.ts';
import { isAbsent } from '../session/explain.ts';
import type { Session } from '../session.ts';
import { isAdmin } from './reach.ts';
import { decoded, parsed } from './role.ts';

export interface SeenPolicy {
  readonly arn: string;
  readonly version: string;
  /** It allows every action on every resource, or to change who may do what. */
  readonly admin: boolean;
}

/** A session that knows who it is. */
type Known = Session & Pick<Pinned, 'arn' | 'where'>;

/** Where the policies that AWS manages are. Source: docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html. */
const awsPaths = ['', 'service-role/', 'job-function/'];

/** The policy of this name or ARN, of the account or of AWS. Fails when there is none, or more than one. */
export async function thePolicy(nameOrArn: string, aws: Known): Promise<SeenPolicy> {
  if (nameOrArn.startsWith('arn:')) {
    const found = await policyAt(nameOrArn, aws);
    if (found === undefined) throw new FailureError(notThere(`IAM policy ${nameOrArn}`, aws.where));
    return found;
  }
  const partition = aws.arn.split(':')[1] ?? 'aws';
  const iam = await aws.service('iam');
  const own = await collect(itemsMax, async (Marker) => {
    const page = await aws.ask('iam:ListPolicies', iam.listPolicies({ Scope: 'Local', Marker }));
    return { items: page.Policies, next: page.Marker };
  });
  const owned = own.items.filter((p) => p.PolicyName === nameOrArn).flatMap((p) => p.Arn ?? []);
  const managed = await Promise.all(awsPaths.map((path) => policyAt(`arn:${partition}:iam::aws:policy/${path}${nameOrArn}`, aws)));
  const found = [...(await Promise.all(owned.map((arn) => policyAt(arn, aws)))), ...managed].filter((p) => p !== undefined);
  const [first] = found;
  if (first === undefined) throw new FailureError(notThere(`IAM policy ${nameOrArn}`, aws.where));
  if (found.length > 1)
    throw new FailureError(
      ambiguousPolicy(
        nameOrArn,
        found.map((p) => p.arn),
      ),
    );
  return first;
}

async function policyAt(PolicyArn: string, aws: Session): Promise<SeenPolicy | undefined> {
  const iam = await aws.service('iam');
  const found = await aws.ask('iam:GetPolicy', iam.getPolicy({ PolicyArn }), (error) => (isAbsent(error) ? { Policy: undefined } : undefined));
  const version = found.Policy?.DefaultVersionId;
  if (version === undefined) return undefined;
  const { PolicyVersion } = await aws.ask('iam:GetPolicyVersion', iam.getPolicyVersion({ PolicyArn, VersionId: version }));
  return { arn: PolicyArn, version, admin: isAdmin(parsed(decoded(PolicyVersion?.Document))) };
}
