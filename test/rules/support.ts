import { allRules } from '../../src/rules/all.ts';
import { type Looked, type LookOptions, look } from '../../src/rules/engine/look.ts';
import { noSettings } from '../../src/rules/engine/settings.ts';
import type { Source } from '../../src/rules/engine/source.ts';

export const options: LookOptions = { rules: allRules, settings: noSettings, today: '2026-01-15' };

export const sourcesOf = (files: Readonly<Record<string, string>>): Source[] => Object.entries(files).map(([path, text]) => ({ path, text }));

/** One finding a line: `main.tf:3 aws_kms_key.main aws-kms-rotation`, those kept quiet with their reason behind. */
export const linesOf = (looked: Looked): string[] =>
  looked.hits.map(
    ({ finding, suppressed }) =>
      `${finding.file}:${finding.line} ${finding.resource} ${finding.rule}${suppressed === undefined ? '' : ` (quiet: ${suppressed})`}`,
  );

/** What the named rules find. */
export const findings = async (files: Readonly<Record<string, string>>, rules: readonly string[], more: Partial<LookOptions> = {}): Promise<string[]> =>
  linesOf(await look(sourcesOf(files), { ...options, rules: allRules.filter((rule) => rules.includes(rule.id)), ...more }));
