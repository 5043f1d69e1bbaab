import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, isCached } from '../lib/cached.mjs';
import { isMain, say } from '../lib/place.mjs';
import { mustRun } from '../lib/process.mjs';

/** A package of the standard's authors that carries the whole JSON schema of SARIF 2.1.0. */
const name = '@microsoft/jest-sarif';
const version = '1.0.0-beta.0';
const key = `2.1.0-${version}`;

/** Whether {@link ensureSarifSchema} would answer at once. */
export const hasSarifSchema = () => isCached('sarif-schema', key);

/** Path of the JSON schema of SARIF 2.1.0, from the npm registry, once a user. */
export async function ensureSarifSchema() {
  return join(await cached('sarif-schema', key, fill), 'sarif-2.1.0.json');
}

async function fill(folder) {
  say(`Fetching the SARIF 2.1.0 schema (${name} ${version}) from npm: once.`);
  await mustRun('npm', ['pack', '--silent', `${name}@${version}`, '--pack-destination', folder], { cwd: folder, timeoutMs: 300_000 });
  const archive = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm pack ${name} left no archive`);
  await mustRun('tar', ['-xzf', join(folder, archive), '-C', folder, 'package/lib/schemas/sarif-2.1.0-rtm.5.json'], { timeoutMs: 60_000 });
  await cp(join(folder, 'package', 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json'), join(folder, 'sarif-2.1.0.json'));
  await rm(join(folder, archive));
  await rm(join(folder, 'package'), { recursive: true });
}

if (isMain(import.meta.url)) console.log(await ensureSarifSchema());
