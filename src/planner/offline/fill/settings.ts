import type { Field } from '../fields.ts';
import type { Profile } from '../index.ts';
import { isStop } from '../lexicon/words.ts';
import { isNovel } from '../read.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

/** Inputs that are names with values, the words that introduce them, and names that need no introduction. */
const records: Readonly<Record<string, { readonly cues: RegExp; readonly known?: RegExp }>> = {
  tags: { cues: /^(tag|tags|tagged)$/ },
  vars: { cues: /^(var|vars|variable|variables|where|with|set|setting|using)$/ },
  set: { cues: /^(set|setting|value|values|override|overriding|where)$/ },
  backendConfig: {
    cues: /^(backend)$/,
    known: /^(bucket|key|region|profile|dynamodb_table|prefix|hostname|organization|workspace_key_prefix|use_lockfile|encrypt)$/,
  },
};

const equals = /^(is|=|:|equals|equal|being|set|to|at|as)$/;

/** "tag Environment set to staging", "where replicas is 3", "the bucket tf-state and the key eu/main.tfstate": what a record holds, in words. */
export function settings(profile: Profile, tokens: readonly Token[], filling: Filling): void {
  for (const field of profile.fields) {
    const how = field.type === 'record' ? records[field.name] : undefined;
    if (how === undefined) continue;
    let open = false;
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i];
      if (token?.kind !== 'word') continue;
      const introduced = how.cues.test(token.word) && i > 0;
      if (introduced) open = true;
      const at = introduced ? i + 1 : /^(and|,)$/.test(tokens[i - 1]?.word ?? '') && open ? i : how.known?.test(token.text) === true ? i : -1;
      const found = at < 0 ? undefined : settingAt(tokens, at, how.known, filling.used);
      if (found === undefined) continue;
      put(field, found.name, found.value, filling);
      i = found.end;
    }
  }
}

function settingAt(
  tokens: readonly Token[],
  start: number,
  known: RegExp | undefined,
  used: ReadonlySet<Token>,
): { name: Token; value: Token; end: number } | undefined {
  let at = start;
  while (/^(the|a|an|variable|tag|value|named|called|key)$/.test(tokens[at]?.word ?? '') && known?.test(tokens[at]?.text ?? '') !== true) at++;
  const name = tokens[at];
  if (name === undefined || used.has(name) || name.kind !== 'word' || isStop(name.word) || /\s/.test(name.text)) return undefined;
  let value = at + 1;
  while (equals.test(tokens[value]?.word ?? '') && tokens[value]?.kind !== 'quote') value++;
  const said = tokens[value];
  if (said === undefined || used.has(said) || /^(mark|flag|pair)$/.test(said.kind) || (said.kind === 'word' && isStop(said.word))) return undefined;
  // "tag Environment staging" says a value by being one; a word of English needs "is" or "set to".
  const linked = value > at + 1;
  if (!linked && !(known?.test(name.text) === true && (said.kind !== 'word' || isNovel(said)))) return undefined;
  return { name, value: said, end: value };
}

function put(field: Field, name: Token, value: Token, { input, used }: Filling): void {
  const known = (input[field.name] ?? {}) as Record<string, unknown>;
  if (name.text in known) return;
  const number = field.name === 'set' && /^\d+$/.test(value.text);
  input[field.name] = { ...known, [name.text]: number ? Number(value.text) : value.text };
  used.add(name);
  used.add(value);
}
