import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sha256 } from '../../src/base/hash.ts';
import { rollBack } from '../../src/cli/commands/rollback.ts';
import { runFile } from '../../src/cli/commands/run.ts';
import { runFiles } from '../../src/cli/commands/runs-files.ts';
import { withHouse } from '../../src/cli/house.ts';
import type { RunFile } from '../../src/session/files.ts';
import { openDatabase } from '../../src/store/database.ts';
import { canaries } from '../support/canaries.ts';
import { tempFolder } from '../support/temp.ts';
import { plant } from '../support/tree.ts';
import { printed } from './screen.ts';

const hash = (text: string): string => sha256(new TextEncoder().encode(text));

interface Told {
  readonly files: readonly (RunFile & { readonly diff?: string })[];
  readonly plans: readonly object[];
  readonly exported?: { readonly files: readonly string[]; readonly notKept: readonly string[] };
}

/** A run that writes, changes and leaves alone: its folder, its store, its id, and ways to ask for its files. */
async function ran() {
  const [folder, data] = [tempFolder(), tempFolder()];
  vi.stubEnv('NIMBUS_DATA_DIR', data);
  onTestFinished(() => void vi.unstubAllEnvs());
  plant(folder, {
    'config.yaml': 'replicas: 1\n',
    'write.plan.yaml': `nimbus: 1
goal: Write
steps:
  - { id: app, tool: files.write, input: { path: app/main.tf, content: "a = 1\\nb = 2\\n" } }
  - { id: more, tool: files.write, dependsOn: [app], input: { path: app/main.tf, append: true, content: "c = 3\\n" } }
  - { id: config, tool: files.write, dependsOn: [more], input: { path: config.yaml, content: "replicas: 3\\n" } }
  - { id: secret, tool: files.write, dependsOn: [config], input: { path: key.txt, content: "password = ${canaries.github}\\n" } }
`,
  });
  const plan = join(folder, 'write.plan.yaml');
  const json = async (work: Parameters<typeof printed>[1]) => JSON.parse((await printed(folder, work, { json: true })).out);
  const { hash: approve } = await json((screen) => runFile(plan, { dryRun: true }, screen));
  const { runId } = await json((screen) => runFile(plan, { approve }, screen));
  const files = async (id = runId, options: Partial<Parameters<typeof runFiles>[1]> = {}): Promise<Told> =>
    json((screen) => runFiles(id, { diff: false, ...options }, screen));
  const text = (options: Partial<Parameters<typeof runFiles>[1]> = {}) => printed(folder, (screen) => runFiles(runId, { diff: false, ...options }, screen));
  return { folder, data, runId: runId as string, json, files, text };
}

test('files of a run are listed with what was there, what it left, and how they are now', async () => {
  const { folder, files, text, runId, json } = await ran();
  const [app, before, config] = ['a = 1\nb = 2\nc = 3\n', 'replicas: 1\n', 'replicas: 3\n'];
  const left = { sha256: hash(app), bytes: app.length };
  expect((await files()).files).toEqual([
    { path: 'app/main.tf', steps: ['app', 'more'], action: 'created', before: null, after: left, disk: 'as-left', kept: true },
    {
      ...{ path: 'config.yaml', steps: ['config'], action: 'changed', disk: 'as-left', kept: true },
      ...{ before: { sha256: hash(before), bytes: before.length }, after: { sha256: hash(config), bytes: config.length } },
    },
    expect.objectContaining({ path: 'key.txt', action: 'created', disk: 'as-left', kept: true }),
  ]);

  writeFileSync(join(folder, 'app/main.tf'), 'a = 1\nc = 3\n');
  rmSync(join(folder, 'config.yaml'));
  expect((await files()).files.map(({ path, disk, kept }) => [path, disk, kept])).toEqual([
    ['app/main.tf', 'changed', true],
    ['config.yaml', 'gone', true],
    ['key.txt', 'as-left', true],
  ]);
  const told = (await text()).out;
  expect(told).toContain('created  app/main.tf  by app and more: changed since\n');
  expect(told).toContain('changed  config.yaml  by config: gone since\n');

  writeFileSync(join(folder, 'app/main.tf'), app);
  writeFileSync(join(folder, 'config.yaml'), config);
  const back = await json((screen) => rollBack(runId, {}, screen));
  const done = await json((screen) => rollBack(runId, { approve: back.hash }, screen));
  expect((await files(done.runId)).files.map(({ path, action, before: was, after, disk }) => [path, action, was?.sha256, after?.sha256, disk])).toEqual(
    expect.arrayContaining([
      ['app/main.tf', 'removed', hash(app), undefined, 'as-left'],
      ['config.yaml', 'changed', hash(config), hash(before), 'as-left'],
    ]),
  );
  // Of the first run it is told that none of it is there any more.
  expect((await files()).files.map(({ disk }) => disk)).toEqual(['gone', 'changed', 'gone']);
});

