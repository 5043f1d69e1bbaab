import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { rerunOnNode24 } from './lib/node24.mjs';
import { buildPart, lintPart, outcome, typesPart, vitestPart, webviewTypesPart } from './lib/parts.mjs';
import { root, say } from './lib/place.mjs';
import { follow, slots, summarize } from './lib/progress.mjs';
import { Missing } from './setup/apt.mjs';
import { setUpChromium } from './setup/chromium.mjs';
import { ensureCodeServer } from './setup/codeserver.mjs';

// `npm test`: everything, on a fresh clone as on a warm one. Sets up what is missing beside the quick checks, two heavy things
// at a time. `--no-skips` (or NIMBUS_NO_SKIPS=1) makes a part that can't run here a failure; `--coverage` says what the quick
// half covers.
await ensureInstalled();
await rerunOnNode24();

const covers = process.argv.includes('--coverage');
const noSkips = process.argv.includes('--no-skips') || process.env.NIMBUS_NO_SKIPS === '1';
const started = Date.now();
const heavy = slots(2);
const results = [];
const record = async (part) => {
  const result = await follow(part);
  results.push(result);
  return result;
};

/** A set-up counts only when it goes wrong; what needs it is then skipped or failed with the same reason. */
const setUp = (name, ensure) => {
  const part = {
    name: `set-up: ${name}`,
    run: async () => {
      await ensure();
      return outcome({});
    },
  };
  return heavy(() => record(part)).then((result) => result.failures.length + result.skipped.length === 0);
};

// First come, first served: the quick checks say soonest what is wrong, and VS Code takes longest to build.
const quick = heavy(async () => {
  for (const part of [typesPart, webviewTypesPart, lintPart, buildPart]) await record(part);
});
const editor = setUp('VS Code', async () => {
  await setUpChromium();
  await ensureCodeServer();
});
const programs = setUp('Python programs', async () => (await import('./setup/python.mjs')).ensurePython());
const github = setUp('GitHub’s API description', async () => (await import('./setup/github-mock.mjs')).ensureGithubMock());
const builtByGo = setUp('OpenTofu, an OCI registry, an S3 and kube-score', async () => {
  const { ensureGoProgram } = await import('./setup/go-programs.mjs');
  await ensureGoProgram('tofu');
  await ensureGoProgram('registry');
  await ensureGoProgram('s3');
  await ensureGoProgram('kube-score');
});
const sarif = setUp('SARIF’s schema', async () => (await import('./setup/sarif-schema.mjs')).ensureSarifSchema());
const cluster = setUp('Kubernetes', async () => {
  await (await import('./setup/kubectl-helm.mjs')).ensureKubectlAndHelm();
  await (await import('./setup/kube.mjs')).ensureKube();
});

// Searches are tested with the editor's ripgrep and panels in its browser, so these wait for it; where it is there already that takes no time.
const unit = Promise.all([quick, editor]).then(() =>
  heavy(() => record(vitestPart('unit', 'unit', covers ? { args: ['--coverage'], noteAfter: coverageTotal } : {}))),
);
const real = Promise.all([quick, programs, github, sarif, cluster, builtByGo, editor]).then(() =>
  heavy(() => record(vitestPart('real', 'real', { recalls: true, env: noSkips ? { NIMBUS_NO_SKIPS: '1' } : {} }))),
);
const inEditor = Promise.all([editor, unit]).then(([hasEditor]) =>
  heavy(() => record(hasEditor ? vitestPart('VS Code', 'vscode', { recalls: true }) : without('VS Code'))),
);
await Promise.all([unit, real, inEditor]);

say(`\nAll of it took ${((Date.now() - started) / 60_000).toFixed(1)} minutes.`);
process.exitCode = summarize(results, { noSkips });

function without(name) {
  return {
    name,
    run: async () => {
      throw new Missing('its set-up did not finish, see above');
    },
  };
}

async function coverageTotal() {
  const summary = join(root, 'coverage', 'coverage-summary.json');
  if (!existsSync(summary)) return 'no coverage was written';
  const { total } = JSON.parse(await readFile(summary, 'utf8'));
  return `coverage ${total.lines.pct} % of lines, ${total.branches.pct} % of branches`;
}
