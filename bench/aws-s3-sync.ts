import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleModule } from '../scripts/generate/import-bundled.mjs';
import { ensureAwsCli } from '../scripts/setup/awscli.mjs';
import { startMoto } from '../test/support/moto.ts';
import { startS3 } from '../test/support/s3.ts';
import type { BenchRow } from './bench.ts';

const start = promisify(execFile);
const rounds = 3;
const small = 1_000;
const largeBytes = 128 * 1024 * 1024;

/** Both send the same to the same S3 on this machine, turn by turn. */
export const { name, unit, limit, run }: BenchRow = {
  name: `S3 sync of ${small} small files and ${largeBytes / 1024 / 1024} MB, previewed and verified, as a part of what aws s3 sync takes`,
  unit: '×',
  limit: 1,
  async run() {
    const aws = await ensureAwsCli().catch((error: Error) => error);
    if (aws instanceof Error) return { missing: aws.message };
    const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
    const moto = await startMoto();
    const s3 = await startS3();
    try {
      // As the product is built: what one service needs is not read for another.
      const built = join(folder, 'built');
      const asBuilt = { outdir: built, outExtension: { '.js': '.mjs' }, splitting: true, minify: true };
      await bundleModule('bench/support/aws-sync-once.ts', undefined, asBuilt);
      const script = join(built, 'aws-sync-once.mjs');
      const work = join(folder, 'work');
      await mkdir(join(work, 'site'), { recursive: true });
      for (let n = 0; n < small; n++) await writeFile(join(work, 'site', `${n}.txt`), `file ${n}`);
      const large = Buffer.alloc(largeBytes);
      for (let i = 0; i < largeBytes; i += 4096) large.writeUInt32LE(i / 4096, i);
      await writeFile(join(work, 'site', 'large.bin'), large);
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
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let i = 0; i < rounds; i++) {
        theirs.push(await timed(aws, ['s3', 'sync', '--only-show-errors', 'site', `s3://bench-example/aws-${i}`]));
        ours.push(await timed(process.execPath, [script, work, join(folder, 'data'), 'site', `s3://bench-example/ours-${i}`]));
      }
      const seconds = (all: readonly number[]) => all.map((ms) => (ms / 1000).toFixed(1)).join(', ');
      return { samples: ours.map((ms, i) => ms / (theirs[i] ?? 1)), detail: `ours ${seconds(ours)} s; aws s3 sync ${seconds(theirs)} s, turn by turn` };
    } finally {
      await s3[Symbol.asyncDispose]();
      await moto[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