test('--diff goes from what the run left to the disk', async () => {
  const { folder, files, text } = await ran();
  writeFileSync(join(folder, 'app/main.tf'), 'a = 1\nc = 3\n');
  writeFileSync(join(folder, 'config.yaml'), Buffer.from([0xff, 0xfe, 0x00, 0x81]));
  const [app, config] = (await files(undefined, { diff: true })).files;
  expect(app?.diff).toContain('--- app/main.tf\tas the run left it\n+++ app/main.tf\ton disk\n@@ -1,3 +1,2 @@\n a = 1\n-b = 2\n c = 3\n');
  expect(config?.diff).toBe('They differ; at least one is not text.');
  expect((await text({ diff: true })).out).toContain('\n-b = 2\n');
  rmSync(join(folder, 'app/main.tf'));
  expect((await files(undefined, { diff: true })).files[0]?.diff).toContain('@@ -1,3 +0,0 @@\n-a = 1\n-b = 2\n-c = 3\n');
});

test('--export writes what the run left, whatever is on disk now, and mixes it with nothing', async () => {
  const { folder, files, text } = await ran();
  writeFileSync(join(folder, 'app/main.tf'), 'mine');
  rmSync(join(folder, 'config.yaml'));
  const to = join(tempFolder(), 'deep/left');
  expect((await files(undefined, { export: to })).exported).toEqual({ folder: to, files: ['app/main.tf', 'config.yaml', 'key.txt'], notKept: [] });
  expect(readFileSync(join(to, 'app/main.tf'), 'utf8')).toBe('a = 1\nb = 2\nc = 3\n');
  expect(readFileSync(join(to, 'config.yaml'), 'utf8')).toBe('replicas: 3\n');
  expect(readFileSync(join(folder, 'app/main.tf'), 'utf8')).toBe('mine');

  writeFileSync(join(to, 'app/main.tf'), 'kept by somebody');
  const refused = await text({ export: to });
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining(`${to} has files in it, and is left as it is.`)]);
  expect(readFileSync(join(to, 'app/main.tf'), 'utf8')).toBe('kept by somebody');
  expect(await text({ export: join(to, 'config.yaml') })).toMatchObject({ code: 2, err: expect.stringContaining('is no folder.') });
});

test('what is no longer kept is said: a text with a secret that was changed since, and what retention has forgotten', async () => {
  const { folder, data, files, text } = await ran();
  for (const path of ['key.txt', 'config.yaml']) writeFileSync(join(folder, path), 'other\n');
  const db = openDatabase(join(data, 'nimbus.db'));
  const contents = db.prepare('SELECT content FROM blobs').all() as { content: Uint8Array }[];
  // No secret lies in the store only so that it can be shown again.
  expect(contents.map(({ content }) => new TextDecoder().decode(content)).filter((content) => content.includes(canaries.github))).toEqual([]);
  expect(contents.length).toBeGreaterThan(2);
  const kept = async () => (await files()).files.map(({ path, disk, kept: isKept }) => [path, disk, isKept]);
  expect(await kept()).toEqual([
    ['app/main.tf', 'as-left', true],
    ['config.yaml', 'changed', true],
    ['key.txt', 'changed', false],
  ]);
  db.exec('DELETE FROM blobs');
  db.close();
  expect((await kept())[1]).toEqual(['config.yaml', 'changed', false]);
  const out = join(tempFolder(), 'left');
  // What is on disk as the run left it is had from there.
  expect((await files(undefined, { export: out })).exported).toMatchObject({ files: ['app/main.tf'], notKept: ['config.yaml', 'key.txt'] });
  const told = (await text({ diff: true })).out;
  expect(told).toContain('changed  config.yaml  by config: changed since; what the run left is no longer kept\nWhat the run left is no longer kept.');
});

test('a journal that somebody wrote into leads no export out of its folder', async () => {
  const { folder, runId, text } = await ran();
  writeFileSync(join(folder, '../outside.txt'), 'theirs');
  await withHouse(async (house) => {
    const expectation = house.workplace(folder, new AbortController().signal, () => {}).blobs.keep(new TextEncoder().encode('stolen'));
    const undo = { steps: [{ tool: 'files.restore', input: { files: [{ path: '../../outside.txt', to: null, expect: expectation }], folders: [] } }] };
    house.journal.append(runId, { type: 'step-started', id: 'out', attempt: 1, undo });
    return 0;
  });
  const to = join(tempFolder(), 'a/b');
  mkdirSync(to, { recursive: true });
  const { code, err } = await text({ export: to });
  expect([code, err]).toEqual([expect.any(Number), expect.stringContaining('../../outside.txt')]);
  expect(code).not.toBe(0);
  expect(existsSync(join(to, '../../outside.txt'))).toBe(false);
});

test('Terraform plans that a step saved are listed, and whether they are kept', async () => {
  const { folder, runId, files, text } = await ran();
  const [here, gone] = [`tfplan-${'a'.repeat(20)}`, `tfplan-${'b'.repeat(20)}`];
  await withHouse(async (house) => {
    const at = house.workplace(folder, new AbortController().signal, () => {});
    plant(join(await at.scratch('terraform'), 'plans'), { [`${here}/plan.tfplan`]: 'saved' });
    for (const plan of [here, gone])
      house.journal.append(runId, {
        ...{ type: 'step-ended', id: 'plan', status: 'succeeded', durationMs: 1, summary: 's', undo: 'nothing-changed' },
        output: { directory: '.', plan },
      });
    return 0;
  });
  expect((await files()).plans).toEqual([
    { step: 'plan', plan: here, bytes: 5, kept: true },
    { step: 'plan', plan: gone, kept: false },
  ]);
  expect((await text()).out).toContain(`${gone}  a Terraform plan, saved by plan; no longer kept`);
});
