import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { endOrphan, exec } from '../../src/machine/exec.ts';
import { tempFolder } from '../support/temp.ts';
import { plant } from '../support/tree.ts';

const never = new AbortController().signal;
const node = (script: string, options: Partial<Parameters<typeof exec>[2]> = {}, signal = never) =>
  exec(process.execPath, ['-e', script], { cwd: tempFolder(), ...options }, signal);

/** Gone, or a zombie that only waits to be counted. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.startsWith('Z') ?? true;
  } catch {
    return true;
  }
}

async function gone(pid: number): Promise<boolean> {
  for (let i = 0; i < 200 && !isGone(pid); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  return isGone(pid);
}

/** Starts a child that starts a child of its own, both deaf to SIGTERM; prints both process ids. */
const stubborn = `
  process.on('SIGTERM', () => {});
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')"], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.once('data', () => console.log(process.pid + ' ' + child.pid));
  setInterval(() => {}, 1000);`;

describe('a program', () => {
  test('runs with its arguments as they are, no shell between', async () => {
    const outcome = await exec(
      process.execPath,
      ['-e', 'console.log(process.argv.slice(1).join("|"))', '$(id)', '; rm -rf x', '*'],
      { cwd: tempFolder() },
      never,
    );
    expect(outcome.ok && outcome.value.stdout).toBe('$(id)|; rm -rf x|*\n');
  });
  test('reads what it is given, and then its input ends', async () => {
    const echo = 'process.stdin.on("data", (d) => process.stdout.write(d)).on("end", () => console.log("|end"))';
    expect(await node(echo, { input: 'kind: Secret' })).toMatchObject({ ok: true, value: { stdout: 'kind: Secret|end\n' } });
  });
  test('that closes its input early is no fault of ours', async () => {
    expect(await node('process.stdin.destroy(); process.exit(0)', { input: 'x'.repeat(2_000_000) })).toMatchObject({ ok: true, value: { code: 0 } });
  });
  test('that is interrupted may put its house in order first', async () => {
    const stop = new AbortController();
    const lines: string[] = [];
    const run = node(
      `process.on('SIGINT', () => setTimeout(() => { console.log('lock released'); process.exit(0); }, 1200)); setInterval(() => {}, 1000); console.log('up')`,
      {
        interrupt: { signal: 'SIGINT', graceMs: 10_000 },
        onLine: (line) => {
          lines.push(line);
          if (line === 'up') stop.abort();
        },
      },
      stop.signal,
    );
    await expect(run).rejects.toThrow();
    expect(lines).toEqual(['up', 'lock released']);
  });
  test('that ends with another code is no failure of ours', async () => {
    expect(await node('console.error("no"); process.exit(3)')).toMatchObject({ ok: true, value: { code: 3, stderr: 'no\n' } });
  });
  test('that is not there is missing', async () => {
    expect(await exec('nimbus-no-such-program', [], { cwd: tempFolder() }, never)).toMatchObject({
      ok: false,
      failure: { code: 'program/missing', missing: true },
    });
  });
  test('that is killed from outside is said to be', async () => {
    expect(await node('process.kill(process.pid, "SIGKILL")')).toMatchObject({ ok: false, failure: { code: 'program/killed' } });
  });
  test('that prints without end is bounded in memory, and its end is kept', async () => {
    const outcome = await node('for (let i = 0; i < 200000; i++) console.log("line " + i); console.log("the end")', { outputBytesMax: 10_000 });
    if (!outcome.ok) throw new Error(outcome.failure.message);
    expect(outcome.value.truncated).toBe(true);
    expect(outcome.value.stdout.length).toBeLessThan(20_000);
    expect(outcome.value.stdout.startsWith('line 0\n')).toBe(true);
    expect(outcome.value.stdout.endsWith('the end\n')).toBe(true);
  });
  test('tells each line as it comes, and leaves what the environment should not hold', async () => {
    const lines: string[] = [];
    await node('console.log(process.env.SECRET, process.env.GIVEN); process.stdout.write("no newline")', {
      env: { SECRET: undefined, GIVEN: 'yes' },
      onLine: (line) => lines.push(line),
    });
    expect(lines).toEqual(['undefined yes', 'no newline']);
  });
});

