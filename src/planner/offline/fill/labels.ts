import { verbOf } from '../index.ts';
import { isStop, lexicon } from '../lexicon/words.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

/** Of an object in a cluster: "label it team=core", "annotate it owner=ops", "the label team set to core", "take the label beta off". */
export function clusterLabels(tokens: readonly Token[], { input, used }: Filling): void {
  const isNote = tokens.some((t) => /^annotat/.test(t.word));
  const [sets, takes] = isNote ? ['annotations', 'removeAnnotations'] : ['labels', 'removeLabels'];
  for (const token of tokens) {
    if (token.kind !== 'pair' || used.has(token)) continue;
    for (const one of token.text.split(/,(?=[^,=]+=)/)) {
      const [key = '', value = ''] = one.split(/=(.*)/s);
      input[sets] = { ...(input[sets] as object | undefined), [key]: value.replace(/^["'](.*)["']$/s, '$1') };
    }
    used.add(token);
  }
  const at = tokens.findIndex((t, i) => /^(labels?|annotations?)$/.test(t.word) && i > 0);
  if (at < 0) return;
  const names = namesAfter(tokens, at, used);
  const [first] = names;
  if (first === undefined) return;
  const removes = tokens.some((t) => verbOf(t)?.is === 'remove') || tokens.some((t) => /^(off|away|without|rid)$/.test(t.word));
  if (removes) {
    input[takes] = names.map((t) => t.text);
    for (const token of names) used.add(token);
    return;
  }
  // "the label team to core", "label team with the value core"
  let value = tokens.indexOf(first) + 1;
  while (/^(to|is|as|with|the|value|set|being|:)$/.test(tokens[value]?.word ?? '')) value++;
  const said = tokens[value];
  if (said === undefined || value === tokens.indexOf(first) + 1 || !/^(word|number|version|quote|path)$/.test(said.kind) || lexicon.kinds.has(said.word))
    return;
  input[sets] = { ...(input[sets] as object | undefined), [first.text]: said.text };
  used.add(first);
  used.add(said);
}

function namesAfter(tokens: readonly Token[], at: number, used: ReadonlySet<Token>): readonly Token[] {
  const found: Token[] = [];
  for (let i = at + 1; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    if (found.length > 0 && /^(and|,|&)$/.test(token.word)) continue;
    const joined = found.length === 0 || /^(and|,|&)$/.test(tokens[i - 1]?.word ?? '');
    const isName = (token.kind === 'word' || token.kind === 'path' || token.kind === 'quote') && !isStop(token.word) && !used.has(token);
    if (!joined || !isName || lexicon.kinds.has(token.word)) break;
    found.push(token);
  }
  return found;
}
