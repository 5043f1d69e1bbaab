import { allRules } from '../../src/rules/all.ts';
import type { Source } from '../../src/rules/engine/source.ts';
import { exampleFiles } from '../../src/rules/rule.ts';

const pieces = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '${',
  '%{',
  '<<EOT\n',
  '\nEOT\n',
  '\\',
  '#',
  '/*',
  '*/',
  '=',
  ' = {\n',
  '\r\n',
  '\t',
  '\u00e9',
  '😀',
  '\ud800',
  '\u0000',
  '---\n',
  '&a ',
  '*a',
  ': |\n',
  '- ',
  '? ',
  '!!x ',
  '\n\n',
  'for_each = ',
  'dynamic "x" {\n',
  '{{ .x }}',
  "'",
  ',',
  '\\\n',
];

export const seeds: readonly Source[] = allRules.flatMap((rule) =>
  [rule.fails, rule.passes].flatMap((example) => Object.entries(exampleFiles(rule, example)).map(([path, text]) => ({ path, text }))),
);

/** A text with some to many faults. */
export function mutated(random: () => number): Source {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const source = pick(seeds);
  let { text } = source;
  for (let left = 1 + Math.floor(random() * 6); left > 0; left--) {
    const at = Math.floor(random() * (text.length + 1));
    const to = Math.min(text.length, at + Math.floor(random() * 60));
    switch (Math.floor(random() * 7)) {
      case 0:
        text = text.slice(0, at) + text.slice(to);
        break;
      case 1:
        text = text.slice(0, to) + text.slice(at, to) + text.slice(to);
        break;
      case 2:
        text = text.slice(0, at) + pick(pieces) + text.slice(at);
        break;
      case 3:
        text = text.slice(0, at);
        break;
      case 4: {
        const other = pick(seeds.filter(({ path }) => path.split('.').at(-1) === source.path.split('.').at(-1))).text;
        text = text.slice(0, at) + other.slice(Math.floor(random() * other.length));
        break;
      }
      case 5:
        text = text.slice(0, at) + pick(pieces).repeat(1 + Math.floor(random() * 200)) + text.slice(at);
        break;
      default:
        text = text.replaceAll('\n', '\r\n');
    }
  }
  return { path: source.path, text };
}
