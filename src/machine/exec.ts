import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { failed, type Outcome, ok } from '../domain/failure/failure.ts';
import { programKilled, programMissing, programTimedOut } from '../domain/failure/process.ts';
import type { ExecOptions, Finished } from '../domain/workplace.ts';
import { drain, lastingPipes } from './lasting-pipes.ts';
import { endFamily, familyOf, markName, type Process, tell } from './process-family.ts';

/** A program that takes longer than this, and whose caller sets no limit, is ended. */
const timeoutMsDefault = 5 * 60_000;
const outputBytesMaxDefault = 16 * 1024 * 1024;
/** Between asking a process tree to end and ending it. */
export const graceMs = 1000;
/** How long a killed process is waited for; one that only waits to be cleared away does no harm. */
const clearedMs = 900;
/** One that can't be ended, because it went over to another user or hangs in the system, is waited for so long after that. */
const givenUpMs = 3000;

/** Told of each program, so that one which outlives this process can be found. */
export interface Watch {
  /** `graceMs`: what it may need to put its house in order when it is asked to end. */
  started(pid: number, graceMs: number): void;
  ended(pid: number): void;
}

/**
 * Runs a program in a process group of its own, with an argument vector and no shell, with standard input as given or none, and bounded
 * output. Resolves with its exit code. When it is over its time, or `signal` fires, the whole group is asked to end
 * (SIGTERM, or what `interrupt` names) and after {@link graceMs}, or its own grace, made to, with all it started, in its group or not; cancellation then rejects with an AbortError, once all of it is gone.
 */
export async function exec(
  program: string,
  args: readonly string[],
  options: ExecOptions & { readonly cwd: string },
  signal: AbortSignal,
  inherited: Readonly<Record<string, string | undefined>> = process.env,
  watch?: Watch,
): Promise<Outcome<Finished>> {
  signal.throwIfAborted();
  const timeoutMs = options.timeoutMs ?? timeoutMsDefault;
  const bytesMax = options.outputBytesMax ?? outputBytesMaxDefault;
  const mark = randomBytes(12).toString('hex');
  const env = Object.fromEntries(Object.entries({ ...inherited, ...options.env, [markName]: mark }).filter((e): e is [string, string] => e[1] !== undefined));

  // What puts its house in order before it ends must be able to do so though we are gone.
  const pipes = options.interrupt === undefined ? undefined : await lastingPipes();
  if (signal.aborted) pipes?.close();
  signal.throwIfAborted();
  const child = execa(program, args, {
    cwd: options.cwd,
    env,
    extendEnv: false,
    ...(options.input === undefined ? { stdin: 'ignore' } : { input: options.input }),
    // execa hands on any descriptor; its types know those of one digit.
    ...(pipes === undefined ? {} : { stdout: pipes.stdout.write as 9, stderr: pipes.stderr.write as 9 }),
    detached: process.platform !== 'win32',
    reject: false,
    buffer: false,
    cleanup: true,
    windowsHide: true,
  });
  const [out, err] = pipes === undefined ? [child.stdout, child.stderr] : pipes.given();
  if (child.pid !== undefined)
    try {
      watch?.started(child.pid, options.interrupt?.graceMs ?? graceMs);
    } catch (error) {
      // Nobody could find it if it outlived us: it does not go on.
      endTree(child.pid, 'SIGKILL');
      await child;
      throw error;
    }
  const stdout = keep(out, bytesMax, (line) => options.onLine?.(line, 'stdout'));
  const stderr = keep(err, bytesMax, (line) => options.onLine?.(line, 'stderr'));

  let ending: 'timeout' | 'cancelled' | undefined;
  let hard: NodeJS.Timeout | undefined;
  let givenUp: NodeJS.Timeout | undefined;
  /** What it had started when it was asked to end; their parents may be gone when they are made to. */
  let family: Promise<readonly Process[]> = Promise.resolve([]);
  let ended: Promise<void> | undefined;
  const unending = Promise.withResolvers<undefined>();
  const end = () => {
    const { pid } = child;
    if (pid === undefined) return;
    ended ??= (async () => {
      const known = [...(await family), ...(await familyOf(pid, mark))];
      endTree(pid, 'SIGKILL');
      await (process.platform === 'linux' ? endFamily(pid, mark, known, clearedMs) : endRest(pid));
      // Whoever is left over may still hold the other end of our pipes: nobody listens any more.
      for (const stream of [child.stdin, out, err]) stream?.destroy();
      givenUp = setTimeout(() => unending.resolve(undefined), givenUpMs);
    })();
    ended.catch(unending.reject);
  };
  const stop = (why: 'timeout' | 'cancelled') => {
    if (ending !== undefined) return;
    ending = why;
    if (child.pid !== undefined) family = familyOf(child.pid, mark);
    endTree(child.pid, options.interrupt?.signal ?? 'SIGTERM');
    hard = setTimeout(end, options.interrupt?.graceMs ?? graceMs);
  };
  const onAbort = () => stop('cancelled');
  signal.addEventListener('abort', onAbort);
  const timer = setTimeout(() => stop('timeout'), timeoutMs);
  try {
    const result = await Promise.race([pipes === undefined ? child : pipes.closed.then(() => child), unending.promise]);
    if (ending !== undefined) {
      end();
      await ended;
    }
    if (ending === 'cancelled') signal.throwIfAborted();
    if (ending === 'timeout' || result === undefined) return failed(programTimedOut(program, timeoutMs));
    if (result.code === 'ENOENT') return failed(programMissing(program, `Install ${program}, or put its folder on your PATH.`));
    if (result.exitCode === undefined)
      return failed(
        result.signal === undefined ? programMissing(program, `It could not be started: ${result.shortMessage}`) : programKilled(program, result.signal),
      );
    return ok({ code: result.exitCode, stdout: stdout.text(), stderr: stderr.text(), truncated: stdout.truncated() || stderr.truncated() });
  } finally {
    for (const one of [timer, hard, givenUp]) clearTimeout(one);
    signal.removeEventListener('abort', onAbort);
    // One that could not be ended stays noted down, so that it is found later.
    if (child.pid !== undefined && (child.exitCode !== null || child.signalCode !== null)) watch?.ended(child.pid);
  }
}

