import { digestOf } from '../../base/hash.ts';
import type { ToolSpec } from '../../domain/tool.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { parseUsage, type Usage } from './command/usage.ts';
import { type Field, fieldsOf, outputsOf } from './fields.ts';
import { slotOf } from './fill/slots.ts';
import { headOf } from './head.ts';
import { type Example, type Features, featuresOf, type Guess, guessFrom, type Learned, learn } from './learn.ts';
import { isKnown, isStop, lexicon, type Meanings, meaningsOf, type VerbForm } from './lexicon/words.ts';
import { isNovel, meant, read, type Vocabulary } from './read.ts';
import { type Token, tokenize } from './token.ts';

/** What the planner knows of a tool: all of it from the tool's own name, words and schemas. */
export interface Profile {
  readonly spec: ToolSpec;
  /** Toolset, group: `aws`, `ec2`. */
  readonly domains: ReadonlySet<string>;
  /** Concepts and how much they say of this tool, 0 to 1. */
  readonly about: ReadonlyMap<string, number>;
  /** Those of its name. */
  readonly name: ReadonlyMap<string, number>;
  /** Concepts of verbs by how much they are its own. */
  readonly verbs: ReadonlyMap<string, number>;
  /** Things in its name: `pullrequest`. */
  readonly nouns: readonly string[];
  readonly fields: readonly Field[];
  /** Command lines it stands for. */
  readonly usages: readonly Usage[];
  readonly outputs: readonly string[];
}

export interface Index {
  readonly profiles: ReadonlyMap<string, Profile>;
  /** How much a concept tells tools apart. */
  rarity(concept: string): number;
  readonly words: Vocabulary;
  /** What the tools' examples teach. */
  readonly guess: Guess;
  /** Tools by the program their command lines begin with. */
  readonly byProgram: ReadonlyMap<string, readonly Profile[]>;
}

const made = new WeakMap<object, Index>();

let last: { readonly specs: ReadonlyMap<string, ToolSpec>; readonly index: Index } | undefined;
const sameTools = (a: ReadonlyMap<string, ToolSpec>, b: ReadonlyMap<string, ToolSpec>): boolean =>
  a.size === b.size && [...a].every(([name, spec]) => b.get(name) === spec);

/** Reads every tool once; the same tools give the same index. */
export function indexOf(specs: ReadonlyMap<string, ToolSpec>): Index {
  const known = made.get(specs) ?? (last !== undefined && sameTools(last.specs, specs) ? last.index : undefined);
  if (known !== undefined) return known;
  const index = build([...specs.values()]);
  made.set(specs, index);
  last = { specs, index };
  return index;
}

function build(specs: readonly ToolSpec[]): Index {
  const key = keyOf(specs);
  const { own, known, learned, tools } = kept?.key === key ? kept : studied(specs, key);
  const profiles = new Map(specs.map((spec, i) => [spec.name, profileFrom(spec, tools[i] ?? noTool)]));
  const holders = new Map<string, number>();
  for (const { about } of profiles.values()) for (const [concept, weight] of about) if (weight >= 0.3) holders.set(concept, (holders.get(concept) ?? 0) + 1);
  const rare = new Map([...holders].map(([concept, n]) => [concept, Math.log(1 + specs.length / n)]));
  const rarest = Math.log(1 + specs.length);
  const byProgram = new Map<string, Profile[]>();
  for (const profile of profiles.values())
    for (const program of new Set(profile.usages.map(({ words: [first] }) => (first?.kind === 'literal' ? first.any[0] : undefined) ?? '')))
      byProgram.set(program, [...(byProgram.get(program) ?? []), profile]);
  const words = { own: new Set(own), known: new Set(known) };
  return { profiles, words, byProgram, guess: guessFrom(learned), rarity: (concept) => rare.get(concept) ?? rarest };
}

/** All that is made of the tools' words and schemas, as data: it can be kept, and is made anew where the tools are others. */
export interface Studied {
  readonly key: string;
  readonly own: readonly string[];
  readonly known: readonly string[];
  readonly learned: Learned;
  /** In the order of the tools. */
  readonly tools: readonly StudiedTool[];
}

type Weights = Readonly<Record<string, number>>;

