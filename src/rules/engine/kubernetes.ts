import { Cluster, fieldsOf, type KubernetesObject } from '../kubernetes/object.ts';
import { templatesOfCharts } from '../kubernetes/packages.ts';
import { parseManifests } from '../kubernetes/parse.ts';
import { podKinds } from '../kubernetes/pod.ts';
import { BuiltObject } from '../kustomize/built-object.ts';
import type { KubernetesRule, Language, Rule } from '../rule.ts';
import { type Place, TextFile } from '../text.ts';
import { BuiltCluster, clustersOf, judge } from './built.ts';
import { problemsOf, report, type Subject } from './hit.ts';
import { lookAtKustomize } from './kustomize.ts';
import type { Collector } from './look.ts';
import { kindOf, type ScanLimits, type Source } from './source.ts';
import type { Suppression } from './suppress.ts';
import { commentsOf } from './yaml-comments.ts';

export function lookAtKubernetes(
  sources: readonly Source[],
  byLanguage: ReadonlyMap<Language, readonly Rule[]>,
  collector: Collector,
  limits: ScanLimits,
): void {
  const rules = (byLanguage.get('kubernetes') ?? []) as readonly KubernetesRule[];
  const yaml = sources.filter(({ path }) => kindOf(path) === 'yaml');
  const templates = templatesOfCharts(yaml);
  for (const [chart, count] of templates.charts)
    collector.note(`${chart} is a Helm chart: its ${count} templates are no YAML until they are rendered, and were not checked.`);
  /** Objects may be out of sight. */
  let isPartial = collector.options.isPartial === true || [...(collector.options.unread ?? [])].some((path) => kindOf(path) === 'yaml');
  const read = new Map<string, readonly KubernetesObject[]>();
  const texts = new Map(yaml.map(({ path, text }) => [path, text]));
  const objectsIn = (path: string): readonly KubernetesObject[] => {
    const known = read.get(path);
    if (known) return known;
    const text = texts.get(path) ?? '';
    const { objects, notes } = collector.options.manifests?.read(path, text, limits) ?? parseManifests(new TextFile(path, text), limits);
    for (const note of notes) collector.note(note);
    if (notes.length > 0) isPartial = true;
    read.set(path, objects);
    return objects;
  };
  const { tree, builds } = lookAtKustomize(sources, byLanguage.get('kustomize') ?? [], objectsIn, collector, limits);
  const claimed = tree.claimed;
  const plain: KubernetesObject[] = [...tree.kustomizations];
  for (const { path } of yaml) {
    collector.options.signal?.throwIfAborted();
    if (!templates.files.has(path) && !claimed.has(path) && !tree.isOwn(path)) plain.push(...objectsIn(path));
  }
  const interested = interestedIn(rules, collector.options.rules);
  const suppressions = new Map<TextFile, readonly Suppression[]>();
  const comments = (file: TextFile): readonly Suppression[] => {
    const known = suppressions.get(file);
    if (known) return known;
    const made = commentsOf(file);
    suppressions.set(file, made);
    return made;
  };

  const cluster = new BuiltCluster(plain, new Cluster(builds.flatMap((build) => build.objects)), () => true);
  for (const object of plain) {
    const own = interested(object.kind);
    if (own.length === 0 || !collector.asks(object.file.path)) continue;
    const subject = subjectOf(object, comments);
    const { address } = subject;
    for (const rule of own) {
      cluster.isAsked = false;
      const problems = collector.attempt(rule, address, () => problemsOf(rule.check(object, cluster, collector.given(rule))));
      // What is out of sight may be what it misses.
      if (problems && !(cluster.isAsked && isPartial)) report(rule, problems, subject, () => rule.fix?.(object, cluster, collector.given(rule)), collector);
    }
  }
  const clear = builds.filter(({ isClear }) => isClear);
  const clusters = clustersOf(clear, plain);
  const wholes = new Set(clear.flatMap(({ root, isWhole }) => (isWhole && !isPartial ? [root] : [])));
  const same = Map.groupBy(
    clear.flatMap((build) => build.objects),
    ({ origin }) => origin,
  );
  const told = new Set<string>();
  for (const objects of same.values()) {
    collector.options.signal?.throwIfAborted();
    const [first] = objects;
    if (first) judge(objects, interested(first.kind), clusters, wholes, (object) => subjectOf(object, comments), told, collector);
  }
}

type Interested = (kind: string) => readonly KubernetesRule[];

const interests = new WeakMap<readonly Rule[], Interested>();

/** The rules that ask about a kind. Kept for `all`, the rules of a look, as an editor looks again and again with the same. */
function interestedIn(rules: readonly KubernetesRule[], all: readonly Rule[]): Interested {
  const known = interests.get(all);
  if (known) return known;
  const byKind = new Map<string, KubernetesRule[]>();
  for (const rule of rules) {
    for (const kind of rule.targets.flatMap((target) => (target === 'Pod*' ? podKinds : [target]))) {
      const same = byKind.get(kind);
      if (same) same.push(rule);
      else byKind.set(kind, [rule]);
    }
  }
  const ofAny = byKind.get('*') ?? [];
  const ofKind = new Map([...byKind].map(([kind, own]) => [kind, [...own, ...ofAny]]));
  const interested: Interested = (kind) => ofKind.get(kind) ?? ofAny;
  interests.set(all, interested);
  return interested;
}

function subjectOf(object: KubernetesObject, comments: (file: TextFile) => readonly Suppression[]): Subject {
  const range = object instanceof BuiltObject ? undefined : object.node([])?.range;
  const whole = object instanceof BuiltObject ? object.whole : range ? { start: range[0], end: range[1] } : { start: 0, end: object.file.text.length };
  return {
    file: object.file,
    address: object.address,
    object,
    header: object.span(),
    whole,
    suppressions: own(object.file, whole),
    elsewhere: own,
    ignored: (ids) => ignoredByAnnotation(object, ids),
  };

  /** A comment right above the object, or before its first key, is about all of it. */
  function own(file: TextFile, { start, end }: Place): readonly Suppression[] {
    const [from, to] = [file.place(start).line, file.place(end).line];
    return comments(file).map((one) => (one.covers.from === from || one.line === from - 1 ? { ...one, covers: { from, to } } : one));
  }
}

/** Annotations of checkov, kube-linter and kube-score. */
function ignoredByAnnotation(object: KubernetesObject, ids: readonly string[]): string | undefined {
  for (const [key, value] of Object.entries(fieldsOf(object.get(['metadata', 'annotations'])))) {
    const text = String(value);
    if (/^(checkov\.io|bridgecrew\.io)\/skip\d*$/.test(key)) {
      const [id = '', reason = ''] = text.split(/=(.*)/s);
      if (ids.includes(id.trim())) return reason.trim();
    } else if (key.startsWith('ignore-check.kube-linter.io/') && ids.includes(key.slice('ignore-check.kube-linter.io/'.length))) return text;
    else if (key === 'kube-score/ignore' && text.split(',').some((id) => ids.includes(id.trim()))) return '';
    else if (key === 'kube-linter.io/ignore-all') return text;
  }
  return undefined;
}
