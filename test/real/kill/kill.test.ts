import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import type { DraftStep } from '../../../src/planner/draft.ts';
import { tempFolder } from '../../support/temp.ts';
import { tree } from '../../support/tree.ts';
import { type Answer, carryOut, houseIn, type Task } from './task.ts';

/** So many kills in all; on a developer's machine fewer unless asked for, as each takes a few seconds. */
const kills = process.env.CI || process.env.NIMBUS_FRESH ? 200 : 30;
const seed = 20261121;

const steps: readonly DraftStep[] = [
  { id: 'first', tool: 'files.write', input: { path: 'first.txt', content: 'first\n'.repeat(5_000) } },
  { id: 'line', tool: 'files.write', input: { path: 'log.txt', content: 'once\n', append: true }, dependsOn: ['first'] },
  { id: 'stage', tool: 'git.add', input: { paths: ['first.txt', 'log.txt'] }, dependsOn: ['line'] },
  { id: 'commit', tool: 'git.commit', input: { message: 'What the plan wrote' }, dependsOn: ['stage'] },
  { id: 'branch', tool: 'git.branch', input: { action: 'create', name: 'feature' }, dependsOn: ['commit'] },
];
const terraform: readonly DraftStep[] = [
  { id: 'plan', tool: 'terraform.plan', input: { directory: 'tf' } },
  { id: 'apply', tool: 'terraform.apply', input: { directory: 'tf', plan: '${steps.plan.output.plan}' } },
];

const config = `terraform {
  backend "local" {}
}

resource "terraform_data" "one" {
  input = "one"
  provisioner "local-exec" {
    command = "echo ran >> \${path.module}/ran.txt"
  }
}

resource "terraform_data" "two" {
  input = terraform_data.one.output
}
`;

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.email=a@example.com', '-c', 'user.name=A Test', ...args], { cwd: folder, encoding: 'utf8' }).trim();

/** A workspace as each trial finds it; copied, because making it takes longer. */
function workspace(): string {
  const folder = tempFolder();
  git(folder, 'init', '-q', '--template=', '-b', 'main');
  git(folder, 'config', 'user.email', 'a@example.com');
  git(folder, 'config', 'user.name', 'A Test');
  writeFileSync(join(folder, 'log.txt'), 'start\n');
  mkdirSync(join(folder, 'tf'));
  writeFileSync(join(folder, 'tf', 'main.tf'), config);
  writeFileSync(join(folder, '.gitignore'), 'tf/.terraform*\ntf/*.tfstate*\ntf/ran.txt\n');
  git(folder, 'add', '.');
  git(folder, 'commit', '-q', '-m', 'Start');
  return folder;
}

/** What the state holds. Right after a kill the Terraform that was left running may be in the middle of writing it. */
function managed(folder: string): string {
  const path = join(folder, 'tf', 'terraform.tfstate');
  if (!existsSync(path)) return 'nothing';
  try {
    const { resources = [] } = JSON.parse(readFileSync(path, 'utf8')) as { resources?: { name: string }[] };
    return resources.map((r) => r.name).join(', ') || 'nothing';
  } catch {
    return 'a state that is being written';
  }
}

/** The world as far as the plan can change it. */
function world(folder: string): string {
  const files = Object.entries(tree(folder)).filter(([path]) => !path.startsWith('.git/') && !path.startsWith('tf/'));
  return [
    ...files.map(([path, text]) => `${path}: ${String(text).length} bytes, ${String(text).split('\n').length - 1} lines`),
    `commits: ${git(folder, 'log', '--format=%s', '--all').replaceAll('\n', ', ')}`,
    `branches: ${git(folder, 'branch', '--format=%(refname:short)').replaceAll('\n', ', ')}`,
    `status: ${git(folder, 'status', '--porcelain') || 'clean'}`,
    `terraform: ${managed(folder)}`,
  ].join('\n');
}

const before = `.gitignore: 40 bytes, 3 lines
log.txt: 6 bytes, 1 lines
commits: Start
branches: main
status: clean
terraform: nothing`;
const after = (withTerraform: boolean): string => `.gitignore: 40 bytes, 3 lines
first.txt: 30000 bytes, 5000 lines
log.txt: 11 bytes, 2 lines
commits: What the plan wrote, Start
branches: feature, main
status: clean
terraform: ${withTerraform ? 'one, two' : 'nothing'}`;

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

