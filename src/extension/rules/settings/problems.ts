import type { Document } from 'yaml';
import type { z } from 'zod';
import { yamlDocument } from '../../../base/yaml.ts';
import { issueInWords } from '../../../domain/schema-issue.ts';
import { settingsSchema } from '../../../rules/engine/read-settings.ts';
import { type PlacedProblem, Places, placed } from '../../yaml/places.ts';

/**
 * Everything that is wrong with `.nimbus/rules.yaml`, each at its place. `notes`: what the rules themselves say of a file
 * they can read, such as names of rules that are not there. Pure.
 */
export function problemsIn(text: string, notes: readonly string[]): readonly PlacedProblem[] {
  const document = yamlDocument(text, { logLevel: 'silent', prettyErrors: false });
  if (document.errors.length > 0)
    return document.errors.map(({ pos: [start, end], message }) => placed(text, start, end, `${message}: the rules run with their own settings`, 'warning'));
  const places = new Places(text, document);
  const value = unfolded(document);
  if (value === undefined) return [placed(text, 0, text.length, 'it could not be unfolded: the rules run with their own settings', 'warning')];
  const parsed = settingsSchema.safeParse(value.of ?? {});
  const found = parsed.success ? notes.map((note) => noted(places, note)) : parsed.error.issues.flatMap((issue) => issueAt(places, issue, value.of));
  return found.map(({ start, end, message }) => placed(text, start, end, message, 'warning'));
}

function unfolded(document: Document): { readonly of: unknown } | undefined {
  try {
    return { of: document.toJS({ maxAliasCount: 10 }) };
  } catch {
    return undefined;
  }
}

/** Where a sentence of the rules is about: the rule it names, and the parameter. */
function noted(places: Places, note: string): PlacedProblem {
  const missing = /does not exist: ([\w-]+)/.exec(note)?.[1];
  if (missing !== undefined) return places.key(['rules', missing], note);
  const [, rule, unknown, wrong] = /gives ([\w-]+) (?:a parameter it does not have: ([\w-]+)|a [\w ]+ for ([\w-]+),)/.exec(note) ?? [];
  if (rule !== undefined && unknown !== undefined) return places.key(['rules', rule, 'parameters', unknown], note);
  return rule !== undefined && wrong !== undefined ? places.value(['rules', rule, 'parameters', wrong], note) : places.top(note);
}

function issueAt(places: Places, issue: z.core.$ZodIssue, value: unknown): readonly PlacedProblem[] {
  const path = issue.path.filter((key) => typeof key !== 'symbol');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => places.key([...path, key], `${key} is not a word of this file`));
  if (issue.code !== 'invalid_union') return [places.value(path, issueInWords(issue))];
  // Of what a rule may be set to, a map is meant where a map stands.
  const meant = isMap(at(value, path)) ? issue.errors.at(-1) : undefined;
  if (meant === undefined) return [places.value(path, 'it is none of on, off, info, low, medium, high, critical, and no map of settings')];
  return meant.flatMap((one) => issueAt(places, { ...one, path: [...path, ...one.path] }, value));
}

const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const at = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner === null || typeof inner !== 'object' ? undefined : (inner as Record<string | number, unknown>)[key]), value);
