import { conceptsOf, verbOf } from './index.ts';
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

const passes = 8;
const step = 0.5;
const shrink = 2e-4;

/**
 * Learns which words ask for which tool: a softmax regression, fitted by plain gradient steps over the examples in their order.
 * Nothing is random, so that the same tools always give the same answers.
 */
export function learn(examples: readonly Example[]): Guess {
  const tools = [...new Set(examples.map((e) => e.tool))];
  const classes = new Map(tools.map((tool, i) => [tool, i]));
  const columns = new Map<string, number>();
  for (const { features } of examples) for (const name of features.keys()) if (!columns.has(name)) columns.set(name, columns.size);
  const wide = tools.length;
  const weights = new Float64Array(columns.size * wide);
  const speed = new Float64Array(columns.size * wide).fill(1e-4);
  const rows = examples.map(({ tool, features, weight }) => ({ is: classes.get(tool) ?? 0, cells: cellsOf(features, columns), weight }));
  const chance = new Float64Array(wide);
  for (let pass = 0; pass < passes; pass++)
    for (const { is, cells, weight } of rows) {
      predict(cells, weights, wide, chance);
      for (const [column, amount] of cells)
        for (let c = 0; c < wide; c++) {
          const at = column * wide + c;
          const miss = (chance[c] ?? 0) - (c === is ? 1 : 0);
          if (miss < 1e-3 && miss > -1e-3) continue;
          const slope = weight * amount * miss + shrink * (weights[at] ?? 0);
          speed[at] = (speed[at] ?? 0) + slope * slope;
          weights[at] = (weights[at] ?? 0) - (step * slope) / Math.sqrt(speed[at] ?? 1);
        }
    }
  return (features) => {
    const found = new Float64Array(wide);
    predict(cellsOf(features, columns), weights, wide, found);
    return new Map(tools.map((tool, i) => [tool, found[i] ?? 0]));
  };
}

type Cells = readonly (readonly [number, number])[];

function cellsOf(features: Features, columns: ReadonlyMap<string, number>): Cells {
  const cells: (readonly [number, number])[] = [];
  let size = 0;
  for (const [name, amount] of features) {
    const column = columns.get(name);
    size += amount * amount;
    if (column !== undefined) cells.push([column, amount]);
  }
  const length = Math.sqrt(size) || 1;
  return cells.map(([column, amount]) => [column, (2 * amount) / length]);
}

function predict(cells: Cells, weights: Float64Array, wide: number, into: Float64Array): void {
  into.fill(0);
  for (const [column, amount] of cells) for (let c = 0; c < wide; c++) into[c] = (into[c] ?? 0) + amount * (weights[column * wide + c] ?? 0);
  let most = Number.NEGATIVE_INFINITY;
  for (const score of into) most = Math.max(most, score);
  let sum = 0;
  for (let c = 0; c < wide; c++) sum += into[c] = Math.exp((into[c] ?? 0) - most);
  for (let c = 0; c < wide; c++) into[c] = (into[c] ?? 0) / sum;
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
    const shape = token.kind === 'word' ? undefined : shapeOf(token);
    if (shape !== undefined) put(`value ${shape}`, 0.8);
    else if (isName(token)) put('name', 0.5);
    let first = shape ?? '';
    for (const [concept, sure] of conceptsOf(token)) {
      put(`means ${concept}`, sure === 1 ? 1 : 0.5 * sure);
      if (token === head) put(`does ${concept}`, sure === 1 ? 1 : 0.5 * sure);
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
  const ending = /\.(\w+)$/.exec(token.word)?.[1];
  if (/(^|\/)charts?(\/|$)/.test(token.word)) return 'chart';
  if (/^(origin|upstream|feature|feat|bugfix|hotfix|fix|chore|release)\//.test(token.word)) return 'branch';
  return ending === undefined ? 'folder' : /^(tf|tfvars|ya?ml)$/.test(ending) ? ending.replace('yml', 'yaml') : 'file';
}
