import type { Block } from '../../hcl/block.ts';
import { isList } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

/** Which attribute names the policies. */
const attributes: Readonly<Record<string, string>> = {
  aws_iam_role: 'managed_policy_arns',
  aws_iam_policy_attachment: 'policy_arn',
  aws_iam_role_policy_attachment: 'policy_arn',
  aws_iam_user_policy_attachment: 'policy_arn',
  aws_iam_group_policy_attachment: 'policy_arn',
  aws_ssoadmin_managed_policy_attachment: 'managed_policy_arn',
};

const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';

function names(block: Block, attribute: string): boolean {
  const value = block.get(attribute);
  return (isList(value) ? value : [value]).includes(admin);
}

export const awsIamAdminAttached = terraformRule({
  id: 'aws-iam-admin-attached',
  title: 'Nobody gets AdministratorAccess',
  severity: 'high',
  category: 'security',
  why: 'Whoever gets hold of an identity that may do everything owns the account. Name the actions and resources that are needed.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  also: ['CKV_AWS_274'],
  targets: Object.keys(attributes),

  check(block) {
    const attribute = attributes[block.type] ?? '';
    return names(block, attribute)
      ? { message: 'AdministratorAccess allows everything: attach a policy of what is needed.', at: block.span(attribute) }
      : undefined;
  },

  fails: `
resource "aws_iam_role_policy_attachment" "deploy" {
  role       = "deploy"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}`,
  passes: `
resource "aws_iam_role_policy_attachment" "deploy" {
  role       = "deploy"
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
}`,
});