/** An orphan with a longer grace than this is at work on what is lost when it is made to end: a resource that its Terraform could not note down. */
const forcedGraceMsMax = 60_000;

/**
 * A program that outlived the process that started it: asked as with Ctrl-C, so that it can let go of what it holds, and waited for; then
 * made to end, unless `graceMs`, its own grace, says that this may do harm. Resolves with whether its whole group is gone.
 */
export async function endOrphan(pid: number, graceMs: number, waitMs = 30_000): Promise<boolean> {
  // What it says on its way out must not hold it up.
  const drained = await drain(pid);
  if (endTree(pid, 'SIGINT')) {
    for (let waitedMs = 0; isAtWork(pid) && waitedMs < waitMs; waitedMs += 50) await delay(50);
    if (graceMs <= forcedGraceMsMax || !isAtWork(pid)) await endRest(pid);
  }
  drained();
  return !isAtWork(pid);
}

/** Whether the first process of a group still works; one that only waits to be cleared away does not. */
function isAtWork(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.startsWith('Z') !== true;
  } catch {
    return false;
  }
}

/** Ends what is left of the group and waits until it is gone; the system may take a moment to clear a killed process away. */
async function endRest(pid: number | undefined): Promise<void> {
  for (let waitedMs = 0; endTree(pid, 'SIGKILL') && waitedMs < clearedMs; waitedMs += 10) await delay(10);
}

/** Whether there was anybody to tell, of those who take our word. */
function endTree(pid: number | undefined, how: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): boolean {
  return pid !== undefined && tell(process.platform === 'win32' ? pid : -pid, how) === 'told';
}

/** Keeps the first and last parts of a stream, and hands on each line as it comes. */
function keep(stream: NodeJS.ReadableStream | null, bytesMax: number, onLine: (line: string) => void) {
  const half = Math.floor(bytesMax / 2);
  const head: string[] = [];
  let tail = '';
  let headLength = 0;
  let dropped = false;
  let partial = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    let rest = chunk;
    if (headLength < half) {
      head.push(rest.slice(0, half - headLength));
      const taken = Math.min(rest.length, half - headLength);
      headLength += taken;
      rest = rest.slice(taken);
    }
    if (rest !== '') {
      tail += rest;
      if (tail.length > bytesMax) {
        tail = tail.slice(-half);
        dropped = true;
      }
    }
    const lines = (partial + chunk).split(/\r?\n/);
    partial = (lines.pop() ?? '').slice(-64_000);
    for (const line of lines) onLine(line);
  });
  stream?.on('end', () => partial !== '' && onLine(partial));
  return { text: () => head.join('') + (dropped ? '\n[…]\n' : '') + tail, truncated: () => dropped };
}
