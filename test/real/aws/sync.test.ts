import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ListMultipartUploadsCommand, ListPartsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { call } from '../../support/drive-tool.ts';
import { diskWithRoom, type Full } from '../../support/full-disk.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { passOnTo, startRecorder } from '../../support/recorder.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant, tree } from '../../support/tree.ts';
import { type Clients, clientsOf } from './clients.ts';
import { bucketState, newBucket, put } from './s3-world.ts';
import { cutOff, rollBack, told, workplaceOf, world } from './support.ts';

let moto: Moto;
let aws: Clients;
beforeAll(async () => {
  moto = await startMoto();
  aws = clientsOf(moto.url);
});
afterAll(async () => moto?.[Symbol.asyncDispose]());

const site = { 'site/index.html': '<p>new</p>', 'site/same.css': 'same', 'site/img/a b+ü.svg': '<svg/>', 'site/.cache/x': 'x' };
const there = { 'www/index.html': '<p>old</p>', 'www/same.css': 'same', 'www/gone.txt': 'gone', 'elsewhere.txt': 'stays' };

interface Case {
  readonly what: string;
  readonly versioning: 'on' | 'off';
  readonly input: object;
  readonly asks: string;
  readonly after: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  {
    what: 'a folder to a bucket',
    versioning: 'off',
    input: { exclude: ['.cache'] },
    asks: `
      Sync site to s3://<b>/www: copy 2 files (16 B), in account 123456789012, eu-central-1
      update s3-objects s3://<b>/www/ [stateful] 1: index.html
      create s3-objects s3://<b>/www/ [] 1: img/a b+ü.svg
      undo: aws.s3.takeBackSync`,
    after: { ...there, 'www/index.html': '<p>new</p>', 'www/img/a b+ü.svg': '<svg/>' },
  },
  {
    what: 'a folder to a bucket that keeps versions, with deletion',
    versioning: 'on',
    input: { exclude: ['.cache/**'], delete: true },
    asks: `
      Sync site to s3://<b>/www: copy 2 files (16 B) and delete 1, in account 123456789012, eu-central-1
      delete s3-objects s3://<b>/www/ [stateful] 1: gone.txt
      update s3-objects s3://<b>/www/ [stateful] 1: index.html
      create s3-objects s3://<b>/www/ [] 1: img/a b+ü.svg
      undo: aws.s3.takeBackSync`,
    after: { 'elsewhere.txt': 'stays', 'www/same.css': 'same', 'www/index.html': '<p>new</p>', 'www/img/a b+ü.svg': '<svg/>' },
  },
  {
    what: 'a folder to a bucket, with deletion, only some of it',
    versioning: 'off',
    input: { exclude: ['*'], include: ['*.html', 'gone.*'], delete: true },
    asks: `
      Sync site to s3://<b>/www: copy 1 file (10 B) and delete 1, in account 123456789012, eu-central-1
      delete s3-objects s3://<b>/www/ [stateful deletes-data] 1: gone.txt
      update s3-objects s3://<b>/www/ [stateful] 1: index.html
      undo: aws.s3.takeBackSync`,
    after: { 'elsewhere.txt': 'stays', 'www/same.css': 'same', 'www/index.html': '<p>new</p>' },
  },
];

const objectsOf = async (bucket: string): Promise<string[]> => {
  const state = await bucketState(aws, bucket);
  return state
    .split('\n')
    .filter((l) => l.includes(' latest '))
    .map((l) => `${l.split(' null ')[0]?.split(/ [0-9a-f-]{36} /)[0]} ${l.split('] ').at(-1)}`)
    .sort();
};

test.each(cases)('$what: done, looked at again, taken back', async ({ versioning, input, asks, after }) => {
  const bucket = await newBucket(aws, versioning);
  await put(aws, bucket, there);
  const w = world(moto.env);
  plant(w.folder, site);
  const before = await bucketState(aws, bucket);
  const done = await call(w, 'aws.s3.sync', { source: 'site', destination: `s3://${bucket}/www`, ...input });
  expect(done.failure).toBeUndefined();
  expect(told(done.preview).replaceAll(bucket, '<b>')).toBe(asks.trim().replaceAll(/^ {6}/gm, ''));
  expect([done.status, done.verdict]).toEqual(['succeeded', { met: true }]);
  expect(await objectsOf(bucket)).toEqual(
    Object.entries(after)
      .map(([key, body]) => `${key} ${body}`)
      .sort(),
  );
  const again = await call(w, 'aws.s3.sync', { source: 'site', destination: `s3://${bucket}/www`, ...input });
  expect(again.output).toMatchObject({ copied: 0, deleted: 0 });
  expect(await rollBack(w, done)).toBe('succeeded');
  expect(await bucketState(aws, bucket)).toBe(before);
});

