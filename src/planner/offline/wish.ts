import type { ToolSpec } from '../../domain/tool.ts';
import type { Clause } from './clauses.ts';
import { headOf } from './head.ts';
import { verbOf } from './index.ts';
import { lexicon } from './lexicon/words.ts';

/** Done to things by settings of theirs, for which there seldom is a tool of its own. */
const settings =
  /^(encrypt|enable|disable|block|restrict|harden|secure|protect|tag|untag|rotate|renew|resize|activate|deactivate|turn on|turn off|switch on|switch off)$/;
const polite = /^(please|kindly|pls|plz|just|now|then|also|first|finally|next|and)$/;

/**
 * "encrypt the bucket", "stop all instances tagged env=dev": something is to be changed, and a tool that only looks fits best,
 * none of whose examples asks for it in such words. Looking instead would be an answer to another request.
 */
export function wantsMore(clause: Clause, spec: ToolSpec): boolean {
  if (clause.question) return false;
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
