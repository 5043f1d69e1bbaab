import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { ensureKubectlAndHelm } from '../../scripts/setup/kubectl-helm.mjs';
import { longMs } from './harness/patience.ts';
import { inVsCode, type VsCode } from './harness/start.ts';
import { approve, ended, waitingPlan } from './nimbus.ts';

const commandLine = join(import.meta.dirname, '../../dist/cli/main.js');
const key = 'resource "aws_kms_key" "first" {\n  description = "first"\n}\n';
const settings = 'rules:\n  aws-kms-key-policy: off\n  tf-required-version: off\n  tf-required-providers: off\n';

async function plantFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-rules-more-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ '.nimbus/rules.yaml': settings, ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const start = async (
  name: string,
  files: Readonly<Record<string, string>>,
  body: (code: VsCode) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> => inVsCode(name, { workspaceFolder: await plantFolder(files), vsix: inject('vsix'), env }, body);

/** Opens a file with the cursor on a line. */
async function goTo({ workbench }: VsCode, path: string, line: number): Promise<void> {
  const editor = await workbench.openFile(path);
  await editor.waitFor();
  await workbench.page.keyboard.press('Control+p');
  await workbench.answer(`:${line}`);
}

/** What `nimbus scan` prints of a folder in a format. */
const scanned = (folder: string, format: string): Promise<string> =>
  new Promise((done) => {
    const args = ['--disable-warning=ExperimentalWarning', commandLine, 'scan', '.', '--format', format];
    // Findings are no reason to fail here.
    execFile(
      process.execPath,
      args,
      { cwd: folder, env: { ...process.env, HOME: join(folder, '..'), XDG_DATA_HOME: join(folder, '..'), CI: '' } },
      (_, stdout) => done(stdout),
    );
  });

/** Only a scan takes time; how the last line ends is for where it is written. */
const alike = (text: string): string =>
  text
    .trimEnd()
    .replace(/ time="[\d.]+">/, ' time="">')
    .replace(/ [\d.]+ (?:ms|s)\.(?=<|$)/m, '');

async function untilProblem(code: VsCode, text: RegExp): Promise<void> {
  await code.workbench.runCommand('Problems: Focus on Problems View');
  await code.workbench.problem(text).waitFor({ timeout: longMs });
}

/** A fix is shown before it is made, and made only when it is applied. */
async function previewedFix(code: VsCode): Promise<void> {
  const { workbench } = code;
  const { page } = workbench;
  await goTo(code, 'keys.tf', 1);
  await untilProblem(code, /key never rotates/);
  await goTo(code, 'keys.tf', 1);
  await code.workbench.chooseFix(/^Preview the fix: KMS key rotates/);
  await page.getByRole('tab', { name: 'Refactor Preview' }).waitFor({ timeout: longMs });
  const apply = page.getByRole('button', { name: 'Apply', exact: true });
  await apply.waitFor({ timeout: longMs });
  const row = page.locator('.panel .monaco-list-row').filter({ hasText: 'keys.tf' }).first();
  await row.waitFor({ timeout: longMs });
  await code.screenshot('rules-preview');
  const text = async (): Promise<string> => workbench.textOf(await workbench.editor('keys.tf'));
  expect(await readFile(join(code.folder, 'keys.tf'), 'utf8')).toBe(key);
  // VS Code asks for a tick first.
  await row.getByRole('checkbox').check();
  await apply.click();
  await expect.poll(text, { timeout: longMs }).toContain('  enable_key_rotation = true');
  expect(await text()).toContain('  description         = "first"');
}

/** What is found today is accepted as known: a plan, two files, and quiet. */
async function acceptedAsKnown(code: VsCode): Promise<void> {
  await goTo(code, 'keys.tf', 1);
  await untilProblem(code, /key never rotates/);
  await code.workbench.runCommand('Nimbus: Accept Current Findings as Baseline…');
  const accept = /^Create \.nimbus\/rules-baseline\.json/;
  const plan = await waitingPlan(code, accept);
  expect(existsSync(join(code.folder, '.nimbus/rules-baseline.json')), 'a plan writes nothing').toBe(false);
  await code.screenshot('rules-baseline');
  await approve(plan, accept);
  expect(await ended(plan)).toBe('Done');
  expect(await readFile(join(code.folder, '.nimbus/rules.yaml'), 'utf8')).toBe(`${settings}baseline: .nimbus/rules-baseline.json\n`);
  expect(JSON.parse(await readFile(join(code.folder, '.nimbus/rules-baseline.json'), 'utf8')).findings).toContainEqual(
    expect.objectContaining({ rule: 'aws-kms-rotation', file: 'keys.tf' }),
  );
  await code.workbench.runCommand('Problems: Focus on Problems View');
  await code.workbench.problem(/key never rotates/).waitFor({ state: 'detached', timeout: longMs });

  // What comes after it is told.
  const editor = await code.workbench.openFile('keys.tf');
  await code.workbench.replaceText(editor, `${key}\nresource "aws_kms_key" "second" {}\n`);
  await untilProblem(code, /key never rotates/);
}

/** The settings file is completed with rules and values, and what is wrong in it is a problem. */
async function helpWithSettings(code: VsCode): Promise<void> {
  const { workbench } = code;
  const { page } = workbench;
  await goTo(code, 'keys.tf', 1);
  await untilProblem(code, /key never rotates/);
  const editor = await workbench.openFile('rules.yaml');
  await editor.locator('.view-line').last().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('aws-kms-rot');
  await page.keyboard.press('Control+Space');
  const suggestion = (text: string) => page.locator('.suggest-widget .monaco-list-row').filter({ hasText: text }).first();
  await suggestion('aws-kms-rotation').waitFor({ timeout: longMs });
  await code.screenshot('rules-completion');
  await page.keyboard.press('Tab');
  await expect.poll(() => workbench.textOf(editor), { timeout: longMs }).toContain('  aws-kms-rotation: ');
  await page.keyboard.press('Control+Space');
  await suggestion('off').waitFor({ timeout: longMs });
  await page.keyboard.type('off');
  await page.keyboard.press('Escape');
  // Not saved, and it holds.
  await workbench.runCommand('Problems: Focus on Problems View');
  await workbench.problem(/key never rotates/).waitFor({ state: 'detached', timeout: longMs });

  await workbench.replaceText(await workbench.openFile('rules.yaml'), 'exclude: [base/**, prod/**]\nrules: { aws-kms-rotatoin: off }');
  await untilProblem(code, /aws-kms-rotatoin/);
  await code.screenshot('rules-settings-problem');
}

/** The report is exported from its panel as each of its formats, to where the dialog says: as `nimbus scan` writes it. */
async function exported(code: VsCode): Promise<void> {
  const { workbench } = code;
  const { page } = workbench;
  await goTo(code, 'keys.tf', 1);
  await untilProblem(code, /key never rotates/);
  await workbench.runCommand('Nimbus: Show Best-Practices Report');
  const report = await workbench.webview('Best Practices Report');
  const formats = [
    ['SARIF', 'sarif', 'sarif'],
    ['Markdown', 'md', 'markdown'],
    ['HTML', 'html', 'html'],
    ['JUnit', 'xml', 'junit'],
  ] as const;
  const texts: Record<string, string> = {};
  for (const [format, extension, name] of formats) {
    await report.getByRole('button', { name: 'Export…' }).click();
    await workbench.pick(format);
    const path = workbench.question;
    await expect.poll(() => path.inputValue(), { timeout: longMs }).toMatch(new RegExp(`best-practices\\.${extension}$`));
    if (format === 'SARIF') await code.screenshot('rules-export');
    await page
      .locator('.quick-input-widget')
      .getByRole('button', { name: /^(OK|Save)$/ })
      .first()
      .click();
    await report.getByText(`Wrote best-practices.${extension}.`).waitFor({ timeout: longMs });
    const written = await readFile(join(code.folder, `best-practices.${extension}`), 'utf8');
    expect(alike(written), format).toBe(alike(await scanned(code.folder, name)));
    texts[format] = written;
  }
  await code.screenshot('rules-exported');
  const { results } = JSON.parse(texts.SARIF ?? '').runs[0] as {
    results: {
      ruleId: string;
      fixes?: unknown[];
      suppressions?: { justification?: string }[];
      locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
    }[];
  };
  const rotation = results.filter(({ ruleId }) => ruleId === 'aws-kms-rotation');
  expect(rotation.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri)).toEqual(['keys.tf', 'old.tf']);
  expect(rotation[0]?.fixes).toHaveLength(1);
  expect(rotation[1]?.suppressions?.[0]?.justification).toBe('kept <b>as it is</b>');
  expect(texts.Markdown).toMatch(/KMS key rotates/);
  expect(texts.HTML).toMatch(/^<!doctype html>/i);
  expect(texts.HTML).not.toContain('<b>as it is</b>');
  expect(texts.JUnit).toContain('<failure message="The key never rotates');
}

