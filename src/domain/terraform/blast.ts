import { actOf } from './action.ts';
import { withoutKeys } from './address.ts';
import type { Configuration } from './configuration.ts';
import type { PlanJson } from './plan-json.ts';

/** What else a plan reaches: resources that stay as they are but depend on one that changes. */
export interface BlastRadius {
  /** Addresses of resource instances that change: made, updated, replaced, deleted, forgotten or not understood. */
  readonly resources: readonly string[];
  /** How many of them are there already. */
  readonly changing: number;
  /** Instances that do not change themselves and depend on one that does, directly or through others; nearest first. */
  readonly dependents: readonly Dependent[];
  /** Modules with something that changes, `root` for the root module. */
  readonly modules: readonly string[];
  /** Providers of what changes: `registry.terraform.io/hashicorp/aws`. */
  readonly providers: readonly string[];
}

export interface Dependent {
  readonly address: string;
  /** The instance, or its resource where it has several, that changes. */
  readonly of: string;
}

/** What does not change and still depends on what does. Linear in resources and references. */
export function blastRadiusOf(plan: PlanJson): BlastRadius {
  const graph = graphOf(plan);
  const changing = plan.changes.filter((change) => change.mode === 'managed' && touches(change.actions));
  const touched = new Set(changing.map((change) => change.address));
  const near = new Map<string, { readonly of: string; readonly distance: number }>();
  let edge: readonly string[] = [...new Set(changing.map((change) => withoutKeys(change.address)))];
  for (const resource of edge) near.set(resource, { of: resource, distance: 0 });
  while (edge.length > 0) {
    const next: string[] = [];
    for (const resource of edge) {
      const from = near.get(resource);
      if (from === undefined) continue;
      for (const dependent of graph.dependents.get(resource) ?? []) {
        if (near.has(dependent)) continue;
        near.set(dependent, { of: from.of, distance: from.distance + 1 });
        next.push(dependent);
      }
    }
    edge = next;
  }
  const dependents: Dependent[] = [];
  for (const [resource, { of, distance }] of near) {
    if (distance === 0) continue;
    for (const address of graph.instances.get(resource) ?? []) if (!touched.has(address)) dependents.push({ address, of });
  }
  return {
    resources: plan.changes.filter((change) => change.mode === 'managed' && !still.has(actOf(change.actions))).map((change) => change.address),
    changing: changing.length,
    dependents,
    modules: [...new Set(changing.map((change) => (change.module === '' ? 'root' : change.module)))],
    providers: [...new Set(changing.map((change) => change.provider))].filter((provider) => provider !== ''),
  };
}

/** How many managed resource instances depend on an instance: those that refer to it, and where there is a state, through others too. */
export function dependentsIn(plan: PlanJson): (address: string) => number {
  const graph = graphOf(plan);
  return (address) => {
    let number = 0;
    for (const dependent of graph.dependents.get(withoutKeys(address)) ?? []) number += graph.instances.get(dependent)?.length ?? 0;
    return number;
  };
}

/** Something that depends on an instance; `distance` 1: it refers to it itself. */
export interface Reached {
  readonly address: string;
  readonly distance: number;
}

/** All that depends on an instance, directly or through others, nearest first; what changes too is in it. */
export function reachOf(plan: PlanJson): (address: string) => readonly Reached[] {
  const graph = graphOf(plan);
  return (address) => {
    const seen = new Set([withoutKeys(address)]);
    const found: Reached[] = [];
    let edge: readonly string[] = [...seen];
    for (let distance = 1; edge.length > 0; distance++) {
      const next: string[] = [];
      for (const resource of edge)
        for (const dependent of graph.dependents.get(resource) ?? []) {
          if (seen.has(dependent)) continue;
          seen.add(dependent);
          next.push(dependent);
          for (const instance of graph.instances.get(dependent) ?? []) found.push({ address: instance, distance });
        }
      edge = next;
    }
    return found;
  };
}

/** What changes nothing. */
const still: ReadonlySet<string> = new Set(['nothing', 'read']);

const touches = (actions: readonly string[]): boolean => {
  const act = actOf(actions);
  return act !== 'nothing' && act !== 'read' && act !== 'create';
};

interface Graph {
  /** Resource, without keys → resources that refer to it. */
  readonly dependents: ReadonlyMap<string, ReadonlySet<string>>;
  /** Resource → its instances that exist, or will. */
  readonly instances: ReadonlyMap<string, readonly string[]>;
}

/**
 * References of the configuration, followed through inputs and outputs of modules, and what the state says each instance was made
 * after: that also knows of local values, which the configuration in a plan leaves out, and of what is in no configuration any more.
 */
function graphOf(plan: PlanJson): Graph {
  const known = graphs.get(plan);
  if (known !== undefined) return known;
  const graph = buildGraph(plan);
  graphs.set(plan, graph);
  return graph;
}

const graphs = new WeakMap<PlanJson, Graph>();

function buildGraph(plan: PlanJson): Graph {
  const dependents = new Map<string, Set<string>>();
  const add = (resource: string, dependent: string): void => {
    if (resource === dependent) return;
    const all = dependents.get(resource);
    if (all === undefined) dependents.set(resource, new Set([dependent]));
    else all.add(dependent);
  };
  // By module: the same few references come up in many resources.
  const resolved = new Map<string, Map<string, readonly string[]>>();
  for (const [address, { module, references }] of plan.configuration.resources) {
    const within = resolved.get(module) ?? new Map<string, readonly string[]>();
    resolved.set(module, within);
    for (const reference of references) {
      const known = within.get(reference) ?? resolve(reference, module, plan.configuration);
      within.set(reference, known);
      for (const resource of known) add(resource, address);
    }
  }
  for (const [address, made] of plan.prior.dependsOn) {
    if (made.length === 0) continue;
    const dependent = withoutKeys(address);
    for (const resource of made) add(withoutKeys(resource), dependent);
  }
  const instances = new Map<string, string[]>();
  for (const change of plan.changes) {
    if (change.mode !== 'managed') continue;
    const resource = withoutKeys(change.address);
    const all = instances.get(resource);
    if (all === undefined) instances.set(resource, [change.address]);
    else all.push(change.address);
  }
  return { dependents, instances };
}

/** The resources a reference comes from; none for what is no resource. Cycles through modules end, as a name is followed once. */
function resolve(reference: string, module: string, configuration: Configuration): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const open: (readonly [name: string, within: string])[] = [[reference, module]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [name, within] = next;
    const key = `${within}|${name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const parts = withoutKeys(name).split('.');
    const [first, second, third] = parts;
    if (first === undefined || second === undefined) continue;
    if (first === 'var') {
      const caller = within.includes('.module.') ? within.slice(0, within.lastIndexOf('.module.')) : '';
      for (const inner of configuration.modules.get(within)?.inputs.get(second) ?? []) open.push([inner, caller]);
    } else if (first === 'module') {
      const below = join(within, `module.${second}`);
      // `module.net` comes along with `module.net.vpc_id`, which says more.
      if (third !== undefined) for (const inner of configuration.outputs.get(join(below, `output.${third}`)) ?? []) open.push([inner, below]);
    } else {
      const resource = join(within, first === 'data' ? parts.slice(0, 3).join('.') : `${first}.${second}`);
      if (configuration.resources.has(resource)) found.add(resource);
    }
  }
  return [...found];
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
