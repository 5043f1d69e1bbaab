import type { Rule } from '../rule.ts';
import { readBaseline } from './baseline.ts';
import { noSettings, type Settings } from './settings.ts';

export const settingsFile = '.nimbus/rules.yaml';
export const ownRulesFolder = '.nimbus/rules';

/** What a workspace says of the rules. Read as data: nothing in it is run. What reads it is loaded where there is something to read. */
export interface Configuration {
  readonly settings: Settings;
  /** The workspace's own rules. */
  readonly own: readonly Rule[];
  /** Fingerprints of the findings in the baseline file. */
  readonly known: ReadonlySet<string> | undefined;
  readonly notes: readonly string[];
}

export const noConfiguration: Configuration = { settings: noSettings, own: [], known: undefined, notes: [] };

/** Where {@link readConfiguration} takes texts from. */
export interface ConfigurationFiles {
  /** `undefined`: not there, or no text, which it has noted itself. */
  text(path: string): Promise<string | undefined>;
  /** Paths of the files in {@link ownRulesFolder}. */
  ownRules(): Promise<readonly string[]>;
}

export async function readConfiguration(files: ConfigurationFiles, rules: readonly Rule[]): Promise<Configuration> {
  const notes: string[] = [];
  const own: Rule[] = [];
  for (const path of (await files.ownRules()).filter((file) => /\.ya?ml$/.test(file))) {
    const text = await files.text(path);
    if (text === undefined) continue;
    const { readOwnRule } = await import('../own/read.ts');
    const read = readOwnRule(path, text);
    if ('rule' in read) own.push(read.rule);
    else notes.push(read.why);
  }
  const written = await files.text(settingsFile);
  const { settings, notes: complaints } =
    written === undefined ? { settings: noSettings, notes: [] } : (await import('./read-settings.ts')).readSettings(written, [...rules, ...own]);
  notes.push(...complaints);
  let known: ReadonlySet<string> | undefined;
  if (settings.baseline !== undefined) {
    const text = await files.text(settings.baseline);
    known = text === undefined ? undefined : readBaseline(text);
    if (known === undefined) notes.push(`The baseline ${settings.baseline} is not there or is none: all findings are told.`);
  }
  return { settings, own, known, notes };
}

/** Ours, and the workspace's own; one of those never takes the place of one of ours. */
export const withOwn = (built: readonly Rule[], own: readonly Rule[]): readonly Rule[] => [
  ...built,
  ...own.filter((rule) => !built.some((other) => other.id === rule.id)),
];
