import { spawn } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Failure } from '../../../src/domain/failure/failure.ts';
import { tempFolder } from '../../support/temp.ts';

const root = join(import.meta.dirname, '../../..');

/** The built command line on a workspace and a store of the test's own. */
export interface Nimbus {
  readonly workspace: string;
  readonly data: string;
  /** With `--json` in `args`, `document` is what it printed. */
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** Started and left running, telling its events (`--events` is added). */
  start(args: readonly string[], options?: RunOptions): Started;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly document: Document;
}

/** What the tests take from one command's document for the next; the rest they compare whole. */
export interface Document {
  readonly [more: string]: unknown;
  readonly runId?: string;
  readonly hash?: string;
  readonly planHash?: string;
  readonly files?: readonly { readonly path: string; readonly bytes: number; readonly sha256: string; readonly action: string }[];
  readonly checks?: readonly { readonly name: string; readonly ok: boolean; readonly status: string; readonly detail: string; readonly fix?: string }[];
  readonly failure?: Failure;
}

export type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGKILL';

export interface Started {
  readonly pid: number;
  /** The first line of standard output that matches; fails when the program ends without one. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: Signal): void;
  readonly ended: Promise<number | null>;
}

/** The answers most tests start from: a bucket for staging, one module folder less than the sample. */
export const answersText = `
project: { name: shop, environment: staging, region: eu-central-1, components: [bucket], owner: team-shop, costCentre: CC-1 }
bucket: { names: [uploads] }
output: { layout: flat }
`;

export async function nimbus(workspace = tempFolder(), data = tempFolder()): Promise<Nimbus> {
  const { ensureBuilt } = await import(join(root, 'scripts/lib/ready.mjs'));
  await ensureBuilt();
  writeFileSync(join(data, 'answers.yaml'), answersText);
  const begin = (args: readonly string[], { env = {} }: RunOptions) =>
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'dist/cli/main.js'), ...args], {
      cwd: workspace,
      env: { ...clean(process.env), NIMBUS_DATA_DIR: data, NIMBUS_TERRAFORM: '/nowhere/terraform', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  return {
    workspace,
    data,
    run: (args, options = {}) =>
      new Promise((done, fail) => {
        const child = begin(args, options);
        let stdout = '';
        let stderr = '';
        child.stdout.on('data', (chunk) => (stdout += chunk));
        child.stderr.on('data', (chunk) => (stderr += chunk));
        child.once('error', fail);
        child.stdin.end(options.stdin ?? '');
        child.once('close', (code) => {
          try {
            done({ code, stdout, stderr, document: args.includes('--json') ? JSON.parse(stdout) : {} });
          } catch {
            fail(new Error(`not one JSON document: ${stdout}\n${stderr}`));
          }
        });
      }),
    start: (args, options = {}) => {
      const child = begin([...args, '--events'], options);
      child.stdin.end();
      child.stderr.resume();
      const seen: string[] = [];
      const waiting = new Set<(line: string | undefined) => void>();
      const lines = createInterface({ input: child.stdout });
      lines.on('line', (line) => {
        seen.push(line);
        for (const look of waiting) look(line);
      });
      lines.on('close', () => {
        for (const look of waiting) look(undefined);
      });
      const ended = new Promise<number | null>((done) => child.once('close', done));
      onTestFinished(async () => {
        child.kill('SIGKILL');
        await ended;
      });
      return {
        pid: child.pid ?? 0,
        ended,
        kill: (signal) => void child.kill(signal),
        line: (pattern) =>
          new Promise((done, fail) => {
            const look = (line: string | undefined) => {
              const found = line === undefined ? undefined : pattern.exec(line);
              if (line === undefined) fail(new Error(`no ${pattern} in\n${seen.join('\n')}`));
              if (found) done(found);
              if (found || line === undefined) waiting.delete(look);
            };
            waiting.add(look);
            for (const line of seen) look(line);
          }),
      };
    },
  };
}

/** A program in Terraform's place: `does` is the body of a script that has `args`, `say` and `hang`. */
export function inTerraformsPlace(does: string): Readonly<Record<string, string>> {
  const path = join(tempFolder(), 'terraform.mjs');
  writeFileSync(
    path,
    `#!${process.execPath}
import { spawn } from 'node:child_process';
const args = process.argv.slice(2);
const say = (value) => console.log(typeof value === 'string' ? value : JSON.stringify(value));
/** Never ends, and has a child that does not either; says both process numbers. */
const hang = () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'inherit' });
  say('hanging ' + process.pid + ' ' + child.pid);
  setInterval(() => {}, 1e6);
};
${does}
`,
  );
  chmodSync(path, 0o755);
  return { NIMBUS_TERRAFORM: path };
}

export const versionOnly = `if (args[0] === 'version') { say({ terraform_version: '1.11.4' }); process.exit(0); }`;
/** Knows its version and formats, and hangs when it is to get the provider. */
export const hangsAtInit = `${versionOnly}
if (args[0] === 'fmt') process.exit(0);
hang();`;

/** Whether a process still runs; one that is over and was not collected by its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

/** Ends what a killed host left behind. */
export function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A person's own Terraform and AWS settings stay out of it. */
const clean = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(env).filter(([name]) => !/^(TF_|AWS_|NIMBUS_|CI$)/.test(name)));
