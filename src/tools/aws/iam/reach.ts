import { matches } from '../../../base/glob.ts';
import { list } from '../../../base/say.ts';
import type { Mark } from '../../../domain/impact.ts';
import { many } from './document.ts';

/** How far a policy of permissions reaches. Conditions are not weighed: what they may let through counts as allowed. */
export interface Reach {
  /** Every action on every resource, or all of IAM. */
  readonly admin: boolean;
  /** Whole services, or everything: `s3:*`. */
  readonly wide: readonly string[];
  /** Some allowed action is not bound to resources. */
  readonly anyResource: boolean;
  /** Ways by which whoever has it can give themselves more, each by its actions: `iam:PassRole with lambda:CreateFunction`. */
  readonly raises: readonly string[];
}

/**
 * What lets somebody get more rights than they were given: by changing policies, by taking over another identity, or by starting
 * something under a role that may do more. Source: what these actions do, docs.aws.amazon.com/service-authorization/latest/reference.
 */
const waysUp: readonly (readonly string[])[] = [
  ['iam:CreatePolicyVersion'],
  ['iam:SetDefaultPolicyVersion'],
  ['iam:AttachUserPolicy'],
  ['iam:AttachGroupPolicy'],
  ['iam:AttachRolePolicy'],
  ['iam:PutUserPolicy'],
  ['iam:PutGroupPolicy'],
  ['iam:PutRolePolicy'],
  ['iam:AddUserToGroup'],
  ['iam:CreateAccessKey'],
  ['iam:CreateLoginProfile'],
  ['iam:UpdateLoginProfile'],
  ['iam:UpdateAssumeRolePolicy'],
  ['iam:DeleteRolePermissionsBoundary'],
  ['iam:DeleteUserPermissionsBoundary'],
  ['iam:PassRole', 'ec2:RunInstances'],
  ['iam:PassRole', 'lambda:CreateFunction'],
  ['iam:PassRole', 'ecs:RunTask'],
  ['iam:PassRole', 'glue:CreateJob'],
  ['iam:PassRole', 'glue:CreateDevEndpoint'],
  ['iam:PassRole', 'cloudformation:CreateStack'],
  ['iam:PassRole', 'codebuild:CreateProject'],
  ['iam:PassRole', 'sagemaker:CreateNotebookInstance'],
  ['iam:PassRole', 'datapipeline:CreatePipeline'],
  ['lambda:UpdateFunctionCode'],
  ['glue:UpdateDevEndpoint'],
  ['ssm:SendCommand'],
  ['ssm:StartSession'],
];

interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

export function reachOf(document: unknown): Reach {
  const statements = statementsOf(document);
  const allows = statements.filter((s) => s.Effect === 'Allow');
  // Only what is denied always and everywhere takes something away for sure.
  const denies = statements.filter((s) => s.Effect === 'Deny' && s.Condition === undefined && many(s.Resource).includes('*'));
  const may = (action: string): boolean => allows.some((s) => !isOwn(s) && covers(s, action)) && !denies.some((s) => covers(s, action));
  return {
    admin: isAdmin(document),
    wide: [...new Set(allows.flatMap((s) => [...(s.NotAction === undefined ? [] : ['all but a few actions']), ...many(s.Action).flatMap(wideOf)]))],
    anyResource: allows.some((s) => many(s.Resource).includes('*') || s.NotResource !== undefined),
    raises: waysUp.filter((way) => way.every(may)).map((way) => way.join(' with ')),
  };
}

const statementsOf = (document: unknown): readonly Statement[] =>
  many((document as { Statement?: unknown } | null)?.Statement).filter((s): s is Statement => s !== null && typeof s === 'object');

const wideOf = (action: unknown): readonly string[] => (typeof action === 'string' && /^(\*|[^:]+:\*)$/.test(action) ? [action] : []);

/** Whoever may do this to themselves alone has what they had. */
const isOwn = ({ Resource }: Statement): boolean => {
  const resources = many(Resource);
  return resources.length > 0 && resources.every((r) => typeof r === 'string' && r.includes('${aws:username}'));
};

function covers({ Action, NotAction }: Statement, action: string): boolean {
  if (NotAction !== undefined) return !many(NotAction).some((pattern) => fits(pattern, action));
  return many(Action).some((pattern) => fits(pattern, action));
}

/** Upper and lower case are the same; `?` is rare, and taken for more than the one character it stands for. */
const fits = (pattern: unknown, action: string): boolean =>
  typeof pattern === 'string' && matches(pattern.toLowerCase().replaceAll('?', '*'), action.toLowerCase());

/** Whether a policy allows everything, or all of IAM, on everything. */
export function isAdmin(document: unknown): boolean {
  const statements = statementsOf(document);
  return statements.some(
    (s) =>
      s.Effect === 'Allow' &&
      many(s.Resource).includes('*') &&
      (many(s.Action).some((action) => action === '*' || action === '*:*' || action === 'iam:*') || s.NotAction !== undefined),
  );
}

/** Of whoever gets a policy that reaches so far. */
export const marksOf = ({ admin, wide, anyResource, raises }: Reach): readonly Mark[] => [
  ...(admin || raises.length > 0 || wide.length > 0 || anyResource ? (['widens-access'] as const) : []),
  ...(admin || raises.length > 0 ? (['privileged'] as const) : []),
];

const raisesToldMax = 4;

/** To a person, before they say yes. */
export function reachInWords({ admin, wide, anyResource, raises }: Reach): readonly string[] {
  const more = raises.length - raisesToldMax;
  return [
    ...(admin ? ['It allows everything, or all of IAM: whoever has it is an administrator'] : []),
    ...(!admin && raises.length > 0
      ? [`Whoever has it can give themselves more: ${list(raises.slice(0, raisesToldMax))}${more > 0 ? `, and ${more} more ways` : ''}`]
      : []),
    ...(!admin && wide.length > 0 ? [`It allows ${list(wide)}: more than one task needs, and whatever AWS adds to it`] : []),
    ...(!admin && anyResource ? ['It is not bound to certain resources: "Resource" is "*", or all but some'] : []),
  ];
}
