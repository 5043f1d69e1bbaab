import { expect, test } from 'vitest';
import { renderTerraform } from '../../src/generators/terraform/render.ts';
import { look } from '../../src/rules/engine/look.ts';
import { combinations } from '../support/terraform-combinations.ts';
import { options } from './support.ts';

test('what the Terraform generator writes has no finding, for every combination of answers', { timeout: 120_000 }, async () => {
  const found = new Map<string, string>();
  for (const { name, answers } of combinations()) {
    const looked = await look(
      renderTerraform(answers).files.map(({ path, text }) => ({ path, text })),
      options,
    );
    expect(looked.notes).toEqual([]);
    for (const { finding, suppressed } of looked.hits)
      if (suppressed === undefined) found.set(`${finding.file} ${finding.resource} ${finding.rule}: ${finding.message}`, name);
  }
  expect([...found].map(([finding, name]) => `${finding} (${name})`)).toEqual([]);
});
