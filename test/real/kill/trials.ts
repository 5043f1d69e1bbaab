import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { expect } from 'vitest';
import type { DraftStep } from '../../../src/planner/draft.ts';
import { tempFolder } from '../../support/temp.ts';
import { type Answer, carryOut, houseIn, type Task } from './task.ts';

/** What is killed, and what the world must be like after it. */
export interface Subject {
  readonly steps: readonly DraftStep[];
  /** A workspace as each trial finds it; copied, because making it takes longer. */
  readonly template: string;
  /** Brings what lies outside the workspace back to how each trial finds it. */
  reset?(): Promise<void>;
  /** The world as far as the plan can change it. */
  world(folder: string): Promise<string>;
  readonly before: string;
  readonly after: string;
  /** What was done more often than once, of what the journal says had ended. */
  twice?(folder: string, finished: readonly string[]): string | undefined;
}

type Drive = (task: Task) => { readonly child: ChildProcess; readonly lines: AsyncIterator<string> };

/** Starts the driver from one file made of it: it is started some two hundred times, and reading the sources takes most of a start. */
async function driverAsOneFile(): Promise<Drive> {
  const folder = tempFolder();
  const driver = join(folder, 'driver.mjs');
  // The grammars are looked for above the file that runs.
  symlinkSync(join(import.meta.dirname, '../../../node_modules'), join(folder, 'node_modules'));
  await build({
    entryPoints: [join(import.meta.dirname, 'driver.ts')],
    outfile: driver,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  return (task) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', driver, JSON.stringify(task)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env,
    });
    if (child.stdout === null) throw new Error('no standard output');
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  };
}

/** Runs it to its end; `ms`: from its beginning, without the start of its process. */
async function whole(drive: Drive, task: Task): Promise<Answer & { readonly ms: number }> {
  const { lines } = drive(task);
  let last: Answer = { runId: '' };
  let began: number | undefined;
  for (let line = await lines.next(); !line.done; line = await lines.next()) {
    began ??= performance.now();
    last = JSON.parse(line.value);
  }
  return { ...last, ms: performance.now() - (began ?? performance.now()) };
}

/**
 * Takes a run up or back, in the process of the test: what it knows of the run is what the killed one left in its folders, as
 * for any process that comes after it.
 */
async function afterwards(task: Task): Promise<Answer> {
  let last: Answer = { runId: '' };
  await carryOut(task, (answer) => {
    last = answer;
  });
  return last;
}

/** Runs it and kills it when `when` has it killed; the run's id. */
async function killed(drive: Drive, task: Task, when: (child: ChildProcess) => void | Promise<void>): Promise<string> {
  const { child, lines } = drive(task);
  const first = await lines.next();
  if (first.done) throw new Error('it never began');
  await when(child);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return (JSON.parse(first.value) as Answer).runId;
}

/** So many kills of the given number; on a developer's machine fewer unless asked for, as each takes a few seconds. */
export const killsOf = (all: number): number => (process.env.CI || process.env.NIMBUS_FRESH ? all : Math.round(all * 0.15));

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
export function randoms(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Kills it so many times, each at a moment of its own, and takes it up or back; what was wrong after any of them. */
export async function trials(count: number, subject: Subject, random: () => number): Promise<readonly string[]> {
  const drive = await driverAsOneFile();
  const calm = await fresh(subject);
  const { ms, ...told } = await whole(drive, { ...calm, does: { run: subject.steps } });
  expect(told).toEqual({ runId: expect.any(String), outcome: 'succeeded' });
  expect(await subject.world(calm.folder)).toBe(subject.after);

  const wrong: string[] = [];
  const ends = new Map<string, number>();
  for (let n = 0; n < count; n++) {
    const at = await fresh(subject);
    const moment = random() * ms;
    const runId = await killed(drive, { ...at, does: { run: subject.steps } }, (child) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), moment);
      child.once('exit', () => clearTimeout(timer));
    });
    const told = await settled(at, runId, n % 2 === 0, subject);
    ends.set(told.end, (ends.get(told.end) ?? 0) + 1);
    if (told.wrong !== undefined) wrong.push(`kill ${n} after ${Math.round(moment)} ms: ${told.wrong}`);
  }
  console.log([...ends].map(([end, n]) => `${n} × ${end}`).join(', '));
  return wrong;
}

