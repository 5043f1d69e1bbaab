import key from '../../../../templates/terraform/root/key.hbs';
import type { Project } from '../answers.ts';
import type { Section } from './component.ts';

/** Someone besides the account's own IAM policies who may use the key, and only so far as the condition holds. */
export interface KeyGrant {
  readonly why: string;
  readonly sid: string;
  readonly actions: readonly string[];
  /** Service name or ARN, may hold template expressions of ours. */
  readonly principal: string;
  readonly principalType: 'Service' | 'AWS';
  readonly condition: { readonly test: string; readonly variable: string; readonly expected: string };
}

/** CloudWatch Logs encrypts log groups as a service. Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
export const logsGrant = (groups: string): KeyGrant => ({
  why: 'CloudWatch encrypts these log groups with it, and no others.',
  sid: 'LogGroups',
  actions: ['kms:Decrypt*', 'kms:Describe*', 'kms:Encrypt*', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
  principal: 'logs.${local.region}.amazonaws.com',
  principalType: 'Service',
  condition: {
    test: 'ArnLike',
    variable: 'kms:EncryptionContext:aws:logs:arn',
    expected: `arn:\${local.partition}:logs:\${local.region}:\${local.account_id}:log-group:${groups}`,
  },
});

export interface KeyView {
  /** Name of the resource. */
  readonly id: string;
  /** Tail of the alias. */
  readonly slug: string;
  readonly description: string;
  readonly prefix: string;
  readonly grants: readonly KeyGrant[];
  /** Where the key is, when not in the project's region: an expression, what it needs before it, and the provider's lines. */
  readonly region?: string;
  readonly before?: readonly string[];
  readonly meta?: readonly string[];
}

/** A key of its own with rotation, a policy and an alias. In production Terraform refuses to destroy it: data would be lost with it. */
export const keySection = (file: string, project: Project, view: KeyView): Section => ({
  file,
  fill: key,
  view: {
    region: '${local.region}',
    before: [],
    meta: [],
    ...view,
    deletionDays: project.environment === 'dev' ? 7 : 30,
    keep: project.environment === 'prod',
    grants: view.grants.map(({ condition, ...grant }) => ({ ...grant, ...condition })),
  },
});
