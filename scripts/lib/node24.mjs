import { node24 } from './place.mjs';
import { handOver } from './process.mjs';

/** Options every program of ours starts with: SQLite is still marked experimental in Node 24 and says so on every start. */
export const nodeOptions = ['--disable-warning=ExperimentalWarning'];

/** Goes on at once under Node 24; under another Node runs this same script with it and ends with its exit code. */
export async function rerunOnNode24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return;
  process.exit(await handOver(node24, [...nodeOptions, ...process.argv.slice(1)]));
}
