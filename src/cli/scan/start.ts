import { createRequire, enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { dataFolder } from '../../machine/folders.ts';
import { loadCompiled } from './compiled.ts';
import { beQuick } from './compilers.ts';

/** What the file beside this one holds, as a digest; the build knows. */
declare const NIMBUS_SCAN_CONTENT: string;

/**
 * Starts {@link scanAtOnce} with what was compiled of it before, kept in Nimbus's own folder; where that can't be, nothing is
 * lost but time. A module of its own, as it stands before what it loads.
 */
export async function startScan(args: readonly string[]): Promise<number | undefined> {
  // Much is read and little is kept: space for the young that doubles with every burst would be most of the memory.
  setFlagsFromString('--semi-space-growth-factor=1');
  beQuick();
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
  const exitCode = await exports.scanAtOnce(args);
  // Kept under the flags it will be asked for with.
  beQuick();
  keep();
  process.off('SIGINT', leave);
  return exitCode;
}
