import { describe, expect, test } from 'vitest';
import { assign, code, quote, type Value, write } from '../../../src/generators/terraform/view/hcl.ts';
import { plain } from '../../../src/generators/terraform/view/plain.ts';

/** A text becomes one quoted literal and nothing else. What Terraform reads it as is tested with Terraform, in `test/real`. */
const check = ({ text, hcl }: { text: string; hcl: string }): void => expect(quote(text)).toBe(hcl);

describe('a text is quoted so that it stays a text', () => {
  test.each([
    { text: 'plain', hcl: '"plain"' },
    { text: 'a "quoted" one', hcl: '"a \\"quoted\\" one"' },
    { text: 'back\\slash', hcl: '"back\\\\slash"' },
    { text: 'two\nlines\r\n\t', hcl: '"two\\nlines\\r\\n\\t"' },
    { text: '${file("x")}', hcl: '"$${file(\\"x\\")}"' },
    { text: '%{ if true }', hcl: '"%%{ if true }"' },
    { text: '$${x}', hcl: '"\\u0024$${x}"' },
    { text: '$$${x}', hcl: '"\\u0024\\u0024$${x}"' },
    { text: '$%{x}', hcl: '"\\u0024%%{x}"' },
    { text: '$ and % alone', hcl: '"$ and % alone"' },
    { text: '\\${x}', hcl: '"\\\\$${x}"' },
    { text: 'bell\u0007 and \u2028', hcl: '"bell\\u0007 and \\u2028"' },
    { text: 'half \ud800 a sign', hcl: '"half \ufffd a sign"' },
    { text: 'Zürich 😀', hcl: '"Zürich 😀"' },
  ])('$text', check);
});

test('values are written as terraform fmt leaves them', () => {
  const value: Value = { one: 1, longer: ['a', code('var.b')], 'not an identifier': true, nested: { empty: {}, none: [] }, last: false };
  expect(write(value)).toBe(`{
  one                 = 1
  longer              = ["a", var.b]
  "not an identifier" = true
  nested = {
    empty = {}
    none  = []
  }
  last = false
}`);
});

test('a list that is too long for a line gets a line an item', () => {
  const long = Array.from({ length: 5 }, (_, at) => `an-entry-of-some-length-${at}`);
  expect(assign([['names', long]], 1)).toBe(`  names = [\n${long.map((name) => `    "${name}",\n`).join('')}  ]`);
});

test('prose and diagrams lose what Markdown, HTML or Mermaid would act on', () => {
  expect(plain('<img src=x onerror=alert(1)> `a` | b\n"]; click x')).toBe('img src=x onerror=alert1 a  b click x');
});
