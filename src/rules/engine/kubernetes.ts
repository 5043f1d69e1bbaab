import { Cluster, fieldsOf, type KubernetesObject } from '../kubernetes/object.ts';
import { kustomizePatches, templatesOfCharts } from '../kubernetes/packages.ts';
import { parseManifests } from '../kubernetes/parse.ts';
import { podKinds } from '../kubernetes/pod.ts';
import type { KubernetesRule, Rule } from '../rule.ts';
import { TextFile } from '../text.ts';
import { problemsOf, report, type Subject } from './hit.ts';
import type { Collector } from './look.ts';
import type { ScanLimits, Source } from './source.ts';
import { type Suppression, suppressionsOf } from './suppress.ts';

export function lookAtKubernetes(sources: readonly Source[], rules: readonly Rule[], collector: Collector, limits: ScanLimits): void {
  const templates = templatesOfCharts(sources);
  for (const [chart, count] of templates.charts)
    collector.note(`${chart} is a Helm chart: its ${count} templates are no YAML until they are rendered, and were not checked.`);
  const patches = kustomizePatches(sources);
  const objects: KubernetesObject[] = [];
  for (const { path, text } of sources) {
    collector.options.signal?.throwIfAborted();
    if (templates.files.has(path) || patches.has(path)) continue;
    const read = collector.options.manifests?.read(path, text, limits) ?? parseManifests(new TextFile(path, text), limits);
    for (const note of read.notes) collector.note(note);
    objects.push(...read.objects);
  }
  const cluster = new Cluster(objects);
  const byKind = Map.groupBy(
    (rules as readonly KubernetesRule[]).flatMap((rule) =>
      rule.targets.flatMap((target) => (target === 'Pod*' ? podKinds : [target])).map((kind) => ({ rule, kind })),
    ),
    ({ kind }) => kind,
  );
  const suppressions = new Map<TextFile, readonly Suppression[]>();
  for (const object of objects) {
    const interested = [...(byKind.get(object.kind) ?? []), ...(byKind.get('*') ?? [])];
    if (interested.length === 0 || !collector.asks(object.file.path)) continue;
    let comments = suppressions.get(object.file);
    if (!comments) {
      comments = commentsOf(object.file);
      suppressions.set(object.file, comments);
    }
    const subject = subjectOf(object, comments);
    for (const { rule } of interested) {
      const problems = collector.attempt(rule, object.address, () => problemsOf(rule.check(object, cluster, collector.given(rule))));
      if (problems) report(rule, problems, subject, () => rule.fix?.(object, cluster, collector.given(rule)), collector);
    }
  }
}

function subjectOf(object: KubernetesObject, suppressions: readonly Suppression[]): Subject {
  const range = object.node([])?.range;
  const whole = range ? { start: range[0], end: range[1] } : { start: 0, end: object.file.text.length };
  const from = object.file.place(whole.start).line;
  const to = object.file.place(whole.end).line;
  // A comment right above the object, or before its first key, is about all of it.
  const own = suppressions.map((one) => (one.covers.from === from || one.line === from - 1 ? { ...one, covers: { from, to } } : one));
  return { file: object.file, address: object.address, header: object.span(), whole, suppressions: own, ignored: (ids) => ignoredByAnnotation(object, ids) };
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

function commentsOf(file: TextFile): readonly Suppression[] {
  if (!/(ignore|skip)/.test(file.text)) return [];
  const spans = [...file.text.matchAll(/(^|[ \t])#[^\n\r]*/gm)].map((match) => ({
    start: match.index + (match[1]?.length ?? 0),
    end: match.index + match[0].length,
  }));
  return suppressionsOf(file, spans);
}
