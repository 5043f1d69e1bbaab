import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { allRules } from '../../../src/rules/all.ts';
import { fix } from '../../../src/rules/engine/fix.ts';
import { exampleFiles, fixable } from '../../../src/rules/rule.ts';
import { options, sourcesOf } from '../../rules/support.ts';
import { tempFolder } from '../../support/temp.ts';
import { failedChecks } from './checkov/beside.ts';

/** Every example that fails, and what its fix makes of it, on disk: `before/<rule>/…` and `after/<rule>/…`. */
const rules = allRules.filter(fixable);
async function plantExamples(): Promise<string> {
  const folder = tempFolder();
  for (const rule of rules) {
    const before = exampleFiles(rule, rule.fails);
    const fixed = await fix(sourcesOf(before), { ...options, rules: [rule], replacing: true });
    for (const [path, text] of Object.entries(before)) {
      for (const [side, content] of [
        ['before', text],
        ['after', fixed.files.get(path) ?? text],
      ] as const) {
        const file = join(folder, side, rule.id, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    }
  }
  return folder;
}

test('no fix brings a finding of checkov, and those with an id of checkov take that one away', async () => {
  const folder = await plantExamples();
  const before = await findingsIn(join(folder, 'before'));
  const after = await findingsIn(join(folder, 'after'));
  const brought = [...after].filter((finding) => !before.has(finding));
  expect(brought).toEqual([]);
  const left = rules.flatMap((rule) => {
    const theirs = rule.also.filter((id) => id.startsWith('CKV'));
    // Where an example has several of a rule's ids, those that checkov found in it at first.
    return [...after].filter((finding) => theirs.some((id) => finding.startsWith(`${rule.id} ${id} `)));
  });
  expect(left).toEqual([]);
});

async function findingsIn(folder: string): Promise<ReadonlySet<string>> {
  const failed = await failedChecks(folder, ['terraform', 'kubernetes', 'dockerfile']);
  return new Set(failed.map(({ name, id, resource }) => `${name} ${id} ${resource}`));
}

test('a fix keeps what terraform fmt made', async () => {
  const folder = await plantExamples();
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
  expect([...before], 'the examples themselves').toEqual(['/tf-interpolation-only/main.tf']);
  expect(await unformatted('after')).toEqual([]);
});
