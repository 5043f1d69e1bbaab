import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, isCached } from '../lib/cached.mjs';
import { isMain, root, say } from '../lib/place.mjs';
import { mustRun } from '../lib/process.mjs';
import { Missing } from './apt.mjs';
import { ensureGo, goEnvironment } from './go.mjs';

/** etcd's version is in kube/go.mod. */
const version = '1.34.2';
const kwokVersion = '0.8.0';
const key = `${version}-kwok${kwokVersion}-${process.platform}-${process.arch}`;
const module = join(root, 'scripts', 'setup', 'kube');

/** What kwok's fake node and pods do, read from its own module: nodes that become ready, pods that run, complete and go. */
const stages = [
  'node/fast/node-initialize.yaml',
  'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
  'pod/fast/pod-ready.yaml',
  'pod/fast/pod-complete.yaml',
  'pod/fast/pod-delete.yaml',
];

/** Whether {@link ensureKube} would answer at once. */
export const hasKube = () => isCached('kube', key);

/**
 * A whole Kubernetes for the tests, built from source once a user: paths of `etcd`, `apiserver`, `controllerManager`, `scheduler`,
 * `kwok` (which stands in for the machines) and of kwok's `stages`.
 */
export async function ensureKube() {
  const folder = await cached('kube', key, fill);
  const at = (name) => join(folder, 'bin', name);
  return {
    version,
    etcd: at('etcd'),
    apiserver: at('kube-apiserver'),
    controllerManager: at('kube-controller-manager'),
    scheduler: at('kube-scheduler'),
    kwok: at('kwok'),
    stages: join(folder, 'stages.yaml'),
  };
}

async function fill(folder) {
  if (process.platform === 'win32') throw new Missing('The test cluster is built on Linux and macOS only.');
  const go = await ensureGo();
  say(`Building Kubernetes ${version}, etcd and kwok ${kwokVersion} for the tests: once, about ten minutes on two cores.`);
  const out = join(folder, 'bin');
  const source = join(folder, 'source');
  await mkdir(out);
  await mkdir(source);
  for (const name of ['go.mod', 'go.sum', 'tools.go']) await copyFile(join(module, name), join(source, name));

  const env = { ...goEnvironment(), GOBIN: out };
  const nice = (args, cwd) => mustRun('nice', ['-n', '10', go, ...args], { cwd, env, timeoutMs: 45 * 60_000, onOutput: tellDownloads() });
  const programs = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((name) => `k8s.io/kubernetes/cmd/${name}`);
  await nice(['build', '-ldflags', versionFlags(), '-o', `${out}/`, ...programs], source);
  await nice(['build', '-ldflags', '-s -w', '-o', join(out, 'etcd'), 'go.etcd.io/etcd/server/v3'], source);
  // A module of its own: it is built with a newer Kubernetes client.
  await nice(['install', '-ldflags', '-s -w', `sigs.k8s.io/kwok/cmd/kwok@v${kwokVersion}`], folder);

  const found = await mustRun(go, ['mod', 'download', '-json', `sigs.k8s.io/kwok@v${kwokVersion}`], { cwd: folder, env, timeoutMs: 120_000 });
  const { Dir } = JSON.parse(found.slice(found.indexOf('{')));
  const texts = await Promise.all(stages.map((name) => readFile(join(Dir, 'kustomize', 'stage', name), 'utf8')));
  await writeFile(join(folder, 'stages.yaml'), texts.join('\n---\n'));
  await mustRun(join(out, 'kube-apiserver'), ['--version'], { timeoutMs: 60_000 });
}

/** Without these an API server calls itself v0.0.0, and clients and charts that look at its version refuse it. */
function versionFlags() {
  const at = 'k8s.io/component-base/version';
  const [major, minor] = version.split('.');
  return `-s -w -X ${at}.gitVersion=v${version} -X ${at}.gitMajor=${major} -X ${at}.gitMinor=${minor} -X ${at}.gitTreeState=clean -X ${at}.gitCommit=local`;
}

function tellDownloads() {
  let told = false;
  return (text) => {
    if (told || !text.includes('go: downloading')) return;
    told = true;
    say('Fetching modules from the Go module proxy.');
  };
}

if (isMain(import.meta.url)) console.log(JSON.stringify(await ensureKube(), undefined, 2));
