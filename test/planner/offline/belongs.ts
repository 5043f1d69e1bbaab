import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ToolSpec } from '../../../src/domain/tool.ts';
import { type Heard, type Signs, signsOf, weights } from '../../../src/planner/offline/belongs.ts';
import type { PlanContext } from '../../../src/planner/offline/context.ts';
import { indexOf } from '../../../src/planner/offline/index.ts';
import { heardIn } from '../../../src/planner/offline/steps.ts';
import { questionnaires, specs } from './floors.ts';
import { halfOf, type Labelled, readLabelled } from './labelled.ts';

const texts = z.array(z.string());
/** What people say beside a request, by where it stands. */
export const background = z
  .strictObject({ before: texts, after: texts, with: texts })
  .parse(parse(readFileSync(join(import.meta.dirname, 'background.yaml'), 'utf8')));

export const toolsOf = ({ steps }: Labelled): readonly string[] => steps.map((s) => (typeof s === 'string' ? s : (Object.keys(s)[0] ?? '')));

/** A clause, whether it asks for a step of its own, and how much it counts. */
interface Sample {
  readonly signs: Signs;
  readonly own: boolean;
  readonly weight: number;
}

/** Without the examples that are in a set as well: what is fitted on must not have been learned from. */
const unlearned: ReadonlyMap<string, ToolSpec> = (() => {
  const asked = new Set(readLabelled(join(import.meta.dirname, 'engineers')).map((r) => r.ask));
  return new Map([...specs].map(([name, spec]) => [name, { ...spec, says: spec.says.filter((said) => !asked.has(said)) }]));
})();
const hear = (request: string, context: PlanContext): ReturnType<typeof heardIn> => heardIn(request, { index: indexOf(unlearned), context, questionnaires });
const rowsOf = (set: string): readonly Labelled[] => readLabelled(join(import.meta.dirname, set)).filter((r) => !r.danger && r.steps.length > 0);
const bare = (request: string): string => request.replace(/[.!?]*$/, '');

/** Requests for one thing that are heard as just that. */
export const singles = (sets: readonly string[]): readonly Labelled[] =>
  sets
    .flatMap(rowsOf)
    .filter((row) => halfOf(row.ask) === 'tuned' && row.steps.length === 1)
    .filter((row) => {
      const { heard } = hear(row.ask, row.context);
      return heard.length === 1 && heard[0]?.step?.profile.spec.name === toolsOf(row)[0];
    });

/** Every sentence of background with a few requests each, where it stands, and the tool that is asked for. */
export function* besides(
  rows: readonly Labelled[],
  each: number,
): Generator<{ readonly ask: string; readonly row: Labelled; readonly isAside: (at: number) => boolean }> {
  const { before, after, with: joined } = background;
  let n = 0;
  const some = (): readonly Labelled[] => Array.from({ length: each }, () => rows[(n++ * 97) % rows.length] as Labelled);
  for (const said of before)
    for (const row of some()) {
      yield { ask: `${said} ${row.ask}`, row, isAside: (at) => at < said.length };
      const led = /[?!]$/.test(said) ? said : `${bare(said)},`;
      yield { ask: `${led} ${row.ask}`, row, isAside: (at) => at < led.length };
    }
  for (const said of after)
    for (const row of some()) {
      const ends = `${bare(row.ask)}${row.ask.endsWith('?') ? '?' : '.'} `;
      yield { ask: ends + said, row, isAside: (at) => at >= ends.length };
    }
  for (const said of joined) for (const row of some()) yield { ask: `${bare(row.ask)}, ${said}`, row, isAside: (at) => at >= bare(row.ask).length };
}

