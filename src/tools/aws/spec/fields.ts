import { z } from 'zod';

export const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as eu-west-1')
  .optional()
  .describe('AWS region; default: the one of the profile.');
export const profile = z.string().min(1).optional().describe('Named profile of the AWS configuration, which names the account; default: the current one.');
/** Where every call goes. */
export const place = { region, profile };

export const instanceId = z.string().regex(/^i-[0-9a-f]{8,17}$/, 'an instance id such as i-0123456789abcdef0');
export const vpcId = z.string().regex(/^vpc-[0-9a-f]{8,17}$/);
export const groupId = z.string().regex(/^sg-[0-9a-f]{8,17}$/);
/** Source: docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html. */
export const bucket = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, '3 to 63 lower-case letters, digits, - and .')
  .describe('Name of the bucket.');
export const key = z.string().min(1).max(1_024).describe('Key of the object in the bucket.');
export const arn = z.string().regex(/^arn:aws[\w-]*:/, 'an ARN');
/** Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html. */
export const role = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/)
  .describe('Name of the IAM role.');
export const tags = z.record(z.string().max(128), z.string().max(256)).optional().describe('Only with these tags.');
