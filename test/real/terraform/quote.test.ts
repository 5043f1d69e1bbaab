import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assign } from '../../../src/generators/terraform/view/hcl.ts';
import { findTerraform, type Terraform } from '../../support/terraform.ts';

/** What Terraform reads is the text that was written, whatever is in it; tags, keys and names are written this way. */
async function check(terraform: Terraform, texts: readonly string[]): Promise<void> {
  const root = join(terraform.folder, 'quote');
  await mkdir(root);
  const keyed = Object.fromEntries(texts.map((text, at) => [`${text} ${at}`, at]));
  await writeFile(
    join(root, 'main.tf'),
    `output "texts" {\n${assign([['value', [...texts]]], 1)}\n}\n\noutput "keys" {\n${assign([['value', keyed]], 1)}\n}\n`,
  );
  for (const args of [
    ['fmt', '-check', '-diff'],
    ['init', '-input=false'],
    ['apply', '-auto-approve', '-input=false'],
  ]) {
    const done = await terraform.run(args, { cwd: root });
    expect(done, done.output).toMatchObject({ code: 0 });
  }
  const { output } = await terraform.run(['output', '-json'], { cwd: root });
  const read = JSON.parse(output);
  expect(read.texts.value).toEqual(texts);
  expect(read.keys.value).toEqual(keyed);
}

const signs = ['$', '%', '{', '}', '"', '\\', '~'];
/** Every text of up to four of the signs that mean something to Terraform. */
const short = (length: number): string[] => (length === 0 ? [''] : short(length - 1).flatMap((text) => signs.map((sign) => text + sign)));

const found = await findTerraform();
if ('missing' in found) test.skip(`Terraform reads quoted texts as they were: ${found.missing}`, () => {});
else
  test('Terraform reads quoted texts as they were', async () => {
    await using terraform = found;
    await check(terraform, [
      ...short(4),
      '${file("/etc/passwd")} %{ if true }x%{ endif }',
      'one"\n}\nresource "null_resource" "x" {}\n# \\',
      '$${x} $$${x} $$$${x} %%{ y } $%{z} %${z} $',
      '\u0000\u0007\u001b\u007f\u2028\ufeff',
      '<<EOT\nx\nEOT',
      '/* // # */',
      'Zürich 😀',
    ]);
  });
