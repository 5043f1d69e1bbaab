import type { Block } from '../../hcl/block.ts';
import { policyDocument } from '../../hcl/policy-document.ts';
import type { Span } from '../../hcl/syntax.ts';
import { decodeJson, isList, isObject, isUnknown, refsOf, type Value } from '../../hcl/value.ts';

/** One statement of a policy, with lists where JSON allows one or many. What is unknown is left out. */
export interface Statement {
  readonly effect: string | undefined;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly notActions: boolean;
  readonly principals: readonly string[];
  readonly conditional: boolean;
}

/** Which attribute of a resource holds a policy. */
const policyAttributes: Readonly<Record<string, string>> = {
  aws_iam_policy: 'policy',
  aws_iam_role_policy: 'policy',
  aws_iam_user_policy: 'policy',
  aws_iam_group_policy: 'policy',
  aws_ssoadmin_permission_set_inline_policy: 'inline_policy',
  aws_iam_role: 'assume_role_policy',
  aws_kms_key: 'policy',
  aws_s3_bucket: 'policy',
  aws_s3_bucket_policy: 'policy',
  aws_sqs_queue: 'policy',
  aws_sqs_queue_policy: 'policy',
  aws_sns_topic_policy: 'policy',
  aws_ecr_repository_policy: 'policy',
  aws_secretsmanager_secret_policy: 'policy',
};

export const identityPolicies: readonly string[] = [
  'aws_iam_policy',
  'aws_iam_role_policy',
  'aws_iam_user_policy',
  'aws_iam_group_policy',
  'aws_ssoadmin_permission_set_inline_policy',
];

export interface Policy {
  readonly statements: readonly Statement[];
  readonly at: Span;
  /** It stands in an `aws_iam_policy_document`, where others don't see it. */
  readonly elsewhere: boolean;
}

/** The policy that a block holds, in JSON, by `jsonencode` or as an `aws_iam_policy_document` of its own; of one that stands elsewhere in the files, that place tells. */
export function policyOf(block: Block): Policy | undefined {
  if (block.syntax.type === 'data') return { statements: read(policyDocument(block)), at: block.span(), elsewhere: false };
  const attribute = policyAttributes[block.type];
  const value = attribute === undefined ? undefined : block.get(attribute);
  if (value === undefined || attribute === undefined) return undefined;
  if (isElsewhere(value)) return undefined;
  return { statements: read(decodeJson(value)), at: block.span(attribute), elsewhere: false };
}

/** As {@link policyOf}, with documents that stand elsewhere read too: for questions about what the policy is used for. */
export function usedPolicyOf(block: Block): Policy | undefined {
  const attribute = policyAttributes[block.type];
  if (attribute === undefined) return undefined;
  const value = block.get(attribute);
  return { statements: read(decodeJson(value)), at: block.span(attribute), elsewhere: isElsewhere(value) };
}

const isElsewhere = (value: Value | undefined): boolean =>
  isUnknown(value) && refsOf(value).some((ref) => ref.address.startsWith('data.aws_iam_policy_document.'));

function read(document: Value | undefined): Statement[] {
  if (!isObject(document)) return [];
  const statements = document.Statement;
  return (isList(statements) ? statements : [statements]).flatMap((statement) => {
    if (!isObject(statement)) return [];
    const principal = statement.Principal;
    return [
      {
        effect: typeof statement.Effect === 'string' ? statement.Effect : undefined,
        actions: texts(statement.Action),
        resources: texts(statement.Resource),
        notActions: statement.NotAction !== undefined,
        principals: isObject(principal)
          ? Object.entries(principal).flatMap(([type, names]) => (type === 'AWS' || type === '*' ? texts(names) : []))
          : texts(principal),
        conditional: statement.Condition !== undefined,
      },
    ];
  });
}

const texts = (value: Value | undefined): string[] => (isList(value) ? value : [value]).filter((item) => typeof item === 'string');
