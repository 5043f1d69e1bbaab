import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureKubectlAndHelm, hasKubectlAndHelm } from '../scripts/setup/kubectl-helm.mjs';

export const name = 'Best practices: 60 kustomize overlays of 20 bases with 10 objects each, built in process, beside kubectl kustomize';
export const limit = 'faster than kubectl; an edit of one base < 10 ms';
export const unit = 'ms';

const exec = promisify(execFile);
const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
const object = (index) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web-${index}\nspec:\n  selector:\n    matchLabels: {app: web-${index}}\n  template:\n    metadata:\n      labels: {app: web-${index}}\n    spec:\n      containers:\n        - name: web\n          image: example.com/web:1.4.2\n`;

/** All overlays built and judged once, then again after an edit of one base; kubectl builds them one after the other. */
export async function run() {
  if (!hasKubectlAndHelm()) return { missing: 'kubectl is not set up; npm test does it' };
  const { look } = await import('../src/rules/engine/look.ts');
  const { noSettings } = await import('../src/rules/engine/settings.ts');
  const { allRules } = await import('../src/rules/all.ts');
  const { ManifestReader } = await import('../src/rules/kubernetes/reader.ts');
  const { kubectl } = await ensureKubectlAndHelm();
  const files = new Map();
  const roots = [];
  for (let base = 0; base < 20; base++) {
    files.set(`base-${base}/kustomization.yaml`, `${head}resources: [all.yaml]\n`);
    files.set(`base-${base}/all.yaml`, Array.from({ length: 10 }, (_, index) => object(index)).join('---\n'));
    for (const stage of ['dev', 'test', 'prod']) {
      roots.push(`${stage}-${base}`);
      files.set(
        `${stage}-${base}/kustomization.yaml`,
        `${head}resources: [../base-${base}]\nnamePrefix: ${stage}-\nnamespace: ${stage}\nimages:\n  - {name: example.com/web, newTag: 1.5.0}\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      - {op: add, path: /spec/replicas, value: 3}\n`,
      );
    }
  }
  const options = { rules: allRules, settings: noSettings, today: '2026-01-15', manifests: new ManifestReader() };
  const timed = async (work) => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  const sources = () => [...files].map(([path, text]) => ({ path, text }));
  const ours = await timed(() => look(sources(), options));
  const original = files.get('base-7/all.yaml');
  const edits = [];
  for (let round = 0; round < 40; round++) {
    files.set('base-7/all.yaml', original.replace('1.4.2', `1.4.${round}`));
    const edited = sources();
    edits.push(await timed(() => look(edited, { ...options, within: (path) => path === 'base-7/all.yaml' })));
  }
  // As it is once the editor has been open for a while.
  const edit = edits.slice(20).sort((a, b) => a - b)[10];

  const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const theirs = await timed(async () => {
      for (const root of roots) await exec(kubectl, ['kustomize', root], { cwd: folder });
    });
    return {
      value: ours.toFixed(0),
      ok: ours < theirs && edit < 10,
      detail: `ours with every rule judged ${ours.toFixed(0)} ms, an edit of one base ${edit.toFixed(1)} ms; kubectl kustomize of the ${roots.length} overlays ${theirs.toFixed(0)} ms, without judging`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
