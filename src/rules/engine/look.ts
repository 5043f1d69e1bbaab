import type { Finding } from '../../domain/finding.ts';
import { parseDockerfile } from '../docker/parse.ts';
import type { Edit } from '../edit.ts';
import type { TerraformReader } from '../hcl/reader.ts';
import type { ManifestReader } from '../kubernetes/reader.ts';
import type { Given, Rule } from '../rule.ts';
import { fingerprint } from './baseline.ts';
import { lookAtDocker } from './docker.ts';
import { lookAtKubernetes } from './kubernetes.ts';
import { applies, givenTo, type Settings } from './settings.ts';
import { kindOf, type ScanLimits, type Source, type SourceKind, scanLimits } from './source.ts';
import { lookAtTerraform } from './terraform.ts';

export interface LookOptions {
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  /** `YYYY-MM-DD`: suppressions end. */
  readonly today: string;
  readonly limits?: ScanLimits;
  /** Findings in other files are left out; those files only lend their values. */
  readonly within?: (path: string) => boolean;
  readonly signal?: Pick<AbortSignal, 'throwIfAborted'>;
  /** Keep what would fix each finding, not only whether there is something. Default: false. */
  readonly edits?: boolean;
  /** Tell each finding's fix in lines and columns, for reports, which may be applied as a whole: none that replaces. Default: false. */
  readonly replacements?: boolean;
  /** Fingerprints of findings that are known: they are kept quiet. */
  readonly known?: ReadonlySet<string>;
  /** Remembers what it read, for those who look again and again. */
  readonly reader?: TerraformReader;
  readonly manifests?: ManifestReader;
  /** Paths of what is there, though it is not among the sources. Default: what is not among them is not there. */
  readonly unread?: ReadonlySet<string>;
  /** There may be manifests besides the sources: nothing is said of what they may hold. Default: false. */
  readonly isPartial?: boolean;
}

/** A finding with what would fix it. */
export interface Hit {
  readonly finding: Finding;
  readonly rule: Rule;
  /** `undefined`: no fix, none that is right here, or not asked for. */
  readonly edits: readonly Edit[] | undefined;
  /** Its fix would make a cloud replace or restart what exists. */
  readonly replaces: boolean;
  /** Its reason, when a comment keeps it quiet. */
  readonly suppressed: string | undefined;
  /** What it is about, in its file: two fixes of one round never meet in the same thing. */
  readonly target: string;
  /** Line, from 1, at which that thing starts. */
  readonly blockLine: number;
}

export interface Looked {
  readonly hits: readonly Hit[];
  readonly files: number;
  readonly notes: readonly string[];
  /** Places that could not be read, by path. */
  readonly errors: ReadonlyMap<string, number>;
}

/** What each language's part hands to the common part. */
export interface Collector {
  readonly options: LookOptions;
  /** Whether findings in a file are wanted; rules need not run on what stands in the others. */
  asks(path: string): boolean;
  add(hit: Hit): void;
  note(text: string): void;
  broken(path: string, places: number): void;
  /** Whether a rule threw before. */
  isOut(rule: Rule): boolean;
  /** What a rule threw: it is named in the notes and left out from there on. */
  leaveOut(rule: Rule, target: string, error: unknown): void;
  /** Runs a rule on one target; one that throws is left out. */
  attempt<T>(rule: Rule, target: string, work: () => T): T | undefined;
  /** The severity a rule has for a file, or `undefined` where it doesn't hold. */
  holds(rule: Rule, path: string): Finding['severity'] | undefined;
  /** The values its parameters have. */
  given(rule: Rule): Given;
}

