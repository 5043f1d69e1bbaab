import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const tailBytesMax = 64 * 1024;

/**
 * Runs a program to its end and keeps the last part of what it printed.
 *
 * `onOutput` sees every chunk as it comes. `timeoutMs` ends the program and everything it started, and so
 * does `silentMs` without a word from it. Resolves to `{ code, output, timedOut }`; a program that can't be started rejects.
 */
export function run(program, args, { cwd, env = process.env, onOutput = () => {}, timeoutMs, silentMs } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' });
    running.add(child);
    let output = '';
    let timedOut = false;
    const endAfter = (ms) =>
      ms &&
      setTimeout(() => {
        timedOut = true;
        endTree(child, 'SIGKILL');
      }, ms);
    const limits = [endAfter(timeoutMs), endAfter(silentMs)].filter(Boolean);
    const stop = () => limits.forEach(clearTimeout);
    const keep = (chunk) => {
      if (silentMs && !timedOut) limits.at(-1).refresh();
      const text = chunk.toString();
      output = (output + text).slice(-tailBytesMax);
      onOutput(text);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      running.delete(child);
      stop();
      fail(error);
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      stop();
      done({ code: code ?? 128 + (constants.signals[signal] ?? 1), output, timedOut });
    });
  });
}

/** As {@link run}, but anything other than exit code 0 rejects, with the end of the output in the message. */
export async function mustRun(program, args, options) {
  const { code, output, timedOut } = await run(program, args, options);
  if (code === 0) return output;
  const why = timedOut ? 'took too long and was ended' : `ended with ${code}`;
  throw new Error(`${[program, ...args].join(' ')} ${why}\n${output.trim().split('\n').slice(-40).join('\n')}`);
}

/** Runs a program in the foreground: its input and output are ours, so are its signals and its end. */
export function handOver(program, args, { cwd, env = process.env } = {}) {
  const child = spawn(program, args, { cwd, env, stdio: 'inherit' });
  handedOver = true;
  // On a terminal the child gets Ctrl+C itself; passing it on as well covers `kill` and does no harm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => {
      handedOver = false;
      done(code ?? 128 + (constants.signals[signal] ?? 1));
    });
  });
}

const running = new Set();
let handedOver = false;

function endTree(child, signal) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

// Children have process groups of their own (so that a whole tree can be ended), so Ctrl+C does not reach them by itself.
process.on('exit', () => {
  for (const child of running) endTree(child, 'SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (!handedOver) process.exit(128 + constants.signals[signal]);
  });
}
