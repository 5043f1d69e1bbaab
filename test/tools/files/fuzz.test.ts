import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { isAbsolute, join, normalize, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../../../src/base/hash.ts';
import { failed, ok } from '../../../src/domain/failure/failure.ts';
import { programMissing } from '../../../src/domain/failure/process.ts';
import type { Tool } from '../../../src/domain/tool.ts';
import type { Files, Workplace } from '../../../src/domain/workplace.ts';
import { allTools } from '../../../src/host/tools.ts';
import { hostileInputs, hostileTexts, untried } from '../../support/fuzz-input.ts';
import { recording, replaying } from '../../support/fuzz-replay.ts';
import { testHouse } from '../../support/house.ts';
import { folderSamples } from '../../support/samples/folder.ts';
import { plant } from '../../support/tree.ts';

const tools = [...allTools().values()].filter(({ name }) => /^(?:files|rules|templates|generate|shell)\./.test(name));

/** In what lies outside, and in what no one but git may change. */
const canary = 'zq-canary-outside';
const tf = 'resource "aws_s3_bucket" "logs" {\n  bucket = "text-a"\n}\n';

/** A workspace with ways out of it, beside what is to stay as it is. */
function traps() {
  const house = testHouse([]);
  const outside = join(house.data, 'outside');
  plant(outside, { 'secret.txt': canary, 'folder/zq-canary-name.tf': tf, 'aws_s3_bucket.tf': tf });
  plant(house.folder, { '.git/config': `[core]\n# ${canary}\n`, '.git/hooks/post-checkout': `# ${canary}\n`, 'in-a/main.tf': tf });
  for (const [way, to] of [
    ['out', outside],
    ['out-file', join(outside, 'secret.txt')],
    ['new-file', join(outside, 'new.txt')],
    ['in-a/up', '../..'],
    ['in-a/root', '/'],
    ['in-a/loop', 'loop'],
    ['way', '.git'],
    ['config', '.git/config'],
  ] as const)
    symlinkSync(to, join(house.folder, way));
  return { house, outside };
}

/** What the workspace holds when a case begins. */
function reset(folder: string): void {
  plant(folder, {
    ...{ 'in-a/file-a.txt': 'text-a one\n', 'in-a/other-a.txt': 'text-a two\n', 'in-a/gone-a.txt': 'text-a three\n', 'in-a/main.tf': tf },
    '.nimbus/templates/terraform/name-a.txt.hbs': 'x {{project.name}}\n',
  });
  mkdirSync(join(folder, 'in-a/empty-a'), { recursive: true });
  rmSync(join(folder, 'in-a/new-a.txt'), { force: true });
}

/** Ways out, in every spelling; what is git's own; names that are none on another system. */
const waysOut = (outside: string, folder: string): readonly string[] => [
  ...['out/secret.txt', 'out-file', 'new-file', 'out', 'out/folder/../secret.txt', 'out/new/deep.txt', 'in-a/up/outside/secret.txt', 'in-a/root/etc/passwd'],
  ...[
    'in-a/loop',
    'in-a/loop/x',
    `${outside}/secret.txt`,
    `in-a/root${outside}/secret.txt`,
    `/proc/self/root${outside}/secret.txt`,
    `${folder}/../x`,
    `${folder}-evil/x`,
  ],
  ...[
    '..%2foutside',
    '%2e%2e/outside',
    '..%c0%afoutside',
    '%252e%252e/outside',
    '..;/outside',
    '.\\..\\outside',
    '..\u2044outside',
    '..\u2215outside',
    '‥/outside',
  ],
  ...['in-a/../../outside/secret.txt', './in-a/.././../outside/secret.txt', `in-a/${'../'.repeat(40)}etc/passwd`, 'in-a//..//..//outside'],
  ...[
    '.git/config',
    '.git/hooks/post-checkout',
    './/.git//config',
    'in-a/../.git/config',
    'way/config',
    'way/hooks/new',
    'config',
    '.GIT/config',
    'git~1/config',
  ],
  ...['.git./config', '.git /config', '.git::$INDEX_ALLOCATION/config', '.g\u200cit/config', '.git\ufeff/config', '.git\\config', '.git'],
  ...['con', 'NUL', 'aux.txt', 'com1.tf', 'lpt9', 'CONIN$', 'file.', 'file ', 'file. . ', 'file:stream', '-rf', '--', '-', '.', './', 'in-a/', 'in-a/.'],
  ...['name\nwith\nlines', 'name\twith\ttabs', '\u202egnp.exe', 'a'.repeat(256), 'é'.repeat(128), `${'a/'.repeat(60)}x`, 'n'.repeat(4090), '\udc80'],
];

/** All that lies where nothing may be changed, told by its kind, size and times, and its content. */
function seen(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode, size, mtimeMs } = lstatSync(path);
      return `${path} ${mode} ${size} ${mtimeMs} ${entry.isFile() ? readFileSync(path, 'utf8') : ''}`;
    })
    .sort()
    .join('\n');
}

