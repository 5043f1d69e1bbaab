import { type Around, type Rough, rough } from './choose.ts';
import type { Clause } from './clauses.ts';
import { wordsOfName } from './fields.ts';
import { type Profile, verbOf } from './index.ts';
import type { Token } from './token.ts';

/** "… and fail on high severity", "… which of them are not staged": a choice of the step before, or more about what it shows. */
export function setsChoice(last: Rough, clause: Clause): boolean {
  const words = clause.tokens.filter((t) => t.kind === 'word').map((t) => t.word);
  if (clause.question && /^(which|what|how)$/.test(words[0] ?? '') && words.slice(1, 4).join(' ').includes('of them'))
    return last.profile.spec.effect === 'read';
  return last.profile.fields.some((field) => {
    const parts = wordsOfName(field.name);
    return parts.length > 1 && field.values.length > 0 && parts.every((p) => words.includes(p)) && words.some((w) => field.values.includes(w));
  });
}

export function isChoiceOf(clause: Clause, profile: Profile | undefined): boolean {
  const word = clause.tokens[0]?.word ?? '';
  return profile?.fields.some((f) => f.values.includes(word)) === true && !profile.name.has(word);
}

/** "… and delete the branch" behind "merge PR 7"; "… and run `ls`" behind "exec into web-0". */
export function absorbs(last: Rough, clause: Clause): boolean {
  const words = clause.tokens.filter((t) => t.kind === 'word').flatMap((t) => t.word.split('_'));
  const values = clause.tokens.some((t) => t.kind !== 'word' && t.kind !== 'mark');
  if (last.profile.fields.some((f) => f.name === 'command' && f.required) && !('command' in last.input) && /^(run|execute|exec)/.test(words[0] ?? ''))
    return true;
  if (
    /^(ask|request|assign|tag|label|add)/.test(words[0] ?? '') &&
    last.profile.fields.some((f) => /^(reviewers|assignees|labels)$/.test(f.name)) &&
    (clause.tokens.some((t) => t.kind === 'user') || words.some((w) => /^(label|labels|reviewer|reviewers)$/.test(w)))
  )
    return true;
  // "merge PR 9, then drop its branch"; "clone … and put it in vendor/app"; "open an issue … and give it to @kim"
  const text = clause.tokens.map((t) => t.word).join(' ');
  if (last.profile.spec.effect === 'read' && /^(only )?(report|look|read|check|show)( it| them)?( only)?$/.test(text) && /\bonly\b/.test(text)) return true;
  if (
    last.profile.fields.some((f) => f.name === 'deleteBranch') &&
    /^(delete|remove|drop|clean\.\.up|kill|get_rid_of|prune) (its|the|that)? ?((feature|source|head|pr) )?branch( \w+)?$/.test(text)
  )
    return true;
  // "…. ns telemetry", "…, in the namespace shop"
  if (
    last.profile.fields.some((f) => f.name === 'namespace') &&
    !('namespace' in last.input) &&
    (/^((in|for|from) )?(the )?(ns|namespace)( is| called|:)? [\w-]+$/.test(text) || /^(in|for|from) (the )?[\w-]+ (ns|namespace)$/.test(text))
  )
    return true;
  // "… and give up after 90 seconds", "…, wait 10 minutes at most": how long it may take.
  if (
    last.profile.fields.some((f) => /^(lockT|t)imeout(Seconds|Minutes)$/.test(f.name) && !(f.name in last.input)) &&
    /^(give|wait|stop|abort|cancel|fail|quit|allow|let|timeout|time out|at most|within)/.test(text) &&
    clause.tokens.some(
      (t, i) => t.kind === 'span' || (t.kind === 'number' && /^(s|sec|secs|min|mins|seconds?|minutes?|hours?)$/.test(clause.tokens[i + 1]?.word ?? '')),
    )
  )
    return true;
  if (
    last.profile.fields.some((f) => f.name === 'caseSensitive') &&
    /^(ignor\w*|regardless of|whatever)( the| its)? (upper |lower )?(case|capitalisation)$|^case[- ]insensitive(ly)?$/.test(text)
  )
    return true;
  if (last.profile.fields.some((f) => f.name === 'waitForJobs') && /^wait (for|until) (all |the |its )*(jobs?|hooks?)\b/.test(text)) return true;
  if (last.profile.fields.some((f) => f.name === 'jobName') && /^(call|name) (it|the job|that) [\w.-]+$/.test(text)) return true;
  if (last.profile.fields.some((f) => f.name === 'depth') && /^(only|just) (the )?(newest|last|latest) commit$/.test(text)) return true;
  // "approve PR 12, say "Nice"": what is said with it.
  if (
    last.profile.fields.some((f) => /^(body|comment)$/.test(f.name) && !(f.name in last.input)) &&
    !last.profile.spec.name.includes('.edit') &&
    /^(say|saying|write|comment|note|tell them|with the comment)$/.test(
      clause.tokens
        .slice(0, -1)
        .map((t) => t.word)
        .join(' ')
        .replace(/ ?(:|that|with)$/, ''),
    ) &&
    clause.tokens.at(-1)?.kind === 'quote'
  )
    return true;
  if (last.profile.fields.some((f) => f.name === 'createWorkspace') && /^(create|make|add) (a |the )?(new )?workspace\b/.test(text)) return true;
  if (
    last.profile.fields.some((f) => f.name === 'createNamespace') &&
    /^(create|make|add) (it|that|this|one|(the |that |its |a )?(new )?(ns|namespace))( too| as well| also| if (it is |it's |that is )?(missing|needed|necessary|not there|absent)| if it (does not|doesn't) exist)?$/.test(
      text,
    )
  )
    return true;
  if (
    last.profile.fields.some((f) => /^(into|out|path)$/.test(f.name) && !(f.name in last.input)) &&
    /^(put|place|save|store|keep|call|write) (it|that|this) (in|into|to|under|as|at)\b/.test(text)
  )
    return true;
  if (
    last.profile.fields.some((f) => f.name === 'atomic') &&
    /^(undo|rollback|roll\.\.back|revert)( (it|that|everything))?( back)? (if|when|on|should) /.test(text)
  )
    return true;
  if (last.profile.fields.some((f) => f.name === 'showOnly') && /^(show|print|render|output) (only|just) /.test(text)) return true;
  // The plan of a plan is kept anyway.
  if (last.profile.spec.effect === 'plan' && /^(save|keep|store) (it|that|the plan|the result)$/.test(text)) return true;
  if (last.profile.fields.some((f) => f.name === 'assignees') && !('assignees' in last.input) && /^(give|hand|assign) (it|that|this) to\b/.test(text))
    return true;
  if (last.profile.fields.some((f) => f.name === 'reviewers') && /^(have|let|get|ask|request) .*\b(review|look)/.test(text)) return true;
  if (last.profile.fields.some((f) => f.name === 'how') && /^(only |a )?(no )?(fast-forward|ff)( only)?$/.test(text)) return true;
  if (last.profile.fields.some((f) => f.name === 'fixes') && /^(report|show|tell|say|include|list|suggest|give|how|what would)\b.*\bfix(es|ed)?\b/.test(text))
    return true;
  if (
    last.profile.fields.some((f) => f.name === 'upgrade' && f.type === 'boolean') &&
    /^(pull|get|fetch|upgrade|update|take|use)\b.*\b(providers?|modules?|plugins?)\b/.test(text)
  )
    return true;
  if (
    last.profile.fields.some((f) => f.name === 'include') &&
    !('include' in last.input) &&
    clause.tokens.some((t) => t.kind === 'path' && /^(\*|\.[a-z]+$)/.test(t.text))
  )
    return true;
  // "…, branch develop, depth 1", "… and set image.tag=2": more of its inputs.
  const [first, ...more] = clause.tokens.filter((t) => t.kind !== 'mark' && !/^(the|with|and|as|is|to|set|use|using|at|of)$/.test(t.word));
  const of = last.profile.fields.find((f) => f.type !== 'boolean' && f.name.toLowerCase() === first?.word);
  if (of !== undefined && !(of.name in last.input) && more.length === 1 && more[0]?.kind !== 'quote' && verbOf(more[0] as Token) === undefined) return true;
  const settings = last.profile.fields.some((f) => f.name === 'set' || f.name === 'vars');
  if (settings && first?.kind === 'pair' && more.every((t) => t.kind === 'pair')) return true;
  if (values) return false;
  if (
    last.profile.fields.some((f) => f.name === 'delete' && f.type === 'boolean') &&
    /^(delet|remov|prun)/.test(words[0] ?? '') &&
    words.some((w) => /^(gone|extra|missing|removed|stale|old|anything|what|else|files|rest)$/.test(w))
  )
    return true;
  const short = words.filter(
    (w) =>
      !/^(the|its|it|that|a|current|existing|same|only|just|please|up|my|their|afterwards|source|head|feature|then|if|needed|until|everything|is|ready|for|to|be)$/.test(
        w,
      ),
  );
  return last.profile.fields.some((field) => {
    if (field.type !== 'boolean') return false;
    const parts = wordsOfName(field.name);
    const said = parts.filter((p) => short.some((w) => w === p || w.startsWith(p.replace(/e$/, '')) || (p === 'delete' && /^(remove|clean)/.test(w))));
    return (
      said.length === parts.length &&
      short.length <= parts.length &&
      (parts.length > 1 || !last.profile.name.has(parts[0] ?? '')) &&
      !(parts.length === 1 && /^(all|check|delete|install|create|force|upgrade|abort|draft)$/.test(parts[0] ?? ''))
    );
  });
}

/** Words that stand for an input, not for something to be done: "vars from stage.tfvars", "only templates/rbac.yaml", "owner platform-team". `isOwn`: by itself it would ask for something as well. */
export function extend(last: Rough, clause: Clause, around: Around, isOwn: boolean): boolean {
  const [first] = clause.tokens;
  const verb = first === undefined ? undefined : verbOf(first);
  if (first === undefined || clause.question || (verb?.form === 'base' && (isOwn || !verb.nounFirst)) || (isOwn && clause.sequenced)) return false;
  const values = clause.tokens.filter((t) => t.kind !== 'word' && t.kind !== 'mark' && t.kind !== 'quote');
  if (values.length === 0 || clause.tokens.length > 8) return false;
  const both = rough({ ...last.clause, tokens: [...last.clause.tokens, ...clause.tokens] }, last.profile, last.request, around);
  const kept = Object.entries(last.input).every(([key, value]) => JSON.stringify(both.input[key])?.startsWith(JSON.stringify(value).replace(/[\]}]$/, '')));
  const adds = Object.keys(both.input).some((key) => !(key in last.input));
  return kept && adds && values.every((t) => both.used?.has(t) === true);
}
