import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { halfWritten } from '../../../src/domain/half-written.ts';
import { plant, tree } from '../../support/tree.ts';
import { endGroup, hangsAtInit, inTerraformsPlace, isRunning, type Nimbus, nimbus, type Signal } from './nimbus.ts';

const before = { 'infra/README.md': 'Ours\r\n', 'app/main.py': 'pass\n' };
const generate = (n: Nimbus) => ['generate', 'terraform', '--answers', join(n.data, 'answers.yaml'), '--out', 'infra', '--yes'];

interface Case {
  /** The event to wait for; then the signal. */
  readonly at: RegExp;
  readonly signal: Signal;
  readonly env?: Readonly<Record<string, string>>;
}

interface Left {
  readonly n: Nimbus;
  readonly runId: string;
  readonly code: number | null;
  /** Process numbers of the program that hung, and of its child. */
  readonly processes: readonly number[];
}

/** What a run leaves that is not ended; the same for all, as the same answers give the same bytes. */
async function undisturbed(): Promise<Readonly<Record<string, string>>> {
  const n = await nimbus();
  plant(n.workspace, before);
  expect((await n.run([...generate(n), '--json'])).code).toBe(0);
  return tree(n.workspace);
}
let whole: ReturnType<typeof undisturbed> | undefined;

/** Starts a run in a folder where a person has files, ends it with a signal, and takes it back: byte for byte as before. */
async function check({ at, signal, env = {} }: Case, also: (left: Left) => Promise<void> = async () => {}): Promise<void> {
  whole ??= undisturbed();
  const texts = await whole;

  const n = await nimbus();
  plant(n.workspace, before);
  const started = n.start(generate(n), { env });
  const runId = (await started.line(/"runId":"([^"]+)"/))[1] ?? '';
  const found = await started.line(at);
  const processes = found.slice(1).map(Number);
  onTestFinished(() => processes.slice(0, 1).forEach(endGroup));
  started.kill(signal);
  const code = await started.ended;

  // Each file is as it was before or whole, never half; what a write goes to first may be left beside it.
  for (const [path, text] of Object.entries(tree(n.workspace)))
    if (!path.endsWith('/') && !halfWritten.test(basename(path))) expect([before[path as keyof typeof before], texts[path]], path).toContain(text);
  // A kill may leave that at any moment, so it is there in every case.
  if (signal === 'SIGKILL') plant(n.workspace, { 'infra/.nimbus-0123456789ab.tmp': 'cut o' });
  await also({ n, runId, code, processes });

  const { document } = await n.run(['runs', 'rollback', runId, '--json']);
  expect(await n.run(['runs', 'rollback', runId, '--approve', document.hash ?? '', '--json'])).toMatchObject({ code: 0, document: { status: 'succeeded' } });
  expect(tree(n.workspace)).toEqual(before);
}

const statusOf = async ({ n, runId }: Left) => (await n.run(['runs', 'show', runId, '--json'])).document.status;
const hanging = /hanging (\d+) (\d+)/;

for (const [what, how, signal, script] of [
  ['Ctrl-C', 'hangs', 'SIGINT', hangsAtInit],
  ['Ctrl-C', 'hangs and will not be told', 'SIGINT', `process.on('SIGTERM', () => {});\n${hangsAtInit}`],
  ['the terminal is closed', 'hangs', 'SIGHUP', hangsAtInit],
] as const)
  test(`${what} while Terraform ${how}: cancelled, and no process is left`, () =>
    check({ at: hanging, signal, env: inTerraformsPlace(script) }, async (left) => {
      expect(left.code).toBe(130);
      expect(left.processes.filter(isRunning)).toEqual([]);
      expect(await statusOf(left)).toBe('cancelled');
    }));

test('the host is killed while Terraform works: the journal says so, and the run is taken up', () =>
  check({ at: hanging, signal: 'SIGKILL', env: inTerraformsPlace(hangsAtInit) }, async (left) => {
    expect(await statusOf(left)).toBe('interrupted');
    const asked = await left.n.run(['run', '--resume', left.runId, '--json']);
    expect(asked.code, asked.stdout).toBe(0);
    expect(asked.document).toMatchObject({ runId: left.runId, status: 'succeeded' });
    expect(await statusOf(left)).toBe('succeeded');
  }));

test('the host is killed while it writes: taken up, it writes the rest', () =>
  check({ at: /"step-started","id":"files"/, signal: 'SIGKILL' }, async (left) => {
    expect(await statusOf(left)).toBe('interrupted');
    const asked = await left.n.run(['run', '--resume', left.runId, '--json']);
    expect(asked.document.failure?.code, asked.stdout).toBe('safety/needs-approval');
    // Neither asking nor a wrong hash may end the run.
    expect(await left.n.run(['run', '--resume', left.runId, '--approve', 'c'.repeat(64), '--json'])).toMatchObject({ code: 3 });
    expect(await statusOf(left)).toBe('interrupted');
    const taken = await left.n.run(['run', '--resume', left.runId, '--approve', asked.document.failure?.plan?.hash ?? '', '--json']);
    expect(taken, taken.stdout).toMatchObject({ code: 0, document: { status: 'succeeded' } });
    expect(Object.keys(tree(left.n.workspace)).filter((path) => halfWritten.test(basename(path)))).toEqual([]);
  }));

test('the host is killed while it writes: taken back, nothing of it is left', () => check({ at: /"step-progressed","id":"files"/, signal: 'SIGKILL' }));

test('two runs in one folder: the second is told which one works there, and can cancel it', async () => {
  const n = await nimbus();
  const first = n.start(generate(n), { env: inTerraformsPlace(hangsAtInit) });
  const runId = (await first.line(/"runId":"([^"]+)"/))[1] ?? '';
  const processes = (await first.line(hanging)).slice(1).map(Number);
  onTestFinished(() => processes.slice(0, 1).forEach(endGroup));
  const was = tree(n.workspace);
  const second = await n.run([...generate(n), '--json']);
  expect(second).toMatchObject({ code: 2, document: { failure: { code: 'run/folder-busy', message: expect.stringContaining(runId) } } });
  expect(tree(n.workspace)).toEqual(was);
  expect((await n.run(['runs', 'cancel', runId, '--json'])).document).toMatchObject({ cancelled: true });
  expect(await first.ended).toBe(130);
  expect(processes.filter(isRunning)).toEqual([]);
});