let cases = 0;
let taken = 0;

test('every text of every tool is in a sample', () => expect(untried(tools, folderSamples)).toEqual([]));

test.each(tools.flatMap((tool) => (folderSamples[tool.name] ?? []).map((sample, i) => [`${tool.name} ${i + 1}`, tool, sample] as const)))(
  '%s reads, lists and writes nothing but what it is asked for, in the workspace',
  async (_title, tool, sample) => {
    const { house, outside } = traps();
    const { folder } = house;
    reset(folder);
    const now = sha256(readFileSync(join(folder, 'in-a/file-a.txt')));
    const gone = sha256(readFileSync(join(folder, 'in-a/gone-a.txt')));
    const real = house.workplace(folder, new AbortController().signal, () => {});
    const { fill } = real.files;
    // Forcing thousands of files to disk takes minutes, and says nothing here.
    const write: Files['write'] = (path, content) => fill(path, (to) => to.writeAt(content, 0), { durable: false });
    const at = { ...real, files: { ...real.files, write }, exec: noProgram };
    const kept = at.blobs.keep(Buffer.from('kept\n'));
    const filled = filledWith(sample, kept, now, gone);
    const { at: recorded, taken: started } = recording(at);
    await call(tool, filled, recorded);
    const before = [outside, join(folder, '.git')].map(seen).join();
    const isChanged = () => [outside, join(folder, '.git')].map(seen).join() !== before;
    const problems: string[] = [];
    const pure = new Set([...hostileTexts, ...waysOut(outside, folder)]);
    const pathEvery = tool.name.startsWith('files.') ? 1 : 7;
    let n = 0;
    for (const { place, value, input } of hostileInputs(tool.input, filled, { isPart: true, more: waysOut(outside, folder) })) {
      cases++;
      if (!tool.input.safeParse(input).success) continue;
      const isPath = /path|directory|folders|from|to$|out/.test(place.name);
      if (n++ % (pure.has(value) ? (isPath ? pathEvery : 25) : isPath ? 40 : 400) !== 0) continue;
      taken++;
      if (tool.effect !== 'read') reset(folder);
      const replay = replaying(at, started, place, value, {
        roots: [folder, house.data],
        plain: (text) => (isAbsolute(text) ? resolve(text) : text),
        form: normalize,
      });
      const told = await call(tool, input, replay.at);
      const what = `${place.name} ${JSON.stringify(value.length > 120 ? `${value.slice(0, 120)}…` : value)}`;
      problems.push(...new Set(replay.problems.map((problem) => `${what}: ${problem}`)));
      const said = place.name === 'content' || place.name === 'text' ? told : told.replaceAll(JSON.stringify(value).slice(1, -1), '');
      // What git keeps may be read.
      if (/zq-canary/.test(said) && !/\bgit|way|config/i.test(value)) problems.push(`${what}: tells of what lies outside: ${said.slice(0, 200)}`);
      if (taken % 20 === 0 && isChanged()) problems.push(`${what}, or one of the 20 before it: changed what is not its own`);
      if (tool.name === 'files.write' && place.name === 'path' && told.startsWith('{"ok":true')) {
        const written = resolve(folder, value);
        if (!existsSync(written) || !readFileSync(written, 'utf8').endsWith('content-a')) problems.push(`${what}: did not write there`);
        else rmSync(written);
      }
    }
    expect(problems.slice(0, 10)).toEqual([]);
    expect(isChanged()).toBe(false);
  },
);

test('enough was tried', () => {
  console.log(`${cases} hostile inputs of tools on files, ${taken} of them taken`);
  expect(cases).toBeGreaterThan(5_000);
  expect(taken).toBeGreaterThan(1_000);
});

/** Searches work without a program; what `shell.run` starts ends well. */
const noProgram: Workplace['exec'] = async (program) =>
  program === 'program-a' ? ok({ code: 0, stdout: 'output-a', stderr: '', truncated: false }) : failed(programMissing(program, 'Not here.'));

function filledWith(sample: object, kept: string, now: string, gone: string): object {
  const hashed = JSON.stringify(sample).replaceAll(`"to":"${'a'.repeat(64)}"`, `"to":"${kept}"`);
  const expected = hashed.includes('gone-a') ? gone : now;
  return JSON.parse(hashed.replaceAll('a'.repeat(64), expected)) as object;
}

/** Everything it says. */
async function call(tool: Tool, input: unknown, at: Workplace): Promise<string> {
  const parsed = tool.input.parse(input);
  const looked = await tool.preview?.(parsed, at);
  const done = await tool.run(parsed, at);
  const verdict = done.ok ? await tool.verify?.(parsed, done.output, at) : undefined;
  return JSON.stringify({ ok: done.ok, done, looked, verdict });
}
