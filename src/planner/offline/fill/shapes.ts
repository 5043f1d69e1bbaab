import { isInstanceType, type Profile } from '../index.ts';
import { numbers } from '../lexicon/common.ts';
import { lexicon } from '../lexicon/words.ts';
import { isNovel } from '../read.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

/** Values that say by their form which input they are, wherever they stand. */
export function shapes(profile: Profile, tokens: readonly Token[], request: string, filling: Filling, has: (name: string) => boolean): void {
  for (const [name, ending] of byEnding) if (has(name)) ofEnding(name, ending, tokens, filling);
  instanceType(tokens, filling, has);
  if (has('replace') && has('targets')) replaced(tokens, filling);
  starred(profile, tokens, request, filling);
  excluded(tokens, filling, has);
  if (has('prefix')) startingWith(tokens, request, filling);
  if (has('revision')) backBy(tokens, filling);
}

/** Inputs that are files of one kind: `prod.tfvars` is never anything but a file of variables. */
const byEnding: readonly (readonly [string, RegExp])[] = [
  ['varFiles', /\.tfvars(\.json)?$/i],
  ['backendFiles', /\.(hcl|tfbackend)$/i],
  ['files', /\.tftest\.(hcl|json)$/i],
  ['showOnly', /^(\.\/)?templates\/.*\.(ya?ml|tpl)$/i],
  ['valuesFiles', /\.(ya?ml|json)$/i],
];

function ofEnding(name: string, ending: RegExp, tokens: readonly Token[], { input, used }: Filling): void {
  const found = tokens.filter((t) => t.kind === 'path' && !used.has(t) && ending.test(t.text) && !/(^|\/)Chart\.ya?ml$/i.test(t.text));
  if (found.length === 0) return;
  input[name] = [...((input[name] as string[] | undefined) ?? []), ...found.map((t) => t.text)];
  for (const token of found) used.add(token);
}

/** `t3.micro`, `m5.4xlarge`. */
function instanceType(tokens: readonly Token[], { input, used }: Filling, has: (name: string) => boolean): void {
  if (!has('type') || !has('vpcId') || 'type' in input) return;
  const token = tokens.find((t) => isInstanceType(t.word));
  if (token === undefined) return;
  input.type = token.word;
  used.add(token);
}

/** "plan recreating aws_instance.web". */
function replaced(tokens: readonly Token[], { input, used }: Filling): void {
  const verb = tokens.findIndex((t) => /^(recreat|replac|rebuil|taint)\w*$/.test(t.word));
  const found = verb < 0 ? [] : tokens.slice(verb).filter((t) => t.kind === 'address' && !used.has(t));
  if (found.length === 0 || 'replace' in input) return;
  input.replace = found.map((t) => t.text);
  for (const token of found) used.add(token);
}

/** "named base-*": a name that may end in a star has it where it was written. */
function starred(profile: Profile, tokens: readonly Token[], request: string, { input, used }: Filling): void {
  const field = profile.fields.find((f) => (f.name === 'name' && /\*/.test(f.description)) || f.name === 'filter');
  if (field === undefined || field.name in input) return;
  const token = tokens.find((t) => !used.has(t) && /^(word|path|version)$/.test(t.kind) && /^[-_.]?\*/.test(request.slice(t.end)));
  const tail = token === undefined ? undefined : /^[-_.]?\*/.exec(request.slice(token.end))?.[0];
  if (token === undefined || tail === undefined) return;
  input[field.name] = field.name === 'name' ? token.text + tail : token.text + tail.slice(0, -1);
  used.add(token);
}

/** "excluding *.map", "all but *.log". */
function excluded(tokens: readonly Token[], { input, used }: Filling, has: (name: string) => boolean): void {
  if (!has('exclude') || !has('include')) return;
  const verb = tokens.findIndex((t) => /^(exclud\w*|except|excepting|but|without|ignor\w*|skip\w*|omit\w*)$/.test(t.word));
  const found = verb < 0 ? [] : tokens.slice(verb).filter((t) => (t.kind === 'path' || t.kind === 'quote') && t.text.includes('*') && !used.has(t));
  if (found.length === 0) return;
  input.exclude = [...((input.exclude as string[] | undefined) ?? []), ...found.map((t) => t.text)];
  for (const token of found) used.add(token);
}

/** "pod worker-3 in jobs", "the service accounts in ci": what stands last behind "in" is a namespace, whatever else its name may mean. */
export function lastPlace(tokens: readonly Token[], { input, used }: Filling): void {
  if ('namespace' in input) return;
  const end = tokens.findLastIndex((t) => t.kind !== 'mark');
  const token = tokens[end];
  if (token?.kind !== 'word' || used.has(token) || isNovel(token) || end < 2 || tokens[end - 1]?.word !== 'in') return;
  const ours = lexicon.kinds.has(token.word) || lexicon.domains.has(token.word);
  const spoken = tokens.slice(0, end - 1).some((t) => t.kind === 'path' || (t.kind === 'word' && (lexicon.kinds.has(t.word) || isNovel(t))));
  if (!ours || !spoken || /^(cluster|kubernetes|k8s|kubectl|aws|helm|namespace|namespaces|ns|eks)$/.test(token.word)) return;
  input.namespace = token.text;
  used.add(token);
}

/** "keys that start with backup/". */
function startingWith(tokens: readonly Token[], request: string, { input, used }: Filling): void {
  const at = tokens.findIndex((t, i) => /^(start|begin)\w*$/.test(t.word) && /^(with|by|in)$/.test(tokens[i + 1]?.word ?? ''));
  const token = at < 0 ? undefined : tokens[at + 2];
  if (token === undefined || used.has(token) || !/^(word|path|quote|version|number)$/.test(token.kind) || 'prefix' in input) return;
  input.prefix = token.text + (/^[-_/](?=[\s.,;?!]|$)/.exec(request.slice(token.end))?.[0] ?? '');
  used.add(token);
}

/** "one revision back": how far, not which. */
function backBy(tokens: readonly Token[], { used }: Filling): void {
  for (const [i, token] of tokens.entries())
    if (
      (token.kind === 'number' || token.word in numbers) &&
      /^(revisions?|versions?|releases?|steps?)$/.test(tokens[i + 1]?.word ?? '') &&
      tokens.some((t) => /back/.test(t.word))
    )
      used.add(token);
}
