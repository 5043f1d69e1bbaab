import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeOptions } from './lib/node24.mjs';
import { isMain, node24, root } from './lib/place.mjs';
import { handOver } from './lib/process.mjs';
import { ensureBuilt } from './lib/ready.mjs';

/** `npm run --silent nimbus -- …`: the command line of this checkout, built first if need be, run where the person is. */
export async function nimbus(args) {
  await ensureBuilt();
  const main = join(root, 'dist', 'cli', 'main.js');
  if (!existsSync(main)) throw new Error('The command line is not there: src/cli/main.ts does not exist.');
  // npm runs scripts in the package's folder and says in INIT_CWD where it was called.
  return handOver(node24, [...nodeOptions, main, ...args], { cwd: process.env.INIT_CWD ?? process.cwd() });
}

if (isMain(import.meta.url)) {
  try {
    process.exitCode = await nimbus(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
