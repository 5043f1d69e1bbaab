import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ToolSpec } from '../../../src/domain/tool.ts';
import { refusalOf } from '../../../src/planner/offline/danger.ts';
import { indexOf } from '../../../src/planner/offline/index.ts';
import { type Signs, signsOfParts, weights } from '../../../src/planner/offline/readings.ts';
import { readIn } from '../../../src/planner/offline/steps.ts';
import { toolsOf } from './belongs.ts';
import { questionnaires, specs } from './floors.ts';
import { halfOf, type Labelled, readLabelled } from './labelled.ts';

/** What a request could mean, part by part first, then read in one, and which of it is right. */
interface Sample {
  readonly choices: readonly { readonly signs: Signs; readonly right: boolean }[];
  readonly weight: number;
}

const folds = 4;
const foldOf = (request: string): number => Number.parseInt(createHash('sha256').update(request).digest('hex').slice(4, 8), 16) % folds;

/**
 * What the weights are fitted on: the tuned halves of the sets. The examples that are in a set as well are left out, a quarter at
 * a time: of what was learned from, a guess is surer than it ever is of anything new.
 */
export function samplesOf(sets: readonly string[]): readonly Sample[] {
  const rows = sets.flatMap((set) => readLabelled(join(import.meta.dirname, set))).filter((r) => halfOf(r.ask) === 'tuned' && !r.danger);
  const said = new Set([...specs.values()].flatMap((s) => s.says));
  return Array.from({ length: folds }, (_, fold) => {
    const mine = rows.filter((r) => foldOf(r.ask) === fold);
    const asked = new Set(mine.map((r) => r.ask).filter((ask) => said.has(ask)));
    const without = new Map([...specs].map(([name, spec]) => [name, { ...spec, says: spec.says.filter((text) => !asked.has(text)) }]));
    return mine.flatMap((row) => sampleOf(row, without));
  }).flat();
}

function sampleOf(row: Labelled, tools: ReadonlyMap<string, ToolSpec>): readonly Sample[] {
  if (refusalOf(row.ask) !== undefined) return [];
  const { parts, all } = readIn(row.ask, { index: indexOf(tools), context: row.context, questionnaires });
  const wanted = [toolsOf(row), ...(row.or === undefined ? [] : [row.or])].map((names) => distinct(names, tools));
  const open = parts.unclear.length + parts.outside.length > 0;
  const isRight = (names: readonly string[]): boolean => wanted.some((want) => want.join() === distinct(names, tools).join());
  const isAsked = row.asks.includes('request');
  const choices = [
    { signs: signsOfParts(parts, all), right: isRight(parts.steps.map((s) => s.profile.spec.name)) && (isAsked || !open) },
    ...all.map(({ step, signs }) => ({ signs, right: !isAsked && isRight([step.profile.spec.name]) })),
  ];
  const right = choices.filter((c) => c.right).length;
  return right === 0 || right === choices.length ? [] : [{ choices, weight: row.steps.length > 1 ? 3 : 1 }];
}

/** The tools of a plan, without what is put before another by itself. */
const distinct = (names: readonly string[], tools: ReadonlyMap<string, ToolSpec>): readonly string[] =>
  [...new Set(names)].filter((name) => !names.some((other) => tools.get(other)?.needs?.tool === name)).sort();

/** A choice among several, fitted by plain gradient steps, each weight held back a little: the same samples, the same weights. */
export function fittedTo(samples: readonly Sample[]): Readonly<Record<string, number>> {
  const names = Object.keys(weights) as (keyof Signs)[];
  const rows = samples.map(({ choices, weight }) => ({ weight, choices: choices.map(({ signs, right }) => ({ right, x: names.map((n) => signs[n] ?? 0) })) }));
  const all = rows.reduce((sum, { weight }) => sum + weight, 0);
  const found = new Float64Array(names.length);
  const slopes = new Float64Array(names.length);
  const speeds = new Float64Array(names.length);
  for (let round = 1; round <= 600; round++) {
    const gradient = new Float64Array(names.length);
    for (const { choices, weight } of rows) {
      const likely = choices.map(({ x }) => Math.exp(x.reduce((sum, v, i) => sum + v * (found[i] as number), 0)));
      const total = likely.reduce((a, b) => a + b, 0);
      const right = likely.reduce((sum, v, i) => sum + (choices[i]?.right ? v : 0), 0);
      for (const [c, choice] of choices.entries()) {
        const missed = (likely[c] as number) / total - (choice.right ? (likely[c] as number) / right : 0);
        for (const [i, v] of choice.x.entries()) gradient[i] = (gradient[i] as number) + weight * missed * v;
      }
    }
    const step = round < 300 ? 0.06 : 0.015;
    for (const i of found.keys()) {
      const slope = (gradient[i] as number) / all + 0.002 * (found[i] as number);
      slopes[i] = 0.9 * (slopes[i] as number) + 0.1 * slope;
      speeds[i] = 0.999 * (speeds[i] as number) + 0.001 * slope * slope;
      const fast = Math.sqrt((speeds[i] as number) / (1 - 0.999 ** round)) + 1e-8;
      found[i] = (found[i] as number) - (step * (slopes[i] as number)) / (1 - 0.9 ** round) / fast;
    }
  }
  return Object.fromEntries(names.map((name, i) => [name, Math.round((found[i] as number) * 100) / 100]));
}