/** What an overlay makes is told in its patch, fixed there, and gone. */
async function fixedInPatch(code: VsCode): Promise<void> {
  const { workbench } = code;
  await goTo(code, 'host.yaml', 8);
  await untilProblem(code, /hostPID/);
  await code.screenshot('rules-kustomize');
  await goTo(code, 'host.yaml', 8);
  await code.workbench.chooseFix(/^Fix: /);
  await expect.poll(async () => workbench.textOf(await workbench.editor('host.yaml')), { timeout: longMs }).not.toContain('hostPID: true');
  await workbench.runCommand('Problems: Focus on Problems View');
  await workbench.problem(/hostPID/).waitFor({ state: 'detached', timeout: longMs });
}

const chart = {
  'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
  'shop/values.yaml': 'privileged: true\n',
  'shop/templates/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  containers:\n    - name: web\n      image: example.com/web:1.4.2\n      securityContext:\n        privileged: {{ .Values.privileged }}\n',
};

/** What a chart makes is told at the value that is to be changed, with the template beside it; changed and saved, it is gone. */
async function fixedAtValue(code: VsCode): Promise<void> {
  const { workbench } = code;
  const editor = await workbench.openFile('shop/values.yaml');
  await workbench.runCommand('Problems: Focus on Problems View');
  // A chart has more problems than the list shows at once.
  const filter = workbench.page.getByPlaceholder(/^Filter \(e\.g\./);
  await filter.fill('root on the node');
  await workbench.problem(/it is root on the node/).waitFor({ timeout: longMs });
  await workbench.problem(/^pod\.yaml.*In Pod\/default\/release/).waitFor({ timeout: longMs });
  await editor.locator('.squiggly-error').first().waitFor({ timeout: longMs });
  await code.screenshot('rules-helm');
  await workbench.replaceText(editor, 'privileged: false');
  await workbench.page.keyboard.press('Control+s');
  await workbench.problem(/it is root on the node/).waitFor({ state: 'detached', timeout: longMs });
  // What is missing in the template is told there, as before.
  await filter.fill('all the memory of the node');
  await workbench.problem(/it may take all the memory of the node/).waitFor({ timeout: longMs });
  await filter.fill('');
}

// What can be seen in one window is: each takes seconds of the processor to open.
test('the report is exported as each of its formats; what is found today is accepted as known, and what comes after is told', async () => {
  const files = { 'keys.tf': key, 'old.tf': '# nimbus:ignore aws-kms-rotation kept <b>as it is</b>\nresource "aws_kms_key" "old" {}\n' };
  await start('rules-export', files, async (code) => {
    await exported(code);
    await acceptedAsKnown(code);
  });
});

test('what an overlay makes is told in its patch, and what a chart makes at its value; the settings file is completed and checked; a fix is shown before it is made', async () => {
  const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
  const web = (more: string): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n${more}`;
  const files = {
    'keys.tf': key,
    ...chart,
    // Only what the patch brings. The last line is begun: a person goes on from there.
    '.nimbus/rules.yaml': `exclude: [base/**]\n${settings}  `,
    'base/kustomization.yaml': `${head}resources:\n  - web.yaml\n`,
    'base/web.yaml': web('      containers:\n        - name: web\n          image: example.com/web:1.4.2\n'),
    'prod/kustomization.yaml': `${head}resources:\n  - ../base\npatches:\n  - path: host.yaml\n`,
    'prod/host.yaml': web('      # For a while.\n      hostPID: true\n'),
  };
  const { helm4: NIMBUS_HELM } = await ensureKubectlAndHelm();
  const all = async (code: VsCode): Promise<void> => {
    await fixedInPatch(code);
    await helpWithSettings(code);
    await previewedFix(code);
    await fixedAtValue(code);
  };
  await start('rules-kustomize', files, all, { NIMBUS_HELM });
});
