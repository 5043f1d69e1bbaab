import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registry } from '../src/domain/registry.ts';
import type { Blobs } from '../src/domain/workplace.ts';
import { type Ask, AskFailed } from '../src/extension/infrastructure/branch.ts';
import { clusters } from '../src/extension/infrastructure/kubernetes.ts';
import { workplaceOn } from '../src/host/workplace.ts';
import { Redactor } from '../src/safety/redact.ts';
import { type LookingHouse, look } from '../src/session/look.ts';
import { get } from '../src/tools/kubernetes/get.ts';
import type { BenchRow } from './bench.ts';
import { limits } from './limits.ts';

const rounds = 5;

/** What a look needs, and no more: nothing is kept for undo by one. */
function houseIn(data: string, env: Readonly<Record<string, string>>): LookingHouse {
  const none: Blobs = {
    keep: () => {
      throw new Error('a look keeps nothing');
    },
    get: () => undefined,
  };
  return {
    tools: registry([get]),
    workplace: workplaceOn(data, none, { env: () => env }),
    redactor: new Redactor(env),
    ticks: () => performance.now(),
  };
}

/**
 * Watches the turns of the event loop until it is stopped: the longest one by the processor time this thread took in it,
 * which other programs on the machine do not change, and by the clock.
 */
function watchTurns(): () => { readonly workMs: number; readonly clockMs: number } {
  const longest = { workMs: 0, clockMs: 0 };
  const spent = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [work, clock] = [spent(), performance.now()];
  const turn = () => {
    const [workNow, clockNow] = [spent(), performance.now()];
    longest.workMs = Math.max(longest.workMs, workNow - work);
    longest.clockMs = Math.max(longest.clockMs, clockNow - clock);
    [work, clock] = [workNow, clockNow];
  };
  const timer = setInterval(turn, 1);
  return () => {
    turn();
    clearInterval(timer);
    return longest;
  };
}

export const { name, unit, limit, run }: BenchRow = {
  name: 'infrastructure tree: refreshing a cluster that never answers, the longest turn of the event loop',
  unit: 'ms',
  limit: limits.treeBlockedMs,
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
    const sockets = new Set<Socket>();
    // It takes the connection and says nothing, the worst of the ways to be dead.
    const dead = createServer((socket) => sockets.add(socket.on('error', () => {})));
    await new Promise<void>((done) => dead.listen(0, '127.0.0.1', done));
    try {
      const kubeconfig = join(folder, 'kubeconfig');
      const server = `https://127.0.0.1:${(dead.address() as AddressInfo).port}`;
      const parts = {
        clusters: [{ name: 'c', cluster: { server } }],
        users: [{ name: 'u', user: { token: 'example' } }],
        contexts: [{ name: 'dead', context: { cluster: 'c', user: 'u' } }],
      };
      await writeFile(kubeconfig, JSON.stringify({ apiVersion: 'v1', kind: 'Config', 'current-context': 'dead', ...parts }));
      const house = houseIn(join(folder, 'data'), { KUBECONFIG: kubeconfig });
      const ask: Ask = async (tool, input, timeoutMs = 10_000) => {
        const signal = AbortSignal.timeout(timeoutMs);
        const seen = await look(house, folder, tool, input, { trusted: true }, signal);
        if (!seen.ok) throw new AskFailed(seen.failure);
        return seen.value;
      };
      const [context] = (await clusters('k', [{ name: 'dead', isCurrent: true }])?.children?.(ask)) ?? [];
      const refresh = async () => {
        const stop = watchTurns();
        const started = performance.now();
        const said = await context?.children?.(ask).then(
          () => 'an answer',
          (error: unknown) => (error instanceof AskFailed ? error.failure.code : error instanceof Error ? error.name : String(error)),
        );
        return { said, ms: performance.now() - started, ...stop() };
      };
      // The first look loads what looks at clusters; a refresh comes after it.
      const first = await refresh();
      const again: Awaited<ReturnType<typeof refresh>>[] = [];
      for (let n = 0; n < rounds; n++) again.push(await refresh());
      const signAfter = Math.max(...again.map(({ ms }) => ms)) / 1000;
      return {
        samples: again.map(({ workMs }) => workMs),
        detail: [
          `by the clock, other programs included, ${Math.max(...again.map(({ clockMs }) => clockMs)).toFixed(0)} ms`,
          `the first one, which loads the client, ${first.workMs.toFixed(0)} ms`,
          `its sign (${again[0]?.said}) is there after ${signAfter.toFixed(1)} s`,
        ].join('; '),
      };
    } finally {
      for (const socket of sockets) socket.destroy();
      dead.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
