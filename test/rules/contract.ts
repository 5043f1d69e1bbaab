import { isCollection, isMap, isScalar, Lexer, type Node, type Pair, visit as visitYaml } from 'yaml';
import type { Instruction } from '../../src/rules/docker/parse.ts';
import type { Edit } from '../../src/rules/edit.ts';
import { problemsOf } from '../../src/rules/engine/hit.ts';
import { readPlain } from '../../src/rules/hcl/plain.ts';
import type { BlockSyntax, Span } from '../../src/rules/hcl/syntax.ts';
import { attributesIn, visit } from '../../src/rules/hcl/visit.ts';
import type { KubernetesObject } from '../../src/rules/kubernetes/object.ts';
import type { DockerRule, KubernetesRule, KustomizeRule, Problem, Rule, TerraformRule } from '../../src/rules/rule.ts';
import type { TextFile } from '../../src/rules/text.ts';

/**
 * The contract of a fix, held against the stretches it changes; the engine puts them in and leaves all other text as it is.
 * A fix changes nothing but the block its finding names, adds whole blocks of its own between those that are there, keeps
 * every comment, and loses no text but the value it puts another in place of.
 */

/** Fixes that take out what their finding is about: a block, an attribute, a line of a list. */
export const takesOut = new Set(['tf-unused', 'tf-provider-version', 'aws-ecs-privileged', 'kustomize-listed-twice', 'k8s-autoscaler-or-replicas']);
/** Fixes that write what their finding is about in another way, as one. */
const rewrites = new Set(['docker-maintainer', 'tf-interpolation-only', 'tf-lookup-without-default', 'tf-empty-list-comparison']);
/** Fixes of a block that the one they are about only names, by the type of that block: the finding says so. */
const elsewhere: Readonly<Record<string, string>> = {
  'aws-rds-require-tls': 'aws_db_parameter_group',
};

/** The rules, whose fixes write down where they break the contract. */
export const watched = (rules: readonly Rule[], broken: string[]): readonly Rule[] => rules.map((rule) => (rule.fix ? watchedRule(rule, broken) : rule));

/** Of one file: what a fix may do where. */
interface Ground {
  readonly file: TextFile;
  /** What the finding names, and what belongs to it. */
  readonly own: readonly Span[];
  /** Whole blocks, objects or instructions: what is added stands between them. */
  readonly tops: readonly Span[];
  readonly comments: readonly Span[];
  /** What may be put another in place of. */
  readonly values: readonly Span[];
  /** Whether a text is a block of its own, or some. */
  isWhole(added: string): boolean;
}

function watchedRule(rule: Rule, broken: string[]): Rule {
  const judge = (edits: readonly Edit[] | undefined, grounds: () => readonly Ground[]): readonly Edit[] | undefined => {
    if (edits === undefined || edits.length === 0) return edits;
    const all = grounds();
    for (const edit of edits) {
      const ground = all.find(({ file }) => file.path === edit.file);
      const why = ground === undefined ? 'changes a file its finding does not name' : wrongIn(edit, ground, rule.id);
      if (why)
        broken.push(`${rule.id} ${why}: ${JSON.stringify(ground?.file.text.slice(edit.start, edit.end))} to ${JSON.stringify(edit.text)} in ${edit.file}`);
    }
    return edits;
  };
  let found: readonly Problem[] = [];
  switch (rule.language) {
    case 'terraform':
      return {
        ...rule,
        fix: (block, folder, given) => judge(rule.fix?.(block, folder, given), () => terraformGrounds(rule, block.syntax, folder)),
      } satisfies TerraformRule;
    case 'kubernetes':
      return {
        ...rule,
        check: (object, cluster, given) => {
          const verdict = rule.check(object, cluster, given);
          found = problemsOf(verdict);
          return verdict;
        },
        fix: (object, cluster, given) => judge(rule.fix?.(object, cluster, given), () => [objectGround(object), ...patchGrounds(found)]),
      } satisfies KubernetesRule;
    case 'docker':
      return {
        ...rule,
        check: (dockerfile, given) => {
          const verdict = rule.check(dockerfile, given);
          found = problemsOf(verdict);
          return verdict;
        },
        fix: (dockerfile, given) =>
          judge(rule.fix?.(dockerfile, given), () => [
            {
              file: dockerfile.file,
              own: dockerfile.instructions.filter((one) => found.some(({ at }) => at && at.start < one.end && one.start < at.end)),
              tops: dockerfile.instructions,
              comments: dockerfile.comments,
              values: dockerfile.instructions.map(({ start, name }: Instruction) => ({ start, end: start + name.length })),
              isWhole: () => false,
            },
          ]),
      } satisfies DockerRule;
    case 'kustomize':
      return {
        ...rule,
        check: (one, tree, given) => {
          const verdict = rule.check(one, tree, given);
          found = problemsOf(verdict);
          return verdict;
        },
        fix: (one, tree, given) => judge(rule.fix?.(one, tree, given), () => [kustomizationGround(one, found)]),
      } satisfies KustomizeRule;
  }
}

