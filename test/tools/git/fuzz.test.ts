import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Tool } from '../../../src/domain/tool.ts';
import type { Workplace } from '../../../src/domain/workplace.ts';
import { hostileInputs, hostileTexts, isWithin, leftBehind, untried } from '../../support/fuzz-input.ts';
import { recording, replaying, type Start } from '../../support/fuzz-replay.ts';
import { testHouse } from '../../support/house.ts';
import { gitSamples, ids, source } from '../../support/samples/git.ts';
import { plant } from '../../support/tree.ts';
import { commitFiles, gitTools, restartClock, sh, withConfig } from './support.ts';

/** Everything the samples name is there. */
function build() {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'nimbus-git-world-')));
  const folder = join(place, 'folder');
  mkdirSync(folder);
  restartClock();
  configured();
  const git = (...args: readonly string[]) => sh(folder, ...args).trim();
  git('init', '--quiet');
  commitFiles(folder, { 'dir-a/x.txt': 'x\n', 'sub-a/file-a.txt': 'one\n', 'sub-b/staged-a.txt': 'one\n' }, 'message-a');
  const first = git('rev-parse', 'HEAD');
  git('tag', 'tag-a');
  git('checkout', '--quiet', '-b', 'branch-a');
  commitFiles(folder, { 'sub-a/file-a.txt': 'two\n' }, 'message-a two');
  const second = git('rev-parse', 'HEAD');
  const remote = join(place, 'source-a.git');
  git('clone', '--quiet', '--bare', '.', remote);
  git('checkout', '--quiet', 'main');
  commitFiles(folder, { 'other.txt': 'x\n' }, 'Other');
  const now = git('rev-parse', 'HEAD');
  git('remote', 'add', 'remote-a', remote);
  git('fetch', '--quiet', 'remote-a');
  git('clone', '--quiet', '--branch=branch-a', remote, 'clone-a');
  plant(folder, { '.git/info/exclude': 'above-a\nclone-a\n', 'above-a/x': '', 'sub-b/staged-a.txt': 'staged\n' });
  git('stash', 'push', '--quiet');
  return { place, found: { first, second, now, stash: git('rev-parse', 'stash@{0}') } };
}
const configured = () => withConfig('[user]\n\tname = author-a\n\temail = ada@example.com\n[init]\n\tdefaultBranch = main\n');

let built: ReturnType<typeof build> | undefined;
afterAll(() => built && rmSync(built.place, { recursive: true, force: true }));

/** A copy of it, of one test's own. */
function world() {
  built ??= build();
  configured();
  const house = testHouse(gitTools);
  cpSync(join(built.place, 'folder'), house.folder, { recursive: true });
  const remote = join(house.data, 'source-a.git');
  cpSync(join(built.place, 'source-a.git'), remote, { recursive: true });
  const git = (...args: readonly string[]) => sh(house.folder, ...args).trim();
  git('remote', 'set-url', 'remote-a', remote);
  return { house, git, remote, found: built.found };
}

/** How each sample finds the world. */
function prepare({ git, house }: ReturnType<typeof world>, name: string): void {
  if (/commit|unstage|restoreIndex/.test(name)) {
    plant(house.folder, { 'sub-b/staged-a.txt': 'staged\n' });
    git('add', '--all');
  }
  if (/clean/.test(name)) plant(house.folder, { 'sub-b/loose-a.txt': 'loose\n' });
  if (/worktree/.test(name)) git('worktree', 'add', '--quiet', '-b', 'linked-a', 'linked-a');
  if (/add|checkout|stash/.test(name)) plant(house.folder, { 'sub-a/file-a.txt': 'edited\n' });
}