/** Runs the rules over sources. Pure: the same sources and options give the same hits, in order of file, line and rule. */
export async function look(sources: readonly Source[], options: LookOptions): Promise<Looked> {
  const hits: Hit[] = [];
  const notes: string[] = [];
  const errors = new Map<string, number>();
  const seen = new Map<string, number>();
  const thrown = new Set<string>();
  const given = new Map<Rule, Given>();
  const within = options.within ?? (() => true);
  const limits = options.limits ?? scanLimits;

  const collector: Collector = {
    options,
    asks: within,
    add(hit) {
      const { finding, suppressed } = hit;
      if (!within(finding.file)) return;
      const key = `${finding.rule} ${finding.file} ${finding.line}:${finding.column} ${finding.resource}`;
      const before = seen.get(key);
      if (before !== undefined) {
        // One of several instances of the same block: others may report this one only.
        const there = hits[before];
        if (there && suppressed === undefined && there.suppressed === undefined) hits[before] = withAlso(there, finding.also);
        return;
      }
      seen.set(key, hits.length);
      hits.push(hit);
    },
    note: (text) => notes.push(text),
    broken: (path, places) => errors.set(path, places),
    isOut: (rule) => thrown.size > 0 && thrown.has(rule.id),
    leaveOut(rule, target, error) {
      thrown.add(rule.id);
      notes.push(`Rule ${rule.id} failed at ${target} (${error instanceof Error ? error.message : String(error)}): it was left out, the others ran.`);
    },
    attempt(rule, target, work) {
      if (collector.isOut(rule)) return undefined;
      try {
        return work();
      } catch (error) {
        collector.leaveOut(rule, target, error);
        return undefined;
      }
    },
    given(rule) {
      const known = given.get(rule);
      if (known) return known;
      const made = givenTo(rule, options.settings);
      given.set(rule, made);
      return made;
    },
    holds: (rule, path) => applies(rule, path, options.settings)?.severity,
  };

  const kinds = Map.groupBy(sources, (source) => kindOf(source.path));
  const rules = Map.groupBy(options.rules, (rule) => rule.language);
  const of = (kind: SourceKind): readonly Source[] => kinds.get(kind) ?? [];
  await lookAtTerraform(of('terraform'), of('tfvars'), kinds.get(undefined) ?? [], rules.get('terraform') ?? [], collector);
  lookAtKubernetes(sources, rules, collector, limits);
  for (const { path, text } of of('docker')) if (within(path)) lookAtDocker(parseDockerfile(path, text), rules.get('docker') ?? [], collector);

  const sorted = inOrder(hits);
  return {
    hits: options.known ? withoutKnown(sorted, options.known) : sorted,
    files: sources.filter((source) => kindOf(source.path) !== undefined && within(source.path)).length,
    notes,
    errors,
  };
}

/** By file, line, column and rule. Those of a file mostly come together: so few are compared with many. */
function inOrder(hits: readonly Hit[]): readonly Hit[] {
  const byFile = new Map<string, Hit[]>();
  for (const hit of hits) {
    const same = byFile.get(hit.finding.file);
    if (same) same.push(hit);
    else byFile.set(hit.finding.file, [hit]);
  }
  const sorted: Hit[] = [];
  for (const file of [...byFile.keys()].sort()) {
    const own = byFile.get(file) ?? [];
    own.sort(({ finding: a }, { finding: b }) => a.line - b.line || a.column - b.column || compare(a.rule, b.rule));
    for (const hit of own) sorted.push(hit);
  }
  return sorted;
}

function withAlso(hit: Hit, also: readonly string[]): Hit {
  const more = also.filter((id) => !hit.finding.also.includes(id));
  return more.length === 0 ? hit : { ...hit, finding: { ...hit.finding, also: [...hit.finding.also, ...more] } };
}

/** Why a finding is kept quiet that stands in the baseline. */
export const knownBefore = 'known before, in the baseline';

function withoutKnown(hits: readonly Hit[], known: ReadonlySet<string>): Hit[] {
  const seen = new Map<string, number>();
  return hits.map((hit) => (hit.suppressed === undefined && known.has(fingerprint(hit.finding, seen)) ? { ...hit, suppressed: knownBefore } : hit));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
