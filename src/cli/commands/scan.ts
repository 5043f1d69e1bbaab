import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { dataFolder } from '../../machine/folders.ts';
import type { Screen } from '../screen.ts';
import type { ScanCommandOptions } from './scan-run.ts';

/**
 * Best practices over a folder. Start-up is most of a small scan, so what Node compiles for it is kept in Nimbus's own
 * folder; where that can't be, nothing is lost but time.
 */
export async function scan(path: string, options: ScanCommandOptions, screen: Screen): Promise<number> {
  // Much is read and little is kept: space for the young that doubles with every burst would be most of the memory.
  setFlagsFromString('--semi-space-growth-factor=1');
  enableCompileCache(join(dataFolder(), 'code-cache'));
  return (await import('./scan-run.ts')).scan(path, options, screen);
}