const plain = (text: string): string =>
  text.startsWith('/') || text.startsWith('"/')
    ? text.replace(/\b(index|objects)-\w{6}(?=\/|"|$)/, '$1').replace(/^\/.*\/\.nimbus-clone-[0-9a-f]{12}$/s, '<making>')
    : text;

/** A path is handed on as it is meant, a branch without what all branches begin with. */
const asPath = (text: string): string => normalize(text).replace(/(?<=.)\/$/, '');
const asName = (text: string): string => text.replace(/^refs\/heads\//, '');

/** An input that an earlier tool has, too, is tried with some of the texts, others in each tool. */
const someEvery = 16;
/** Mixed with the harmless text, most are good values like any other. */
const mixedEvery = 40;
const tried = new Set<string>();

let cases = 0;
let reached = 0;
let starts = 0;
/** `whole`: looks before and after it, too. */
async function call(tool: Tool, input: unknown, at: Workplace, whole = true): Promise<void> {
  const parsed = tool.input.parse(input);
  if (whole) await tool.preview?.(parsed, at);
  const done = await tool.run(parsed, at);
  if (!whole) return;
  if (done.ok) await tool.verify?.(parsed, done.output, at);
  await tool.inspect?.(parsed, at);
}

test('every text of every tool is in a sample', () => expect(untried(gitTools, gitSamples)).toEqual([]));

test.each(gitTools.flatMap((tool) => (gitSamples[tool.name] ?? []).map((sample, i) => [`${tool.name} ${i + 1}`, tool, sample] as const)))(
  '%s hands on nothing but the intended argument',
  async (title, tool, sample) => {
    const there = world();
    prepare(there, title);
    const { house, remote, found, git } = there;
    const staged = tool.name === 'git.restoreIndex' ? git('write-tree') : ids.staged;
    const text = Object.entries({ ...found, staged }).reduce((json, [name, id]) => json.replaceAll(ids[name as keyof typeof ids], id), JSON.stringify(sample));
    const filled = JSON.parse(text.replaceAll(source, remote)) as object;
    const at = house.workplace(house.folder, new AbortController().signal, () => {});
    const { at: recorded, taken } = recording(at);
    await call(tool, filled, recorded);
    expect(taken.length).toBeGreaterThan(0);
    const roots = [house.folder, house.data];
    const gitDir = join(house.folder, '.git');
    const texts = new Set(hostileTexts);
    const problems: string[] = [];
    const known = new Set(tried);
    let n = tried.size;
    for (const { place, value, input } of hostileInputs(tool.input, filled, { isPart: true, namesInPaths: true })) {
      cases++;
      if (!tool.input.safeParse(input).success) continue;
      const kind = place.name.replace(/\[.*/, '');
      tried.add(kind);
      if (n++ % (!texts.has(value) ? mixedEvery : known.has(kind) ? someEvery : 1) !== 0) continue;
      const isFolder = place.name === 'directory';
      const isPath = isFolder || /^(?:paths?|folders)\b/.test(place.name);
      if (isPath) plantAt(house.folder, value, isFolder);
      reached++;
      const answer = ({ args, cwd }: Start): string | undefined =>
        isFolder && args.includes('--show-prefix') ? `true\n${gitDir}\n${gitDir}\n${relative(house.folder, cwd)}/` : undefined;
      const replay = replaying(at, taken, place, value, {
        roots,
        plain,
        answer,
        ...(isPath || kind === 'into' ? { form: asPath, paths: true } : kind === 'ref' ? { form: asName } : {}),
      });
      await call(tool, input, replay.at, reached % 5 === 0);
      starts += replay.starts();
      for (const problem of new Set(replay.problems)) problems.push(`${place.name} ${JSON.stringify(value.slice(0, 80))}: ${problem}`);
    }
    expect(problems.slice(0, 20)).toEqual([]);
    expect(leftBehind([house.folder, dirname(house.folder), process.cwd(), join(house.folder, 'dir-a')])).toEqual([]);
  },
);

test('enough was tried', () => {
  console.log(`${cases} hostile inputs of git's tools, ${reached} of them taken, ${starts} starts of git`);
  expect(cases).toBeGreaterThan(5_000);
  expect(starts).toBeGreaterThan(5_000);
});

/** A file or folder under that very name, where there can be one in the workspace. */
function plantAt(folder: string, name: string, isFolder: boolean): void {
  const place = join(folder, asPath(name));
  if (name.includes('\0') || !isWithin(folder, place) || existsSync(place)) return;
  try {
    mkdirSync(isFolder ? place : dirname(place), { recursive: true });
    if (!isFolder) writeFileSync(place, 'x\n');
  } catch (error) {
    // A name no file can have.
    if (!['EINVAL', 'ENOTDIR', 'ENAMETOOLONG', 'EEXIST', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
