import { type Alias, isScalar, LineCounter, parseDocument, type Scalar, visit, type YAMLError, type YAMLMap } from 'yaml';
import { answersInvalid, answersMalformed, answersNotAMap, answersTooBig, answersTooTangled } from '../../domain/failure/answers.ts';
import { type Failure, failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import type { Answers, Questionnaire } from '../../domain/question.ts';
import { andAll } from './check.ts';
import { parseJson } from './json.ts';
import { takeAnswers } from './take.ts';

/** The parser is heavy: code that must start quickly loads this file with `import()`. */

export type AnswerFormat = 'json' | 'yaml';

/** Bytes of a file of answers. */
export const answersBytesMax = 64 * 1024;
/** Values YAML aliases may unfold to, so that a few lines can't become gigabytes. */
export const aliasesMax = 100;
/** Levels of nesting; a list of records in a group takes four. */
export const nestingMax = 32;

/** The format a file's name promises; YAML for everything that does not say. */
export const formatOf = (path: string): AnswerFormat => (/\.json$/i.test(path) ? 'json' : 'yaml');

/**
 * Reads a file of answers: a map of ids (`network.cidr: …`), groups with answers below them, or both, bare or as
 * `answers` in `{ nimbus: 1, generator, answers }`. Typed by the questions where that is unambiguous. What the
 * answers say is `checkAll`'s to judge; but when the file can't be taken as it is, those problems come along, all at once.
 */
export function readAnswers(text: string, format: AnswerFormat, questionnaire: Questionnaire): Outcome<Answers> {
  const bytes = Buffer.byteLength(text);
  if (bytes > answersBytesMax) return failed(answersTooBig(bytes, answersBytesMax));
  const read = format === 'json' ? readJson(text) : readYaml(text);
  if (!read.ok) return read;
  const value = read.value ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) return failed(answersNotAMap(Array.isArray(value) ? 'a list' : 'a single value'));
  const { answers, problems, foreign } = takeAnswers(value, questionnaire);
  if (problems.length === 0) return ok(answers);
  return failed(answersInvalid(foreign ? problems : andAll(problems, questionnaire, answers)));
}

function readJson(text: string): Outcome<unknown> {
  const parsed = parseJson(text.replace(/^\uFEFF/, ''), nestingMax);
  if ('value' in parsed) return ok(parsed.value);
  if ('tooDeep' in parsed) return failed(answersTooTangled(`${nestingMax} levels of nesting (nestingMax)`));
  return failed(answersMalformed('JSON', parsed.line, parsed.column, parsed.message));
}

function readYaml(text: string): Outcome<unknown> {
  if (deepestFlow(text) > nestingMax || deepestIndent(text) > nestingMax) return failed(answersTooTangled(`${nestingMax} levels of nesting (nestingMax)`));
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, merge: false, logLevel: 'silent', stringKeys: true });
  const error = document.errors[0];
  if (error !== undefined) return failed(notYaml(error, lines));

  let aliases = 0;
  let unknown: Alias | undefined;
  let twice: Scalar | undefined;
  visit(document, {
    Map: (_key, node) => {
      twice ??= repeatedKey(node);
    },
    Alias: (_key, node) => {
      aliases++;
      if (node.resolve(document) === undefined) unknown ??= node;
      return aliases > aliasesMax ? visit.BREAK : undefined;
    },
    // `1.30` is a version as often as it is a number: keep what was written and let the question decide.
    Scalar: (_key, node) => {
      if (typeof node.value === 'number' && node.source !== undefined && String(node.value) !== node.source) node.value = node.source;
    },
  });
  if (aliases > aliasesMax) return failed(answersTooTangled(`${aliasesMax} aliases (aliasesMax)`));
  const notYamlAt = (node: Alias | Scalar, what: string) => {
    const { line, col } = lines.linePos(node.range?.[0] ?? 0);
    return failed(answersMalformed('YAML', line, col, what));
  };
  if (twice !== undefined) return notYamlAt(twice, 'this key is here twice: keep one of them.');
  if (unknown !== undefined) return notYamlAt(unknown, `nothing above is anchored as &${unknown.source}.`);
  try {
    return ok(document.toJS({ maxAliasCount: aliasesMax }) as unknown);
  } catch (problem) {
    if (problem instanceof ReferenceError) return failed(answersTooTangled(`aliases that unfold to more than ${aliasesMax} values (aliasesMax)`));
    throw problem;
  }
}

/** The parser's own look for repeated keys compares each with each: seconds for a large file. */
function repeatedKey(map: YAMLMap): Scalar | undefined {
  const seen = new Set<unknown>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    if (seen.has(key.value)) return key;
    seen.add(key.value);
  }
  return undefined;
}

function notYaml(error: YAMLError, lines: LineCounter): Failure {
  const { line, col } = lines.linePos(error.pos[0]);
  return answersMalformed('YAML', line, col, explain(error));
}

function explain(error: YAMLError): string {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'a tab is used to indent: use spaces.';
    case 'MISSING_CHAR':
      return `${error.message}: a quote, a colon or a bracket is missing.`;
    case 'BAD_INDENT':
    case 'BAD_ALIAS':
    case 'MULTIPLE_DOCS':
    case 'NON_STRING_KEY':
      return `${error.message}.`;
    default:
      return error.message;
  }
}

/** An upper bound on how deep brackets nest; quoted ones are counted too. */
function deepestFlow(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** An upper bound on how deep blocks nest: `- - - a` nests in one line, and each deeper level is at least one space further in. */
function deepestIndent(text: string): number {
  let deepest = 0;
  const open: number[] = [];
  for (const line of text.split('\n')) {
    const start = /^ *(?:[-?] +)*/.exec(line)?.[0] ?? '';
    if (start.length === line.length) continue;
    while (open.length > 0 && (open.at(-1) ?? 0) >= start.length) open.pop();
    open.push(start.length);
    deepest = Math.max(deepest, open.length + (start.match(/[-?]/g)?.length ?? 0));
  }
  return deepest;
}
