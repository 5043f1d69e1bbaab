import { createRequire, enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { dataFolder } from '../../machine/folders.ts';

/**
 * Starts {@link scanAtOnce} with what Node compiled for it the last time, kept in Nimbus's own folder; where that can't be,
 * nothing is lost but time. A module of its own, as the cache is to be there before what it is for is read.
 */
export async function startScan(args: readonly string[]): Promise<number | undefined> {
  // Much is read and little is kept: space for the young that doubles with every burst would be most of the memory.
  setFlagsFromString('--semi-space-growth-factor=1');
  enableCompileCache(join(dataFolder(), 'code-cache'));
  const { scanAtOnce } = createRequire(import.meta.url)('./scan-at-once.cjs') as typeof import('./at-once.ts');
  // It only reads: there is nothing to take back.
  const leave = (): never => process.exit(130);
  process.once('SIGINT', leave);
  const exitCode = await scanAtOnce(args);
  process.off('SIGINT', leave);
  return exitCode;
}
