import type { ToolSpec } from '../../domain/tool.ts';
import { policyFile } from '../../safety/policy/schema.ts';
import { cursorAt } from '../yaml/cursor.ts';
import { type HoverText, keyHover, wordAt } from '../yaml/hover.ts';
import { keyOffers, keysBeside, type Offer, placed, valueOffer } from '../yaml/offers.ts';
import { alternatives, below, type JsonSchema, schemaOf, valuesOf } from '../yaml/schema.ts';
import { factWords, valueWords } from './words.ts';

const schema = (): JsonSchema => schemaOf(policyFile, 'input');

const holdsMaps = (path: readonly string[]): boolean => alternatives(below(schema(), path) ?? {}).some(({ type }) => type === 'object');

/** The key a value belongs to, whether it stands alone or in a list. */
const keyOf = (path: readonly string[]): string => path.findLast((key) => key !== '[]') ?? '';

/** What could be written at a place of a policy. Pure; the file may be broken. */
export function offersAt(lines: readonly string[], line: number, column: number, tools: ReadonlyMap<string, ToolSpec>): readonly Offer[] {
  const { path, at, from } = cursorAt(lines, line, column, holdsMaps);
  const here = below(schema(), path);
  if (here === undefined) return [];
  if (at === 'key') {
    const there = keysBeside(lines, line, column);
    if (keyOf(path) === 'target')
      return placed(
        Object.entries(factWords).flatMap(([fact, docs]) =>
          there.has(fact) ? [] : [{ label: fact, kind: 'key', detail: 'text', docs, insert: `${fact}: $0`, sort: '' }],
        ),
        from,
      );
    return placed(keyOffers(here, there), from);
  }
  if (keyOf(path) === 'tool') return placed(toolOffers(tools, path[0] === 'rules'), from);
  const words = valueWords[keyOf(path)] ?? {};
  const values = [...valuesOf(here), ...valuesOf(below(here, ['[]']) ?? {})];
  return placed(
    [...new Set(values)].map((value) => valueOffer(value, '', words[value] ?? '')),
    from,
  );
}

/** Tools by name; in a rule whole toolsets, too. */
function toolOffers(tools: ReadonlyMap<string, ToolSpec>, withPatterns: boolean) {
  const toolsets = withPatterns ? [...new Set([...tools.keys()].map((name) => name.slice(0, name.indexOf('.'))))] : [];
  return [
    ...toolsets.map((name) => ({ ...valueOffer(`${name}.*`, 'all of them'), insert: `"${name}.*"` })),
    ...[...tools.values()].map(({ name, effect, summary }) => valueOffer(name, effect, summary)),
  ];
}

/** What a word of a policy means. Pure; the file may be broken. */
export function hoverAt(lines: readonly string[], line: number, column: number, tools: ReadonlyMap<string, ToolSpec>): HoverText | undefined {
  const word = wordAt(lines, line, column, holdsMaps);
  if (word === undefined) return undefined;
  const { text, isKey, path, from, to } = word;
  const key = keyOf(isKey ? path.slice(0, -1) : path);
  if (isKey) return key === 'target' && factWords[text] !== undefined ? { text: factWords[text], from, to } : keyHover(schema(), word);
  const said = key === 'tool' ? tools.get(text)?.summary : valueWords[key]?.[text];
  return said === undefined ? undefined : { text: `\`${text}\`: ${said}`, from, to };
}
