import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Tool } from '../../../src/domain/tool.ts';
import type { Workplace } from '../../../src/domain/workplace.ts';
import { rollbackPlan } from '../../../src/session/rollback.ts';
import { diff } from '../../../src/tools/files/diff.ts';
import { list } from '../../../src/tools/files/list.ts';
import { read } from '../../../src/tools/files/read.ts';
import { search } from '../../../src/tools/files/search.ts';
import { tree as treeTool } from '../../../src/tools/files/tree.ts';
import { write } from '../../../src/tools/files/write.ts';
import { diskWithRoom } from '../../support/full-disk.ts';
import { all, start, testHouse } from '../../support/house.ts';
import { ripgrepFolder } from '../../support/ripgrep.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant, tree } from '../../support/tree.ts';

const tools = [read, write, list, treeTool, diff, search] as unknown as readonly Tool[];

const world = (files: Readonly<Record<string, string | Uint8Array>>) => {
  const house = testHouse(tools);
  for (const [path, content] of Object.entries(files)) {
    plant(house.folder, { [path]: '' });
    writeFileSync(join(house.folder, path), content);
  }
  return house;
};

const call = async (house: ReturnType<typeof world>, tool: string, input: object) => {
  const events = await all(start(house, [{ id: 'do', tool, input }]));
  const step = events.flatMap(({ event }) => (event.type === 'step-ended' ? [event] : []))[0];
  const run = events.flatMap(({ event }) => (event.type === 'run-ended' ? [event] : []))[0];
  const shown = events.flatMap(({ event }) => (event.type === 'step-previewed' ? [event.preview] : []))[0];
  return { events, summary: step?.summary, output: step?.output as never, failure: step?.failure ?? run?.failure, verdict: step?.verdict, shown };
};

describe('files.read', () => {
  const five = 'one\ntwo\nthree\nfour\nfive\n';
  const rows: readonly (readonly [string, Record<string, string | Uint8Array>, object, object])[] = [
    ['a whole file', { 'a.txt': five }, {}, { text: five, lines: 5, endLine: 5, truncated: false, encoding: 'utf-8', eol: 'lf' }],
    ['some lines', { 'a.txt': five }, { startLine: 2, lineCount: 2 }, { text: 'two\nthree\n', startLine: 2, endLine: 3, truncated: true }],
    ['lines past the end', { 'a.txt': five }, { startLine: 9 }, { text: '', endLine: 0, lines: 5, truncated: false }],
    ['an empty file', { 'a.txt': '' }, {}, { text: '', lines: 0, truncated: false, eol: 'none' }],
    ['no newline at the end', { 'a.txt': 'a\nb' }, {}, { text: 'a\nb', lines: 2 }],
    ['Windows line ends', { 'a.txt': 'a\r\nb\r\n' }, {}, { text: 'a\r\nb\r\n', eol: 'crlf' }],
    ['both line ends', { 'a.txt': 'a\r\nb\n' }, {}, { eol: 'mixed' }],
    ['UTF-8 with a mark', { 'a.txt': '\uFEFFé' }, {}, { text: 'é', byteOrderMark: true, encoding: 'utf-8' }],
    ['UTF-16', { 'a.txt': Buffer.from('\uFEFFhé\n', 'utf16le') }, {}, { text: 'hé\n', byteOrderMark: true, encoding: 'utf-16le' }],
    ['UTF-16, the other way round', { 'a.txt': Buffer.from('\uFEFFhé\n', 'utf16le').swap16() }, {}, { text: 'hé\n', encoding: 'utf-16be' }],
    ['bytes that are no text', { 'a.txt': Uint8Array.from([0x89, 0x50, 0, 1]) }, {}, { binary: true, text: '', bytes: 4 }],
    ['an old encoding, not named', { 'a.txt': Uint8Array.from([0x63, 0xe9]) }, {}, { binary: true }],
    ['an old encoding, named', { 'a.txt': Uint8Array.from([0x63, 0xe9]) }, { encoding: 'latin1' }, { text: 'cé', binary: false }],
    ['one very long line', { 'a.txt': `${'x'.repeat(1000)}\nb\n` }, { charactersMax: 100 }, { text: 'x'.repeat(100), truncated: true }],
  ];
  test.each(rows)('%s', async (_what, files, input, expected) => {
    expect((await call(world(files), 'files.read', { path: 'a.txt', ...input })).output).toMatchObject(expected);
  });

  test.each([
    ['nowhere.txt', 'There is nothing at nowhere.txt.'],
    ['dir', 'dir is a folder.'],
    ['../outside', /is outside the workspace/],
    ['out/passwd', /leads out of the workspace .* through a symbolic link/],
  ])('%s is refused', async (path, message) => {
    const house = world({ 'dir/a.txt': 'a' });
    symlinkSync('/etc', join(house.folder, 'out'));
    expect((await call(house, 'files.read', { path })).failure?.message).toMatch(message);
  });
});

