import { expect, test } from 'vitest';
import { allRules } from '../../../src/rules/all.ts';
import { look } from '../../../src/rules/engine/look.ts';
import { TerraformReader } from '../../../src/rules/hcl/reader.ts';
import { exampleFiles } from '../../../src/rules/rule.ts';
import { linesOf, options, sourcesOf } from '../support.ts';

test('typing a file letter by letter finds what reading it anew finds', async () => {
  using reader = new TerraformReader();
  const rules = allRules.filter((rule) => rule.language === 'terraform');
  const whole = rules
    .slice(0, 6)
    .flatMap((rule) => Object.values(exampleFiles(rule, rule.fails)))
    .join('\n');
  for (let length = 0; length <= whole.length; length += 7) {
    const sources = sourcesOf({ 'main.tf': whole.slice(0, length), 'other.tf': 'resource "aws_kms_key" "other" {}\n' });
    const kept = await look(sources, { ...options, rules, reader });
    const anew = await look(sources, { ...options, rules });
    expect(linesOf(kept), whole.slice(0, length)).toEqual(linesOf(anew));
  }
});

test('an edit in the middle, and one that is taken back', async () => {
  using reader = new TerraformReader();
  const text = 'resource "aws_kms_key" "a" {\n  description = "é 🙂"\n}\n\nresource "aws_kms_key" "b" {\n  enable_key_rotation = true\n}\n';
  const at = async (now: string): Promise<string[]> =>
    linesOf(await look(sourcesOf({ 'main.tf': now }), { ...options, rules: options.rules.filter((rule) => rule.id === 'aws-kms-rotation'), reader }));
  expect(await at(text)).toEqual(['main.tf:1 aws_kms_key.a aws-kms-rotation']);
  expect(await at(text.replace('true', 'false'))).toEqual(['main.tf:1 aws_kms_key.a aws-kms-rotation', 'main.tf:6 aws_kms_key.b aws-kms-rotation']);
  expect(await at(text.replace('true', 'fals'))).toEqual(['main.tf:1 aws_kms_key.a aws-kms-rotation']);
  expect(await at(text)).toEqual(['main.tf:1 aws_kms_key.a aws-kms-rotation']);
});
