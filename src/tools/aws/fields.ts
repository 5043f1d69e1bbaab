import { z } from 'zod';

export const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as eu-west-1')
  .optional()
  .describe('AWS region; default: the one of the profile.');
export const profile = z
  .string()
  .regex(/^(?!-)[^\p{C}[\]]{1,128}$/u, 'the name of a profile')
  .optional()
  .describe('Named profile of the AWS configuration, which names the account; default: the current one.');
const account = z
  .string()
  .regex(/^\d{12}$/, 'an account id of 12 digits')
  .optional()
  .describe('Guard: nothing is done when the credentials are of another account.');
/** Where every call goes. */
export const place = { region, profile, account };
export interface Place {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly account?: string | undefined;
}

/** Text that can be sent and be a name on disk: no half characters, and no end of a C string. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((given) => given.isWellFormed() && !given.includes('\0'), 'well-formed text');
/** Relative to the workspace folder; checked again where it is used. */
export const localPath = text(4_096).min(1);

export const instanceId = z.string().regex(/^i-[0-9a-f]{8,17}$/, 'an instance id such as i-0123456789abcdef0');
export const instanceIds = z.array(instanceId).min(1).max(100).describe('Ids of the instances.');
export const vpcId = z.string().regex(/^vpc-[0-9a-f]{8,17}$/);
export const groupId = z.string().regex(/^sg-[0-9a-f]{8,17}$/);
/** Source: docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html. */
export const bucket = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, '3 to 63 lower-case letters, digits, - and .')
  .refine((name) => !name.includes('..') && !/^\d+(\.\d+){3}$/.test(name), 'no two dots in a row, and not an IP address')
  .describe('Name of the bucket.');
/** Any text of at most 1,024 bytes. Source: docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html. */
export const key = z
  .string()
  .min(1)
  .max(1_024)
  .refine((text) => Buffer.byteLength(text) <= 1_024 && text.isWellFormed() && !text.includes('\0'), 'at most 1,024 bytes of well-formed text')
  .describe('Key of the object in the bucket.');
export const versionId = z
  .string()
  .regex(/^[\x21-\x7e]{1,1024}$/)
  .optional()
  .describe('This version of the object; default: the newest.');
export const arn = z.string().regex(/^arn:aws[\w-]*:[\x21-\x7e]+$/, 'an ARN');
/** Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html. */
export const role = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/)
  .describe('Name of the IAM role.');
export const policy = z
  .string()
  .regex(/^(arn:aws[\w-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+|[\w+=,.@-]{1,128})$/)
  .describe('IAM policy: its ARN, or the name of one managed by AWS or by the account.');
export const policyName = z.string().regex(/^[\w+=,.@][\w+=,.@-]{0,127}$/, 'a name of at most 128 letters, digits and +=,.@_-');
export const ownPolicyArn = z.string().regex(/^arn:aws[\w-]*:iam::\d{12}:policy\/[\w+=,.@/-]+$/, 'the ARN of a policy of the account');
export const user = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/)
  .describe('Name of the IAM user.');
export const group = z
  .string()
  .regex(/^[\w+=,.@-]{1,128}$/)
  .describe('Name of the IAM group.');
export const tags = z.record(text(128), text(256)).optional().describe('Only with these tags.');
/** Whether there is more than the output holds. */
export const more = z.boolean().optional().describe('There is more than this; narrow it down.');
