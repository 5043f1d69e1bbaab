import { z } from 'zod';

/**
 * What may reach Terraform's command line. Paths go through the files port and names through these: none can be taken for
 * an option, none holds a control character. Values of variables never become arguments: they go into a file.
 */
const noControl = /^[^\p{C}\u2028\u2029]*$/u;

export const path = z.string().min(1).max(4096).regex(noControl, 'a path has no control characters');

export const directory = path.default('.').describe('Root module, relative to the workspace folder.');

export const varFiles = z.array(path).default([]).describe('Variable files, relative to `directory`.');

export const variableName = z.string().regex(/^[A-Za-z_][\w-]{0,200}$/, 'the name of a variable');

export const vars = z
  .record(variableName, z.unknown())
  .default({})
  .describe('Values of variables by name; they count more than those of files. Not for secrets: plans are kept.');

export const workspace = z
  .string()
  .regex(/^[A-Za-z0-9_][\w.-]{0,89}$/, 'a workspace name has letters, digits, ".", "_" and "-"')
  .optional()
  .describe('Terraform workspace; default: the one that is selected.');

export const lockTimeoutSeconds = z
  .int()
  .min(0)
  .max(3_600)
  .optional()
  .describe('How long to wait for somebody else’s lock of the state, in seconds; default: not at all.');
export const refresh = z.boolean().default(true).describe('Look at what is really there first.');
export const parallelism = z.int().min(1).max(256).optional().describe('Resources worked on side by side; default: 10.');

const key = String.raw`(?:\[(?:\d{1,9}|"(?:[^"\\\p{C}\u2028\u2029]|\\["\\])*")\])?`;
const name = String.raw`[A-Za-z_][\w-]*`;
const modules = String.raw`(?:module\.${name}${key}\.)*`;

/** `module.net["a"].aws_subnet.private[0]`, `aws_s3_bucket.logs`. */
export const address = z
  .string()
  .max(2000)
  .regex(new RegExp(`^${modules}(?:data\\.)?[a-z]\\w*\\.${name}${key}$`, 'u'), 'a resource address such as aws_s3_bucket.logs');

/** A resource, or a whole module. */
export const target = z
  .string()
  .max(2000)
  .regex(
    new RegExp(`^(?:${modules}(?:data\\.)?[a-z]\\w*\\.${name}${key}|${modules}module\\.${name}${key})$`, 'u'),
    'an address such as aws_s3_bucket.logs or module.network',
  );

/** What `terraform.plan` and its like give for a saved plan. */
export const planId = z.string().regex(/^tfplan-[0-9a-f]{20}$/, 'the id that terraform.plan gave for a saved plan');

export const targets = z.array(target).max(500).default([]).describe('Only these resources or modules, by address, and what they depend on.');
