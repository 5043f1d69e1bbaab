import { execa } from 'execa';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { ensureKubectlAndHelm } from '../../../scripts/setup/kubectl-helm.mjs';
import { canonicalJson } from '../../../src/base/json.ts';
import { allRules } from '../../../src/rules/all.ts';
import { fix } from '../../../src/rules/engine/fix.ts';
import { parseManifests } from '../../../src/rules/kubernetes/parse.ts';
import { KustomizeTree } from '../../../src/rules/kustomize/tree.ts';
import { exampleFiles, fixable } from '../../../src/rules/rule.ts';
import { TextFile } from '../../../src/rules/text.ts';
import { options, sourcesOf } from '../../rules/support.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';
import { overlays } from './kustomize-cases.ts';

const limits = { documentsMax: 5_000, aliasesMax: 100 };

/** One object a line, sorted: what differs is seen side by side. */
const linesOf = (objects: readonly unknown[]): string[] => objects.map((object) => canonicalJson(object)).sort();

/** The objects kubectl builds of a folder, or `undefined` where it refuses. */
async function builtByKubectl(files: Readonly<Record<string, string>>, root: string): Promise<readonly string[] | undefined> {
  const { kubectl } = await ensureKubectlAndHelm();
  const folder = tempFolder();
  plant(folder, files);
  const { stdout, exitCode } = await execa(kubectl, ['kustomize', root], { cwd: folder, reject: false });
  return exitCode === 0 ? linesOf(parseAllDocuments(stdout).map((document) => document.toJS())) : undefined;
}

test.each(overlays)('kubectl builds the same: $what', { timeout: 120_000 }, async ({ root, files }) => {
  const tree = new KustomizeTree(sourcesOf(files), { limits, objects: (path) => parseManifests(new TextFile(path, files[path] ?? ''), limits).objects });
  const top = tree.in(root === '.' ? '' : root);
  if (top === undefined) throw new Error(`there is no kustomization in ${root}`);
  const built = tree.build(top);
  expect(linesOf(built.objects.map(({ value }) => value))).toEqual(await builtByKubectl(files, root));
  expect(built.notes).toEqual([]);
  expect(built.isWhole).toBe(true);
});

/** Those about what kustomize refuses to build: after the fix it builds. */
const refused = ['kustomize-unknown-field', 'kustomize-listed-twice'];
const fixed = allRules.filter((rule) => rule.language === 'kustomize' && fixable(rule));

test.each(fixed.map((rule) => [rule.id, rule] as const))(
  'kubectl builds the same of a kustomization that %s has fixed',
  { timeout: 120_000 },
  async (id, rule) => {
    const files = exampleFiles(rule, rule.fails);
    const { files: changed } = await fix(sourcesOf(files), { ...options, rules: [rule] });
    expect(changed.size).toBe(1);
    const before = await builtByKubectl(files, '.');
    const after = await builtByKubectl({ ...files, ...Object.fromEntries(changed) }, '.');
    expect(before === undefined).toBe(refused.includes(id));
    expect(after?.length).toBeGreaterThan(0);
    if (before !== undefined) expect(after).toEqual(before);
  },
);
