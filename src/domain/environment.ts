/** How much what is there matters. `unknown` is weighed like `prod`: nobody said that it does not matter. */
export type Environment = 'dev' | 'staging' | 'prod' | 'unknown';

export const environments: readonly Environment[] = ['dev', 'staging', 'prod', 'unknown'];

const words: Readonly<Record<Exclude<Environment, 'unknown'>, readonly string[]>> = {
  dev: ['dev', 'devel', 'develop', 'development', 'sandbox', 'sbx', 'test', 'testing', 'tst', 'local', 'lab', 'playground', 'demo', 'ci', 'preview', 'review'],
  staging: ['staging', 'stage', 'stg', 'preprod', 'pre-prod', 'uat', 'qa', 'acceptance', 'acc', 'integration', 'int', 'canary'],
  prod: ['prod', 'production', 'prd', 'live', 'main'],
};

/** What people call it: `Production`, `prd`, `my-app-staging`. Of several words in a name the gravest counts; none is `unknown`. */
export function environmentNamed(name: string): Environment {
  const parts = new Set([name.toLowerCase(), ...name.toLowerCase().split(/[^a-z]+/)]);
  const found = (['prod', 'staging', 'dev'] as const).filter((environment) => words[environment].some((word) => parts.has(word)));
  // `pre-prod` is its own word, though `prod` is a part of it.
  if (/pre-?prod/.test(name.toLowerCase())) return 'staging';
  return found[0] ?? 'unknown';
}
