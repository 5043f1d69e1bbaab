import { conceptsOf, isInstanceType, verbOf } from './index.ts';
import { numbers } from './lexicon/common.ts';
import { isStop, lexicon } from './lexicon/words.ts';
import type { Token } from './token.ts';

/** What is learned from: some words, and the tool they ask for. */
export interface Example {
  readonly tool: string;
  readonly features: Features;
  readonly weight: number;
}

/** What a request shows, by name, and how much of it. */
export type Features = ReadonlyMap<string, number>;

/** How sure each tool is meant, by the words alone; sums to 1. */
export type Guess = (features: Features) => ReadonlyMap<string, number>;

/** What was learned, as data: by feature, pairs of characters: a tool's number, and how much the feature speaks for it. */
export interface Learned {
  readonly tools: readonly string[];
  readonly columns: Readonly<Record<string, string>>;
}

const passes = 8;
const step = 0.5;
const shrink = 2e-4;
/** Weights are whole numbers of this part: small to keep, and the same whether they were kept or just learned. */
const part = 1 / 16;
/** Both within what UTF-8 writes in two bytes: short, and read in one go. */
const firstTool = 0x100;
const noWeight = 0x480;

/**
 * Learns which words ask for which tool: a softmax regression, fitted by plain gradient steps over the examples in their order.
 * Nothing is random, so that the same tools always give the same answers.
 */
export function learn(examples: readonly Example[]): Learned {
  const tools = [...new Set(examples.map((e) => e.tool))];
  const classes = new Map(tools.map((tool, i) => [tool, i]));
  const columns = new Map<string, number>();
  for (const { features } of examples) for (const name of features.keys()) if (!columns.has(name)) columns.set(name, columns.size);
  const wide = tools.length;
  const weights = new Float64Array(columns.size * wide);
  const speed = new Float64Array(columns.size * wide).fill(1e-4);
  const rows = examples.map(({ tool, features, weight }) => ({ is: classes.get(tool) ?? 0, cells: cellsOf(features, (name) => columns.get(name)), weight }));
  const chance = new Float64Array(wide);
  const missed = new Int32Array(wide);
  for (let pass = 0; pass < passes; pass++)
    for (const { is, cells, weight } of rows) {
      chance.fill(0);
      for (const [column, amount] of cells)
        for (let c = 0, at = column * wide; c < wide; c++, at++) chance[c] = (chance[c] as number) + amount * (weights[at] as number);
      softmax(chance);
      chance[is] = (chance[is] as number) - 1;
      let many = 0;
      for (let c = 0; c < wide; c++) if (Math.abs(chance[c] as number) >= 2e-3) missed[many++] = c;
      for (const [column, amount] of cells)
        for (let n = 0; n < many; n++) {
          const c = missed[n] as number;
          const at = column * wide + c;
          const slope = weight * amount * (chance[c] as number) + shrink * (weights[at] as number);
          const fast = (speed[at] as number) + slope * slope;
          speed[at] = fast;
          weights[at] = (weights[at] as number) - (step * slope) / Math.sqrt(fast);
        }
    }
  return {
    tools,
    columns: Object.fromEntries(
      [...columns].flatMap(([name, column]) => {
        let kept = '';
        for (let c = 0; c < wide; c++) {
          const whole = Math.round((weights[column * wide + c] as number) / part);
          if (Math.abs(whole) > 1) kept += String.fromCharCode(firstTool + c, noWeight + Math.max(-700, Math.min(700, whole)));
        }
        return kept === '' ? [] : [[name, kept]];
      }),
    ),
  };
}

/** Says what a request asks for, from what was learned. */
export function guessFrom({ tools, columns }: Learned): Guess {
  const known = new Map(Object.entries(columns));
  return (features) => {
    const found = new Float64Array(tools.length);
    for (const [kept, amount] of cellsOf(features, (name) => known.get(name)))
      for (let n = 0; n < kept.length; n += 2) {
        const c = kept.charCodeAt(n) - firstTool;
        found[c] = (found[c] as number) + amount * part * (kept.charCodeAt(n + 1) - noWeight);
      }
    softmax(found);
    return new Map(tools.map((tool, i) => [tool, found[i] ?? 0]));
  };
}

/** The features that are known, by what they are known as, with their share of all there are. */
function cellsOf<T>(features: Features, known: (name: string) => T | undefined): readonly (readonly [T, number])[] {
  const cells: (readonly [T, number])[] = [];
  let size = 0;
  for (const [name, amount] of features) {
    const is = known(name);
    size += amount * amount;
    if (is !== undefined) cells.push([is, amount]);
  }
  const length = Math.sqrt(size) || 1;
  return cells.map(([is, amount]) => [is, (2 * amount) / length]);
}

function softmax(of: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of of) most = Math.max(most, score);
  let sum = 0;
  for (let c = 0; c < of.length; c++) {
    const grown = Math.exp((of[c] as number) - most);
    of[c] = grown;
    sum += grown;
  }
  for (let c = 0; c < of.length; c++) of[c] = (of[c] as number) / sum;
}

/** What words show: what they mean, which verb they turn on, what stands beside what, and what kinds of values there are. */
export function featuresOf(tokens: readonly Token[], head: Token | undefined, question: boolean, isName: (token: Token) => boolean): Features {
  const found = new Map<string, number>();
  const put = (name: string, amount: number): void => {
    found.set(name, Math.max(found.get(name) ?? 0, amount));
  };
  put('any', 0.3);
  if (question) put('question', 0.5);
  const verb = head === undefined ? undefined : verbOf(head);
  if (verb === undefined) put('no verb', 0.8);
  let last = '';
  for (const token of tokens) {
    if (token.kind === 'mark') continue;
    const shape = token.kind !== 'word' ? shapeOf(token) : (numbers[token.word] ?? 1) !== 1 || token.word === 'zero' ? 'number' : undefined;
    if (shape !== undefined) put(`value ${shape}`, 0.8);
    else if (isName(token)) put('name', 0.5);
    let first = shape ?? '';
    for (const [concept, sure] of conceptsOf(token)) {
      put(`means ${concept}`, sure === 1 ? 1 : 0.5 * sure);
      if (token === head) put(`does ${concept}`, sure === 1 ? 1.4 : 0.7 * sure);
      else if (verb !== undefined && sure === 1) put(`${verb.concept} > ${concept}`, 0.7);
      if (sure === 1) first = concept;
    }
    if (token.kind === 'word' && !isName(token)) put(`says ${token.word}`, isStop(token.word) ? 0.35 : 0.5);
    if (token.kind === 'word' && /[^s]s$/.test(token.word) && lexicon.verbs.get(token.word)?.form !== 's' && token !== head) put(`many ${token.word}`, 0.5);
    const now = first !== '' ? first : isName(token) ? '<name>' : token.word;
    if (last !== '') put(`${last} ${now}`, 0.5);
    last = now;
  }
  return found;
}

function shapeOf(token: Token): string {
  if (token.kind === 'id') return token.text.split('-')[0] ?? 'id';
  if (token.kind !== 'path') return token.kind;
  if (isInstanceType(token.word)) return 'type';
  const ending = /\.(\w+)$/.exec(token.word)?.[1];
  if (/(^|\/)charts?(\/|$)/.test(token.word)) return 'chart';
  if (/^(origin|upstream|feature|feat|bugfix|hotfix|fix|chore|release)\//.test(token.word)) return 'branch';
  return ending === undefined ? 'folder' : /^(tf|tfvars|ya?ml)$/.test(ending) ? ending.replace('yml', 'yaml') : 'file';
}
