import type { Document } from 'yaml';
import { nearest } from '../../base/nearest.ts';
import { yamlDocument } from '../../base/yaml.ts';
import type { Problem } from '../../domain/failure/failure.ts';
import { issueInWords } from '../../domain/schema-issue.ts';
import type { ToolSpec } from '../../domain/tool.ts';
import { checkDraft } from '../../planner/check.ts';
import type { DraftPlan } from '../../planner/draft.ts';
import { planBytesMax, planFile } from '../../planner/file.ts';
import { adviceOn } from '../../planner/optimise.ts';
import { lineEnd, type Path, type PlacedProblem, Places, placed } from '../yaml/places.ts';

/** More than these are not shown: the first ones say what to mend first. */
export const problemsMax = 200;

/** Everything that is wrong with the text of a plan file, each at its place; the planner's own check, found again in the text. Pure. */
export function problemsIn(text: string, tools: ReadonlyMap<string, ToolSpec>): readonly PlacedProblem[] {
  if (text.length > planBytesMax)
    return [
      {
        start: 0,
        end: lineEnd(text),
        message: `It is ${Math.round(text.length / 1024 / 1024)} MB and is not read; ${planBytesMax / 1024 / 1024} MB are the most.`,
      },
    ];
  const document = yamlDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) return document.errors.slice(0, problemsMax).map(({ pos: [start, end], message }) => placed(text, start, end, message));
  return inDocument(text, document, tools)
    .slice(0, problemsMax)
    .map(({ start, end, message, severity }) => placed(text, start, end, message, severity));
}

function inDocument(text: string, document: Document.Parsed, tools: ReadonlyMap<string, ToolSpec>): readonly PlacedProblem[] {
  const at = new Places(text, document);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (bomb) {
    return [at.top(bomb instanceof Error ? bomb.message : String(bomb))];
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return [at.top('It holds no goal and no steps: nimbus: 1, goal and steps are expected.')];
  const version = (value as { nimbus?: unknown }).nimbus;
  if (version === undefined) return [at.top('The line `nimbus: 1` is missing.')];
  if (version !== 1) return [at.value(['nimbus'], `It is of version ${JSON.stringify(version)}; this Nimbus reads version 1.`)];
  const parsed = planFile.safeParse(value);
  if (parsed.success) {
    const wrong = inDraft(parsed.data, at, tools);
    return wrong.length > 0 ? wrong : advice(parsed.data, at, tools);
  }
  return parsed.error.issues.flatMap((issue) => {
    const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => at.key([...path, key], unknownWord(key, 'is not known here', keysFor(path))));
    const last = path.at(-1);
    const isMissing = typeof last === 'string' && !at.has(path);
    return [isMissing ? at.key(path.slice(0, -1), `${last} is missing`) : at.value(path, issueInWords(issue))];
  });
}

/** What could be better in a plan that is right: what would change something unchecked is worth knowing, the rest a hint. */
function advice(draft: DraftPlan, at: Places, tools: ReadonlyMap<string, ToolSpec>): readonly PlacedProblem[] {
  return adviceOn(draft, tools).flatMap((message) => {
    const id = message.slice(0, message.indexOf(' '));
    const index = draft.steps.findIndex((step) => step.id === id);
    if (index === -1) return [];
    const step: Path = ['steps', index];
    const said = `this step${message.slice(id.length)}`;
    const waited = /^\S+ waits for (\S+) and uses nothing/.exec(message)?.[1];
    const found = waited === undefined ? at.value([...step, 'id'], said) : at.item([...step, 'dependsOn'], waited, said);
    return [{ ...found, severity: / does not wait for /.test(message) ? 'information' : 'hint' }];
  });
}

const fields = { top: ['nimbus', 'goal', 'steps'], step: ['id', 'tool', 'input', 'dependsOn', 'reason', 'optional', 'continueOnError', 'when'] };
const keysFor = (path: Path): readonly string[] => (path.length === 0 ? fields.top : path.length === 2 ? fields.step : []);

function unknownWord(word: string, why: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return `${word} ${why}${near === undefined ? '' : `; did you mean ${near}?`}`;
}

function inDraft(draft: DraftPlan, at: Places, tools: ReadonlyMap<string, ToolSpec>): readonly PlacedProblem[] {
  const ids = new Map<string, number[]>();
  for (const [index, { id }] of draft.steps.entries()) ids.set(id, [...(ids.get(id) ?? []), index]);
  const taken = new Map<string, number>();
  /** The step a problem's path starts with: the longest id that fits, as an id that is refused may hold dots. */
  const stepOf = (path: string): string | undefined => {
    for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) if (ids.has(path.slice(0, end))) return path.slice(0, end);
    return undefined;
  };
  return checkDraft(draft, tools).flatMap((problem) => {
    const id = stepOf(problem.path);
    if (id === undefined) return [at.key(['steps'], problem.message)];
    const all = ids.get(id) ?? [];
    // Of steps with one id, the second is the one too many; what else is wrong with either is told in their order.
    const nth = problem.message.startsWith('two steps') ? 1 : Math.min(taken.get(problem.path) ?? 0, all.length - 1);
    if (all.length > 1 && nth === 0) taken.set(problem.path, 1);
    return inStep(problem, ['steps', all[nth] ?? 0], problem.path.slice(id.length + 1), draft, at, tools);
  });
}

function inStep({ message }: Problem, step: Path, rest: string, draft: DraftPlan, at: Places, tools: ReadonlyMap<string, ToolSpec>): readonly PlacedProblem[] {
  if (rest === '') return [at.value([...step, 'id'], message)];
  const path = [...step, ...keysIn(rest)];
  if (rest === 'tool') return [at.value(path, message)];
  // An unknown step, or itself.
  if (rest === 'dependsOn') return [at.item(path, /there is no step (\S+?)(?:;|$)/.exec(message)?.[1] ?? draft.steps[Number(step[1])]?.id, message)];
  const [, unknown] = /^(.+) is not an input of this tool$/.exec(message) ?? [];
  if (unknown !== undefined) {
    const tool = tools.get(draft.steps[Number(step[1])]?.tool ?? '');
    const known = rest === 'input' ? inputNames(tool) : [];
    return unknown.split(', ').map((key) => at.key([...path, key], unknownWord(key, 'is not an input of this tool', known)));
  }
  const [reference] = /\$\{\s*steps\b[^}]*\}?/.exec(message) ?? [];
  const [, stepId] = /there is no step (\S+?)(?:;|$)/.exec(message) ?? [];
  if (reference !== undefined) return [at.inside(path, reference, message)];
  if (stepId !== undefined) return [at.inside(path, `\${steps.${stepId}.`, message)];
  return [
    at.has(path)
      ? at.value(path, message)
      : at.key(path.slice(0, -1), message === 'is missing' ? `${String(path.at(-1))} is missing` : `${String(path.at(-1))} is missing: ${message}`),
  ];
}

const inputNames = (tool: ToolSpec | undefined): readonly string[] => {
  const shape = tool !== undefined && 'shape' in tool.input ? tool.input.shape : undefined;
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : [];
};

/** `input.items[0].name` → its keys. */
const keysIn = (path: string): Path =>
  path.split('.').flatMap((part) => {
    const [key = '', ...indices] = part.split(/\[(\d+)\]/).filter((piece, i) => i % 2 === 1 || piece !== '' || i === 0);
    return [key, ...indices.filter((piece) => piece !== '').map(Number)].filter((piece) => piece !== '');
  });
