import { createHash, createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { FailureError } from '../../../src/domain/failure/failure.ts';
import { workplaceOn } from '../../../src/host/workplace.ts';
import type { Pinned } from '../../../src/tools/aws/aws-tool.ts';
import { s3Calls } from '../../../src/tools/aws/client/s3.ts';
import { Sha256 } from '../../../src/tools/aws/client/sha256.ts';
import { mixed } from '../../../src/tools/aws/s3/sync/carry-out.ts';
import type { Transfer } from '../../../src/tools/aws/s3/sync/plan.ts';
import { beginRecord, readRecord } from '../../../src/tools/aws/s3/sync/record.ts';
import { upload } from '../../../src/tools/aws/s3/transfer/upload.ts';
import { tempFolder } from '../../support/temp.ts';

const place = () => workplaceOn(tempFolder(), { keep: () => '', get: () => undefined })(tempFolder(), new AbortController().signal, () => {});

const content = Buffer.from('what is sent');
const sum = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');
const crcOf = (bytes: Uint8Array): string => {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(crc32(bytes));
  return four.toString('base64');
};

/** What becomes of a file of 12 bytes whose upload S3 answers like this. */
async function sent(answer: { readonly ETag: string; readonly ChecksumCRC32?: string; readonly ServerSideEncryption?: string }): Promise<string> {
  const at = place();
  writeFileSync(join(at.folder, 'a.txt'), content);
  const walked = await at.files.walk('a.txt');
  const [file] = walked.ok ? walked.value : [];
  if (file === undefined) throw new Error('the file is not there');
  const aws = { service: async () => ({ putObject: async () => answer }), ask: async (_action: string, done: Promise<unknown>) => done } as unknown as Pinned;
  return upload({ file, bucket: 'b-example', key: 'a.txt' }, aws, at).then(
    ({ etag }) => `sent, ${etag === sum(content) ? 'by its own MD5' : etag}`,
    (error) => (error instanceof FailureError ? error.failure.code : String(error)),
  );
}

const other = Buffer.from('what arrived');
test.each([
  ['S3 has checked the CRC-32 it came with', { ETag: `"${sum(content)}"`, ChecksumCRC32: crcOf(content) }, 'sent, by its own MD5'],
  ['nothing was checked, and the ETag is right', { ETag: `"${sum(content)}"` }, 'sent, by its own MD5'],
  ['nothing was checked, and other bytes are there', { ETag: `"${sum(other)}"` }, 'aws/corrupted'],
  ['other bytes were checked, and are there', { ETag: `"${sum(other)}"`, ChecksumCRC32: crcOf(other) }, 'aws/corrupted'],
  [
    'the ETag is no checksum with a key of KMS',
    { ETag: '"0123456789abcdef0123456789abcdef"', ServerSideEncryption: 'aws:kms' },
    'sent, 0123456789abcdef0123456789abcdef',
  ],
])('an upload is believed when it fits: %s', async (_what, answer, expected) => {
  expect(await sent(answer)).toBe(expected);
});

/** How the content of a request to S3 is signed. */
async function signedAs(endpoint: string): Promise<string> {
  let headers: Record<string, string> = {};
  const handle = async (request: { readonly headers: Record<string, string> }) => {
    headers = request.headers;
    return { response: { statusCode: 200, headers: {} } };
  };
  const calls = s3Calls(
    {
      region: 'eu-central-1',
      endpoint,
      credentials: async () => ({ accessKeyId: 'key-example', secretAccessKey: 'example' }),
      retryMode: 'adaptive',
      maxAttempts: 1,
      requestHandler: { handle },
      pathStyle: true,
    },
    new AbortController().signal,
  );
  await calls.putObject({ Bucket: 'b-example', Key: 'a.txt', Body: content, ChecksumCRC32: crcOf(content) });
  const told = headers['x-amz-content-sha256'] === createHash('sha256').update(content).digest('hex') ? 'its SHA-256' : headers['x-amz-content-sha256'];
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
  return `${told}, and ${headers['x-amz-checksum-crc32'] === crcOf(content) && names.includes('x-amz-checksum-crc32') ? 'its CRC-32 signed' : 'no CRC-32'}`;
}

test.each([
  ['http://127.0.0.1:9', 'its SHA-256, and its CRC-32 signed'],
  ['https://s3.example.com', 'UNSIGNED-PAYLOAD, and its CRC-32 signed'],
])('content is signed whole where nothing else protects it: %s', async (endpoint, expected) => {
  expect(await signedAs(endpoint)).toBe(expected);
});

test.each(['a', 'a text key', 'ключ', new Uint8Array([1, 2, 250]), new Uint8Array(100).fill(7)])('a key makes the HMAC it always makes: %s', async (key) => {
  const own = async (): Promise<string> => {
    const mac = new Sha256(key);
    mac.update(content.subarray(0, 3));
    mac.reset();
    mac.update(content.subarray(0, 5));
    mac.update(content.subarray(5));
    return Buffer.from(await mac.digest()).toString('hex');
  };
  const expected = createHmac('sha256', key).update(content).digest('hex');
  expect([await own(), await own()]).toEqual([expected, expected]);
});

test('large files are spread among the small ones, and none is lost', () => {
  const transfer = (name: string, bytes: number): Transfer => ({ name, from: { kind: 'file', path: name, bytes } as Transfer['from'] });
  const small = Array.from({ length: 5 }, (_, i) => transfer(`s${i}`, 10));
  const large = ['A', 'B'].map((name) => transfer(name, 64 * 1024 * 1024));
  const names = (all: readonly Transfer[]) =>
    mixed(all)
      .map((t) => t.name)
      .join(' ');
  expect(names([...small, ...large])).toBe('A s0 s1 s2 B s3 s4');
  expect(names(small)).toBe('s0 s1 s2 s3 s4');
  expect(names(large)).toBe('A B');
  expect(names([])).toBe('');
});

test('a line of a sync’s record is on disk when it is said to be, whatever else is written beside it', async () => {
  const at = place();
  const record = await beginRecord('one', at);
  const names = Array.from({ length: 200 }, (_, i) => `n${i}`);
  await Promise.all(
    names.map(async (name) => {
      await record.write({ will: name, was: { kind: 'none' } });
      const { touched } = await readRecord('one', at);
      expect(touched.map((t) => t.name)).toContain(name);
      await record.write({ did: name, leaves: { etag: name } });
    }),
  );
  await record.close();
  const { touched } = await readRecord('one', at);
  expect(touched.map((t) => `${t.name} ${t.leaves !== undefined && 'etag' in t.leaves ? t.leaves.etag : ''}`).sort()).toEqual(
    names.map((n) => `${n} ${n}`).sort(),
  );
});
