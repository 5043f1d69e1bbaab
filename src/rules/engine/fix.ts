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
 * than it was, or its findings where they were, is taken back and goes without those fixes; a fix that in the end left a
 * finding that was not there is not made at all. Both are said.
 */
export async function fix(sources: readonly Source[], asked: FixOptions): Promise<Fixed> {
  const options = { ...asked, edits: true };
  const first = await look(sources, options);
  const refused = new Map<string, Spoilt>();
  const refuse = (spoilt: Spoilt): void => {
    const key = identity(spoilt.hit.finding);
    if (!refused.has(key)) refused.set(key, spoilt);
  };

  let made = await rounds(sources, first, refused, refuse, options);
  for (let again = 0; made.bringing.length > 0 && again < roundsMax; again++) {
    made.bringing.forEach(refuse);
    made = await rounds(sources, first, refused, refuse, options);
  }

  const { texts, now } = made;
  const there = new Set(first.hits.map(({ finding }) => identity(finding)));
  const notes = [...refused].flatMap(([key, { hit, why }]) =>
    there.has(key) ? [`${hit.finding.file}:${hit.finding.line} ${hit.finding.rule} was left as it is: its fix ${why}.`] : [],
  );
  const changed = new Map([...texts].filter(([path, text]) => sources.find((source) => source.path === path)?.text !== text));
  const left = countBy(now.hits, identity);
  const fixed: Finding[] = [];
  for (const { finding, suppressed } of first.hits) {
    const key = identity(finding);
    const remaining = left.get(key) ?? 0;
    if (remaining > 0) left.set(key, remaining - 1);
    else if (suppressed === undefined) fixed.push(finding);
  }
  return { files: changed, fixed, after: now, notes };
}

interface Spoilt {
  readonly hit: Hit;
  readonly why: string;
}

/** All rounds there are to make; `bringing`: fixes that must not be made, as they left a finding that was not there, or undo each other. */
async function rounds(
  sources: readonly Source[],
  first: Looked,
  refused: ReadonlyMap<string, Spoilt>,
  refuse: (spoilt: Spoilt) => void,
  options: FixOptions,
): Promise<{ readonly texts: ReadonlyMap<string, string>; readonly now: Looked; readonly bringing: readonly Spoilt[] }> {
  const texts = new Map(sources.map((source) => [source.path, source.text]));
  const had = countBy(first.hits, about);
  /** After which fixes a finding was first there that was not at the beginning. */
  const since = new Map<string, readonly Hit[]>();
  /** Texts that a file has had: one that comes back is fixes that undo each other. */
  const past = new Map(sources.map(({ path, text }) => [path, new Set([text])]));
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
    const back = new Set([...before].filter(([path, was]) => texts.get(path) !== was && past.get(path)?.has(texts.get(path) ?? '')).map(([path]) => path));
    if (back.size > 0) {
      const circling = chosen.filter((hit) => hit.edits?.some((edit) => back.has(edit.file)));
      return { texts, now, bringing: circling.map((hit) => ({ hit, why: 'would undo what another has made' })) };
    }
    const next = await look(asSources(texts), options);
    const spoilt = spoiltBy(now, next, chosen);
    if (spoilt.length > 0) {
      spoilt.forEach(refuse);
      // The round is taken back as a whole; the next one goes without those fixes.
      for (const [path, text] of before) texts.set(path, text);
      continue;
    }
    now = next;
    for (const path of before.keys()) past.get(path)?.add(texts.get(path) ?? '');
    for (const [key, count] of countBy(now.hits, about)) if (count > (had.get(key) ?? 0) && !since.has(key)) since.set(key, chosen);
  }
  // What a later round took away again does not count.
  const left = countBy(now.hits, about);
  const brought = now.hits.filter(({ finding, suppressed }) => {
    const key = about(finding);
    return suppressed === undefined && (left.get(key) ?? 0) > (had.get(key) ?? 0);
  });
  const bringing = brought.flatMap(({ finding }) => {
    const chosen = since.get(about(finding)) ?? [];
    const same = chosen.filter((hit) => hit.finding.resource === finding.resource);
    const near = chosen.filter((hit) => hit.edits?.some((edit) => edit.file === finding.file));
    const why = `would bring ${finding.rule}`;
    return (same.length > 0 ? same : near.length > 0 ? near : chosen).map((hit) => ({ hit, why }));
  });
  return { texts, now, bringing };
}

function choose(hits: readonly Hit[], refused: ReadonlyMap<string, Spoilt>, options: FixOptions): { edits: Edit[]; chosen: Hit[] } {
  const taken = new Set<string>();
  const edits: Edit[] = [];
  const chosen: Hit[] = [];
  for (const hit of hits) {
    if (!hit.edits || hit.suppressed !== undefined || taken.has(hit.target) || refused.has(identity(hit.finding))) continue;
    if (hit.replaces && !options.replacing) continue;
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
function spoiltBy(before: Looked, after: Looked, chosen: readonly Hit[]): Spoilt[] {
  const had = countBy(before.hits, identity);
  const has = countBy(after.hits, identity);
  const spoilt: Spoilt[] = [];
  for (const hit of chosen) {
    const key = identity(hit.finding);
    const files = new Set((hit.edits ?? []).map((edit) => edit.file));
    if ([...files].some((file) => (after.errors.get(file) ?? 0) > (before.errors.get(file) ?? 0)))
      spoilt.push({ hit, why: 'would leave a text that can no longer be read' });
    else if ((has.get(key) ?? 0) >= (had.get(key) ?? 0)) spoilt.push({ hit, why: 'would not make the finding go away' });
  }
  return spoilt;
}

const identity = (finding: Finding): string => `${finding.rule} ${finding.file} ${finding.resource} ${finding.message}`;
/** Without its words, which may change with what stands beside it. */
const about = (finding: Finding): string => `${finding.rule} ${finding.file} ${finding.resource}`;

function countBy(hits: readonly Hit[], key: (finding: Finding) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { finding, suppressed } of hits) if (suppressed === undefined) counts.set(key(finding), (counts.get(key(finding)) ?? 0) + 1);
  return counts;
}

const asSources = (texts: ReadonlyMap<string, string>): Source[] => [...texts].map(([path, text]) => ({ path, text }));
