import type { Profile } from '../index.ts';
import { isStop } from '../lexicon/words.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

/** A container image: "web:1.2", "registry.example.com/shop/web:2.0", "… to nginx". A version alone is none: it says what of, not what. */
export function images(profile: Profile, tokens: readonly Token[], { input, used }: Filling): void {
  if ('image' in input || !profile.fields.some((f) => f.name === 'image' && f.required)) return;
  for (let i = 0; i < tokens.length; i++) {
    const parts = partsAt(tokens, i);
    const [first] = parts;
    if (first === undefined || parts.some((t) => used.has(t))) continue;
    input.image = parts.map((t) => t.text).join('');
    for (const token of parts) used.add(token);
    return;
  }
  const last = tokens.at(-1);
  if (last?.kind !== 'word' || used.has(last) || isStop(last.word) || tokens.at(-2)?.word !== 'to') return;
  input.image = last.text;
  used.add(last);
}

/** A name, a colon and a tag without a space between. */
function partsAt(tokens: readonly Token[], i: number): readonly Token[] {
  const [name, colon, tag] = tokens.slice(i, i + 3);
  if (name?.kind === 'path' && /^[\w.-]+(\/[\w.-]+)+(:[\w.-]+|@sha256:[0-9a-f]+)$/.test(name.text)) return [name];
  if (name === undefined || colon?.word !== ':' || tag === undefined) return [];
  const isName = (name.kind === 'word' || name.kind === 'path') && /^[\w.-]+(\/[\w.-]+)*$/.test(name.text);
  return isName && name.end === colon.at && colon.end === tag.at && tag.kind !== 'mark' && tag.kind !== 'quote' ? [name, colon, tag] : [];
}
