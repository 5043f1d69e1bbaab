import { nearest } from '../base/nearest.ts';
import { FailureError } from '../domain/failure/failure.ts';
import { badUsage } from '../domain/failure/run.ts';
import { contextKeys, type PlanContext } from '../planner/offline/context.ts';

type Key = keyof typeof contextKeys;

/** Shorter names people use. */
const aliases: Readonly<Record<string, Key>> = {
  branch: 'gitBranch',
  cluster: 'kubeContext',
  context: 'kubeContext',
  kubenamespace: 'namespace',
  ns: 'namespace',
  profile: 'awsProfile',
  region: 'awsRegion',
  terraformworkspace: 'workspace',
  tfworkspace: 'workspace',
  env: 'environment',
  file: 'openFile',
  activefile: 'openFile',
};

/** What `key=value` says. A key that is none is told and passed over: it can't make a plan wrong. */
export function parseContext(given: readonly string[]): { readonly context: PlanContext; readonly warnings: readonly string[] } {
  const known = new Map((Object.keys(contextKeys) as Key[]).map((key) => [key.toLowerCase(), key]));
  const warnings: string[] = [];
  const entries = given.flatMap((pair): [string, string | readonly string[]][] => {
    const [said = '', value] = pair.split(/=(.*)/s);
    if (value === undefined) throw new FailureError(badUsage(`--context ${pair} is not key=value.`, 'For example --context gitBranch=main.'));
    const plain = said.toLowerCase().replaceAll(/[^a-z]/g, '');
    const key = known.get(plain) ?? aliases[plain];
    if (key === undefined) {
      const near = nearest(said, Object.keys(contextKeys));
      warnings.push(`There is no context ${said}; it was passed over.${near === undefined ? '' : ` Did you mean ${near}?`}`);
      return [];
    }
    return [[key, contextKeys[key] === 'list' ? value.split(',').filter(Boolean) : value]];
  });
  return { context: Object.fromEntries(entries), warnings };
}
