import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, sha256 } from '../../src/base/hash.ts';
import { cacheFolder } from './cache-folder.ts';

/**
 * What a slow real program answered to these very inputs, kept per user, so that a second run on the same machine does
 * not ask again. The key covers the inputs, the programs' versions, and the text of everything in `test/support` and
 * `test/real/terraform`: a change of any of them asks anew. `NIMBUS_FRESH=1`, and so CI, always asks.
 */
export interface Recall<T> {
  /** `undefined`: never asked, or told to ask anew. */
  readonly answer: T | undefined;
  keep(answer: T): void;
}

export function recall<T>(name: string, inputs: unknown): Recall<T> {
  const folder = join(cacheFolder(), 'answers');
  const path = join(folder, `${name}-${digestOf({ inputs, versions: versions(), how: sources() }).slice(0, 32)}.json`);
  return {
    answer: process.env.NIMBUS_FRESH || process.env.CI ? undefined : read<T>(path),
    keep: (answer) => {
      mkdirSync(folder, { recursive: true });
      const beside = `${path}.${process.pid}`;
      writeFileSync(beside, JSON.stringify(answer));
      renameSync(beside, path);
    },
  };
}

function read<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

let known: { readonly versions: string; readonly sources: string } | undefined;
const facts = () => {
  known ??= {
    versions: execFileSync('terraform', ['version', '-json'], { encoding: 'utf8', env: { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '' } }),
    sources: textOf('.') + textOf('../real/terraform') + sha256(readFileSync(join(import.meta.dirname, '../../scripts/setup/python.mjs'))),
  };
  return known;
};
const versions = () => facts().versions;
const sources = () => facts().sources;

const textOf = (folder: string): string => {
  const at = join(import.meta.dirname, folder);
  return sha256(
    readdirSync(at)
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => readFileSync(join(at, name), 'utf8'))
      .join('\0'),
  );
};
