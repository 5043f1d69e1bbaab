import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { allRules } from '../../../src/rules/all.ts';
import { type Fixed, type FixOptions, fix } from '../../../src/rules/engine/fix.ts';
import { type Hit, look } from '../../../src/rules/engine/look.ts';
import { exampleFiles, fixable } from '../../../src/rules/rule.ts';
import { watched } from '../../rules/contract.ts';
import { options, sourcesOf } from '../../rules/support.ts';
import { tempFolder } from '../../support/temp.ts';
import { findTerraform } from '../../support/terraform.ts';
import { tree } from '../../support/tree.ts';
import { failedChecks } from './checkov/beside.ts';

type Files = Readonly<Record<string, string>>;

/** Every example that fails, and what its fix makes of it, on disk: `before/<rule>/…` and `after/<rule>/…`. */
const rules = allRules.filter(fixable);
async function plantExamples(): Promise<string> {
  const folder = tempFolder();
  for (const rule of rules) {
    const before = exampleFiles(rule, rule.fails);
    const fixed = await fix(sourcesOf(before), { ...options, rules: [rule], replacing: true });
    plant(folder, rule.id, before, fixed.files);
  }
  return folder;
}

function plant(folder: string, name: string, before: Files, changed: ReadonlyMap<string, string>): void {
  for (const [path, text] of Object.entries(before)) {
    for (const [side, content] of [
      ['before', text],
      ['after', changed.get(path) ?? text],
    ] as const) {
      const file = join(folder, side, name, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
}

/** Whole configurations and manifests, which no rule was written for: by name, those of one kind side by side. */
const wholes = ['fresh', 'manifests'].flatMap((kind) => {
  const folder = join(import.meta.dirname, kind);
  return readdirSync(folder).map((name) => ({ name: `${kind}-${name}`, files: tree(join(folder, name)) }));
});
/** All sure fixes of one at once, as "fix all" makes them. */
const fixWhole = async (files: Files, more: Partial<FixOptions> = {}): Promise<Fixed> => fix(sourcesOf(files), { ...options, ...more });

/** What the fixes of the configurations make, beside the examples: of those that change. */
async function plantWholes(folder: string, more: Partial<FixOptions> = {}): Promise<void> {
  for (const { name, files } of wholes) {
    const changed = (await fixWhole(files, more)).files;
    if (changed.size > 0) plant(folder, name, files, changed);
  }
}

test('all sure fixes of a configuration at once take away what they are about, bring nothing, and are final', { timeout: 600_000 }, async () => {
  const wrong: string[] = [];
  const kept: string[] = [];
  const sum = { aimed: 0, gone: 0, files: 0 };
  for (const { name, files } of wholes) {
    const before = await look(sourcesOf(files), { ...options, edits: true });
    const broken: string[] = [];
    const fixed = await fixWhole(files, { rules: watched(allRules, broken) });
    wrong.push(...broken.map((why) => `${name}: ${why}`));
    kept.push(...fixed.notes.map((note) => `${name}: ${note}`));
    const about = ({ finding: { rule, file, resource } }: Hit): string => `${rule} ${file} ${resource}`;
    const [had, has] = [before, fixed.after].map(({ hits }) => Map.groupBy(hits, about));
    for (const [key, hits] of had ?? []) {
      if (!hits.some(({ edits, replaces, suppressed }) => edits && !replaces && suppressed === undefined)) continue;
      sum.aimed += 1;
      if (has?.has(key)) wrong.push(`${name}: ${key} is still there`);
      else sum.gone += 1;
    }
    for (const [key, hits] of has ?? []) if (hits.length > (had?.get(key)?.length ?? 0)) wrong.push(`${name}: ${key} was brought`);
    const again = await fixWhole({ ...files, ...Object.fromEntries(fixed.files) });
    if (again.files.size > 0) wrong.push(`${name}: ${[...again.files.keys()].join(', ')} changes again`);
    for (const path of Object.keys(files))
      if ((fixed.after.errors.get(path) ?? 0) > (before.errors.get(path) ?? 0)) wrong.push(`${name}: ${path} is less readable`);
    sum.files += fixed.files.size;
  }
  expect(wrong).toEqual([]);
  expect(kept).toEqual([]);
  expect(sum.gone).toBe(sum.aimed);
  expect(sum.aimed).toBeGreaterThan(400);
  expect(sum.files).toBeGreaterThan(100);
});

test('no fix brings a finding of checkov, and those with an id of checkov take that one away', { timeout: 600_000 }, async () => {
  const folder = await plantExamples();
  await plantWholes(folder);
  const before = await findingsIn(join(folder, 'before'));
  const after = await findingsIn(join(folder, 'after'));
  const brought = [...after].filter((finding) => !before.has(finding));
  expect(brought).toEqual([]);
  const left = rules.flatMap((rule) => {
    const theirs = rule.also.filter((id) => id.startsWith('CKV'));
    // Where an example has several of a rule's ids, those that checkov found in it at first.
    return [...after].filter((finding) => theirs.some((id) => finding.startsWith(`${rule.id} ${id} `)));
  });
  // It asks for an option that is not in the namespace it names: docs/rules/agreement.md.
  expect(left).toEqual(['aws-beanstalk-health CKV_AWS_312 aws_elastic_beanstalk_environment.web']);
});

async function findingsIn(folder: string): Promise<ReadonlySet<string>> {
  const failed = await failedChecks(folder, ['terraform', 'kubernetes', 'dockerfile']);
  return new Set(failed.map(({ name, id, resource }) => `${name} ${id} ${resource}`));
}

test('a fix keeps what terraform fmt made', async () => {
  const folder = await plantExamples();
  await plantWholes(folder, { replacing: true });
  const unformatted = async (side: string): Promise<string[]> => {
    const run = await execa('terraform', ['fmt', '-check', '-recursive', '-list=true', join(folder, side)], {
      reject: false,
      env: { CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '' },
    });
    return run.stdout
      .split('\n')
      .filter((line) => line.endsWith('.tf'))
      .map((line) => line.slice(line.indexOf(side) + side.length));
  };
  const before = new Set(await unformatted('before'));
  // What this one is about, terraform fmt corrects as well.
  const isExample = (file: string): boolean => !file.startsWith('/fresh-');
  expect([...before].filter(isExample), 'the examples themselves').toEqual(['/tf-interpolation-only/main.tf']);
  expect((await unformatted('after')).filter((file) => isExample(file) || !before.has(file))).toEqual([]);
  expect(before.size, 'most are formatted').toBeLessThan(wholes.length / 2);
});

const found = await findTerraform();

/** Need a provider that the mirror has not. */
const ofOtherProviders: ReadonlySet<string> = new Set([
  ...['fresh-14-redshift-msk', 'fresh-45-redshift', 'fresh-127-rds-oracle-mssql'], // random
  ...['fresh-36-unknowns'], // external
  ...['fresh-24-gcp', 'fresh-25-azure'],
]);

test.skipIf('missing' in found)('what a fix writes, and all of them at once, is what the schemas of Terraform and its AWS provider take', async () => {
  if ('missing' in found) return;
  onTestFinished(() => found[Symbol.asyncDispose]());
  const folder = await plantExamples();
  await plantWholes(folder, { replacing: true });
  const whole = readdirSync(join(folder, 'after')).filter((name) => name.startsWith('fresh-') && !ofOtherProviders.has(name));
  expect(whole.length).toBeGreaterThan(100);
  const among = whole.at(-1) ?? '';
  // A module a rule and a configuration, so that all of them are checked at once. The mirror has the AWS provider alone.
  const modules = [...rules.filter((rule) => rule.language === 'terraform' && !/^(azure|google)-/.test(rule.id)).map((rule) => rule.id), ...whole];
  const made = { before: '', after: 'resource "aws_kms_key" "made_up" {\n  enable_key_turning = true\n}\n' };
  await using provider = await found.startProvider({}, [...Object.values(tree(folder)), made.after].join('\n'));
  const errors = async (side: 'before' | 'after'): Promise<readonly string[]> => {
    const root = join(folder, side);
    const calls = await Promise.all(modules.map(async (id) => `module "${id}" {\n  source = "./${id}"\n${await inputsOf(join(root, id))}}\n`));
    writeFileSync(join(root, 'main.tf'), calls.join('') + made[side]);
    writeFileSync(join(root, among, 'made-up.tf'), made[side]);
    expect(await found.run(['get'], { cwd: root })).toMatchObject({ code: 0 });
    const { output } = await found.run(['validate', '-json'], { cwd: root, env: provider.env });
    const { diagnostics } = JSON.parse(output.slice(output.indexOf('\n{') + 1)) as { diagnostics: readonly Diagnostic[] };
    return diagnostics.filter(({ severity }) => severity === 'error').map(({ summary, detail, range }) => `${range?.filename}: ${summary}: ${detail}`);
  };
  // The examples show what they are about and leave out much that Terraform wants.
  const had = await errors('before');
  expect((await errors('after')).filter((error) => !had.includes(error)).sort()).toEqual(
    [`${among}/made-up.tf`, 'main.tf'].map((file) => `${file}: Unsupported argument: An argument named "enable_key_turning" is not expected here.`),
  );
});

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly range?: { readonly filename: string };
}

/** What a module has to be given: `null`, which stands for any type. */
async function inputsOf(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.tf'));
  const text = (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
  const variables = [...text.matchAll(/^variable "(\w+)" \{([\s\S]*?)\n?\}$/gm)].filter(([, , body = '']) => !/\bdefault\b/.test(body));
  return variables.map(([, name]) => `  ${name} = null\n`).join('');
}
