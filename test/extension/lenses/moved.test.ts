import { expect, test } from 'vitest';
import { keeping } from '../../../src/extension/lenses/moved.ts';
import { terraformParser } from '../../../src/rules/hcl/grammar.ts';
import { parseTerraform } from '../../../src/rules/hcl/parse.ts';

const block = (from: string, to: string): string => `moved {\n  from = ${from}\n  to   = ${to}\n}\n`;
const one = (key = '') => ({ from: `aws_vpc.old${key}`, to: `aws_vpc.main${key}`, block: block(`aws_vpc.old${key}`, `aws_vpc.main${key}`) });
const vpc = 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n';

test.each([
  ['one', vpc, [one()], `${vpc}\n${block('aws_vpc.old', 'aws_vpc.main')}`, 'Keep aws_vpc.old as aws_vpc.main: add a moved block'],
  [
    'several, each by its key',
    `${vpc}\noutput "a" {}\n`,
    [one('["a"]'), one('["b"]')],
    `${vpc}\n${block('aws_vpc.old["a"]', 'aws_vpc.main["a"]')}\n${block('aws_vpc.old["b"]', 'aws_vpc.main["b"]')}\noutput "a" {}\n`,
    'Keep 2 resources under the new address: add moved blocks',
  ],
  [
    'those that are not there yet',
    `${vpc}${block('aws_vpc.old["a"]', 'aws_vpc.main["a"]')}`,
    [one('["a"]'), one('["b"]')],
    `${vpc.trimEnd()}\n\n${block('aws_vpc.old["b"]', 'aws_vpc.main["b"]')}${block('aws_vpc.old["a"]', 'aws_vpc.main["a"]')}`,
    'Keep aws_vpc.old["b"] as aws_vpc.main["b"]: add a moved block',
  ],
  ['none where all are there', `${vpc}${block('aws_vpc.old', 'aws_vpc.main')}`, [one()], undefined, undefined],
  ['none where the block has another name by now', vpc.replace('main', 'other'), [one()], undefined, undefined],
])('moved blocks below the block that takes over: %s', async (_name, text, proposed, after, title) => {
  const kept = keeping(parseTerraform('main.tf', text, await terraformParser()), 'aws_vpc.main', proposed);
  expect(kept?.title).toBe(title);
  expect(kept && text.slice(0, kept.at) + kept.text + text.slice(kept.at)).toBe(after);
});
