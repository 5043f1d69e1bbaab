import { list } from '../base/say.ts';
import type { Target } from './impact.ts';

/** Which cluster, as the kubeconfig names it. */
export interface ClusterPlace {
  readonly system: 'helm' | 'kubernetes';
  readonly context: string;
  readonly server: string;
  /** What else is known of it. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** What a change touches there: the namespace of each object, `undefined` for one that stands in none. */
export type Touched = Iterable<string | undefined>;

const namedMax = 6;

/**
 * Where a change in a cluster acts: every namespace it touches, whatever the context's own one is, and the cluster as a whole
 * where it touches that. Two runs exclude each other where they share any of it.
 */
export function clusterTarget({ system, context, server, facts = {} }: ClusterPlace, touched: Touched): Target {
  const places = new Set(touched);
  const namespaces = [...places].filter((place) => place !== undefined).toSorted();
  return {
    system,
    label: `context ${context}, ${list([...named(namespaces), ...(places.has(undefined) ? ['the whole cluster'] : [])])}`,
    facts: { context, ...facts, server, ...(namespaces.length === 0 ? {} : { namespace: namespaces.join(several) }) },
    exclusive: [...namespaces, ...(places.has(undefined) ? ['*'] : [])].map((place) => `kubernetes:${server}/${place}`),
  };
}

function named(namespaces: readonly string[]): readonly string[] {
  const [first, ...others] = namespaces;
  if (first === undefined) return [];
  const rest = others.slice(namedMax - 1).length;
  return [`namespace${others.length > 0 ? 's' : ''} ${first}`, ...others.slice(0, namedMax - 1), ...(rest > 0 ? [`${rest} more`] : [])];
}

/** Between the namespaces of the fact `namespace`, where there are several: no name of one holds a comma. */
const several = ', ';
export const namespacesOf = (fact: string): readonly string[] => fact.split(several);