describe('files.write', () => {
  interface Case {
    readonly what: string;
    readonly before?: string | Uint8Array;
    readonly input: object;
    readonly after: string | Uint8Array;
    readonly asks: string;
  }
  const cases: readonly Case[] = [
    { what: 'a new file in new folders', input: { content: 'hi\n' }, after: 'hi\n', asks: 'Create d/e/a.txt' },
    { what: 'over what is there', before: 'old\n', input: { content: 'new\n' }, after: 'new\n', asks: 'Write d/e/a.txt' },
    { what: 'at the end', before: 'old\n', input: { content: 'new\n', append: true }, after: 'old\nnew\n', asks: 'Write d/e/a.txt' },
    { what: 'Windows line ends stay', before: 'a\r\nb\r\n', input: { content: 'a\nc\n' }, after: 'a\r\nc\r\n', asks: 'Write d/e/a.txt' },
    { what: 'line ends as given', before: 'a\r\n', input: { content: 'a\nb\n', eol: 'as-given' }, after: 'a\nb\n', asks: 'Write d/e/a.txt' },
    { what: 'a mark stays', before: '\uFEFFa', input: { content: 'b' }, after: '\uFEFFb', asks: 'Write d/e/a.txt' },
    {
      what: 'UTF-16 stays',
      before: Buffer.from('\uFEFFa', 'utf16le'),
      input: { content: 'é' },
      after: Buffer.from('\uFEFFé', 'utf16le'),
      asks: 'Write d/e/a.txt',
    },
  ];
  test.each(cases)('$what, and taken back', async ({ before, input, after, asks }) => {
    const house = world(before === undefined ? {} : { 'd/e/a.txt': before });
    const was = tree(house.folder);
    const done = await call(house, 'files.write', { path: 'd/e/a.txt', ...input });
    expect(done.failure).toBeUndefined();
    expect(done.shown?.summary).toBe(asks);
    expect(done.verdict).toEqual({ met: true });
    expect(readFileSync(join(house.folder, 'd/e/a.txt'))).toEqual(Buffer.from(after));
    const plan = rollbackPlan('run-1', 'x', done.events, house.tools);
    if (!plan.ok) throw new Error(plan.failure.message);
    await all(start(house, plan.value.steps));
    expect(tree(house.folder)).toEqual(was);
  });

  test('a full disk: told with the path and what to do, the file is as it was, and the run can be taken back', async () => {
    const house = world({ 'a.txt': 'old\n' });
    const disk = await diskWithRoom(2);
    const done = await call(house, 'files.write', { path: 'a.txt', content: 'new\n' });
    disk.empty();
    expect([done.failure?.code, done.failure?.message, done.failure?.fix]).toEqual([
      'files/disk-full',
      'a.txt could not be written: the disk is full. What was there is still there.',
      'Free some space and run this again.',
    ]);
    expect(tree(house.folder)).toEqual({ 'a.txt': 'old\n' });
    const plan = rollbackPlan('run-1', 'x', done.events, house.tools);
    if (plan.ok) await all(start(house, plan.value.steps));
    expect(tree(house.folder)).toEqual({ 'a.txt': 'old\n' });
  });

  test('what is like that already is not written', async () => {
    const done = await call(world({ 'a.txt': 'same\n' }), 'files.write', { path: 'a.txt', content: 'same\n' });
    expect([done.summary, done.output]).toEqual(['a.txt is like that already.', expect.objectContaining({ action: 'unchanged' })]);
  });
  test('what was edited since it was read is not written over', async () => {
    const house = world({ 'a.txt': 'mine\n' });
    const done = await call(house, 'files.write', { path: 'a.txt', content: 'x', expect: '0'.repeat(64) });
    expect(done.failure?.code).toBe('files/changed-on-disk');
    expect(tree(house.folder)).toEqual({ 'a.txt': 'mine\n' });
  });
  test.each([['../x'], ['/etc/x'], ['link/x'], ['dir'], ['.git/hooks/pre-commit'], ['dir/.GIT/config'], ['dir/../.git/config']])(
    '%s is refused, and nothing is written',
    async (path) => {
      const house = world({ 'dir/a.txt': 'a' });
      symlinkSync('/tmp', join(house.folder, 'link'));
      const done = await call(house, 'files.write', { path, content: 'x' });
      expect(done.failure?.code).toMatch(/^files\/(outside-workspace|not-a-file|inside-git)$/);
      expect(existsSync('/tmp/x')).toBe(false);
    },
  );
});

