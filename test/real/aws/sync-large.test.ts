import { createHash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../../support/drive-tool.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { type S3, startS3 } from '../../support/s3.ts';
import { clientsOf } from './clients.ts';
import { newBucket } from './s3-world.ts';
import { cutOff, rollBack, world } from './support.ts';

// Who one is is asked of the one, what is stored of the other, which takes far less for each object.
let moto: Moto;
let s3: S3;
beforeAll(async () => {
  moto = await startMoto();
  s3 = await startS3();
});
afterAll(async () => {
  await s3?.[Symbol.asyncDispose]();
  await moto?.[Symbol.asyncDispose]();
});

const files = 10_000;
const gib = 1024 ** 3;

test('10,000 small files go up, are all there by checksum, and are all taken back', async () => {
  const bucket = await newBucket(clientsOf(s3.url));
  const w = world({ ...moto.env, AWS_ENDPOINT_URL_S3: s3.url });
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

async function sumOf(path: string): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(path)) sum.update(chunk as Buffer);
  return sum.digest('hex');
}

test('a file of 1 GB goes up and comes back in parts, the same by checksum, though it was cut off on the way back', { timeout: 1_200_000 }, async () => {
  const bucket = await newBucket(clientsOf(s3.url));
  const w = world({ ...moto.env, AWS_ENDPOINT_URL_S3: s3.url });
  mkdirSync(join(w.folder, 'big'));
  const sum = largeFile(join(w.folder, 'big/file.bin'), gib);

  const sent = await call(w, 'aws.s3.sync', { source: 'big', destination: `s3://${bucket}/backup` });
  expect([sent.failure, sent.verdict, sent.output]).toMatchObject([undefined, { met: true }, { copied: 1, bytes: gib }]);

  const down = { source: `s3://${bucket}/backup`, destination: 'back' };
  expect((await cutOff(w, down, 0.2)).events.at(-1)?.event).toMatchObject({ type: 'run-ended', outcome: 'cancelled' });
  const fetched = await call(w, 'aws.s3.sync', down);
  expect([fetched.failure, fetched.verdict, fetched.output]).toMatchObject([undefined, { met: true }, { copied: 1, bytes: gib }]);
  expect(await sumOf(join(w.folder, 'back/file.bin'))).toBe(sum);
  expect(await rollBack(w, fetched)).toBe('succeeded');
  expect(existsSync(join(w.folder, 'back'))).toBe(false);
});
