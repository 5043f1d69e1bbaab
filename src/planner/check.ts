import { nearest } from '../base/nearest.ts';
import { isLookOnly } from '../domain/effect.ts';
import type { Problem } from '../domain/failure/failure.ts';
import { inOrder } from '../domain/order.ts';
import { brokenReferencesIn, referencesIn } from '../domain/reference.ts';
import { issueInWords } from '../domain/schema-issue.ts';
import { effectOfCall, type ToolSpec } from '../domain/tool.ts';
import type { DraftPlan, DraftStep } from './draft.ts';
import { checkReferences, type Used } from './output-types.ts';

/** More steps than this in one plan is a mistake or an attack. */
export const stepsMax = 10_000;

/** Everything that is wrong with a draft, in the order of its steps; paths are `step.field`. Linear in its size. */
export function checkDraft(draft: DraftPlan, tools: ReadonlyMap<string, ToolSpec>, how: { readonly lookOnly?: boolean } = {}): readonly Problem[] {
  if (draft.steps.length === 0) return [{ path: 'steps', message: 'there is no step; a plan has at least one' }];
  if (draft.steps.length > stepsMax) return [{ path: 'steps', message: `there are ${draft.steps.length} steps; ${stepsMax} are the most` }];

  const ids = new Map(draft.steps.map((step) => [step.id, step]));
  const seen = new Set<string>();
  const problems: Problem[] = [];
  const nodes: { readonly id: string; readonly dependsOn: readonly string[] }[] = [];
  for (const step of draft.steps) {
    if (!/^[\w-]{1,64}$/.test(step.id)) problems.push({ path: step.id, message: 'an id is 1 to 64 letters, digits, - or _' });
    if (seen.has(step.id)) problems.push({ path: step.id, message: 'two steps have this id' });
    seen.add(step.id);
    const used: Used = { input: referencesIn(step.input), when: referencesIn(step.when) };
    nodes.push({ id: step.id, dependsOn: allOf(step, used) });
    problems.push(...checkDependencies(step, ids, used), ...checkCall(step, tools), ...checkReferences(step, used, ids, tools));
    if (how.lookOnly === true) problems.push(...checkLooks(step, tools));
  }
  if (problems.length > 0) return problems;

  const ordered = inOrder(nodes);
  return 'cycle' in ordered ? [{ path: ordered.cycle[0] ?? '', message: `steps wait for each other: ${ordered.cycle.join(' → ')}` }] : [];
}

/** What it says it depends on and what its input refers to, sorted. */
export const dependenciesOf = (step: DraftStep): readonly string[] => allOf(step, { input: referencesIn(step.input), when: referencesIn(step.when) });

const allOf = (step: DraftStep, { input, when }: Used): readonly string[] =>
  [...new Set([...(step.dependsOn ?? []), ...input.map((r) => r.stepId), ...when.map((r) => r.stepId)])].sort();

function checkDependencies(step: DraftStep, ids: ReadonlyMap<string, DraftStep>, used: Used): readonly Problem[] {
  const unknown = (id: string): string => {
    const near = nearest(id, ids.keys());
    return `there is no step ${id}${near === undefined ? '' : `; did you mean ${near}?`}`;
  };
  return [
    ...(step.dependsOn ?? []).flatMap((id) =>
      id === step.id
        ? [{ path: `${step.id}.dependsOn`, message: 'a step can’t wait for itself' }]
        : ids.has(id)
          ? []
          : [{ path: `${step.id}.dependsOn`, message: unknown(id) }],
    ),
    ...used.input.flatMap((r) =>
      r.stepId === step.id
        ? [{ path: `${step.id}.input.${r.at}`, message: 'a step can’t use its own output' }]
        : ids.has(r.stepId)
          ? []
          : [{ path: `${step.id}.input.${r.at}`, message: unknown(r.stepId) }],
    ),
    ...used.when.flatMap((r) =>
      r.stepId === step.id
        ? [{ path: `${step.id}.when`, message: 'a step can’t wait for its own output' }]
        : ids.has(r.stepId)
          ? []
          : [{ path: `${step.id}.when`, message: unknown(r.stepId) }],
    ),
    ...brokenReferencesIn(step.input).map((b) => ({
      path: `${step.id}.input.${b.at}`,
      message: `${b.text} is not a reference; one looks like \${steps.<id>.output.<name>}`,
    })),
  ];
}

function checkCall(step: DraftStep, tools: ReadonlyMap<string, ToolSpec>): readonly Problem[] {
  const tool = tools.get(step.tool);
  if (tool === undefined) {
    const near = nearest(step.tool, tools.keys());
    return [{ path: `${step.id}.tool`, message: `there is no tool ${step.tool}${near === undefined ? '' : `; did you mean ${near}?`}` }];
  }
  const parsed = tool.input.safeParse(step.input ?? {});
  if (parsed.success) return [];
  const referring = new Set(referencesIn(step.input).map((r) => r.at));
  return parsed.error.issues
    .filter((issue) => !referring.has(pathText(issue.path)))
    .map((issue) => ({
      path: `${step.id}.input${issue.path.length ? `.${pathText(issue.path)}` : ''}`,
      message: issue.code === 'unrecognized_keys' ? `${issue.keys.join(', ')} is not an input of this tool` : issueInWords(issue),
    }));
}

/** In a mode that only looks, nothing else is planned. */
function checkLooks(step: DraftStep, tools: ReadonlyMap<string, ToolSpec>): readonly Problem[] {
  const tool = tools.get(step.tool);
  const parsed = tool?.input.safeParse(step.input ?? {});
  const effect = tool === undefined ? 'read' : parsed?.success === true ? effectOfCall(tool, parsed.data) : tool.effect;
  return isLookOnly(effect) ? [] : [{ path: `${step.id}.tool`, message: `${step.tool} has the effect ${effect}, and only looking is allowed here` }];
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`), '');
