import fs from 'node:fs';
import { root } from './place.mjs';

/**
 * Which files belong to the slow projects of Vitest; all other tests are `unit`. Slow is what starts and kills programs, learns
 * the planner, or goes through thousands of cases.
 */
export const slowFiles = {
  real: [
    'test/real/**/*.test.ts',
    'test/tools/{git,github,helm}/**/*.test.ts',
    'test/tools/files/fuzz.test.ts',
    'test/planner/offline/{labelled,strangers,thorough}.test.ts',
    'test/docs/add-a-tool.test.ts',
    'test/machine/exec.test.ts',
    'test/tools/kubernetes/host-fetch.test.ts',
    'test/examples/**/*.test.ts',
    'test/scripts/second-try.test.ts',
    'test/session/canary-servers.test.ts',
  ],
  vscode: ['test/vscode/**/*.test.ts'],
};

/** Cases made from seeds: a share of them in `unit`, all of them in `real` (test/support/cases.ts). */
export const inBoth = ['test/rules/engine/manifests.test.ts', 'test/rules/fuzz.test.ts', 'test/safety/properties.test.ts'];

/** Longer than the others of their project: they begin first, or the last of them runs alone at the end. */
const longest = [
  'test/planner/offline/strangers.test.ts',
  'test/planner/offline/labelled.test.ts',
  'test/planner/offline/thorough.test.ts',
  'test/tools/files/fuzz.test.ts',
  'test/rules/engine/manifests.test.ts',
  'test/machine/exec.test.ts',
  'test/cli/contract.test.ts',
  'test/planner/offline/plan-request.test.ts',
  'test/tools/files/tools.test.ts',
  'test/extension/rules/worker.test.ts',
  'test/real/helm/journey.test.ts',
  'test/real/kill/kill.test.ts',
  'test/real/kill/aws.test.ts',
  'test/real/terraform/apply.test.ts',
  'test/real/terraform/every-combination.test.ts',
  'test/real/helm/oci.test.ts',
  'test/real/terraform/aws.test.ts',
  'test/real/cli/generate.test.ts',
  'test/real/cli/interrupted.test.ts',
  'test/real/aws/injection.test.ts',
  'test/real/aws/sync-large.test.ts',
  'test/real/webview/run.test.ts',
  'test/real/rules/fresh.test.ts',
  'test/real/github/fuzz.test.ts',
  'test/real/github/document.test.ts',
];

/** For sorting files by their full paths: the longest first, the others by name. */
export function longestFirst(a, b) {
  const place = (path) => (longest.findIndex((name) => path.endsWith(name)) + longest.length + 1) % (longest.length + 1);
  return place(a) - place(b) || a.localeCompare(b);
}

export const filesOf = (project) => fs.globSync([...(slowFiles[project] ?? []), ...(project === 'real' ? inBoth : [])], { cwd: root }).sort();