const project = {
  '.gitignore': '# what is built\n*.log\n/dist/\nbuild/\n!keep.log\ndocs/**/draft.md\n',
  'a.tf': 'resource "aws_s3_bucket" "logs" {}\n',
  'b.log': 'noise\n',
  'keep.log': 'aws_s3_bucket kept\n',
  'dist/out.js': 'aws_s3_bucket\n',
  'src/dist/out.js': 'x\n',
  'src/build/o.bin': 'x\n',
  'src/main.tf': '# Größe aws_s3_bucket\n  bucket = aws_s3_bucket.logs.id\n',
  'docs/x/y/draft.md': 'd\n',
  'docs/x/final.md': 'f\n',
  'src/.gitignore': '!build/\n',
  'node_modules/p/index.js': 'aws_s3_bucket\n',
  '.hidden/h.txt': 'h\n',
};

/** As people write it: with comments, and a comma too many. */
const hiding = `{
  // What is made from the rest.
  "files.exclude": { "made": true, "**/*.{map,min.js}": true, "src": false, "**/*.js": { "when": "$(basename).ts" }, },
  /* "files.exclude": { "**": true } */
}`;

/** The same, in an editor that hides this. */
const inEditor = (house: ReturnType<typeof world>, patterns: readonly string[]): ReturnType<typeof world> => ({
  ...house,
  workplace: (...at) => ({ ...house.workplace(...at), excludes: () => patterns }),
});