/** What is wrong with an edit, if something is. */
function wrongIn({ start, end, text: added }: Edit, { file: { text }, own, tops, comments, values, isWhole }: Ground, rule: string): string | undefined {
  const removed = text.slice(start, end);
  const isInside = own.some((span) => span.start <= start && end <= span.end);
  const taken = takesOut.has(rule) ? own.find((span) => start < span.end && span.start < end) : undefined;
  const isBetween =
    start === end && (start === 0 || start === text.length || text[start - 1] === '\n') && !tops.some((top) => top.start < start && start < top.end);
  if (!isInside && taken === undefined) {
    if (!isBetween || comments.some((comment) => comment.start < start && start < comment.end)) return 'changes what its finding does not name';
    return isWhole(added) ? undefined : 'adds what is no block of its own';
  }
  if (taken && added === '') {
    const around = `${text.slice(start, Math.max(start, taken.start))}${text.slice(Math.min(end, taken.end), end)}`;
    if (around.trim() !== '') return 'takes out more than its finding is about';
    // The comments of a whole block go with it.
    if (start <= taken.start && taken.end <= end) return undefined;
  }
  const lost = comments.find((comment) => comment.start < end && start < comment.end && !added.includes(text.slice(comment.start, comment.end)));
  if (lost) return 'loses a comment';
  if (removed.trim() === '' || isIn(wordsOf(removed), wordsOf(added))) return undefined;
  if (values.some((value) => value.start === start && value.end === end)) return undefined;
  return rewrites.has(rule) || (takesOut.has(rule) && added === '') ? undefined : 'loses text';
}

/** Without what only divides words from each other. */
const wordsOf = (text: string): readonly string[] => text.match(/[^\s"'[\],]+/g) ?? [];
/** Whether all are there, in their order. */
function isIn(words: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const word of all) if (word === words[at]) at += 1;
  return at === words.length;
}

type TerraformFolder = Parameters<TerraformRule['check']>[1];

function terraformGrounds(rule: Rule, syntax: BlockSyntax, folder: TerraformFolder): readonly Ground[] {
  return folder.module.folder.files.map(({ file, blocks, comments }) => {
    const own = blocks.filter((block) => block === syntax || (block.type === 'resource' && block.labels[0] === elsewhere[rule.id]));
    const values: Span[] = [];
    for (const block of own) for (const { value } of attributesIn(block)) visit(value, (expr) => values.push(expr));
    return { file, own, tops: blocks, comments, values, isWhole: isTerraform };
  });
}

function isTerraform(text: string): boolean {
  const parsed = readPlain('added.tf', text.replaceAll('\r\n', '\n'));
  return parsed !== undefined && parsed.blocks.length > 0 && parsed.attributes.size === 0;
}

function objectGround(object: KubernetesObject): Ground {
  const range = object.node([])?.range;
  const { text } = object.file;
  const whole = range ? { start: range[0], end: Math.max(range[1], lineAfter(text, range[1])) } : { start: 0, end: text.length };
  return { file: object.file, own: [whole], tops: [whole], comments: commentsIn(text), values: valuesIn(object.document.contents, text), isWhole: () => false };
}

/** Of patches that a finding stands in. */
const patchGrounds = (found: readonly Problem[]): readonly Ground[] =>
  found.flatMap(({ at }) =>
    at?.file
      ? [
          {
            file: at.file,
            own: [at.whole ?? at],
            tops: [],
            comments: commentsIn(at.file.text),
            values: [{ start: at.start, end: at.end }],
            isWhole: () => false,
          },
        ]
      : [],
  );

function kustomizationGround(one: KubernetesObject, found: readonly Problem[]): Ground {
  const { contents } = one.document;
  const { text } = one.file;
  const pairs = (isMap(contents) ? contents.items : []).map((pair) => spanOfPair(pair, text));
  const own = pairs.filter((pair) => found.some(({ at }) => at && at.start < pair.end && pair.start < at.end));
  return { file: one.file, own, tops: pairs, comments: commentsIn(text), values: valuesIn(contents, text), isWhole: (added) => /^(\w+: \S.*\n)+$/.test(added) };
}

/** A key and what it holds, to the end of the line. */
function spanOfPair({ key, value }: Pair, text: string): Span {
  const start = (key as Node).range?.[0] ?? 0;
  return { start, end: lineAfter(text, (value as Node | null)?.range?.[1] ?? start) };
}
const lineAfter = (text: string, at: number): number => (text[at - 1] === '\n' ? at : text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at) + 1);

/** Scalars, keys among them, and lists and mappings in brackets. */
function valuesIn(contents: unknown, text: string): readonly Span[] {
  const values: Span[] = [];
  visitYaml(contents as Node, {
    Node(_key, node) {
      const range = node.range;
      if (range && (isScalar(node) || (isCollection(node) && node.flow))) values.push({ start: range[0], end: text.slice(0, range[1]).trimEnd().length });
    },
  });
  return values;
}

/** Signs of the YAML lexer's own, which are not in the text: a document, the end of a block, a plain scalar. */
const scalarSign = '\u001f';
const signs = new Set(['\u0002', '\u0018', scalarSign]);

/** Comments of a YAML text; those in block texts are text. */
function commentsIn(text: string): readonly Span[] {
  const comments: Span[] = [];
  let at = 0;
  let isScalarNext = false;
  for (const token of new Lexer().lex(text)) {
    if (signs.has(token)) {
      isScalarNext = token === scalarSign;
      continue;
    }
    if (token.startsWith('#') && !isScalarNext) comments.push({ start: at, end: at + token.trimEnd().length });
    isScalarNext = false;
    at += token.length;
  }
  return comments;
}
