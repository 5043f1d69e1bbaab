import { createHash } from 'node:crypto';
import { closeSync, createReadStream, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../../support/drive-tool.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { clientsOf } from './clients.ts';
import { newBucket } from './s3-world.ts';
import { rollBack, world } from './support.ts';

let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(async () => moto?.[Symbol.asyncDispose]());

const files = 10_000;
const gib = 1024 ** 3;

// What the emulated AWS takes is nearly all of the time: about 3 ms an object and 15 ms a megabyte. It reads a whole object for
// every part of it that is asked for, so that 1 GB can't be fetched from it in parts: what comes back here is a tenth of that.
test('10,000 small files go up, are all there by checksum, and are all taken back', async () => {
  const bucket = await newBucket(clientsOf(moto.url));
  const w = world({ ...moto.env, AWS_ENDPOINT_URL: moto.direct });
  for (let n = 0; n < files; n++) {
    const folder = join(w.folder, 'many', String(n % 100));
    if (n < 100) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${n}.txt`), `file ${n}`);
  }
  const done = await call(w, 'aws.s3.sync', { source: 'many', destination: `s3://${bucket}/many` });
  expect([done.failure, done.verdict, done.output]).toMatchObject([undefined, { met: true }, { copied: files, deleted: 0 }]);
  const fractions = done.events.flatMap(({ event }) => (event.type === 'step-progressed' && event.fraction !== undefined ? [event.fraction] : []));
  expect(fractions.length).toBeLessThan(300);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
  expect(await rollBack(w, done)).toBe('succeeded');
  const left = await call(w, 'aws.s3.listObjects', { bucket });
  expect(left.output.objects).toEqual([]);
});

/** A file without two equal blocks, so that parts in the wrong place are noticed; its SHA-256. */
function largeFile(path: string, bytes: number): string {
  const block = Buffer.alloc(4 * 1024 * 1024);
  const sum = createHash('sha256');
  const file = openSync(path, 'w');
  for (let at = 0; at < bytes; at += block.length) {
    for (let i = 0; i < block.length; i += 4096) block.writeUInt32LE((at + i) / 4096, i);
    writeSync(file, block);
    sum.update(block);
  }
  closeSync(file);
  return sum.digest('hex');
}

test('a file of 1 GB goes up in parts, and is all there by checksum', async () => {
  const bucket = await newBucket(clientsOf(moto.url));
  const w = world({ ...moto.env, AWS_ENDPOINT_URL: moto.direct });
  mkdirSync(join(w.folder, 'big'));
  largeFile(join(w.folder, 'big/file.bin'), gib);
  const up = await call(w, 'aws.s3.sync', { source: 'big', destination: `s3://${bucket}` });
  expect([up.failure, up.verdict, up.output]).toMatchObject([undefined, { met: true }, { copied: 1, bytes: gib }]);
});

test('a large file comes back in parts the same', async () => {
  const bucket = await newBucket(clientsOf(moto.url));
  const w = world({ ...moto.env, AWS_ENDPOINT_URL: moto.direct });
  mkdirSync(join(w.folder, 'big'));
  const sum = largeFile(join(w.folder, 'big/file.bin'), 100 * 1024 * 1024);
  await call(w, 'aws.s3.sync', { source: 'big', destination: `s3://${bucket}` });
  const down = await call(w, 'aws.s3.sync', { source: `s3://${bucket}`, destination: 'back' });
  expect([down.failure, down.verdict]).toEqual([undefined, { met: true }]);
  const back = createHash('sha256');
  for await (const chunk of createReadStream(join(w.folder, 'back/file.bin'))) back.update(chunk as Buffer);
  expect(back.digest('hex')).toBe(sum);
});
