import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { registry } from '../../src/domain/registry.ts';
import { type Tool, tool } from '../../src/domain/tool.ts';
import { type OpenHouse, openHouse } from '../../src/host/house.ts';
import { makePlan } from '../../src/planner/make.ts';
import { startRun } from '../../src/session/start.ts';

const rounds = 9;

/** Deaf to being asked to end; tells its number on standard output, which it holds on to. */
const deaf = `for (const s of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(s, () => {}); setInterval(() => {}, 1000); console.log('pid ' + process.pid);`;

/** Deaf, with one deaf child in its group, one in a session of its own, and one there that forgot where it came from. */
const family = `
  const { spawn } = require('node:child_process');
  const start = (options) => spawn(process.execPath, ['-e', ${JSON.stringify(deaf)}], { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  start({}); start({ detached: true }); start({ detached: true, env: {} });
  ${deaf}`;
const members = 4;

const forks = tool({
  name: 'bench.forks',
  effect: 'read',
  summary: 'Starts what does not want to end.',
  input: z.looseObject({}),
  output: z.object({}),
  says: [],
  async run(_input, at) {
    const done = await at.exec(process.execPath, ['-e', family], { onLine: (line) => at.progress(line) });
    return done.ok ? { ok: true, output: {}, summary: 'Done.', undo: 'nothing-changed' } : done;
  },
}) as unknown as Tool;

/** In ms, sorted: from the cancellation of a run to the moment in which none of the processes of its step is left, and its end is told. */
export async function cancelTimes(): Promise<readonly number[]> {
  const data = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
  const house = await openHouse(data);
  try {
    const took: number[] = [];
    for (let round = 0; round < rounds; round++) took.push(await oneCancel(house, folder));
    return took.sort((a, b) => a - b);
  } finally {
    house.dispose();
    for (const one of [data, folder]) await rm(one, { recursive: true, force: true });
  }
}

async function oneCancel(house: OpenHouse, folder: string): Promise<number> {
  const tools = registry([forks]);
  const plan = makePlan({ goal: 'To be cancelled', steps: [{ id: 'forks', tool: forks.name, input: {} }] }, tools);
  if (!plan.ok) throw new Error(plan.failure.message);
  const handle = startRun(
    { ...house, tools },
    {
      folder,
      goal: 'To be cancelled',
      plan: async () => plan,
      consent: async () => ({ ok: true, value: undefined }),
      circumstances: { trusted: true, mode: 'act' },
    },
  );
  const pids: number[] = [];
  let cancelledAt = 0;
  let end: { readonly outcome: string; readonly at: number } | undefined;
  for await (const { event } of handle.events) {
    if (event.type === 'step-progressed' && event.line.startsWith('pid ')) pids.push(Number(event.line.slice(4)));
    if (pids.length === members && cancelledAt === 0) {
      cancelledAt = performance.now();
      handle.cancel();
    }
    if (event.type === 'run-ended') end = { outcome: event.outcome, at: performance.now() };
  }
  const left = pids.filter(isAtWork);
  for (const pid of left) process.kill(pid, 'SIGKILL');
  if (end?.outcome !== 'cancelled' || pids.length !== members || left.length > 0)
    throw new Error(`the run ${end?.outcome}, ${left.length} of ${pids.length} processes are left`);
  return end.at - cancelledAt;
}

function isAtWork(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}