test('a bucket to a folder and back again: unsafe keys are left out, links are not followed, all is put back', async () => {
  const bucket = await newBucket(aws);
  await put(aws, bucket, {
    'in/a.txt': 'new a',
    'in/deep/er/b.txt': 'b',
    'in/../up.txt': 'up',
    'in/.git/hooks/x': 'x',
    'in//double': 'd',
    'in/file': 'f',
    'in/file/below': 'g',
    'in/folder/': '',
  });
  const w = world(moto.env);
  plant(w.folder, { 'data/a.txt': 'old a', 'data/mine.txt': 'mine', 'other.txt': 'o' });
  const outside = tempFolder();
  symlinkSync(outside, join(w.folder, 'data/link'));
  const before = tree(w.folder);
  const done = await call(w, 'aws.s3.sync', { source: `s3://${bucket}/in/`, destination: 'data', delete: true });
  expect(done.failure).toBeUndefined();
  expect(told(done.preview).replaceAll(bucket, '<b>')).toMatchInlineSnapshot(`
    "Sync s3://<b>/in/ to data: copy 3 files (7 B) and delete 1, in account 123456789012, eu-central-1
    delete files data [stateful deletes-data] 1: mine.txt
    update files data [stateful] 1: a.txt
    create files data [] 2: deep/er/b.txt, file
    ! Left out: ../up.txt is no path below a folder; .git/hooks/x is inside a git repository’s own folder, where a file can make git run programs; /double is no path below a folder; file/below is below a key that is a file itself
    undo: aws.s3.takeBackSync"
  `);
  expect(done.preview?.files.map((f) => `${f.action} ${f.path}`)).toEqual([
    'update data/a.txt',
    'create data/deep/er/b.txt',
    'create data/file',
    'delete data/mine.txt',
  ]);
  expect([done.status, done.verdict]).toEqual(['succeeded', { met: true }]);
  expect(tree(w.folder)).toEqual({ 'data/a.txt': 'new a', 'data/deep/er/b.txt': 'b', 'data/file': 'f', 'data/link': '<link>', 'other.txt': 'o' });
  expect(tree(outside)).toEqual({});
  expect(await rollBack(w, done)).toBe('succeeded');
  expect(tree(w.folder)).toEqual(before);
});

