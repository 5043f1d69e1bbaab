import { z } from 'zod';

export const directory = z.string().default('.').describe('Root module, relative to the workspace folder.');
export const varFiles = z.array(z.string()).default([]).describe('Variable files, relative to `directory`.');
export const workspace = z
  .string()
  .regex(/^[\w.-]{1,90}$/)
  .optional()
  .describe('Terraform workspace; default: the one that is selected.');
/** `module.net.aws_subnet.private["a"]`, `aws_s3_bucket.logs`. */
export const address = z
  .string()
  .regex(/^(module\.[\w-]+(\[[^\]]+\])?\.)*(data\.)?[a-z]\w*\.[\w-]+(\[[^\]]+\])?$/, 'a resource address such as aws_s3_bucket.logs');
