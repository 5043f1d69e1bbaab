import { stringify } from 'yaml';
import { z } from 'zod';
import { yamlDocument } from '../base/yaml.ts';
import { condition } from '../domain/condition.ts';
import { failed, type Outcome, ok, type Problem } from '../domain/failure/failure.ts';
import { planInvalid, planUnreadable } from '../domain/failure/plan.ts';
import type { Plan } from '../domain/plan.ts';
import { issueInWords } from '../domain/schema-issue.ts';
import type { DraftPlan } from './draft.ts';

/** A plan file longer than this is not read. */
export const planBytesMax = 4 * 1024 * 1024;

const step = z.strictObject({
  id: z.string(),
  tool: z.string(),
  input: z.record(z.string(), z.unknown()).default({}),
  dependsOn: z.array(z.string()).optional(),
  reason: z.string().optional(),
  optional: z.boolean().optional(),
  continueOnError: z.boolean().optional(),
  when: condition.optional(),
});

/** The shape of `*.plan.yaml`; its JSON Schema gives completion in the editor. */
export const planFile = z.strictObject({ nimbus: z.literal(1), goal: z.string().min(1), steps: z.array(step) });

/** Reads a plan file's text; `path` is for messages only. YAML 1.2, so JSON too. All problems at once. */
export function readPlan(text: string, path: string): Outcome<DraftPlan> {
  if (text.length > planBytesMax)
    return failed(planUnreadable(path, `it is ${Math.round(text.length / 1024 / 1024)} MB; ${planBytesMax / 1024 / 1024} MB are the most`));
  const document = yamlDocument(text);
  const error = document.errors[0];
  if (error !== undefined) return failed(planUnreadable(path, error.message.split('\n')[0] ?? error.code));
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (bomb) {
    return failed(planUnreadable(path, bomb instanceof Error ? bomb.message : String(bomb)));
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return failed(planUnreadable(path, 'it holds no goal and no steps'));
  const version = (value as { nimbus?: unknown }).nimbus;
  if (version !== 1)
    return failed(
      planUnreadable(
        path,
        version === undefined ? 'the line `nimbus: 1` is missing' : `it is of version ${JSON.stringify(version)}; this Nimbus reads version 1`,
      ),
    );
  const parsed = planFile.safeParse(value);
  if (!parsed.success) {
    return failed(planInvalid(parsed.error.issues.map((issue): Problem => ({ path: issue.path.join('.'), message: issueInWords(issue) }))));
  }
  return ok({ goal: parsed.data.goal, steps: parsed.data.steps });
}

/** A plan as a file a person can read and `readPlan` takes back with the same hash of its steps. */
export function writePlan(plan: Plan): string {
  const steps = plan.steps.map(({ id, tool, reason, input, dependsOn, optional, continueOnError, when }) => ({
    id,
    tool,
    reason,
    input,
    ...(dependsOn.length > 0 ? { dependsOn } : {}),
    ...(optional ? { optional } : {}),
    ...(continueOnError ? { continueOnError } : {}),
    ...(when === undefined ? {} : { when }),
  }));
  return stringify({ nimbus: 1, goal: plan.goal, steps }, { lineWidth: 0, aliasDuplicateObjects: false });
}
