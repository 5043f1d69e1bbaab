import { beforeAll, expect, test } from 'vitest';
import type { Parser } from 'web-tree-sitter';
import { terraformParser } from '../../../src/rules/hcl/grammar.ts';
import { parseTerraform } from '../../../src/rules/hcl/parse.ts';
import { readPlain } from '../../../src/rules/hcl/plain.ts';
import { randomFrom } from '../../support/random.ts';
import { mutated, seeds } from '../mutate.ts';
import { strangeTerraform } from './generate.ts';

/** `NIMBUS_FUZZ=10000` for the long one; a failure names the text. */
const times = Number(process.env.NIMBUS_FUZZ ?? 400);

let parser: Parser;
beforeAll(async () => {
  parser = await terraformParser();
});

/** What is read without the grammar is what the grammar reads, to the last offset; where it can't say, it says nothing. */
function check(text: string): 'read' | 'left to the grammar' {
  const plain = readPlain('main.tf', text);
  if (plain === undefined) return 'left to the grammar';
  expect({ text, ...plain }).toEqual({ text, ...parseTerraform('main.tf', text, parser) });
  return 'read';
}

test.each([
  ['an empty file', ''],
  ['comments alone', '# a\n// b\r\n/* c */'],
  ['a comment without an end of line', 'a = 1 # b'],
  ['precedence', 'a = 1 + 2 * 3 == 7 && !b || -c.d < 4 % 2'],
  ['operators of one strength', 'a = 1 - 2 + 3'],
  ['parentheses at the side of an operation', 'a = (1 + 2) * (3)'],
  ['conditionals in a row', 'a = x ? y : z ? p : (q) ? r : s'],
  ['a conditional in parentheses as the condition of another', 'a = (x ? y : z) ? p : q'],
  ['a conditional in a conditional', 'a = x ? y ? z : p : q'],
  ['what is read of something in parentheses', 'a = ((b)).c[*].d'],
  ['splats', 'a = b[*].c[0]\nd = e.*.f["g"]'],
  ['for expressions', 'a = [for k, v in b : k if v]\nc = { for k, v in d : k => v... if v != null }'],
  ['keys of objects', 'a = { b = 1, "c" : 2, (d) = 3\n  "${e}-f" = 4 }'],
  ['calls', 'a = f(b, g(c)...)\nd = provider::x::y()'],
  ['escapes and signs', 'a = "\\"\\n $${b} %%{c} $ $$ % %% # // \\\\"'],
  ['a text in a text', 'a = "x ${b["c ${d} e"]} f"'],
  ['a text up to a word', 'a = <<-EOT\n    b ${c}\n  EO\n  EOT\nd = <<X\nX\n'],
  ['blocks', 'resource "a" "b" {\n  c d {}\n  e { f = 1 }\n}\nlocals {}'],
  ['Windows line ends', 'a = <<EOT\r\nb\r\nEOT\r\nc {\r\n  d = 1\r\n}\r\n'],
])('the same as by the grammar: %s', (_name, text) => {
  expect(check(text)).toBe('read');
});

test.each([
  ['a block without an end', 'a {'],
  ['an end without a block', '}'],
  ['a text over two lines', 'a = "b\nc"'],
  ['a text without an end', 'a = "b'],
  ['an escape that is none', 'a = "\\d"'],
  ['a directive', 'a = "%{ if b }c%{ endif }"'],
  ['a trimmed interpolation', 'a = "${~ b ~}"'],
  ['letters from outside of ASCII in a name', 'größe = 1'],
  ['a number that goes on', 'a = 1e5'],
  ['an index with a dot', 'a = b.0.c'],
  ['white space before what is read of something', 'a = [b [0]]'],
  ['a comment without an end', 'a = 1 /* b'],
  ['a zero byte', 'a = 1\0'],
  ['half a character', 'a = "\ud800"'],
  ['a line that begins with the word that ends the text', 'a = <<X\nX y\nX\n'],
  ['nesting without an end', `a = ${'['.repeat(5_000)}`],
])('left to the grammar: %s', (_name, text) => {
  expect(check(text)).toBe('left to the grammar');
});

test('every example of every rule is read without the grammar, and the same', () => {
  const left = seeds.filter(({ path, text }) => path.endsWith('.tf') && check(text) !== 'read');
  expect(left).toEqual([]);
});

test('the same of strange texts and of broken ones', { timeout: 600_000 }, () => {
  let read = 0;
  for (let seed = 1; seed <= times; seed++) {
    const random = randomFrom(seed);
    for (const text of [mutated(random).text, strangeTerraform(random), strangeTerraform(random), strangeTerraform(random)])
      if (check(text) === 'read') read += 1;
  }
  // Were nothing read, nothing would have been compared.
  expect(read).toBeGreaterThan(times / 2);
});