test('a folder behind a link, or through one, is refused', async () => {
  const bucket = await newBucket(aws);
  await put(aws, bucket, { 'link/a.txt': 'a' });
  const w = world(moto.env);
  symlinkSync(tempFolder(), join(w.folder, 'link'));
  expect((await call(w, 'aws.s3.sync', { source: `s3://${bucket}`, destination: '.' })).failure?.code).toBe('files/outside-workspace');
  expect((await call(w, 'aws.s3.sync', { source: 'link', destination: `s3://${bucket}` })).failure?.code).toMatch(/^files\//);
  expect((await call(w, 'aws.s3.sync', { source: '..', destination: `s3://${bucket}` })).failure?.code).toBe('files/outside-workspace');
  expect((await call(w, 'aws.s3.sync', { source: 'nothing', destination: `s3://${bucket}` })).failure?.code).toBe('files/not-found');
});

test('a bucket to another, inside S3', async () => {
  const [from, to] = [await newBucket(aws), await newBucket(aws, 'on')];
  await put(aws, from, { 'a.txt': 'a', 'b/c d.txt': 'new' });
  await put(aws, to, { 'copy/b/c d.txt': 'old', 'copy/z': 'z' });
  const w = world(moto.env);
  const before = await bucketState(aws, to);
  const done = await call(w, 'aws.s3.sync', { source: `s3://${from}`, destination: `s3://${to}/copy`, delete: true });
  expect([done.failure, done.verdict]).toEqual([undefined, { met: true }]);
  expect(done.output).toMatchObject({ copied: 2, deleted: 1 });
  expect(await rollBack(w, done)).toBe('succeeded');
  expect(await bucketState(aws, to)).toBe(before);
  const places = await call(w, 'aws.s3.sync', { source: `s3://${from}/b`, destination: `s3://${from}/b/c` });
  expect(places.failure?.code).toBe('aws/sync-places');
});

test('a dry run says what it would do and does nothing', async () => {
  const bucket = await newBucket(aws);
  const w = world(moto.env);
  plant(w.folder, site);
  const done = await call(w, 'aws.s3.sync', { source: 'site', destination: `s3://${bucket}`, dryRun: true });
  expect(done.output).toMatchObject({ copied: 4, deleted: 0 });
  expect(await bucketState(aws, bucket)).toBe('');
});

test('an empty source with deletion says what that means', async () => {
  const bucket = await newBucket(aws);
  await put(aws, bucket, { a: 'a' });
  const w = world(moto.env);
  mkdirSync(join(w.folder, 'empty'));
  const done = await call(w, 'aws.s3.sync', { source: 'empty', destination: `s3://${bucket}`, delete: true });
  expect(done.preview?.warnings).toContain('The source is empty: everything at the destination would be deleted');
});

test('same size, same date, other bytes: copied; other date, same bytes: not', async () => {
  const bucket = await newBucket(aws);
  const w = world(moto.env);
  plant(w.folder, { 'site/a': 'one', 'site/b': 'two' });
  await call(w, 'aws.s3.sync', { source: 'site', destination: `s3://${bucket}` });
  writeFileSync(join(w.folder, 'site/a'), 'ONE');
  rmSync(join(w.folder, 'site/b'));
  writeFileSync(join(w.folder, 'site/b'), 'two');
  const done = await call(w, 'aws.s3.sync', { source: 'site', destination: `s3://${bucket}` });
  expect(done.output).toMatchObject({ copied: 1, unchanged: 1 });
});

test('what somebody changed after the sync is not taken back', async () => {
  const bucket = await newBucket(aws);
  const w = world(moto.env);
  plant(w.folder, site);
  const done = await call(w, 'aws.s3.sync', { source: 'site', destination: `s3://${bucket}` });
  await put(aws, bucket, { 'index.html': 'edited' });
  expect(await rollBack(w, done)).toContain('changed after the run');
});

const mib = 1024 * 1024;
const pattern = (bytes: number): Buffer => {
  const content = Buffer.allocUnsafe(bytes);
  for (let i = 0; i + 4 <= bytes; i += 4) content.writeUInt32LE(Math.imul(i, 2654435761) >>> 0, i);
  return content;
};

test('an upload that was cut off goes on where it was, part by part', async () => {
  const bucket = await newBucket(aws);
  const proxy = await startRecorder(passOnTo(moto.direct));
  onTestFinished(() => proxy[Symbol.asyncDispose]());
  const w = world({ ...moto.env, AWS_ENDPOINT_URL: proxy.url });
  mkdirSync(join(w.folder, 'big'));
  const content = pattern(88 * mib + 5);
  writeFileSync(join(w.folder, 'big/file.bin'), content);
  const input = { source: 'big', destination: `s3://${bucket}` };
  const { events } = await cutOff(w, input, 0.3);
  expect(events.at(-1)?.event).toMatchObject({ type: 'run-ended', outcome: 'cancelled' });
  const [open] = (await aws.s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads ?? [];
  const parts = await aws.s3.send(new ListPartsCommand({ Bucket: bucket, Key: 'file.bin', UploadId: open?.UploadId }));
  const had = parts.Parts?.length ?? 0;
  expect(had).toBeGreaterThan(0);
  expect(had).toBeLessThan(12);

  proxy.requests.length = 0;
  const done = await call(w, 'aws.s3.sync', input);
  expect([done.failure, done.verdict]).toEqual([undefined, { met: true }]);
  const sent = proxy.requests.filter((r) => r.method === 'PUT' && r.url.includes('partNumber='));
  // A part that was under way when the run was cut off may have arrived after it was counted.
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.length).toBeLessThanOrEqual(12 - had);
  const back = await call(w, 'aws.s3.sync', { source: `s3://${bucket}`, destination: 'back' });
  expect([back.failure, back.verdict]).toEqual([undefined, { met: true }]);
  expect(readFileSync(join(w.folder, 'back/file.bin')).equals(content)).toBe(true);
});

test('a download that was cut off goes on where it was, part by part; a part that is not what it was is fetched again', async () => {
  const bucket = await newBucket(aws);
  const proxy = await startRecorder(passOnTo(moto.direct));
  onTestFinished(() => proxy[Symbol.asyncDispose]());
  const w = world({ ...moto.env, AWS_ENDPOINT_URL: proxy.url });
  mkdirSync(join(w.folder, 'big'));
  const content = pattern(88 * mib + 5);
  writeFileSync(join(w.folder, 'big/file.bin'), content);
  expect((await call(w, 'aws.s3.sync', { source: 'big', destination: `s3://${bucket}` })).failure).toBeUndefined();
  const input = { source: `s3://${bucket}`, destination: 'back' };
  const { events } = await cutOff(w, input, 0.3);
  expect(events.at(-1)?.event).toMatchObject({ type: 'run-ended', outcome: 'cancelled' });
  // Nothing half of it lies in the workspace.
  expect(existsSync(join(w.folder, 'back')) ? readdirSync(join(w.folder, 'back')) : []).toEqual([]);
  const kept = await workplaceOf(w).scratch('aws-downloads');
  const [note = '', part = ''] = readdirSync(kept).toSorted();
  const had = readFileSync(join(kept, note), 'utf8').split('\n').slice(0, -1);
  expect(had.length).toBeGreaterThan(1);
  expect(had.length).toBeLessThan(12);
  const damaged = openSync(join(kept, part), 'r+');
  writeSync(damaged, 'x', Number(had[0]?.split(' ')[0]) * 8 * mib + 100);
  closeSync(damaged);

  proxy.requests.length = 0;
  const done = await call(w, 'aws.s3.sync', input);
  expect([done.failure, done.verdict]).toEqual([undefined, { met: true }]);
  expect(proxy.requests.filter((r) => r.method === 'GET' && r.headers.range !== undefined)).toHaveLength(12 - had.length + 1);
  expect(readFileSync(join(w.folder, 'back/file.bin')).equals(content)).toBe(true);
  expect(readdirSync(kept)).toEqual([]);
  expect(await rollBack(w, done)).toBe('succeeded');
  expect(existsSync(join(w.folder, 'back'))).toBe(false);
});

test('a full disk in the middle of a large object: told with the room it takes, nothing half there, and it goes on where it was', async () => {
  const bucket = await newBucket(aws);
  const proxy = await startRecorder(passOnTo(moto.direct));
  onTestFinished(() => proxy[Symbol.asyncDispose]());
  const w = world({ ...moto.env, AWS_ENDPOINT_URL: proxy.url });
  mkdirSync(join(w.folder, 'big'));
  plant(w.folder, { 'back/file.bin': 'what was there' });
  const content = pattern(24 * mib + 5);
  writeFileSync(join(w.folder, 'big/file.bin'), content);
  expect((await call(w, 'aws.s3.sync', { source: 'big', destination: `s3://${bucket}` })).failure).toBeUndefined();
  const input = { bucket, key: 'file.bin', path: 'back/file.bin' };

  const disk = await diskWithRoom(20 * mib);
  const { failure } = await call(w, 'aws.s3.getObject', input);
  disk.empty();
  const kept = await workplaceOf(w).scratch('aws-downloads');
  expect([failure?.code, failure?.message, failure?.fix]).toEqual([
    'files/disk-full',
    'back/file.bin could not be written: the disk is full. What was there is still there. It takes 25 MB.',
    `Free some space and run this again. What has come is kept in ${kept} for a week, and the next download of the same goes on from there.`,
  ]);
  expect(tree(join(w.folder, 'back'))).toEqual({ 'file.bin': 'what was there' });
  const note = readdirSync(kept).find((name) => name.endsWith('.done')) ?? '';
  const had = readFileSync(join(kept, note), 'utf8').split('\n').slice(0, -1).length;
  expect([1, 2, 3]).toContain(had);

  proxy.requests.length = 0;
  const done = await call(w, 'aws.s3.getObject', input);
  expect([done.failure, done.verdict]).toEqual([undefined, { met: true }]);
  expect(proxy.requests.filter((r) => r.method === 'GET' && r.headers.range !== undefined)).toHaveLength(4 - had);
  expect(readFileSync(join(w.folder, 'back/file.bin')).equals(content)).toBe(true);
  expect(readdirSync(kept)).toEqual([]);
});

describe('a full disk in the middle of a sync', () => {
  const names = Array.from({ length: 60 }, (_, n) => `${String(n).padStart(3, '0')}.txt`);
  const textOf = (name: string) => `after ${name}`.padEnd(1_000);
  let input: { readonly source: string; readonly destination: string };
  beforeAll(async () => {
    const bucket = await newBucket(aws);
    await put(aws, bucket, Object.fromEntries(names.map((name) => [name, textOf(name)])));
    input = { source: `s3://${bucket}`, destination: 'site' };
  });

  /** A sync over 20 older files that finds no room; what is there then, every file the old one or the new one. */
  const cutOffBy = async (bytes: number, full: Full) => {
    const w = world(moto.env);
    plant(w.folder, Object.fromEntries(names.slice(0, 20).map((name) => [`site/${name}`, 'before'])));
    const before = tree(w.folder);
    const disk = await diskWithRoom(bytes, full);
    const cut = await call(w, 'aws.s3.sync', input);
    disk.empty();
    const now = tree(w.folder);
    const whole = names.filter((name) => now[`site/${name}`] === textOf(name));
    expect(now).toEqual({ ...before, ...Object.fromEntries(whole.map((name) => [`site/${name}`, textOf(name)])) });
    return { w, before, cut, whole: whole.length };
  };

  test('for a file: told with what is left to copy, and taken up when there is room', async () => {
    const { w, cut, whole } = await cutOffBy(30_500, { methods: ['write'] });
    expect([cut.failure?.code, cut.failure?.message, cut.failure?.fix]).toEqual([
      'files/disk-full',
      expect.stringMatching(
        new RegExp(
          `^site/\\d{3}\\.txt could not be written: the disk is full\\. What was there is still there\\. It takes 1\\.0 kB\\. ${whole} of 60 files have been copied; the others take ${60 - whole} kB\\.$`,
        ),
      ),
      'Free some space and run this again.',
    ]);
    expect(whole).toBe(30);
    const done = await call(w, 'aws.s3.sync', input);
    expect([done.failure, done.verdict, done.output.copied]).toEqual([undefined, { met: true }, 30]);
  });

  test('for the record of it, though there is room again right after: told, and taken back', async () => {
    const { w, before, cut, whole } = await cutOffBy(4_050, { methods: ['appendFile'], passes: true });
    expect(cut.failure?.code).toBe('files/disk-full');
    expect(cut.failure?.message).toMatch(/aws-sync.*\.ndjson could not be written/);
    expect([whole > 0, whole < 60]).toEqual([true, true]);
    expect(await rollBack(w, cut)).toBe('succeeded');
    expect(tree(w.folder)).toEqual(before);
  });
});

test.each(['off', 'on'] as const)('a sync that was cut off is taken back, versions %s', async (versioning) => {
  const bucket = await newBucket(aws, versioning);
  const names = Array.from({ length: 60 }, (_, n) => `${String(n).padStart(3, '0')}.txt`);
  await put(aws, bucket, Object.fromEntries(names.filter((_, n) => n % 3 === 0).map((name) => [name, 'before'])));
  const w = world(moto.env);
  plant(w.folder, Object.fromEntries(names.map((name) => [`site/${name}`, `after ${name}`])));
  const before = await bucketState(aws, bucket);
  const { events, runId } = await cutOff(w, { source: 'site', destination: `s3://${bucket}` }, 0.4);
  expect(events.at(-1)?.event).toMatchObject({ type: 'run-ended', outcome: 'cancelled' });
  expect(await bucketState(aws, bucket)).not.toBe(before);
  expect(await rollBack(w, { events, runId })).toBe('succeeded');
  expect(await bucketState(aws, bucket)).toBe(before);
});