/** Runs it and kills it so many ms after it has begun; the run's id. */
async function killed(drive: Drive, task: Task, afterMs: number): Promise<string> {
  const { child, lines } = drive(task);
  const first = await lines.next();
  if (first.done) throw new Error('it never began');
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  clearTimeout(timer);
  return (JSON.parse(first.value) as Answer).runId;
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
function randoms(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

async function trials(count: number, plan: readonly DraftStep[], withTerraform: boolean, random: () => number): Promise<readonly string[]> {
  const drive = await driverAsOneFile();
  const template = workspace();
  const calm = { data: tempFolder(), folder: copyOf(template) };
  const { ms, ...told } = await whole(drive, { ...calm, does: { run: plan } });
  expect(told).toEqual({ runId: expect.any(String), outcome: 'succeeded' });
  expect(world(calm.folder)).toBe(after(withTerraform));

  const wrong: string[] = [];
  const ends = new Map<string, number>();
  for (let n = 0; n < count; n++) {
    const at = { data: tempFolder(), folder: copyOf(template) };
    const moment = random() * ms;
    const runId = await killed(drive, { ...at, does: { run: plan } }, moment);
    const told = await settled(at, runId, n % 2 === 0, withTerraform);
    ends.set(told.end, (ends.get(told.end) ?? 0) + 1);
    if (told.wrong !== undefined) wrong.push(`kill ${n} after ${Math.round(moment)} ms: ${told.wrong}`);
  }
  console.log([...ends].map(([end, n]) => `${n} × ${end}`).join(', '));
  return wrong;
}

/** Takes a run up, or back where it can't be or is not to be; what came of it, and what is wrong with that. */
async function settled(
  at: { data: string; folder: string },
  runId: string,
  first: boolean,
  withTerraform: boolean,
): Promise<{ readonly end: string; readonly wrong?: string }> {
  const house = houseIn(at.data);
  const row = house.journal.run(runId);
  const begun = startsIn(house, runId);
  const finished = house.journal.events(runId).flatMap(({ event }) => (event.type === 'step-ended' && event.status === 'succeeded' ? [event.id] : []));
  house.close();
  // Where a step began, what it left running may still be at work: the world is looked at once that has ended.
  if (begun.length === 0 && world(at.folder) !== before)
    return { end: 'lost', wrong: `the world changed and the journal knows of no step:\n${world(at.folder)}` };
  if (row?.status === 'succeeded' && first) return { end: 'had succeeded', ...differs(at.folder, after(withTerraform)) };
  if (first) {
    const resumed = await afterwards({ ...at, does: { resume: runId } });
    if (resumed.outcome === 'succeeded') return { end: 'resumed', ...differs(at.folder, after(withTerraform)), ...twice(at, runId, finished) };
    // It may be that nobody can tell whether a step took effect: then it is taken back.
    if (resumed.outcome !== 'not resumable') return { end: 'failed', wrong: `resuming it: ${resumed.outcome} ${resumed.why}` };
  }
  const back = await afterwards({ ...at, does: { rollBack: runId } });
  const isBack = back.outcome === 'succeeded' || (back.outcome === 'run/nothing-to-roll-back' && begun.length >= 0);
  if (!isBack) return { end: 'failed', wrong: `rolling it back: ${back.outcome} ${back.why}` };
  return { end: first ? 'could not be resumed, rolled back' : 'rolled back', ...differs(at.folder, before) };
}

const startsIn = ({ journal }: ReturnType<typeof houseIn>, runId: string): readonly string[] =>
  journal.events(runId).flatMap(({ event }) => (event.type === 'step-started' ? [event.id] : []));

/** Steps that had ended well before the kill, and were begun once more; and a program of Terraform's that ran again though its apply had ended. */
function twice(at: { data: string; folder: string }, runId: string, finished: readonly string[]): { readonly wrong?: string } {
  const house = houseIn(at.data);
  const starts = startsIn(house, runId);
  house.close();
  const again = finished.filter((id) => starts.filter((one) => one === id).length > 1);
  if (again.length > 0) return { wrong: `done once more: ${again.join(', ')}` };
  if (!finished.includes('apply')) return {};
  const ran = readFileSync(join(at.folder, 'tf', 'ran.txt'), 'utf8');
  return ran === 'ran\n' ? {} : { wrong: `the program of the apply that had ended ran so often: ${ran.split('\n').length - 1}` };
}

const differs = (folder: string, expected: string): { readonly wrong?: string } =>
  world(folder) === expected ? {} : { wrong: `the world is\n${world(folder)}` };

function copyOf(template: string): string {
  const folder = tempFolder();
  cpSync(template, folder, { recursive: true });
  return folder;
}

test('killed at any moment, a run of files and git is taken up or taken back, and nothing is done twice', { timeout: 1_800_000 }, async () => {
  expect(await trials(Math.round(kills * 0.6), steps, false, randoms(seed))).toEqual([]);
});

test('and so is one that applies Terraform', { timeout: 1_800_000 }, async () => {
  expect(await trials(Math.round(kills * 0.4), [...steps, ...terraform], true, randoms(seed + 1))).toEqual([]);
});
