import type { ToolSpec } from '../../domain/tool.ts';
import type { Clause } from './clauses.ts';
import { headOf } from './head.ts';
import { verbOf } from './index.ts';
import { lexicon } from './lexicon/words.ts';
import { isNovel } from './read.ts';

/** Done to things by settings of theirs, for which there seldom is a tool of its own. */
const settings =
  /^(encrypt|enable|disable|block|restrict|harden|secure|protect|tag|untag|rotate|renew|resize|lock|pin|unpin|presign|activate|deactivate|turn on|turn off|switch on|switch off)$/;
const polite = /^(please|kindly|pls|plz|just|now|then|also|first|finally|next|and)$/;

/** "replace foo with bar in config.yaml": a text in a file, which is not what the file describes. */
const isInFile = (clause: Clause, spec: ToolSpec): boolean => {
  const head = headOf(clause);
  return (
    head !== undefined &&
    /^(replace|rename|substitute|swap|change|edit|correct|fix)$/.test(head.word) &&
    !/^(files|git|rules|github)\./.test(spec.name) &&
    spec.effect !== 'read' &&
    clause.tokens.some((t, i) => t.kind === 'path' && /\.\w+$/.test(t.text) && /^(in|inside|within|of)$/.test(clause.tokens[i - 1]?.word ?? ''))
  );
};

/** "make the bucket raw private": what it is to be like, and not what is to be made. */
const isMadeSo = ({ tokens }: Clause, spec: ToolSpec): boolean =>
  tokens[0]?.word === 'make' &&
  /^(the|our|my|this|that|all|every)$/.test(tokens[1]?.word ?? '') &&
  /^(private|public|encrypted|versioned|immutable|read-only|readonly|internal|external|smaller|bigger|larger|faster|safer)$/.test(tokens.at(-1)?.word ?? '') &&
  !spec.says.some((example) => example.startsWith('make the ') && example.endsWith(tokens.at(-1)?.word ?? ''));

/** "delete the file old.txt": a file here, and no object of a bucket. */
const isOfFile = ({ tokens }: Clause, spec: ToolSpec): boolean =>
  spec.name.startsWith('aws.s3.') &&
  spec.effect !== 'read' &&
  /^(delete|remove|copy|move|rename|erase|rm|cp|mv)$/.test(tokens[0]?.word ?? '') &&
  tokens.some((t) => /^files?$/.test(t.word)) &&
  !tokens.some((t) => t.kind === 's3' || /^(s3|bucket|buckets|object|objects|key|keys|from|in|versions?)$/.test(t.word)) &&
  !tokens.some((t, i) => t.kind === 'word' && isNovel(t) && /^(to|into)$/.test(tokens[i - 1]?.word ?? ''));

/** "undo the last run": a run of Nimbus, which its history rolls back, and no tool. */
const isOfRun = ({ tokens }: Clause, spec: ToolSpec): boolean =>
  /^(git|terraform|helm|kubernetes|aws)\./.test(spec.name) &&
  tokens.some(
    (t, i) =>
      /^(run|runs)$/.test(t.word) &&
      /^(last|latest|previous|my|your)$/.test(tokens[i - 1]?.word ?? '') &&
      !/^(to|terraform|helm)$/.test(tokens[i + 1]?.word ?? ''),
  );

/** "generate a dockerfile": written by none of the generators. */
const isOtherKind = ({ tokens }: Clause, spec: ToolSpec): boolean =>
  spec.name.startsWith('generate.') &&
  tokens.some(
    (t, i) => /^(dockerfile|jenkinsfile|makefile|readme|playbook|pipeline|workflow)$/.test(t.word) && /^(a|an|the|my|our)$/.test(tokens[i - 1]?.word ?? ''),
  );

/**
 * "encrypt the bucket", "stop all instances tagged env=dev": something is to be changed, and a tool that only looks fits best,
 * none of whose examples asks for it in such words. Looking instead would be an answer to another request.
 */
export function wantsMore(clause: Clause, spec: ToolSpec): boolean {
  if (clause.question) return false;
  if (isMadeSo(clause, spec) || isInFile(clause, spec) || isOfFile(clause, spec) || isOtherKind(clause, spec) || isOfRun(clause, spec)) return true;
  const first = clause.tokens.find((t) => t.kind !== 'mark' && !polite.test(t.word));
  if (first === undefined || first.kind !== 'word') return false;
  // As it was written: a spelling that was corrected may be another form.
  const said = first.word.includes('..') ? first.word.replace('..', ' ') : first.text.toLowerCase();
  if (settings.test(said)) return !spec.says.some((example) => example.startsWith(`${said} `));
  if (spec.effect !== 'read') return false;
  const verb = headOf(clause) === first ? verbOf(first) : undefined;
  if (verb === undefined || verb.form !== 'base' || verb.nounFirst || (verb.is !== 'alter' && verb.is !== 'remove')) return false;
  if (/^(provide|give)$/.test(said)) return false;
  return !spec.says.some((example) => {
    const own = lexicon.verbs.get(example.split(' ', 1)[0]?.toLowerCase() ?? '');
    return own?.form === 'base' && own.concept === verb.concept;
  });
}