/** Kills it once, when `when` says so; what came of taking it up (`resume`) or back, and what is wrong with that. */
export async function oneTrial(subject: Subject, when: (child: ChildProcess) => void | Promise<void>, resume: boolean): Promise<Settled> {
  const at = await fresh(subject);
  const runId = await killed(await driverAsOneFile(), { ...at, does: { run: subject.steps } }, when);
  return settled(at, runId, resume, subject);
}

async function fresh({ template, reset }: Subject): Promise<{ readonly data: string; readonly folder: string }> {
  await reset?.();
  const folder = tempFolder();
  cpSync(template, folder, { recursive: true });
  return { data: tempFolder(), folder };
}

export interface Settled {
  readonly end: string;
  readonly wrong?: string;
}

/** Takes a run up, or back where it can't be or is not to be; what came of it, and what is wrong with that. */
async function settled(at: { data: string; folder: string }, runId: string, first: boolean, subject: Subject): Promise<Settled> {
  const house = houseIn(at.data);
  const row = house.journal.run(runId);
  const begun = startsIn(house, runId);
  const finished = house.journal.events(runId).flatMap(({ event }) => (event.type === 'step-ended' && event.status === 'succeeded' ? [event.id] : []));
  house.close();
  const differs = async (expected: string): Promise<{ readonly wrong?: string }> => {
    const world = await subject.world(at.folder);
    return world === expected ? {} : { wrong: `the world is\n${world}` };
  };
  // Where a step began, what it left running may still be at work: the world is looked at once that has ended.
  if (begun.length === 0 && (await subject.world(at.folder)) !== subject.before)
    return { end: 'lost', wrong: `the world changed and the journal knows of no step:\n${await subject.world(at.folder)}` };
  if (row?.status === 'succeeded' && first) return { end: 'had succeeded', ...(await differs(subject.after)) };
  if (first) {
    const resumed = await afterwards({ ...at, does: { resume: runId } });
    if (resumed.outcome === 'succeeded') return { end: 'resumed', ...(await differs(subject.after)), ...twice(at, runId, finished, subject) };
    // It may be that nobody can tell whether a step took effect: then it is taken back.
    if (resumed.outcome !== 'not resumable') return { end: 'failed', wrong: `resuming it: ${resumed.outcome} ${resumed.why}` };
  }
  const back = await afterwards({ ...at, does: { rollBack: runId } });
  const isBack = ['succeeded', 'run/nothing-to-roll-back', 'run/cannot-roll-back'].includes(back.outcome ?? '');
  if (!isBack) return { end: 'failed', wrong: `rolling it back: ${back.outcome} ${back.why}` };
  return { end: first ? 'could not be resumed, rolled back' : 'rolled back', ...(await differs(subject.before)) };
}

const startsIn = ({ journal }: ReturnType<typeof houseIn>, runId: string): readonly string[] =>
  journal.events(runId).flatMap(({ event }) => (event.type === 'step-started' ? [event.id] : []));

/** Steps that had ended well before the kill, and were begun once more. */
function twice(at: { data: string; folder: string }, runId: string, finished: readonly string[], subject: Subject): { readonly wrong?: string } {
  const house = houseIn(at.data);
  const starts = startsIn(house, runId);
  house.close();
  const again = finished.filter((id) => starts.filter((one) => one === id).length > 1);
  if (again.length > 0) return { wrong: `done once more: ${again.join(', ')}` };
  const wrong = subject.twice?.(at.folder, finished);
  return wrong === undefined ? {} : { wrong };
}
