import type { Finding } from '../../domain/finding.ts';
import { applyEdits, type Edit } from '../edit.ts';
import { type Hit, type Looked, type LookOptions, look } from './look.ts';
import type { Source } from './source.ts';

export interface FixOptions extends LookOptions {
  /** Only these findings; default: all that have a fix. */
  readonly only?: (finding: Finding) => boolean;
  /** Also fixes that would make a cloud replace or restart what exists. Default: false. */
  readonly replacing?: boolean;
}

export interface Fixed {
  /** Files that changed, with their new text. */
  readonly files: ReadonlyMap<string, string>;
  /** Findings that are gone. */
  readonly fixed: readonly Finding[];
  /** What a look at the new texts says. */
  readonly after: Looked;
  readonly notes: readonly string[];
}

/** Each thing (a resource, an object) takes one fix a round; one that needs more is rare. */
const roundsMax = 40;

/**
 * Makes the fixes, round by round, each round on the texts the last one left. A round that leaves a file less readable
 * than it was, or with a finding that was not there, is taken back in that file, and said.
 */
export async function fix(sources: readonly Source[], asked: FixOptions): Promise<Fixed> {
  const options = { ...asked, edits: true };
  const texts = new Map(sources.map((source) => [source.path, source.text]));
  const first = await look(sources, options);
  const refused = new Set<string>();
  const notes: string[] = [];
  let now = first;

  for (let round = 0; round < roundsMax; round++) {
    const { edits, chosen } = choose(now.hits, refused, options);
    if (chosen.length === 0) break;
    const before = new Map<string, string>();
    for (const path of new Set(edits.map((edit) => edit.file))) {
      const text = texts.get(path);
      if (text === undefined) continue;
      before.set(path, text);
      texts.set(path, applyEdits(path, text, edits).text);
    }
    const next = await look(asSources(texts), options);
    const spoilt = spoiltBy(now, next, chosen);
    if (spoilt.length === 0) {
      now = next;
      continue;
    }
    for (const { hit, why } of spoilt) {
      refused.add(identity(hit.finding));
      notes.push(`${hit.finding.file}:${hit.finding.line} ${hit.finding.rule} was left as it is: its fix ${why}.`);
    }
    // The round is taken back as a whole; the next one goes without those fixes.
    for (const [path, text] of before) texts.set(path, text);
  }

  const changed = new Map([...texts].filter(([path, text]) => sources.find((source) => source.path === path)?.text !== text));
  const left = countBy(now.hits);
  const fixed: Finding[] = [];
  for (const { finding, suppressed } of first.hits) {
    const key = identity(finding);
    const remaining = left.get(key) ?? 0;
    if (remaining > 0) left.set(key, remaining - 1);
    else if (suppressed === undefined) fixed.push(finding);
  }
  return { files: changed, fixed, after: now, notes };
}

function choose(hits: readonly Hit[], refused: ReadonlySet<string>, options: FixOptions): { edits: Edit[]; chosen: Hit[] } {
  const taken = new Set<string>();
  const edits: Edit[] = [];
  const chosen: Hit[] = [];
  for (const hit of hits) {
    if (!hit.edits || hit.suppressed !== undefined || taken.has(hit.target) || refused.has(identity(hit.finding))) continue;
    if (hit.rule.fixReplaces && !options.replacing) continue;
    // Half of a fix is none: one that reaches out of what is asked about is left.
    if (options.within && hit.edits.some((edit) => !options.within?.(edit.file))) continue;
    if (options.only && !options.only(hit.finding)) continue;
    taken.add(hit.target);
    edits.push(...hit.edits);
    chosen.push(hit);
  }
  return { edits, chosen };
}

/** The fixes of a round that did not do what a fix promises. */
function spoiltBy(before: Looked, after: Looked, chosen: readonly Hit[]): { hit: Hit; why: string }[] {
  const had = countBy(before.hits);
  const has = countBy(after.hits);
  const spoilt: { hit: Hit; why: string }[] = [];
  for (const hit of chosen) {
    const file = hit.finding.file;
    const key = identity(hit.finding);
    if ((after.errors.get(file) ?? 0) > (before.errors.get(file) ?? 0)) spoilt.push({ hit, why: 'would leave a text that can no longer be read' });
    else if ((has.get(key) ?? 0) >= (had.get(key) ?? 0)) spoilt.push({ hit, why: 'would not make the finding go away' });
  }
  return spoilt;
}

const identity = (finding: Finding): string => `${finding.rule} ${finding.file} ${finding.resource} ${finding.message}`;

function countBy(hits: readonly Hit[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { finding, suppressed } of hits) if (suppressed === undefined) counts.set(identity(finding), (counts.get(identity(finding)) ?? 0) + 1);
  return counts;
}

const asSources = (texts: ReadonlyMap<string, string>): Source[] => [...texts].map(([path, text]) => ({ path, text }));