describe('nothing it started is left', () => {
  test('after a time-out, though it ignores being asked', async () => {
    let pids: number[] = [];
    const outcome = await node(stubborn, { timeoutMs: 4000, onLine: (line) => (pids = line.split(' ').map(Number)) });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'program/timeout' } });
    expect(pids).toHaveLength(2);
    for (const pid of pids) expect(await gone(pid)).toBe(true);
  });
  test('after a cancellation, which rejects once all of it is gone', async () => {
    const stop = new AbortController();
    let pids: number[] = [];
    const running = node(
      stubborn,
      {
        onLine: (line) => {
          pids = line.split(' ').map(Number);
          stop.abort();
        },
      },
      stop.signal,
    );
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(pids).toHaveLength(2);
    for (const pid of pids) expect(await gone(pid)).toBe(true);
  });
  /** A program that starts another, deaf to SIGTERM and as it is told to be, and tells its number. */
  const away = (options: string) => `
      const { spawn } = require('node:child_process');
      process.on('SIGTERM', () => {});
      const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')"], { ${options} });
      if (child.stdout) child.stdout.once('data', () => { console.log(child.pid); child.unref(); child.stdout.destroy(); });
      else console.log(child.pid);
      setInterval(() => {}, 1000);`;
  test.skipIf(process.platform !== 'linux').each([
    ['in a session of its own', "detached: true, stdio: ['ignore', 'pipe', 'ignore']"],
    ['in a session of its own, where it holds on to the output', "detached: true, stdio: 'inherit'"],
    ['in a session of its own, and forgot where it came from', "detached: true, stdio: ['ignore', 'pipe', 'ignore'], env: {}"],
    ['in the same group, and holds on to the output', "stdio: 'inherit'"],
  ])('after a cancellation, though what it started is %s', async (_what, options) => {
    const stop = new AbortController();
    let pid = 0;
    let isUp = false;
    const onLine = (line: string) => {
      if (/^\d+$/.test(line)) pid = Number(line);
      isUp ||= line === 'up' || options.includes("'pipe'");
      if (pid > 0 && isUp) stop.abort();
    };
    await expect(node(away(options), { onLine }, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(pid).toBeGreaterThan(0);
    expect(await gone(pid)).toBe(true);
  });

  /** The signals that go to a program and what it started, in their order, each told once. */
  async function signalsOf(options: Partial<Parameters<typeof exec>[2]>, script: string): Promise<readonly string[]> {
    const stop = new AbortController();
    const kill = vi.spyOn(process, 'kill');
    onTestFinished(() => kill.mockRestore());
    let group = 0;
    const onLine = (line: string) => {
      group = Number(line);
      stop.abort();
    };
    await expect(node(script, { ...options, onLine }, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
    return [...new Set(kill.mock.calls.filter(([pid, how]) => pid === -group && how !== 0).map(([, how]) => String(how)))];
  }
  const up = 'console.log(process.pid); setInterval(() => {}, 1000);';
  test.each([
    ['a deaf one is asked, then made to', {}, `process.on('SIGTERM', () => {}); ${up}`, ['SIGTERM', 'SIGKILL']],
    [
      'one that is to put its house in order is interrupted, then made to',
      { interrupt: { signal: 'SIGINT' as const, graceMs: 10 } },
      `process.on('SIGINT', () => {}); ${up}`,
      ['SIGINT', 'SIGKILL'],
    ],
  ])('%s', async (_what, options, script, expected) => expect(await signalsOf(options, script)).toEqual(expected));

  test('one that may not be ended, as it went over to another user, is not waited for without end, and stays noted down', async () => {
    const stop = new AbortController();
    const noted: string[] = [];
    let pid = 0;
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    });
    onTestFinished(() => {
      kill.mockRestore();
      process.kill(pid, 'SIGKILL');
    });
    const watch = { started: (one: number) => noted.push(`started ${one}`), ended: (one: number) => noted.push(`ended ${one}`) };
    const onLine = (line: string) => {
      pid = Number(line);
      stop.abort();
    };
    const running = exec(
      process.execPath,
      ['-e', up],
      { cwd: tempFolder(), onLine, interrupt: { signal: 'SIGTERM', graceMs: 10 } },
      stop.signal,
      process.env,
      watch,
    );
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(noted).toEqual([`started ${pid}`]);
  });
  test('that can’t be noted down: it does not go on', async () => {
    const pids: number[] = [];
    const watch = {
      started: (pid: number) => {
        pids.push(pid);
        throw new Error('no room');
      },
      ended: () => {},
    };
    await expect(exec(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { cwd: tempFolder() }, never, process.env, watch)).rejects.toThrow('no room');
    expect(pids).toHaveLength(1);
    for (const pid of pids) expect(await gone(pid)).toBe(true);
  });
  test('and nothing is started once cancelled', async () => {
    await expect(node('console.log(1)', {}, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe.skipIf(process.platform === 'win32')('a program whose starter is killed', () => {
  /** Prints when it is told to go on, and far more than a pipe holds when it is asked to end. */
  const program = `
    trap 'head -c 300000 /dev/zero | tr "\\0" x; touch saved; exit' INT
    echo up
    until [ -e go ]; do sleep 0.05; done
    echo went on; touch went-on
    while :; do sleep 0.05; done`;

  /** The program, its starter dead: its number and its folder. */
  async function orphan(script: string, interrupt: object): Promise<{ readonly pid: number; readonly folder: string }> {
    const folder = tempFolder();
    plant(folder, { 'program.sh': script });
    const starter = `
      import { exec } from ${JSON.stringify(join(import.meta.dirname, '../../src/machine/exec.ts'))};
      let pid;
      const options = { cwd: ${JSON.stringify(folder)}, onLine: () => console.log(pid), ...${JSON.stringify(interrupt)} };
      await exec('bash', ['program.sh'], options, new AbortController().signal, process.env, { started: (number) => { pid = number; }, ended() {} });`;
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '-e', starter]);
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    onTestFinished(() => {
      if (!isGone(pid)) process.kill(-pid, 'SIGKILL');
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    return { pid, folder };
  }
  const graceful = { interrupt: { signal: 'SIGINT', graceMs: 5_000 } };

  test('goes on, prints as it likes, and puts its house in order when it is asked to end', async () => {
    const { pid, folder } = await orphan(program, graceful);
    plant(folder, { go: '' });
    await expect.poll(() => isGone(pid) || existsSync(join(folder, 'went-on'))).toBe(true);
    expect(isGone(pid)).toBe(false);
    expect(await endOrphan(pid, 5_000)).toBe(true);
    expect([isGone(pid), existsSync(join(folder, 'saved'))]).toEqual([true, true]);
  });

  test.each([
    ['is made to end where it is deaf', 5_000, true],
    ['is left to finish where that may take long', 600_000, false],
  ])('%s', async (_what, graceMs, ends) => {
    const { pid } = await orphan("trap '' INT; echo up; while :; do sleep 0.05; done", graceful);
    expect(await endOrphan(pid, graceMs, 200)).toBe(ends);
    expect(isGone(pid)).toBe(ends);
  });
});

test('a program found by the PATH of its environment', async () => {
  const folder = tempFolder();
  plant(folder, { 'bin/hello': '#!/bin/sh\necho hi\n' });
  (await import('node:fs')).chmodSync(join(folder, 'bin/hello'), 0o755);
  expect(await exec('hello', [], { cwd: folder, env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}` } }, never)).toMatchObject({
    ok: true,
    value: { stdout: 'hi\n' },
  });
});
