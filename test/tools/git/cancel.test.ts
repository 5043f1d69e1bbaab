import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rollBack } from '../../support/drive-tool.ts';
import { start, transcript } from '../../support/house.ts';
import { plant } from '../../support/tree.ts';
import { commitFiles, plain, repository, stateOf, withRemote } from './support.ts';

/** Gone, or a zombie that only waits to be counted. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform === 'linux' && (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.startsWith('Z') ?? true);
  } catch {
    return true;
  }
}

interface Case {
  readonly what: string;
  readonly tool: string;
  readonly input: object;
  /** The hook that hangs: says its process id, then waits. */
  readonly hook: string;
  /** What it does before the hook stays until the run is rolled back. */
  readonly staysStaged?: true;
  readonly transcript: string;
}

const cases: readonly Case[] = [
  {
    what: 'a commit whose hook hangs',
    tool: 'git.commit',
    input: { message: 'x' },
    hook: 'pre-commit',
    transcript:
      'step-ended do cancelled: Stopped: the run was cancelled. Part of it may have been done; rolling the run back takes that back.\nrun-ended cancelled',
  },
  {
    what: 'a commit of everything, new files too, whose hook hangs',
    tool: 'git.commit',
    input: { message: 'x', all: true, untracked: true },
    hook: 'pre-commit',
    staysStaged: true,
    transcript:
      'step-ended do cancelled: Stopped: the run was cancelled. Part of it may have been done; rolling the run back takes that back.\nrun-ended cancelled',
  },
  {
    what: 'a push whose hook hangs',
    tool: 'git.push',
    input: {},
    hook: 'pre-push',
    transcript:
      'step-ended do cancelled: Stopped: the run was cancelled. Part of it may have been done; rolling the run back takes that back.\nrun-ended cancelled',
  },
];

test.each(cases)(
  'cancelled: $what; nothing is committed and nothing is left running',
  async ({ tool, input, hook, staysStaged = false, transcript: expected }) => {
    const world = repository();
    withRemote(world);
    commitFiles(world.folder, { 'b.txt': 'b' }, 'Not pushed yet');
    plant(world.folder, { 'c.txt': 'c' });
    world.git('add', 'c.txt');
    plant(world.folder, { 'd.txt': 'd' });
    const told = join(world.data, 'pid');
    writeFileSync(join(world.folder, '.git/hooks', hook), `#!/bin/sh\nsleep 1000 &\necho $! > ${told}.part\nmv ${told}.part ${told}\nwait\n`, { mode: 0o755 });
    const before = stateOf(world.folder);

    const handle = start(world, [{ id: 'do', tool, input }]);
    const events = [];
    const watch = setInterval(() => existsSync(told) && handle.cancel(), 5);
    try {
      for await (const event of handle.events) events.push(event);
    } finally {
      clearInterval(watch);
    }
    expect(plain(transcript(events.slice(-2)), world)).toBe(expected);
    expect(stateOf(world.folder) === before).toBe(!staysStaged);
    expect(readdirSync(join(world.folder, '.git')).filter((name) => name.endsWith('.lock'))).toEqual([]);
    expect(isGone(Number(readFileSync(told, 'utf8')))).toBe(true);

    const back = await rollBack(world, { runId: handle.runId, events } as unknown as Parameters<typeof rollBack>[1]);
    expect(back).toBe('succeeded');
    expect(stateOf(world.folder)).toBe(before);
  },
);
