import { Cluster, type KubernetesObject } from '../kubernetes/object.ts';
import type { Build } from '../kustomize/build.ts';
import type { BuiltObject } from '../kustomize/built-object.ts';
import type { KubernetesRule, Problem } from '../rule.ts';
import { problemsOf, report, type Subject } from './hit.ts';
import type { Collector } from './look.ts';

/** All objects as they come together: those of one build, and what stands beside it. */
export class BuiltCluster extends Cluster {
  /** Somebody asked for all there is. */
  isAsked = false;
  private readonly beside: Cluster;
  private readonly isOther: (object: KubernetesObject) => boolean;

  /** `isOther`: of what stands beside it, what it has nothing to do with: other overlays make the same objects otherwise. */
  constructor(objects: readonly KubernetesObject[], beside: Cluster, isOther: (object: KubernetesObject) => boolean) {
    super(objects);
    this.beside = beside;
    this.isOther = isOther;
  }

  override all(kind: string, namespace?: string): readonly KubernetesObject[] {
    this.isAsked = true;
    return this.shown(kind, namespace);
  }

  override shown(kind: string, namespace?: string): readonly KubernetesObject[] {
    return [...super.shown(kind, namespace), ...this.beside.shown(kind, namespace).filter(this.isOther)];
  }
}

/** Objects that overlays make, with what stands beside each build. */
export function clustersOf(builds: readonly Build[], plain: readonly KubernetesObject[]): ReadonlyMap<string, BuiltCluster> {
  const everything = new Cluster([...plain, ...builds.flatMap((build) => build.objects)]);
  const group = groups(builds);
  return new Map(
    builds.map((build) => [
      build.root,
      new BuiltCluster(build.objects, everything, (object) => !('root' in object) || group.get((object as BuiltObject).root) !== group.get(build.root)),
    ]),
  );
}

/** Builds that share an object are alternatives to each other. */
function groups(builds: readonly Build[]): ReadonlyMap<string, string> {
  const parent = new Map<string, string>();
  const top = (one: string): string => {
    let at = one;
    for (let above = parent.get(at); above !== undefined && above !== at; above = parent.get(at)) at = above;
    return at;
  };
  const owner = new Map<string, string>();
  for (const { root, objects } of builds) {
    parent.set(root, root);
    for (const { origin } of objects) {
      const other = owner.get(origin);
      if (other === undefined) owner.set(origin, root);
      else parent.set(top(root), top(other));
    }
  }
  return new Map(builds.map(({ root }) => [root, top(root)]));
}

/** How many kustomizations a finding names that not all of them make. */
const namesMax = 3;

/** Judges what all builds make of one object, telling what they have in common once. */
export function judge(
  same: readonly BuiltObject[],
  rules: readonly KubernetesRule[],
  clusters: ReadonlyMap<string, BuiltCluster>,
  wholes: ReadonlySet<string>,
  subjectOf: (object: BuiltObject) => Subject,
  told: Set<string>,
  collector: Collector,
): void {
  for (const rule of rules) {
    const found = new Map<string, { readonly object: BuiltObject; readonly problem: Problem; readonly roots: string[] }>();
    for (const object of same) {
      const cluster = clusters.get(object.root);
      if (cluster === undefined) continue;
      cluster.isAsked = false;
      const problems = collector.attempt(rule, object.address, () => problemsOf(rule.check(object, cluster, collector.given(rule)))) ?? [];
      // What is out of sight may be what it misses.
      if (cluster.isAsked && !wholes.has(object.root)) continue;
      for (const problem of problems) {
        const at = problem.at ?? object.span();
        const key = `${(at.file ?? object.file).path} ${at.start} ${at.end} ${problem.message}`;
        // One line of a patch or a kustomization that makes the same of many objects is told once.
        const isElsewhere = at.file !== undefined && at.file !== object.file;
        if (isElsewhere && told.has(`${rule.id} ${key}`) && !found.has(key)) continue;
        if (isElsewhere) told.add(`${rule.id} ${key}`);
        const known = found.get(key);
        if (known === undefined) found.set(key, { object, problem, roots: [object.root] });
        else if (known.roots.at(-1) !== object.root) known.roots.push(object.root);
      }
    }
    const all = new Set(same.map(({ root }) => root)).size;
    for (const [object, own] of Map.groupBy(found.values(), (one) => one.object)) {
      const problems = own.map(({ problem, roots }) =>
        roots.length === all ? problem : { ...problem, message: `${problem.message} So it is built by ${named(roots)}.` },
      );
      const cluster = clusters.get(object.root);
      report(rule, problems, subjectOf(object), () => cluster && rule.fix?.(object, cluster, collector.given(rule)), collector);
    }
  }
}

const named = (roots: readonly string[]): string => {
  const folders = roots.map((root) => root.slice(0, Math.max(0, root.lastIndexOf('/'))) || 'the top folder');
  return folders.length > namesMax ? `${folders.slice(0, namesMax).join(', ')} and ${folders.length - namesMax} more` : folders.join(', ');
};