describe('files.list and files.tree', () => {
  const names = (output: { files: { path: string }[] }) => output.files.map((f) => f.path).join(' ');
  test.each([
    [{}, '.gitignore .hidden/h.txt a.tf docs/x/final.md keep.log src/.gitignore src/build/o.bin src/dist/out.js src/main.tf'],
    [{ pattern: '*.tf' }, 'a.tf src/main.tf'],
    [{ pattern: 'src/*.tf' }, 'src/main.tf'],
    [{ path: 'src', pattern: '*.tf' }, 'src/main.tf'],
    [{ recursive: false, hidden: false }, 'a.tf docs keep.log node_modules src'],
    [{ pattern: '*.{log}' }, ''],
    [{ pattern: '*.log', ignored: true }, 'b.log keep.log'],
    [{ limit: 1 }, '.gitignore'],
  ])('%j', async (input, expected) => {
    expect(names((await call(world(project), 'files.list', input)).output)).toBe(expected);
  });

  test('what the editor hides is left out unless it is asked for', async () => {
    const files = { '.vscode/settings.json': hiding, 'made/b.tf': '', 'src/a.js': '', 'src/a.map': '', 'src/made/c.tf': '' };
    const shown = async (house: ReturnType<typeof world>, input: object) => names((await call(house, 'files.list', { hidden: false, ...input })).output);
    expect(await shown(world(files), {})).toBe('src/a.js src/made/c.tf');
    expect(await shown(world(files), { path: 'made' })).toBe('made/b.tf');
    expect(await shown(world(files), { ignored: true })).toBe('made/b.tf src/a.js src/a.map src/made/c.tf');
    expect(await shown(world({ ...files, '.vscode/settings.json': '{ "files.exclude": { "made": tru' }), { pattern: 'made/*' })).toBe('made/b.tf');
    expect(await shown(inEditor(world(files), ['src/**', '**/b.*']), {})).toBe('');
    expect((await call(world(files), 'files.tree', {})).output).toMatchObject({ text: './\n└── src/\n    ├── a.js\n    └── made/\n        └── c.tf' });
  });
  test('a tree, bounded in depth and entries', async () => {
    const house = world({ 'a/b/c.txt': '', 'a/d.txt': '', 'z.txt': '' });
    symlinkSync('/etc', join(house.folder, 'link'));
    expect((await call(house, 'files.tree', {})).output).toMatchObject({
      text: './\n├── a/\n│   ├── b/\n│   │   └── c.txt\n│   └── d.txt\n├── link →\n└── z.txt',
      folders: 2,
      files: 4,
    });
    expect((await call(house, 'files.tree', { depth: 1 })).output).toMatchObject({ text: './\n├── a/\n├── link →\n└── z.txt' });
    expect((await call(house, 'files.tree', { limit: 2 })).output).toMatchObject({ text: './\n└── a/\n    └── b/\n…', truncated: true });
  });
  test('what is no folder', async () => {
    expect((await call(world(project), 'files.tree', { path: 'a.tf' })).failure?.code).toBe('files/not-a-folder');
    expect((await call(world(project), 'files.list', { path: 'no' })).failure?.code).toBe('files/not-found');
  });
});

test.each([
  ['two files', { from: 'a.txt', to: 'b.txt' }, { same: false, added: 1, removed: 1, patch: expect.stringContaining('-two\n+2\n') }],
  ['a file and a text', { from: 'a.txt', text: 'one\ntwo\n' }, { same: true, patch: '' }],
  ['line ends alone', { from: 'a.txt', to: 'crlf.txt' }, { same: true }],
  ['line ends that count', { from: 'a.txt', to: 'crlf.txt', ignoreEol: false }, { same: false, added: 2, removed: 2 }],
])('files.diff: %s', async (_what, input, expected) => {
  const house = world({ 'a.txt': 'one\ntwo\n', 'b.txt': 'one\n2\n', 'crlf.txt': 'one\r\ntwo\r\n' });
  expect((await call(house, 'files.diff', input)).output).toMatchObject(expected);
});

/** Where programs are looked for, until the end of the test. */
function pathOf(path: string): void {
  const before = process.env.PATH;
  onTestFinished(() => {
    process.env.PATH = before;
  });
  process.env.PATH = path;
}

const engines = [...(ripgrepFolder() === undefined ? [] : (['ripgrep'] as const)), 'built-in'] as const;

if (engines.length === 1) test.skip('searches with ripgrep: no rg on the PATH nor in the VS Code that tests set up');

