import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allTools } from '../../src/host/tools.ts';
import { takesText } from '../support/fuzz-input.ts';

/** Where the texts of a toolset's tools are put to the test, by a sample for each tool under its name. */
const fuzzers: Readonly<Record<string, string>> = {
  aws: 'real/aws/injection.test.ts',
  git: 'support/samples/git.ts',
  github: 'real/github/fuzz-samples.ts',
  helm: 'tools/helm/fuzz.test.ts',
  kubernetes: 'real/kubernetes/fuzz.test.ts',
  terraform: 'real/terraform/fuzz.test.ts',
};
const others = 'support/samples/folder.ts';

test('every tool has a sample that hostile texts are put into', () => {
  const texts = new Map<string, string>();
  const left: string[] = [];
  for (const { name, input } of allTools().values()) {
    const file = fuzzers[name.split('.')[0] ?? ''] ?? others;
    const text = texts.get(file) ?? readFileSync(join(import.meta.dirname, '..', file), 'utf8');
    texts.set(file, text);
    if (!text.includes(`'${name}'`) && takesText(input)) left.push(`${name}: give it a sample in test/${file}`);
  }
  expect(left).toEqual([]);
});
