import { digestOf } from '../../../base/hash.ts';
import { allRules } from '../../../rules/all.ts';
import { type Configuration, noConfiguration, readConfiguration, withOwn } from '../../../rules/engine/configuration.ts';
import type { Rule } from '../../../rules/rule.ts';
import { readSource, walk } from './disk-index.ts';

/** What a folder says of the rules, where all of it is looked at. `openText`: of a file in an editor. */
export async function configured(
  { root, walk: isWalked }: { readonly root: string; readonly walk: boolean },
  openText: (path: string) => string | undefined,
): Promise<{ readonly configuration: Configuration; readonly rules: readonly Rule[]; readonly digest: string }> {
  const text = async (path: string): Promise<string | undefined> => {
    const read = openText(path) ?? (await readSource(root, path));
    return typeof read === 'string' ? read : undefined;
  };
  const ownRules = async (): Promise<readonly string[]> => (isWalked ? await walk(root, '.nimbus/rules') : []);
  const configuration = isWalked ? await readConfiguration({ text, ownRules }, allRules) : noConfiguration;
  const { settings, known, own } = configuration;
  const digest = digestOf([
    JSON.stringify(settings),
    JSON.stringify([...(known ?? [])]),
    JSON.stringify(own.map((rule) => [rule.id, String(rule.source), rule.severity])),
    ...(await Promise.all((await ownRules()).map(async (path) => `${path}\n${(await text(path)) ?? ''}`))),
  ]);
  return { configuration, rules: withOwn(allRules, own), digest };
}
