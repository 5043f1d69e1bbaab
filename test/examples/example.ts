import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Example, Tool } from '../../src/domain/tool.ts';
import { call, rollBack, type World } from '../support/drive-tool.ts';
import { brief, plain } from './plain.ts';

/** Where an example is made: the real thing, set up as somebody would find it. */
export interface Stage {
  readonly world: World;
  /** What the example calls it → what it is here: ids that the real thing gives, addresses of this machine. */
  readonly names?: Readonly<Record<string, string>>;
  /** All that the call could change, as text: taking it back brings this back. Needed where a call can be taken back. */
  picture?(): Promise<string> | string;
  /** What is left once it is taken back, where that is not quite what was there before: in words, and as the picture shows it. */
  readonly leaves?: { readonly says: string; readonly picture: (before: string) => string };
}

/** What came of an example, as the pages in docs/tools show it. */
export interface Recorded {
  readonly input: unknown;
  /** What is said before it runs, where anybody is asked. */
  readonly asks?: string;
  readonly decision: string;
  /** What a person has to type, where a yes is not enough. */
  readonly types?: string;
  readonly warnings: readonly string[];
  readonly summary: string;
  readonly output: unknown;
  /** Absent: nothing could look again. */
  readonly verified?: true;
  /** Names of the tools that take it back, why nothing can, or that there is nothing to. */
  readonly undo: readonly string[] | string;
  /** How it was after it was taken back; absent where it was not. */
  readonly takenBack?: string;
}

export type Recordings = Record<string, Record<string, Recorded>>;

const mayWrite = process.env.UPDATE === '1' && process.env.CI === undefined;
export const recordedFile = (page: string): string => join(import.meta.dirname, 'expected', `${page}.json`);
export const readRecorded = (page: string): Recordings => (existsSync(recordedFile(page)) ? JSON.parse(readFileSync(recordedFile(page), 'utf8')) : {});

/**
 * Makes every example of these tools through the whole flow: preview, approval, run, a second look, and the way back. What comes
 * of it is what stands in `expected/`, from which docs/tools is generated. `UPDATE=1` rewrites it; `npm run generate` the pages.
 */
export function makeExamples(page: string, tools: readonly Tool[], stage: (tool: string, example: Example) => Promise<Stage>): void {
  const made: Recordings = {};
  for (const tool of tools.filter((one) => one.says.length > 0)) {
    for (const example of tool.examples ?? []) {
      test(`${tool.name}: ${example.title}`, async () => {
        const found = await make(tool, example, await stage(tool.name, example));
        made[tool.name] = { ...made[tool.name], [example.title]: found };
        if (!mayWrite) expect(found).toEqual(readRecorded(page)[tool.name]?.[example.title]);
      });
    }
  }
  afterAll(() => {
    if (!mayWrite) return;
    const before = readRecorded(page);
    // In the order of the tools; one that was not run keeps what it has, and one that is gone goes.
    const kept = tools.flatMap((tool) => {
      const titles = (tool.examples ?? []).flatMap(({ title }) => {
        const one = made[tool.name]?.[title] ?? before[tool.name]?.[title];
        return one === undefined ? [] : [[title, one] as const];
      });
      return titles.length === 0 ? [] : [[tool.name, Object.fromEntries(titles)] as const];
    });
    mkdirSync(join(import.meta.dirname, 'expected'), { recursive: true });
    writeFileSync(recordedFile(page), `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
  });
}

async function make(tool: Tool, example: Example, { world, names = {}, picture, leaves }: Stage): Promise<Recorded> {
  const here = (text: string): string => Object.entries(names).reduce((said, [shown, real]) => said.replaceAll(shown, real), text);
  const before = await picture?.();
  const called = await call(world, tool.name, JSON.parse(here(JSON.stringify(example.input))));
  expect(called.failure).toBeUndefined();
  expect(called.status).toBe('succeeded');
  expect(called.verdict).toEqual(tool.verify === undefined || example.unproved ? undefined : { met: true });

  const { undo = 'nothing-changed', decision } = called;
  const steps = undo !== 'nothing-changed' && 'steps' in undo ? undo.steps : [];
  let takenBack: Recorded['takenBack'];
  if (steps.length > 0) {
    if (before === undefined) throw new Error(`${tool.name} can be taken back: its stage needs a picture`);
    expect(await picture?.()).not.toBe(before);
    expect(await rollBack(world, called)).toBe('succeeded');
    expect(await picture?.()).toBe(leaves?.picture(before) ?? before);
    takenBack = leaves?.says ?? 'all was as before';
  }
  const said = {
    ...(decision?.kind === 'confirm' && called.asked !== undefined ? { asks: called.asked } : {}),
    decision: decision?.kind ?? 'none',
    ...(decision?.kind === 'confirm' && decision.typed !== undefined ? { types: decision.typed } : {}),
    warnings: called.warnings,
    summary: called.summary,
    output: brief(called.output),
    ...(called.verdict === undefined ? {} : { verified: true as const }),
    undo: undo === 'nothing-changed' ? undo : 'impossible' in undo ? undo.impossible : [...new Set(steps.map((step) => step.tool))],
    ...(takenBack === undefined ? {} : { takenBack }),
  };
  return { input: example.input, ...plain(said, { ...names, '~/shop': world.folder }) };
}
