import type { Environment, EnvironmentName } from '../domain/environment.ts';
import type { Target } from '../domain/impact.ts';

/** Words of names, as teams write them; a word counts alone, so that `product` and `delivery` say nothing. */
const words: ReadonlyMap<string, EnvironmentName> = new Map([
  ...named('prod', 'prod production prd live'),
  ...named('staging', 'staging stage stg preprod preproduction nonprod uat qa acceptance canary'),
  ...named('dev', 'dev devel development sandbox sbx test testing tst local localhost kind minikube lab playground demo'),
]);

/** Inputs of tools that name a place. */
const places = new Set(['directory', 'workspace', 'context', 'namespace', 'profile', 'out', 'varFiles', 'release', 'bucket']);
/** Facts that name a place by its own name; numbers, hashes and addresses may hold such a word by chance, and a branch is no environment. */
const telling = new Set(['environment', 'context', 'cluster', 'namespace', 'workspace', 'profile', 'directory', 'bucket', 'release', 'varFiles']);
const gravity: readonly EnvironmentName[] = ['dev', 'staging', 'prod'];

export interface Signals {
  /** What the person said: `--environment`, or a profile. */
  readonly given?: Environment | undefined;
  readonly target?: Target | undefined;
  readonly input?: unknown;
}

/**
 * Where a step would act. The gravest sign counts: a profile called dev does not make a cluster called prod a sandbox.
 * `environment` among the target's facts comes from variables, tags and labels, `varFiles` from a saved plan; both hold one
 * name or several, with `, ` between them.
 */
export function environmentOf({ given, target, input }: Signals): Environment {
  const signs: Environment[] = given === undefined ? [] : [given];
  for (const [fact, value] of Object.entries(target?.facts ?? {})) if (telling.has(fact)) for (const one of value.split(', ')) signs.push(said(fact, one));
  if (input !== null && typeof input === 'object')
    for (const [key, value] of Object.entries(input))
      if (places.has(key)) for (const one of Array.isArray(value) ? value : [value]) if (typeof one === 'string') signs.push(said(key, one));
  const nobody: Environment = { name: 'unknown', because: 'nothing says which environment it is' };
  return signs.reduce((grave, sign) => (gravity.indexOf(sign.name) > gravity.indexOf(grave.name) ? sign : grave), nobody);
}

const inWords: ReadonlyMap<string, string> = new Map([['varFiles', 'file of variables']]);

const said = (what: string, name: string): Environment => ({ name: environmentNamed(name), because: `the ${inWords.get(what) ?? what} is called ${name}` });

/** What people call it: `Production`, `prd`, `my-app-staging`. Of several words the gravest counts; `pre-prod` is one word. */
export function environmentNamed(name: string): EnvironmentName {
  const parts = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/\b(pre|non)[^a-z](?=prod)/g, '$1')
    .split(/[^a-z]+/);
  return parts.reduce<EnvironmentName>((grave, part) => {
    const found = words.get(part);
    return found !== undefined && gravity.indexOf(found) > gravity.indexOf(grave) ? found : grave;
  }, 'unknown');
}

function named(name: EnvironmentName, all: string): readonly (readonly [string, EnvironmentName])[] {
  return all.split(' ').map((word) => [word, name]);
}
