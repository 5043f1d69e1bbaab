import { settingsSchema } from '../../../rules/engine/read-settings.ts';
import { cursorAt } from '../../yaml/cursor.ts';
import { type HoverText, keyHover, wordAt } from '../../yaml/hover.ts';
import { type Bare, keyOffers, keysBeside, type Offer, placed, valueOffer, valueOffers } from '../../yaml/offers.ts';
import { below, type JsonSchema, schemaOf } from '../../yaml/schema.ts';
import type { RuleCard } from '../worker/messages.ts';

const schema = (): JsonSchema => schemaOf(settingsSchema, 'input');
/** No list in the file holds maps. */
const holdsMaps = (): boolean => false;

type Rules = readonly Pick<RuleCard, 'id' | 'title' | 'severity' | 'why'>[];

/** What could be written at a place of `.nimbus/rules.yaml`. Pure; the file may be broken. */
export function offersAt(lines: readonly string[], line: number, column: number, rules: Rules): readonly Offer[] {
  const { path, at, from } = cursorAt(lines, line, column, holdsMaps);
  const here = below(schema(), path);
  if (here === undefined) return [];
  if (at === 'value') return placed(isRule(path) ? settingOffers(here) : valueOffers(here), from);
  const there = keysBeside(lines, line, column);
  return placed(path.length === 1 && path[0] === 'rules' ? ruleOffers(rules, there) : keyOffers(here, there), from);
}

const isRule = (path: readonly string[]): boolean => path.length === 2 && path[0] === 'rules';

const ruleOffers = (rules: Rules, there: ReadonlySet<string>): readonly Bare[] =>
  rules.flatMap(({ id, title, severity, why }) =>
    there.has(id) ? [] : [{ label: id, kind: 'key', detail: `${severity} · ${title}`, docs: why, insert: `${id}: $0`, sort: '' } as const],
  );

/** `off` before the severities; `true` and `false` are other words for the same. */
const settingOffers = (here: JsonSchema): readonly Bare[] =>
  [...valueOffers(here)].filter(({ label }) => label !== 'true' && label !== 'false').map(({ label }) => valueOffer(label, words[label] ?? 'as this severity'));

const words: Readonly<Record<string, string>> = { off: 'not looked for', on: 'looked for' };

/** What a word of it means. Pure; the file may be broken. */
export function hoverAt(lines: readonly string[], line: number, column: number, rules: Rules): HoverText | undefined {
  const word = wordAt(lines, line, column, holdsMaps);
  if (word?.isKey !== true) return undefined;
  const rule = isRule(word.path) ? rules.find(({ id }) => id === word.text) : undefined;
  if (rule === undefined) return isRule(word.path) ? undefined : keyHover(schema(), word);
  return { text: `\`${rule.id}\`: ${rule.title} (${rule.severity})\n\n${rule.why}`, from: word.from, to: word.to };
}
