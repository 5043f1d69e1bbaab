import { existsSync } from 'node:fs';
import { createRequire, enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { dataFolder } from '../machine/folders.ts';

/** `node:sqlite` and what else the runtime stands on came with this one. */
const nodeMin = [22, 13] as const;

/** The headless host. Reads no store and loads no runtime before a command needs them. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < nodeMin[0] || (major === nodeMin[0] && minor < nodeMin[1])) {
  process.stderr.write(
    `✗ Node ${process.versions.node} runs this; Nimbus needs ${nodeMin.join('.')} or newer.\n  Install a newer Node, or use the checkout's own: npm run --silent nimbus -- …\n`,
  );
  process.exitCode = 5;
} else if (!(await wasScan())) {
  const { buildProgram } = await import('./program.ts');
  await buildProgram().parseAsync(process.argv);
}

/** `nimbus scan` in its plain form is a file of its own beside this one: see `scan/at-once.ts`. */
async function wasScan(): Promise<boolean> {
  const file = join(import.meta.dirname, 'scan-at-once.cjs');
  if (process.argv[2] !== 'scan' || !existsSync(file)) return false;
  // Much is read and little is kept: space for the young that doubles with every burst would be most of the memory.
  setFlagsFromString('--semi-space-growth-factor=1');
  // What Node compiles is kept in Nimbus's own folder; where that can't be, nothing is lost but time.
  enableCompileCache(join(dataFolder(), 'code-cache'));
  const { scanAtOnce } = createRequire(import.meta.url)(file) as typeof import('./scan/at-once.ts');
  // It only reads: there is nothing to take back.
  const leave = (): never => process.exit(130);
  process.once('SIGINT', leave);
  const exitCode = await scanAtOnce(process.argv.slice(3));
  process.off('SIGINT', leave);
  if (exitCode === undefined) return false;
  process.exitCode = exitCode;
  return true;
}
