import type * as vscode from 'vscode';
import { type Severity, severities } from '../../domain/finding.ts';

/** How many findings there were at a time. */
export interface TrendPoint {
  /** ms since 1970. */
  readonly at: number;
  readonly counts: Readonly<Record<Severity, number>>;
}

/** Points kept; the oldest go. */
const pointsMax = 60;
/** Of points within this time of each other, ms, the first and the last are kept: what a few minutes of mending made of it. */
const togetherMs = 5 * 60_000;
const memoryKey = 'rules.trend';

/** The findings of this workspace over time, kept over a reload. */
export class Trend {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  get points(): readonly TrendPoint[] {
    return this.#memory.get<readonly TrendPoint[]>(memoryKey, []);
  }

  add(found: Iterable<{ readonly found: { readonly severity: Severity } }>, at = Date.now()): void {
    const counts = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
    for (const { found: one } of found) counts[one.severity] += 1;
    void this.#memory.update(memoryKey, withPoint(this.points, { at, counts }));
  }
}

/** The points with one more: one that says the same as the last one is left out. */
export function withPoint(points: readonly TrendPoint[], point: TrendPoint): readonly TrendPoint[] {
  const last = points.at(-1);
  if (last && severities.every((severity) => last.counts[severity] === point.counts[severity])) return points;
  const lastButOne = points.at(-2);
  const kept = lastButOne && point.at - lastButOne.at < togetherMs ? points.slice(0, -1) : points;
  return [...kept, point].slice(-pointsMax);
}