describe.each(engines)('files.search with %s', (engine) => {
  const found = (output: { matches: { path: string; line: number; column: number }[] }) =>
    output.matches.map((m) => `${m.path}:${m.line}:${m.column}`).join(' ');
  const prepare = () => pathOf(engine === 'built-in' ? '/nonexistent' : `${ripgrepFolder()}${delimiter}${process.env.PATH}`);
  const rows: readonly (readonly [object, string])[] = [
    [{ text: 'aws_s3_bucket' }, 'a.tf:1:11 keep.log:1:1 src/main.tf:1:9 src/main.tf:2:12'],
    [{ text: 'AWS_S3' }, 'a.tf:1:11 keep.log:1:1 src/main.tf:1:9 src/main.tf:2:12'],
    [{ text: 'AWS_S3', caseSensitive: true }, ''],
    [{ text: 'aws_s3_bucket', include: '*.tf', path: 'src' }, 'src/main.tf:1:9 src/main.tf:2:12'],
    [{ text: 'bucket', wholeWord: true }, 'src/main.tf:2:3'],
    [{ text: 'aws_\\w+\\.logs', regex: true }, 'src/main.tf:2:12'],
    [{ text: 'aws_s3_bucket.logs' }, 'src/main.tf:2:12'],
    [{ text: '--help' }, ''],
    [{ text: 'noise', ignored: true }, 'b.log:1:1'],
    [{ text: 'größe' }, 'src/main.tf:1:3'],
    [{ text: 'aws_s3_bucket', limit: 2 }, 'a.tf:1:11 keep.log:1:1'],
    [{ text: 'aws_s3_bucket', path: 'a.tf' }, 'a.tf:1:11'],
  ];
  test.each(rows)('%j', async (input, expected) => {
    prepare();
    const house = world({ ...project, 'bin.dat': Uint8Array.from([0, 1, 2]) });
    const done = await call(house, 'files.search', input);
    expect(done.failure).toBeUndefined();
    expect(found(done.output)).toBe(expected);
    expect(done.output).toMatchObject({ engine });
  });
  test('what the editor hides is left out, as it says or as the folder’s own settings do, and found where it is asked for', async () => {
    prepare();
    const settings = { '.vscode/settings.json': hiding };
    const in_ = (house: ReturnType<typeof world>, input: object) => call(house, 'files.search', { text: 'bucket', wholeWord: true, ...input });
    const files = { ...settings, 'src/a.tf': 'bucket', 'src/a.map': 'bucket', 'src/a.min.js': 'bucket', 'made/b.tf': 'bucket', 'src/made/c.tf': 'bucket' };
    expect(found((await in_(world(files), {})).output)).toBe('src/a.tf:1:1 src/made/c.tf:1:1');
    expect(found((await in_(world(files), { path: 'made' })).output)).toBe('made/b.tf:1:1');
    expect(found((await in_(world(files), { ignored: true, include: '*.tf' })).output)).toBe('made/b.tf:1:1 src/a.tf:1:1 src/made/c.tf:1:1');
    expect(found((await in_(inEditor(world(files), ['**/*.tf', '**/*.{map,min.js}', '{{', '[']), {})).output)).toBe('');
  });
  test('a pattern that is none, and a folder that is not there', async () => {
    prepare();
    expect((await call(world(project), 'files.search', { text: '(', regex: true })).failure?.code).toBe('files/pattern-invalid');
    expect((await call(world(project), 'files.search', { text: 'x', path: 'no' })).failure?.code).toBe('files/not-found');
  });
});

const editorsOwn = ripgrepFolder();
test.skipIf(editorsOwn === undefined)('where there is no ripgrep on the PATH, the one the editor brings is used', async () => {
  pathOf('/nonexistent');
  process.env.NIMBUS_RIPGREP = join(editorsOwn ?? '', 'rg');
  onTestFinished(() => {
    delete process.env.NIMBUS_RIPGREP;
  });
  expect((await call(world({ 'a.txt': 'a\n' }), 'files.search', { text: 'a' })).output).toMatchObject({ engine: 'ripgrep', files: 1, notes: [] });
  expect((await call(world({ 'a.min.js': `${'x'.repeat(70_000)} needle\n` }), 'files.search', { text: 'needle' })).output).toMatchObject({
    files: 0,
    notes: [expect.stringContaining('a match in a very long line is not shown')],
  });
});

