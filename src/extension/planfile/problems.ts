import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml';
import { nearest } from '../../base/nearest.ts';
import type { Problem } from '../../domain/failure/failure.ts';
import type { ToolSpec } from '../../domain/tool.ts';
import { checkDraft } from '../../planner/check.ts';
import type { DraftPlan } from '../../planner/draft.ts';
import { planBytesMax, planFile } from '../../planner/file.ts';

/** What is wrong with a plan file, and where: offsets into its text. */
export interface PlacedProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** More than these are not shown: the first ones say what to mend first. */
export const problemsMax = 200;

type Path = readonly (string | number)[];

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
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) return document.errors.slice(0, problemsMax).map(({ pos: [start, end], message }) => placed(text, start, end, message));
  return inDocument(text, document, tools)
    .slice(0, problemsMax)
    .map(({ start, end, message }) => placed(text, start, end, message));
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
  if (parsed.success) return inDraft(parsed.data, at, tools);
  return parsed.error.issues.flatMap((issue) => {
    const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => at.key([...path, key], unknownWord(key, 'is not known here', keysFor(path))));
    const last = path.at(-1);
    const isMissing = typeof last === 'string' && !at.has(path);
    return [isMissing ? at.key(path.slice(0, -1), `${last} is missing`) : at.value(path, lower(issue.message))];
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
  return [at.has(path) ? at.value(path, message) : at.key(path.slice(0, -1), `${String(path.at(-1))} is missing: ${message}`)];
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

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const lineEnd = (text: string): number => (text.indexOf('\n') === -1 ? Math.min(text.length, 200) : text.indexOf('\n'));

/** Not past the end, never empty, on one line where it would run over many. */
function placed(text: string, start: number, end: number, message: string): PlacedProblem {
  let from = Math.min(Math.max(0, start), Math.max(0, text.length - 1));
  if (text[from] === '\n' && from > 0) from--;
  const stop = text.indexOf('\n', from);
  const to = Math.min(Math.max(end, from + 1), stop === -1 ? text.length : Math.max(stop, from + 1));
  return { start: from, end: to, message: message.charAt(0).toUpperCase() + message.slice(1) };
}

/** Where the parts of a document are in its text. What can't be found is looked for one level up. */
class Places {
  readonly #text: string;
  readonly #document: Document.Parsed;

  constructor(text: string, document: Document.Parsed) {
    this.#text = text;
    this.#document = document;
  }

  has(path: Path): boolean {
    return this.#node(path) !== undefined;
  }

  top(message: string): PlacedProblem {
    return { start: 0, end: lineEnd(this.#text), message };
  }

  value(path: Path, message: string): PlacedProblem {
    const [start, end] = this.#node(path)?.range ?? [];
    return start === undefined || end === undefined ? this.key(path, message) : { start, end, message };
  }

  /** The key, for what is wrong with all that is below it. */
  key(path: Path, message: string): PlacedProblem {
    if (path.length === 0) return this.top(message);
    const key = this.#pair(path)?.key;
    const [start, end] = (isNode(key) ? key.range : undefined) ?? [];
    if (start !== undefined && end !== undefined) return { start, end, message };
    const node = this.#node(path);
    // An item of a list: the first thing in it.
    const first = isMap(node) ? node.items[0]?.key : undefined;
    const [from, to] = (isNode(first) ? first.range : node?.range) ?? [];
    return from === undefined || to === undefined ? this.key(path.slice(0, -1), message) : { start: from, end: to, message };
  }

  /** The item of a list with this value, or the list. */
  item(path: Path, value: string | undefined, message: string): PlacedProblem {
    const list = this.#node(path);
    const found = isSeq(list) ? list.items.find((item) => isScalar(item) && item.value === value) : undefined;
    const [start, end] = (isNode(found) ? found.range : undefined) ?? [];
    return start === undefined || end === undefined ? this.value(path, message) : { start, end, message };
  }

  /** A part of a text, as it stands there. */
  inside(path: Path, part: string, message: string): PlacedProblem {
    const [start, end] = this.#node(path)?.range ?? [];
    const at = start === undefined ? -1 : this.#text.slice(start, end).indexOf(part);
    if (start === undefined || at < 0) return this.value(path, message);
    const from = start + at;
    const closes = this.#text.indexOf('}', from);
    return { start: from, end: closes === -1 || closes > (end ?? 0) ? from + part.length : closes + 1, message };
  }

  #node(path: Path): Node | undefined {
    let node: unknown = this.#document.contents;
    for (const key of path) {
      if (isAlias(node)) node = node.resolve(this.#document);
      if (isMap(node)) node = node.items.find((pair) => keyOf(pair) === String(key))?.value;
      else if (isSeq(node)) node = node.items[Number(key)];
      else return undefined;
    }
    return isNode(node) ? node : undefined;
  }

  #pair(path: Path): Pair | undefined {
    const map = this.#node(path.slice(0, -1));
    return isMap(map) ? map.items.find((pair) => keyOf(pair) === String(path.at(-1))) : undefined;
  }
}

const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '');
