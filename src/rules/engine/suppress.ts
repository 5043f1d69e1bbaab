import type { BlockSyntax, Span } from '../hcl/syntax.ts';
import type { TextFile } from '../text.ts';

/** A comment that keeps a finding quiet. */
export interface Suppression {
  /** Rule ids, ours or another scanner's; `*` is all. */
  readonly ids: readonly string[];
  readonly reason: string;
  /** `YYYY-MM-DD`, the last day it holds. */
  readonly until: string | undefined;
  /** Line of the comment, from 1. */
  readonly line: number;
  /** Lines of what it stands at: the block or the line right after it, or its own line. */
  readonly covers: { readonly from: number; readonly to: number };
  /** It holds for the block around it too, wherever in there it stands: for all of it, or for what is found at its header (what is missing in it). */
  readonly around: 'whole' | 'header' | undefined;
}

/** Where a finding is: its own line, and the lines of the whole thing it is about. */
export interface Where {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

const word = '[\\w.*:/-]+';
const date = '(\\d{4}-\\d{2}-\\d{2})';

/**
 * What a comment says, when it speaks to a scanner: `nimbus:ignore rule reason until=DATE`, `checkov:skip=ID:reason`,
 * `tfsec:ignore:ID`, `trivy:ignore:ID`, `tflint-ignore: rule`, `hadolint ignore=ID`, `check=skip=ID` as Docker's build has it.
 */
export function readDirective(comment: string): { ids: string[]; reason: string; until?: string; around: Suppression['around']; whole: boolean }[] {
  const found: { ids: string[]; reason: string; until?: string; around: Suppression['around']; whole: boolean }[] = [];
  const nimbus = new RegExp(`nimbus:ignore\\s+(${word}(?:\\s*,\\s*${word})*)(.*)$`).exec(comment);
  if (nimbus) {
    const until = new RegExp(`\\buntil=${date}`).exec(nimbus[2] ?? '')?.[1];
    const reason = (nimbus[2] ?? '')
      .replace(new RegExp(`\\buntil=${date}`), '')
      .replace(/\*\/\s*$/, '')
      .replace(/\s+/g, ' ')
      .trim();
    found.push({ ids: split(nimbus[1]), reason, ...(until ? { until } : {}), around: 'header', whole: false });
  }
  for (const match of comment.matchAll(/(?:checkov|bridgecrew|cortex):skip\s*=\s*([A-Z0-9_]+)\s*(?::\s*([^\n]*))?/g)) {
    found.push({ ids: [match[1] ?? ''], reason: (match[2] ?? '').trim(), around: 'whole', whole: false });
  }
  for (const match of comment.matchAll(new RegExp(`(?:tfsec|trivy):ignore:([\\w*.-]+)(?::exp:${date})?`, 'g'))) {
    const until = match[2];
    found.push({ ids: [match[1] ?? ''], reason: '', ...(until ? { until } : {}), around: undefined, whole: false });
  }
  const tflint = new RegExp(`tflint-ignore(-file)?:\\s*(${word}(?:\\s*,\\s*${word})*)`).exec(comment);
  if (tflint) found.push({ ids: split(tflint[2]).map((id) => (id === 'all' ? '*' : id)), reason: '', around: undefined, whole: tflint[1] !== undefined });
  const hadolint = /hadolint\s+(global\s+)?ignore\s*=\s*([\w, ]+)/.exec(comment);
  if (hadolint) found.push({ ids: split(hadolint[2]), reason: '', around: undefined, whole: hadolint[1] !== undefined });
  const build = /^#\s*check\s*=\s*(?:\w+=\w+;)*skip=([\w, ]+)/.exec(comment);
  if (build) found.push({ ids: split(build[1]), reason: '', around: undefined, whole: true });
  return found;
}

const split = (ids: string | undefined): string[] =>
  (ids ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');

/** A word of every directive. */
/** Looked for word by word: a pattern of both was a twelfth of a cold scan. */
const speaks = (text: string): boolean => text.includes('ignore') || text.includes('skip');

/** The suppressions among a file's comments. `blocks` tells what stands at a line; without it a comment covers one line. */
export function suppressionsOf(file: TextFile, comments: readonly Span[], blocks: readonly BlockSyntax[] = []): readonly Suppression[] {
  const result: Suppression[] = [];
  if (!speaks(file.text)) return result;
  const commentLines = new Set(comments.map((comment) => file.place(comment.start).line));
  for (const comment of comments) {
    const text = file.text.slice(comment.start, comment.end);
    if (!speaks(text)) continue;
    const directives = readDirective(text);
    if (directives.length === 0) continue;
    const line = file.place(comment.start).line;
    const alone = file.text.slice(file.lineStart(line), comment.start).trim() === '';
    let target = alone ? file.place(comment.end).line + 1 : line;
    if (alone && text.endsWith('\n')) target -= 1;
    while (alone && target < file.lineCount && commentLines.has(target)) target += 1;
    const to = endOfWhatStartsAt(file, blocks, target) ?? target;
    for (const directive of directives) {
      result.push({
        ids: directive.ids,
        reason: directive.reason,
        until: directive.until,
        line,
        covers: directive.whole ? { from: 1, to: file.lineCount } : { from: target, to },
        around: directive.around,
      });
    }
  }
  return result;
}

/** The last line of the block or attribute that starts at a line. */
function endOfWhatStartsAt(file: TextFile, blocks: readonly BlockSyntax[], line: number): number | undefined {
  for (const block of blocks) {
    const from = file.place(block.start).line;
    const to = file.place(block.end).line;
    if (from === line) return to;
    if (line < from || line > to) continue;
    for (const attribute of block.attributes.values()) if (file.place(attribute.start).line === line) return file.place(attribute.end).line;
    return endOfWhatStartsAt(file, block.blocks, line);
  }
  return undefined;
}

/** The suppression that holds for a finding on a day (`YYYY-MM-DD`), when there is one. */
export function suppressedBy(all: readonly Suppression[], ids: readonly string[], where: Where, today: string): Suppression | undefined {
  return all.find((one) => {
    if (one.until !== undefined && today > one.until) return false;
    if (!one.ids.some((id) => id === '*' || ids.some((own) => sameId(id, own)))) return false;
    if (where.line >= one.covers.from && where.line <= one.covers.to) return true;
    if (where.from >= one.covers.from && where.to <= one.covers.to) return true;
    return one.around !== undefined && (one.around === 'whole' || where.line === where.from) && one.line >= where.from && one.line <= where.to;
  });
}

/** trivy writes `AVD-AWS-0090` and `aws-0090` for the same rule. */
const sameId = (a: string, b: string): boolean => plain(a) === plain(b);
const plain = (id: string): string => id.toLowerCase().replace(/^avd-/, '').replaceAll('_', '-');
