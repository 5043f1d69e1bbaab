import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Build } from '../kustomize/build.ts';
import type { Kustomization } from '../kustomize/kustomization.ts';
import { KustomizeTree } from '../kustomize/tree.ts';
import type { KustomizeRule, Rule } from '../rule.ts';
import { problemsOf, report } from './hit.ts';
import type { Collector } from './look.ts';
import type { ScanLimits, Source } from './source.ts';
import { commentsOf } from './yaml-comments.ts';

export interface Kustomized {
  readonly tree: KustomizeTree;
  /** What the kustomizations make that are asked about. */
  readonly builds: readonly Build[];
}

/** Builds what the kustomizations among the sources make, and checks them themselves. */
export function lookAtKustomize(
  sources: readonly Source[],
  rules: readonly Rule[],
  objects: (path: string) => readonly KubernetesObject[],
  collector: Collector,
  limits: ScanLimits,
): Kustomized {
  const { manifests, unread } = collector.options;
  const tree = new KustomizeTree(sources, { limits, objects, ...(unread ? { unread } : {}), ...(manifests ? { reader: manifests.kustomize } : {}) });
  for (const note of tree.notes) collector.note(note);
  const builds: Build[] = [];
  const used = new Set<string>();
  for (const root of tree.roots) {
    collector.options.signal?.throwIfAborted();
    const made = attempt(
      () => tree.build(root),
      (why) => collector.note(`${root.file.path} could not be built (${why}): what it makes was not checked.`),
    );
    if (made === undefined) continue;
    for (const path of made.inputs) used.add(path);
    if (![...made.inputs].some((path) => collector.asks(path))) continue;
    for (const note of made.notes) collector.note(note);
    builds.push(made);
  }
  for (const one of tree.kustomizations) {
    if (!collector.asks(one.file.path)) continue;
    if (one.isComponent && !used.has(one.file.path)) collector.note(`${one.file.path} is a component that nothing here uses: what it makes was not checked.`);
    const subject = subjectOf(one);
    for (const rule of rules as readonly KustomizeRule[]) {
      const problems = collector.attempt(rule, one.address, () => problemsOf(rule.check(one, tree, collector.given(rule))));
      if (problems) report(rule, problems, subject, () => rule.fix?.(one, tree, collector.given(rule)), collector);
    }
  }
  return { tree, builds };
}

/** A build that throws is a mistake of ours: it is named, and the scan goes on. */
function attempt<T>(work: () => T, broken: (why: string) => void): T | undefined {
  try {
    return work();
  } catch (error) {
    broken(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function subjectOf(one: Kustomization) {
  const range = one.node([])?.range;
  const whole = range ? { start: range[0], end: range[1] } : { start: 0, end: one.file.text.length };
  return { file: one.file, address: one.address, header: one.span(), whole, suppressions: commentsOf(one.file) };
}
