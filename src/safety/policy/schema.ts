import { z } from 'zod';
import type { Mark, Operation } from '../../domain/impact.ts';

const marks = [
  'stateful',
  'deletes-data',
  'deletes-key',
  'protection-off',
  'widens-access',
  'exposes-publicly',
  'runs-code',
  'force-push',
  'protected-branch',
  'rewrites-history',
  'secret-in-content',
  'cluster-scoped',
  'system-namespace',
  'scales-to-zero',
  'cascades',
  'privileged',
  'restarts',
  'drift',
  'stale-state',
  'deferred',
  'incomplete',
  'errored',
  'moved',
  'check-failed',
  'empty-state',
  'unknown',
] as const satisfies readonly Mark[];
const operations = ['read', 'create', 'update', 'replace', 'delete', 'forget', 'import'] as const satisfies readonly Operation[];

const oneOrMore = <T extends z.ZodType>(one: T) => z.union([one, z.array(one).min(1)]);
const pattern = z.string().min(1).describe('A name; * stands for any characters.');
export const environmentName = z.enum(['dev', 'staging', 'prod', 'unknown']);

/** All that is named must hold; of several values, one. `operation`, `type`, `mark`, `allMarks` and `risk` are about one and the same change. */
const match = z
  .strictObject({
    tool: oneOrMore(pattern).optional().describe('Tools, by name: terraform.apply, kubernetes.*'),
    effect: oneOrMore(z.enum(['read', 'plan', 'write', 'change', 'destroy']))
      .optional()
      .describe(
        'What the tool may do: `read` looks · `plan` computes · `write` touches files of the workspace · `change` alters something outside · `destroy` removes it.',
      ),
    environment: oneOrMore(environmentName).optional().describe('From the profile, the place or the names and tags; `unknown` where nothing says.'),
    operation: oneOrMore(z.enum(operations)).optional().describe('What is done to it.'),
    type: oneOrMore(pattern).optional().describe('What is changed: aws_db_instance, Deployment, aws_s3_*'),
    address: oneOrMore(pattern).optional().describe('What is changed, by its own name.'),
    mark: oneOrMore(z.enum(marks)).optional().describe('What is special about the change.'),
    allMarks: z.array(z.enum(marks)).min(2).optional().describe('What is special about the change, where only all of it together counts.'),
    risk: z.enum(['low', 'medium', 'high', 'critical']).optional().describe('This grave, or graver.'),
    target: z.record(z.string(), oneOrMore(pattern)).optional().describe('Facts of the place: account, region, context, namespace, workspace, branch …'),
    path: oneOrMore(pattern).optional().describe('Workspace files it would write.'),
  })
  .refine((m) => Object.keys(m).length > 0, 'a rule that matches everything is not one: name at least one thing');

export const answers = ['allow', 'confirm', 'type', 'deny'] as const;
/** From the mildest: go ahead · a yes · a typed name · never. */
export type Answer = (typeof answers)[number];

const rule = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'an id is lower-case letters, digits and -')
    .describe('Names the rule in reasons: lower-case letters, digits and `-`.'),
  when: match.describe('What the rule is about: all that is named must hold; of several values, one.'),
  answer: z
    .enum(answers)
    .describe(
      'From the mildest: `allow` goes ahead · `confirm` wants a yes · `type` wants a name typed · `deny` never. Of the rules of one file the strictest counts.',
    ),
  because: z.string().min(1).describe('Shown to the person whom it stops.'),
});

const limits = z.strictObject({
  resources: z.int().min(1).optional().describe('Changes outside the workspace in one run.'),
  deletions: z.int().min(0).optional().describe('Deletions and replacements in one run.'),
  calls: z.int().min(1).optional().describe('Calls of tools in one run, repeats included.'),
  identicalCalls: z.int().min(1).optional().describe('The same tool with the same input in one run: a plan that goes round in circles.'),
  minutes: z.number().positive().optional().describe('Of work in one run; waiting for a person does not count.'),
  monthlyCost: z.partialRecord(environmentName, z.number().min(0)).optional().describe('US dollars a month that one run may add.'),
});

const example = z.strictObject({
  name: z.string().min(1).describe('What it shows, to a person.'),
  tool: z.string().describe('The tool that would be called.'),
  effect: z.enum(['read', 'plan', 'write', 'change', 'destroy']).default('change').describe('What it would do there.'),
  environment: environmentName.default('unknown').describe('Where.'),
  changes: z
    .array(
      z.strictObject({
        address: z.string().describe('Its own name: aws_db_instance.main, Deployment/web.'),
        type: z.string().describe('What it is: aws_db_instance, Deployment.'),
        operation: z.enum(operations).describe('What would be done to it.'),
        marks: z.array(z.enum(marks)).default([]).describe('What is special about the change.'),
      }),
    )
    .default([])
    .describe('What would change.'),
  target: z.record(z.string(), z.string()).default({}).describe('Facts of the place: account, region, context, namespace, workspace, branch …'),
  paths: z.array(z.string()).default([]).describe('Files of the workspace it would write.'),
  expect: z.enum(answers).describe('What must come out: this file’s rules over what ships.'),
});

/** The shape of `.nimbus/policy.yaml` and of a user's own. */
export const policyFile = z.strictObject({
  nimbus: z.literal(1).describe('Version of this format.'),
  limits: limits.default({}).describe('The most one run may do. A workspace can only lower what holds, until it is trusted.'),
  rules: z.array(rule).max(500).default([]).describe('What is allowed, asked about, or refused. What no rule names is decided by its effect.'),
  /** Run when the file is loaded; one that does not come out as it says keeps the whole file from being used. */
  examples: z
    .array(example)
    .max(500)
    .default([])
    .describe('Tests of the rules: they are run whenever the file is read, and one that comes out otherwise keeps the whole file from being used.'),
});

export type PolicyFile = z.infer<typeof policyFile>;
export type PolicyRule = z.infer<typeof rule>;
export type PolicyMatch = z.infer<typeof match>;
export type PolicyExample = z.infer<typeof example>;
export type PolicyLimits = z.infer<typeof limits>;
