import type { z } from 'zod';
import { severities } from '../../domain/finding.ts';
import { type Given, type Rule, standardOf } from '../rule.ts';
import { matches } from './pattern.ts';
import type { settingsSchema } from './read-settings.ts';

export type Settings = z.output<typeof settingsSchema>;
export const noSettings: Settings = { rules: {}, exclude: [] };

/** The values a rule runs with. */
export function givenTo(rule: Rule, settings: Settings): Given {
  const own = settings.rules[rule.id];
  const asked = typeof own === 'object' ? (own.parameters ?? {}) : {};
  const standard = standardOf(rule);
  return Object.fromEntries(Object.entries(standard).map(([name, value]) => [name, sameKind(asked[name], value) ? (asked[name] ?? value) : value]));
}

/** What a value of a parameter is. */
export const kind = (value: unknown): string => (Array.isArray(value) ? 'list' : typeof value);
export const sameKind = (a: unknown, b: unknown): boolean => kind(a) === kind(b);

/** Whether a rule holds for a file, and with which severity. */
export function applies(rule: Rule, path: string, settings: Settings): { readonly severity: Rule['severity'] } | undefined {
  if (settings.exclude.length > 0 && settings.exclude.some((pattern) => matches(pattern, path))) return undefined;
  const own = settings.rules[rule.id];
  if (own === undefined) return rule.optional ? undefined : { severity: rule.severity };
  if (own === false || own === 'off') return undefined;
  if (own === true || own === 'on') return { severity: rule.severity };
  if (typeof own === 'string') return { severity: own };
  if (own.enabled === false || (rule.optional && own.enabled !== true)) return undefined;
  if (own.paths && !own.paths.some((pattern) => matches(pattern, path))) return undefined;
  if (own.exclude?.some((pattern) => matches(pattern, path))) return undefined;
  return { severity: own.severity ?? rule.severity };
}

export const atLeast = (a: Rule['severity'], b: Rule['severity']): boolean => severities.indexOf(a) >= severities.indexOf(b);
