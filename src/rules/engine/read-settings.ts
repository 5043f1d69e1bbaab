import { z } from 'zod';
import { nearest } from '../../base/nearest.ts';
import { yamlDocument } from '../../base/yaml.ts';
import { issueInWords } from '../../domain/schema-issue.ts';
import { type Rule, standardOf } from '../rule.ts';
import { kind, noSettings, type Settings, sameKind } from './settings.ts';

const severity = z.enum(['info', 'low', 'medium', 'high', 'critical']);
const paths = z.array(z.string().min(1)).describe('Patterns over paths in the scanned folder: `*`, `**`, `?`.');

/** `.nimbus/rules.yaml`. */
export const settingsSchema = z.strictObject({
  rules: z
    .record(
      z.string(),
      z.union([
        z.boolean().describe('`on` or `off` for the whole folder.'),
        z.literal(['on', 'off']),
        severity,
        z.strictObject({
          enabled: z.boolean().optional(),
          severity: severity.optional(),
          paths: paths.optional().describe('The rule holds only here.'),
          exclude: paths.optional().describe('The rule does not hold here.'),
          parameters: z
            .record(z.string(), z.union([z.number(), z.string(), z.array(z.string())]))
            .optional()
            .describe('What the rule lets you choose; its page says what.'),
        }),
      ]),
    )
    .default({}),
  exclude: paths.default([]).describe('Nothing here is looked at.'),
  baseline: z.string().min(1).optional().describe('A file with the findings that are known: only new ones are told. Relative to the workspace.'),
});

/** Reads `.nimbus/rules.yaml`. What is wrong in it is told and the rest holds, so that one typing error doesn't switch rules off. */
export function readSettings(text: string, rules: readonly Rule[]): { readonly settings: Settings; readonly notes: readonly string[] } {
  const document = yamlDocument(text, { logLevel: 'silent', prettyErrors: false });
  const mistake = document.errors[0];
  if (mistake) return { settings: noSettings, notes: [`.nimbus/rules.yaml is not valid YAML (${mistake.message}): the rules ran with their own settings.`] };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 10 });
  } catch (error) {
    return {
      settings: noSettings,
      notes: [`.nimbus/rules.yaml could not be unfolded (${error instanceof Error ? error.message : String(error)}): the rules ran with their own settings.`],
    };
  }
  const parsed = settingsSchema.safeParse(value ?? {});
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issueInWords(issue)}`).join('; ');
    return { settings: noSettings, notes: [`.nimbus/rules.yaml was not used: ${problems}.`] };
  }
  const known = new Set(rules.map((rule) => rule.id));
  const notes = Object.keys(parsed.data.rules)
    .filter((id) => !known.has(id))
    .map((id) => {
      const meant = nearest(id, known);
      return `.nimbus/rules.yaml names a rule that does not exist: ${id}${meant ? `; ${meant} does` : ''}.`;
    });
  return { settings: parsed.data, notes: [...notes, ...parameterProblems(rules, parsed.data)] };
}

/** What is wrong with the parameters a workspace gives: names a rule does not have, values of another kind. */
function parameterProblems(rules: readonly Rule[], settings: Settings): string[] {
  return rules.flatMap((rule) => {
    const own = settings.rules[rule.id];
    const standard = standardOf(rule);
    return Object.entries(typeof own === 'object' ? (own.parameters ?? {}) : {}).flatMap(([name, value]) => {
      const wanted = standard[name];
      if (wanted === undefined)
        return [
          `.nimbus/rules.yaml gives ${rule.id} a parameter it does not have: ${name}${Object.keys(standard).length > 0 ? `; it has ${Object.keys(standard).join(', ')}` : ''}.`,
        ];
      return sameKind(value, wanted)
        ? []
        : [`.nimbus/rules.yaml gives ${rule.id} a ${kind(value)} for ${name}, which is a ${kind(wanted)}: it stays ${JSON.stringify(wanted)}.`];
    });
  });
}