test('a search without ripgrep says so, and does not begin what might never end', async () => {
  pathOf('/nonexistent');
  const house = world({ 'a.txt': 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n' });
  expect((await call(house, 'files.search', { text: 'a' })).output).toMatchObject({ notes: [expect.stringContaining('ripgrep (rg) is not on the PATH')] });
  expect((await call(house, 'files.search', { text: '(a+)+b', regex: true })).failure?.message).toContain('repeats a group that repeats itself');
});

/** What stands in the place of ripgrep, for `files.search` of one file that holds what is looked for. */
async function searchedWith(script: string, around: (at: Workplace) => Workplace = (at) => at) {
  const bin = tempFolder();
  writeFileSync(join(bin, 'rg'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  pathOf(`${bin}${delimiter}${process.env.PATH}`);
  const house = world({ 'a.txt': 'here it is\n' });
  const at = around(house.workplace(house.folder, new AbortController().signal, () => {}));
  return search.run(search.input.parse({ text: 'here' }), at);
}
const matched = '{"type":"match","data":{"path":{"text":"a.txt"},"lines":{"text":"here it is\\n"},"line_number":1,"submatches":[{"start":0,"end":4}]}}';
const summary = '{"type":"summary","data":{"stats":{"matches":0}}}';

test.each([
  ['says nothing at all', 'exit 0', 'program/garbled'],
  ['says nothing and that it found nothing', 'exit 1', 'program/garbled'],
  ['is a program for something else', 'echo "rg: the report generator, version 3"; echo "no report"', 'program/garbled'],
  ['prints JSON of another kind', `echo null; echo '[]'; echo '{"type":"match"}'`, 'program/garbled'],
  ['breaks off in the middle', `printf '%s\\n' '${matched}'`, 'program/garbled'],
  ['fails without ado', 'echo "rg: no more memory" >&2; exit 2', 'program/failed'],
  ['is killed', `printf '%s\\n' '${matched}'; kill -KILL $$`, 'program/killed'],
])('a ripgrep that %s is told as that, and never as nothing found', async (_what, script, code) => {
  const done = await searchedWith(script);
  expect(done.ok ? done.output : done.failure).toMatchObject({ code, message: expect.stringMatching(/^rg /) });
});

test('a ripgrep that hangs is ended, with all it started, and told as that', async () => {
  const soon = (at: Workplace): Workplace => ({ ...at, exec: (program, args, options) => at.exec(program, args, { ...options, timeoutMs: 100 }) });
  const done = await searchedWith('sleep 1000 & wait', soon);
  expect(done.ok ? done.output : done.failure).toMatchObject({ code: 'program/timeout', message: expect.stringContaining('rg was not done after') });
});

test.each([
  ['11.0.2', `echo "error: Found argument '--no-require-git' which wasn't expected, or isn't valid in this context" >&2`],
  ['0.9.0', `echo "rg: unrecognized flag --json" >&2`],
])('a ripgrep %s, which is too old, is passed over with a word', async (version, complaint) => {
  const done = await searchedWith(`[ "$1" = --version ] && echo "ripgrep ${version}" && exit 0; ${complaint}; exit 2`);
  expect(done.ok ? done.output : done.failure).toMatchObject({
    engine: 'built-in',
    files: 1,
    notes: [expect.stringMatching(`^ripgrep \\(rg\\) is version ${version}; this needs 12.0.0 or newer: a plain search was done`)],
  });
});

test('matches that ripgrep tells in lines nobody can read are counted', async () => {
  const done = await searchedWith(`printf '%s\\n' '${matched}' 'xx"}}' '${summary}'`);
  expect(done.ok ? done.output : done.failure).toMatchObject({
    files: 1,
    notes: ['1 line of what ripgrep told could not be read: a match in a very long line is not shown'],
  });
});