/** What the signs are fitted on: the tuned halves of `sets`, background beside their requests, and pairs of their requests. */
export function samplesOf(sets: readonly string[]): readonly Sample[] {
  const samples: Sample[] = [];
  for (const row of sets.flatMap(rowsOf).filter((r) => halfOf(r.ask) === 'tuned')) {
    const { heard, whole } = hear(row.ask, row.context);
    const own = heard.length < 2 ? undefined : aligned(heard, toolsOf(row));
    if (own === undefined) continue;
    for (const [i, h] of heard.entries())
      if (own.has(i) || !toolsOf(row).includes(h.step?.profile.spec.name ?? ''))
        samples.push({ signs: signsOf(heard, i, row.ask, whole), own: own.has(i), weight: row.steps.length > 1 ? 6 : 2 });
  }
  const rows = singles(sets);
  for (const { ask, row, isAside } of besides(rows, 6)) {
    const { heard, whole } = hear(ask, row.context);
    for (const [i, h] of heard.length < 2 ? [] : heard.entries()) {
      const own = !isAside(Math.min(...h.clause.tokens.map((t) => t.at)));
      if (!own || h.step?.profile.spec.name === toolsOf(row)[0]) samples.push({ signs: signsOf(heard, i, ask, whole), own, weight: 1 });
    }
  }
  const joins = ['. ', ', then ', ' and ', '; ', '. Then ', ' and then ', ', ', '\n'];
  const free = rows.filter((r) => Object.keys(r.context).length === 0);
  for (let n = 0; n < 700; n++) {
    const [a, b] = [free[(n * 31) % free.length] as Labelled, free[(n * 53 + 7) % free.length] as Labelled];
    const ask = `${bare(a.ask)}${joins[n % joins.length]}${b.ask}`;
    const { heard, whole } = hear(ask, {});
    const isBoth = a !== b && heard.length === 2 && heard[0]?.step?.profile.spec.name === toolsOf(a)[0] && heard[1]?.step?.profile.spec.name === toolsOf(b)[0];
    if (isBoth) for (const i of heard.keys()) samples.push({ signs: signsOf(heard, i, ask, whole), own: true, weight: 0.5 });
  }
  return samples;
}

/** Which clauses the wanted tools stand for; `undefined` where one of them was not heard. */
function aligned(heard: readonly Heard[], tools: readonly string[]): ReadonlySet<number> | undefined {
  const got = heard.map((h) => h.step?.profile.spec.name);
  const own = new Set<number>();
  let from = 0;
  for (const tool of tools) {
    const at = got.indexOf(tool, from);
    // A plan before an apply is nobody's words.
    if (at < 0 && tool !== 'terraform.plan') return undefined;
    if (at < 0) continue;
    own.add(at);
    from = at + 1;
  }
  return own;
}

/** A logistic regression by Newton's method, each weight held back a little: the same samples, the same weights. */
export function fittedTo(samples: readonly Sample[]): Readonly<Record<string, number>> {
  const names = Object.keys(weights) as (keyof Signs)[];
  const found = new Float64Array(names.length);
  const rows = samples.map(({ signs, own, weight }) => ({ x: names.map((name) => signs[name] ?? 0), y: Number(own), weight }));
  for (let round = 0; round < 20; round++) {
    const system = names.map((name, i) => names.map((_, j) => (i === j ? heldBack(name) : 0)).concat(heldBack(name) * (found[i] as number)));
    for (const { x, y, weight } of rows) {
      const p = 1 / (1 + Math.exp(-x.reduce((sum, v, i) => sum + v * (found[i] as number), 0)));
      for (const [i, v] of x.entries()) {
        if (v === 0) continue;
        const row = system[i] as number[];
        for (const [j, u] of x.entries()) row[j] = (row[j] as number) + weight * p * (1 - p) * v * u;
        row[names.length] = (row[names.length] as number) + weight * (p - y) * v;
      }
    }
    for (const [i, step] of solve(system).entries()) found[i] = (found[i] as number) - step;
  }
  return Object.fromEntries(names.map((name, i) => [name, Math.round((found[i] as number) * 100) / 100]));
}

const heldBack = (name: string): number => (name === 'always' ? 0.01 : 1);

/** Gauss and Jordan, of rows that end in their right side; the diagonal is never nothing, since it is held back. */
function solve(system: number[][]): readonly number[] {
  for (const [i, row] of system.entries()) {
    const pivot = row[i] as number;
    for (const other of system) {
      if (other === row) continue;
      const part = (other[i] as number) / pivot;
      if (part !== 0) for (let j = i; j < other.length; j++) other[j] = (other[j] as number) - part * (row[j] as number);
    }
  }
  return system.map((row, i) => (row.at(-1) as number) / (row[i] as number));
}
