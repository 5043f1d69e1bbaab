import { spawn } from 'node:child_process';
import { ensureGoProgram } from '../../scripts/setup/go-programs.mjs';
import { endWithUs, saidBy } from './moto.ts';

/**
 * An S3 of its own, in memory, that hands out ranges of large objects as fast as it can be asked, and checks and gives back
 * the CRC-32 that content comes with, as S3 does. Who one is it does not know: that is {@link startMoto}.
 */
export interface S3 {
  readonly url: string;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startS3(): Promise<S3> {
  const program = await ensureGoProgram('s3');
  const child = spawn(program, ['-host', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const end = endWithUs(child);
  try {
    return { url: `http://127.0.0.1:${await saidBy(child, 'the S3', /using port: (\d+)/)}`, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}
