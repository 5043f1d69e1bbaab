import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleModule } from '../../scripts/generate/import-bundled.mjs';
import { ensureAwsCli } from '../../scripts/setup/awscli.mjs';
import { startMoto } from '../../test/support/moto.ts';
import { startS3 } from '../../test/support/s3.ts';
import type { BenchRow, Measured } from '../bench.ts';

const start = promisify(execFile);
const mib = 1024 * 1024;

interface Load {
  /** Files of a few bytes. */
  readonly small: number;
  /** Of one more file; a multiple of 1 MB. */
  readonly largeBytes: number;
  readonly rounds: number;
}

/** A sync of ours beside that of the AWS command line: both send the same to the same S3 on this machine, turn by turn. */
export const syncBesideAws = (load: Load): BenchRow => ({
  name: `S3 sync of ${load.small.toLocaleString('en-US')} small files and ${load.largeBytes / mib} MB, previewed and verified, as a part of what aws s3 sync takes`,
  unit: '×',
  limit: 1,
  run: () => measured(load),
});

async function measured({ small, largeBytes, rounds }: Load): Promise<Measured> {
  const aws = await ensureAwsCli().catch((error: Error) => error);
  if (aws instanceof Error) return { missing: aws.message };
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
  const moto = await startMoto();
  try {
    // As the product is built: what one service needs is not read for another.
    const built = join(folder, 'built');
    const asBuilt = { outdir: built, outExtension: { '.js': '.mjs' }, splitting: true, minify: true };
    await bundleModule('bench/support/aws-sync-once.ts', undefined, asBuilt);
    const script = join(built, 'aws-sync-once.mjs');
    const work = join(folder, 'work');
    await mkdir(join(work, 'site'), { recursive: true });
    for (let n = 0; n < small; n++) await writeFile(join(work, 'site', `${n}.txt`), `file ${n}`);
    await writeLarge(join(work, 'site', 'large.bin'), largeBytes);

    const ours: number[] = [];
    const theirs: number[] = [];
    for (let i = 0; i < rounds; i++) {
      // It keeps all in memory: each round has one of its own.
      const s3 = await startS3();
      try {
        const env = {
          PATH: process.env.PATH,
          HOME: folder,
          ...moto.env,
          AWS_ENDPOINT_URL: moto.direct,
          AWS_ENDPOINT_URL_S3: s3.url,
          AWS_REGION: 'us-east-1',
          AWS_DEFAULT_REGION: 'us-east-1',
        };
        const timed = async (program: string, args: readonly string[]): Promise<number> => {
          const from = performance.now();
          await start(program, args, { env, cwd: work, maxBuffer: 100_000_000 });
          return performance.now() - from;
        };
        await start(aws, ['s3', 'mb', 's3://bench-example'], { env });
        theirs.push(await timed(aws, ['s3', 'sync', '--only-show-errors', 'site', 's3://bench-example/aws']));
        ours.push(await timed(process.execPath, [script, work, join(folder, `data-${i}`), 'site', 's3://bench-example/ours']));
      } finally {
        await s3[Symbol.asyncDispose]();
      }
    }
    const seconds = (all: readonly number[]) => all.map((ms) => (ms / 1000).toFixed(1)).join(', ');
    return { samples: ours.map((ms, i) => ms / (theirs[i] ?? 1)), detail: `ours ${seconds(ours)} s; aws s3 sync ${seconds(theirs)} s, turn by turn` };
  } finally {
    await moto[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}

/** No two of its pages are the same. */
async function writeLarge(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w');
  try {
    const part = Buffer.alloc(mib);
    for (let from = 0; from < bytes; from += mib) {
      for (let i = 0; i < mib; i += 4096) part.writeUInt32LE((from + i) / 4096, i);
      await file.write(part, 0, mib, from);
    }
  } finally {
    await file.close();
  }
}
