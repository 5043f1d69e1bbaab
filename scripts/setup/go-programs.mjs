import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, isCached } from '../lib/cached.mjs';
import { isMain, root, say } from '../lib/place.mjs';
import { mustRun } from '../lib/process.mjs';
import { Missing } from './apt.mjs';
import { ensureGo, goEnvironment } from './go.mjs';

/**
 * Programs the tests talk to, each built once a user from its module on the Go proxy. Not by `go install`, which takes no
 * module that replaces others: in the module's own folder, as its makers do; or in one of ours around it.
 */
const programs = {
  tofu: {
    module: 'github.com/opentofu/opentofu',
    version: '1.12.6',
    main: './cmd/tofu',
    flags: '-X github.com/opentofu/opentofu/version.dev=no',
    what: 'OpenTofu',
  },
  registry: { module: 'github.com/distribution/distribution/v3', version: '3.1.1', main: './cmd/registry', flags: '', what: 'a registry for OCI charts' },
  // It tells its version only as a command of its own.
  'kube-score': { module: 'github.com/zegl/kube-score', version: '1.20.0', main: './cmd/kube-score', flags: '', what: 'kube-score', silent: true },
  // It can tell no version: that it was built is the proof. What it starts with is ours.
  s3: {
    module: 'github.com/johannesboyne/gofakes3',
    version: '1.2.0',
    ours: 'test/support/s3-server/main.go',
    flags: '',
    what: 'an S3 that hands out ranges and checks what arrives',
    silent: true,
  },
};
const sourceOf = ({ ours }) => readFileSync(join(root, ours));
const keyOf = (program) => {
  const own = program.ours === undefined ? '' : `-${createHash('sha256').update(sourceOf(program)).digest('hex').slice(0, 12)}`;
  return `${program.version}${own}-${process.platform}-${process.arch}`;
};

/** Whether {@link ensureGoProgram} would answer at once. */
export const hasGoProgram = (name) => isCached(name, keyOf(programs[name]));

/** Path of `tofu`, `registry`, `kube-score` or `s3`. */
export async function ensureGoProgram(name) {
  const folder = await cached(name, keyOf(programs[name]), (into) => fill(programs[name], name, into));
  return join(folder, name);
}

async function fill({ module, version, main, ours, flags, what, silent }, name, folder) {
  if (process.platform === 'win32') throw new Missing(`${what} is built for the tests on Linux and macOS only.`);
  const go = await ensureGo();
  say(`Building ${what} ${version} for the tests: once, some minutes.`);
  const env = goEnvironment();
  const work = join(folder, 'work');
  await mkdir(work);
  const told = await mustRun(go, ['mod', 'download', '-json', `${module}@v${version}`], { cwd: work, env: { ...env, GOFLAGS: '' }, timeoutMs: 300_000 });
  const { Dir, Sum, GoModSum } = JSON.parse(told.slice(told.indexOf('{')));
  const output = join(folder, name);
  const build = ['build', '-ldflags', `-s -w ${flags}`.trim(), '-o', output, ours === undefined ? main : '.'];
  const cwd = ours === undefined ? Dir : await moduleAround(ours, { module, version, Dir, Sum, GoModSum }, join(work, 'source'));
  await mustRun('nice', ['-n', '10', go, ...build], { cwd, env, timeoutMs: 45 * 60_000 });
  if (!silent) await mustRun(output, ['--version'], { timeoutMs: 60_000 });
}

/** A module of our file and of what the other needs, in just the versions that one asks for. */
async function moduleAround(ours, { module, version, Dir, Sum, GoModSum }, folder) {
  await mkdir(folder);
  await copyFile(join(root, ours), join(folder, 'main.go'));
  const needs = await readFile(join(Dir, 'go.mod'), 'utf8');
  await writeFile(join(folder, 'go.mod'), `${needs.replace(/^module .*$/m, 'module ours')}\nrequire ${module} v${version}\n`);
  const sums = await readFile(join(Dir, 'go.sum'), 'utf8');
  await writeFile(join(folder, 'go.sum'), `${sums}${module} v${version} ${Sum}\n${module} v${version}/go.mod ${GoModSum}\n`);
  return folder;
}

if (isMain(import.meta.url)) for (const name of Object.keys(programs)) console.log(await ensureGoProgram(name));
