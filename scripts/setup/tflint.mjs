import { join } from 'node:path';
import { cached, isCached } from '../lib/cached.mjs';
import { isMain, say } from '../lib/place.mjs';
import { mustRun } from '../lib/process.mjs';
import { ensureGo, goEnvironment } from './go.mjs';

/** Its rules about Terraform's language are built in. */
export const tflintVersion = '0.64.0';
const key = `${tflintVersion}-${process.platform}-${process.arch}`;

/** Whether {@link ensureTflint} would answer at once. */
export const hasTflint = () => isCached('tflint', key);

/** Path of a `tflint`, built from source through the Go module proxy, once a user. For the bench: no test needs it. */
export async function ensureTflint() {
  const folder = await cached('tflint', key, fill);
  return join(folder, process.platform === 'win32' ? 'tflint.exe' : 'tflint');
}

async function fill(folder) {
  const go = await ensureGo();
  say(`Building tflint ${tflintVersion} for the bench: once, some minutes.`);
  const module = `github.com/terraform-linters/tflint@v${tflintVersion}`;
  // A module that is installed by its version brings its own go.mod and go.sum.
  const env = { ...goEnvironment(), GOFLAGS: '-buildvcs=false -trimpath -p=2', GOBIN: folder };
  await mustRun(go, ['install', '-ldflags', '-s -w', module], { cwd: folder, env, timeoutMs: 45 * 60_000 });
  await mustRun(join(folder, 'tflint'), ['--version'], { timeoutMs: 60_000 });
}

if (isMain(import.meta.url)) console.log(await ensureTflint());
