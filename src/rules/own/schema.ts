import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** What a value must be. One of these. */
const test = z.union([
  z.strictObject({ equals: scalar }),
  z.strictObject({ notEquals: scalar }),
  z.strictObject({ oneOf: z.array(scalar).min(1) }),
  z.strictObject({ noneOf: z.array(scalar).min(1) }),
  z.strictObject({ like: z.string().min(1).describe('A text in which * stands for anything and ? for one character: `shop-*`.') }),
  z.strictObject({ atLeast: z.number() }),
  z.strictObject({ atMost: z.number() }),
  z.strictObject({ contains: scalar }),
  z.strictObject({ present: z.boolean() }),
]);

/** A rule of an organisation's own: `.nimbus/rules/<id>.yaml`. Data only; nothing in it is run. */
export const ownRuleSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/, 'lower case words with dashes, two or more: `shop-bucket-name`')
    .max(60),
  title: z.string().min(1).max(120),
  why: z.string().min(1).max(500),
  severity: z.enum(['info', 'low', 'medium', 'high', 'critical']).default('medium'),
  category: z.enum(['security', 'reliability', 'cost', 'performance', 'operations', 'tagging']).default('operations'),
  source: z.url().optional(),
  /** Terraform resource types (`aws_s3_bucket`) or Kubernetes kinds (`Deployment`), not both. */
  targets: z.array(z.string().min(1)).min(1),
  path: z.string().min(1).describe('Through nested blocks or fields with dots: `versioning.enabled`, `spec.template.spec.hostNetwork`.'),
  must: test,
  message: z.string().min(1).max(300),
  fix: scalar.optional().describe('The value to write where the rule finds something.'),
});

export type OwnRule = z.output<typeof ownRuleSchema>;
export type Test = OwnRule['must'];
