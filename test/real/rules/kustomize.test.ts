import { execa } from 'execa';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { ensureKubectlAndHelm } from '../../../scripts/setup/kubectl-helm.mjs';
import { canonicalJson } from '../../../src/base/json.ts';
import { parseManifests } from '../../../src/rules/kubernetes/parse.ts';
import { KustomizeTree } from '../../../src/rules/kustomize/tree.ts';
import { TextFile } from '../../../src/rules/text.ts';
import { sourcesOf } from '../../rules/support.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';
import { overlays } from './kustomize-cases.ts';

const limits = { documentsMax: 5_000, aliasesMax: 100 };

/** One object a line, sorted: what differs is seen side by side. */
const linesOf = (objects: readonly unknown[]): string[] => objects.map((object) => canonicalJson(object)).sort();

test.each(overlays)('kubectl builds the same: $what', { timeout: 120_000 }, async ({ root, files }) => {
  const { kubectl } = await ensureKubectlAndHelm();
  const folder = tempFolder();
  plant(folder, files);
  const { stdout } = await execa(kubectl, ['kustomize', root], { cwd: folder });
  const theirs = parseAllDocuments(stdout).map((document) => document.toJS());

  const tree = new KustomizeTree(sourcesOf(files), { limits, objects: (path) => parseManifests(new TextFile(path, files[path] ?? ''), limits).objects });
  const top = tree.in(root === '.' ? '' : root);
  if (top === undefined) throw new Error(`there is no kustomization in ${root}`);
  const built = tree.build(top);
  expect(linesOf(built.objects.map(({ value }) => value))).toEqual(linesOf(theirs));
  expect(built.notes).toEqual([]);
  expect(built.isWhole).toBe(true);
});
