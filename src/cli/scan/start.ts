import { createRequire, enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { dataFolder } from '../../machine/folders.ts';
import { writePlainly } from '../output.ts';
import { loadCompiled } from './compiled.ts';
import { noWork, resetCompilers } from './compilers.ts';

/** What the file beside this one holds, as a digest; the build knows. */
declare const NIMBUS_SCAN_CONTENT: string;

/**
 * Starts {@link scanAtOnce} with what was compiled of it before, kept in Nimbus's own folder; where that can't be, nothing is
 * lost but time. A module of its own, as it stands before what it loads.
 */
export async function startScan(args: readonly string[]): Promise<number | undefined> {
  const file = join(__dirname, 'scan-at-once.cjs');
  const folder = join(dataFolder(), 'code-cache');
  const native = createRequire(file);
  const { exports, keep } = loadCompiled<typeof import('./at-once.ts')>(file, NIMBUS_SCAN_CONTENT, folder, (name) => {
    // The parts beside it are for a few scans only: Node's own cache will do.
    if (name.startsWith('.')) enableCompileCache(folder);
    return native(name);
  });
  // It only reads: there is nothing to take back.
  const leave = (): never => process.exit(130);
  process.once('SIGINT', leave);
  const work = noWork();
  let isAllSaid = true;
  const exitCode = await exports.scanAtOnce(args, work, (text) => {
    isAllSaid = writePlainly(text) && isAllSaid;
  });
  // Kept under the flags it will be asked for with.
  resetCompilers(work);
  keep(work);
  process.off('SIGINT', leave);
  // What V8 would still tidy up goes with the process.
  if (exitCode !== undefined && isAllSaid) process.exit(exitCode);
  return exitCode;
}