interface StudiedTool {
  readonly about: Weights;
  readonly name: Weights;
  readonly verbs: Weights;
  readonly nouns: readonly string[];
  readonly fields: readonly (Omit<Field, 'pattern'> & { readonly pattern: string | undefined })[];
}

const noTool: StudiedTool = { about: {}, name: {}, verbs: {}, nouns: [], fields: [] };

let kept: Studied | undefined;

/** Takes over what was studied when Nimbus was built; without effect on tools it was not made of. */
export function keep(studied: Studied | undefined): void {
  kept = studied;
}

/** Everything that is studied, of every tool; the same key, the same outcome. */
const keyOf = (specs: readonly ToolSpec[]): string => digestOf(specs.map((s) => [s.name, s.summary, s.says]));

/** Reads every tool: its name, its words, its schemas. */
export function studied(specs: readonly ToolSpec[], key = keyOf(specs)): Studied {
  const own = wordsOf(specs.flatMap((spec) => [spec.name.replaceAll('.', ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2'), spec.summary]).map(tokenize));
  const tokens = new Map(specs.map((spec) => [spec, spec.says.map(tokenize)]));
  const words = { own, known: new Set([...own, ...wordsOf([...tokens.values()].flat())]) };
  // Every example is read once, for all that is learned from it.
  const said: Said = new Map([...tokens].map(([spec, says]) => [spec, says.map((t) => meant(t, words))]));
  return {
    key,
    own: [...own],
    known: [...words.known],
    learned: learn(examplesOf(specs, said, words)),
    tools: specs.map((spec) => studiedTool(spec, said.get(spec) ?? [], words)),
  };
}

function profileFrom(spec: ToolSpec, { about, name, verbs, nouns, fields }: StudiedTool): Profile {
  let outputs: readonly string[] | undefined;
  return {
    spec,
    domains: new Set(spec.name.split('.').slice(0, -1)),
    about: new Map(Object.entries(about)),
    name: new Map(Object.entries(name)),
    verbs: new Map(Object.entries(verbs)),
    nouns,
    fields: fields.map((f) => ({ ...f, pattern: f.pattern === undefined ? undefined : new RegExp(f.pattern, 'u') })),
    usages: (spec.commands ?? []).map(parseUsage),
    get outputs() {
      outputs ??= outputsOf(spec);
      return outputs;
    },
  };
}

/** Every example of every tool, and its summary as one more. */
const examplesOf = (specs: readonly ToolSpec[], said: Said, words: Vocabulary): readonly Example[] =>
  specs
    .filter((spec) => spec.says.length > 0)
    .flatMap((spec) =>
      [...(said.get(spec) ?? []).map((tokens) => [tokens, 1] as const), [read(shortOf(spec), words), 0.5] as const].map(([tokens, weight]) => ({
        tool: spec.name,
        features: featuresIn(clausesOf(tokens)),
        weight,
      })),
    );

function featuresIn(clauses: readonly Clause[]): Features {
  const clause = { tokens: clauses.flatMap((c) => c.tokens), question: clauses[0]?.question === true };
  return featuresOf(clause.tokens, headOf(clause), clause.question, isNovel);
}

type Said = ReadonlyMap<ToolSpec, readonly (readonly Token[])[]>;

/** The first words of a summary: what the tool does. */
const shortOf = (spec: ToolSpec): string => spec.summary.split(/[:;,.]/)[0] ?? '';

const wordsOf = (texts: readonly (readonly Token[])[]): ReadonlySet<string> =>
  new Set(
    texts
      .flat()
      .filter((t) => t.kind === 'word' && /^[a-z]{4,}$/i.test(t.word) && !isStop(t.word))
      .map((t) => t.word),
  );

function studiedTool(spec: ToolSpec, said: readonly (readonly Token[])[], words: Vocabulary): StudiedTool {
  const parts = spec.name.split('.');
  const verb = parts.at(-1) ?? '';
  const nameTokens = read(`${parts.slice(0, -1).join(' ')} ${verb.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}`, words);
  const name = new Map<string, number>();
  for (const token of nameTokens) add(name, conceptsOf(token), 1);
  const says = [...said, ...(spec.says.length > 0 ? [read(shortOf(spec), words)] : [])].map((tokens) =>
    contentOf(tokens)
      .map(conceptsOf)
      .filter((m) => m.size > 0),
  );
  const about = new Map<string, number>();
  for (const meanings of says) {
    const here = new Map<string, number>();
    for (const m of meanings) add(here, m, 1);
    for (const [concept, weight] of here) about.set(concept, (about.get(concept) ?? 0) + weight / says.length);
  }
  for (const [concept, weight] of about) about.set(concept, Math.min(1, 0.35 + weight));
  const summary = new Map<string, number>();
  for (const token of contentOf(read(spec.summary, words))) add(summary, conceptsOf(token), 0.6);
  const fields = fieldsOf(spec);
  for (const field of fields)
    for (const token of contentOf(read(`${field.name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()} ${field.values.join(' ')}`, words)))
      add(summary, conceptsOf(token), 0.3);
  for (const [concept, weight] of summary) about.set(concept, Math.max(about.get(concept) ?? 0, weight));
  for (const [concept, weight] of name) about.set(concept, Math.max(about.get(concept) ?? 0, weight));

  for (const field of fields) for (const [concept, weight] of valuesOf(spec.name, field)) about.set(concept, Math.max(about.get(concept) ?? 0, weight));

  const verbs = new Map<string, number>();
  for (const tokens of said) {
    const head = contentOf(tokens).find((t) => verbOf(t) !== undefined);
    const of = head && verbOf(head);
    if (of !== undefined) verbs.set(of.concept, Math.max(verbs.get(of.concept) ?? 0, 0.9));
  }
  for (const token of nameTokens.slice(parts.length - 1)) {
    const of = verbOf(token);
    if (of !== undefined) verbs.set(of.concept, 1);
  }
  // A summary begins with what the tool does; a choice may be something it does as well: an action, a verdict.
  const [does] = contentOf(read(spec.summary, words));
  const choices = fields.filter((f) => f.required || /^(action|verdict)$/.test(f.name)).flatMap((f) => f.values);
  for (const of of [does === undefined ? undefined : verbOf(does), ...choices.map((c) => lexicon.verbs.get(c.split(' ')[0] ?? ''))])
    if (of !== undefined) verbs.set(of.concept, Math.max(verbs.get(of.concept) ?? 0, 0.95));
  const nouns = nameTokens.slice(parts.length - 1).flatMap((token, i) =>
    i === 0 && verbOf(token) !== undefined
      ? []
      : [...conceptsOf(token)]
          .filter(([, w]) => w === 1)
          .map(([c]) => c)
          .slice(-1),
  );
  return {
    about: rounded(about),
    name: rounded(name),
    verbs: rounded(verbs),
    nouns,
    fields: fields.map((f) => ({ ...f, pattern: f.pattern?.source })),
  };
}

const rounded = (weights: ReadonlyMap<string, number>): Weights =>
  Object.fromEntries([...weights].map(([concept, w]) => [concept, Math.round(w * 1000) / 1000]));

/** Forms of values an input takes, as concepts: an instance id, an action. */
function valuesOf(tool: string, field: Field): readonly (readonly [string, number])[] {
  const kinds = slotOf(tool, field.name)?.kinds ?? {};
  const sure = field.required ? 0.8 : 0.5;
  return [
    ...(['s3', 'arn', 'action', 'address', 'issue', 'url'] as const).filter((kind) => (kinds[kind] ?? 0) >= 2).map((kind) => [`<${kind}>`, sure] as const),
    ...(field.name === 'bucket' || field.name === 'key' ? [['<s3>', sure] as const] : []),
    ...samples.filter(([, id]) => field.pattern?.test(id) === true && !field.pattern.test('any-name')).map(([concept]) => [concept, sure] as const),
  ];
}

const samples = [
  ['<i>', 'i-0123456789abcdef0'],
  ['<vpc>', 'vpc-0123456789abcdef0'],
  ['<sg>', 'sg-0123456789abcdef0'],
] as const;

function add(to: Map<string, number>, meanings: Meanings, factor: number): void {
  for (const [concept, weight] of meanings) to.set(concept, Math.max(to.get(concept) ?? 0, weight * factor));
}

/** Tokens that may carry meaning. */
export const contentOf = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter((t) => (t.kind === 'word' ? !isStop(t.word) || lexicon.verbs.has(t.word) : t.kind !== 'mark'));

/** What a token stands for; a value stands for its form, so that an instance id is like another. */
export function conceptsOf(token: Token): Meanings {
  if (token.kind !== 'word') return formOf(token);
  const meanings = meaningsOf(token.word);
  if (meanings !== undefined) return meanings;
  if (managed.test(token.text)) return policyName;
  return isStop(token.word) || (!isKnown(token.word) && token.taught !== true) ? none : new Map([[singular(token.word), 1]]);
}

const none: Meanings = new Map();

/** `ReadOnlyAccess`, `AmazonS3FullAccess`: what AWS calls its policies. */
const managed = /^[A-Z][A-Za-z0-9]*[a-z0-9](Access|Policy|ExecutionRole|PowerUser|ReadOnly)$/;
const policyName: Meanings = new Map([
  ['policy', 0.9],
  ['iam', 0.5],
]);

/** `t3.micro`, `m5.4xlarge`. */
export const isInstanceType = (text: string): boolean => /^[a-z]\d[a-z\d-]*\.(nano|micro|small|medium|large|metal|\d*xlarge)$/.test(text);

function formOf(token: Token): Meanings {
  if (token.kind === 'id') return new Map([[`<${token.text.split('-')[0]}>`, 1]]);
  if (token.kind === 'path' && /^(~|\.{1,2})?\/?\w+\/[\w.-]+$/.test(token.text)) {
    const kind = lexicon.kinds.get(token.word.split('/')[0] ?? '');
    if (kind !== undefined)
      return new Map([
        ['pod', 0.5],
        ['workload', 0.8],
        ['kubeobject', 0.5],
      ]);
  }
  if (isInstanceType(token.word))
    return new Map([
      ['<type>', 1],
      ['instance', 0.8],
      ['ec2', 0.5],
    ]);
  if (token.kind === 'path' && /\w\.{2,3}\w/.test(token.word))
    return new Map([
      ['<ref>', 1],
      ['branch', 0.7],
      ['git', 0.5],
    ]);
  if (token.kind === 'sha')
    return new Map([
      ['<ref>', 1],
      ['commitnoun', 0.6],
      ['git', 0.5],
    ]);
  if (token.kind === 'path' && /^(origin|upstream|refs|feature|feat|bugfix|hotfix|fix|chore|release)\//.test(token.word))
    return new Map([
      ['<ref>', 1],
      ['branch', 0.7],
      ['remote', 0.4],
      ['git', 0.3],
    ]);
  if (token.kind === 'path' && /(^|\/)charts?(\/|$)/.test(token.word))
    return new Map([
      ['<folder>', 1],
      ['chart', 0.8],
    ]);
  if (token.kind === 'path' && /^(\.\/)?(k8s|kubernetes|manifests|kustomize|overlays)(\/|$)/.test(token.word) && !/\.\w+$/.test(token.word))
    return new Map([
      ['<folder>', 1],
      ['manifest', 0.7],
    ]);
  const tail = token.kind === 'path' ? /\.(tf|tfvars|ya?ml)$/.exec(token.word)?.[1] : undefined;
  if (tail !== undefined)
    return new Map([['<file>', 1], ['<folder>', 0.5], ...(tail.startsWith('tf') ? ([['terraform', 0.7]] as const) : ([['manifest', 0.6]] as const))]);
  if (token.kind === 'path')
    return /\.\w+$/.test(token.word)
      ? new Map([
          ['<file>', 1],
          ['<folder>', 0.5],
        ])
      : new Map([
          ['<folder>', 1],
          ['<file>', 0.6],
        ]);
  return ['s3', 'arn', 'action', 'address', 'issue', 'command', 'cidr', 'ports', 'url'].includes(token.kind) ? new Map([[`<${token.kind}>`, 1]]) : none;
}

const singular = (word: string): string => word.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');

export const verbOf = (token: Token): VerbForm | undefined => (token.kind === 'word' ? lexicon.verbs.get(token.word) : undefined);
