import { expect, test } from 'vitest';
import { isCollection, isPair, isScalar, LineCounter, type Node, parseAllDocuments } from 'yaml';
import { look } from '../../../src/rules/engine/look.ts';
import { readStretches, type Stretch } from '../../../src/rules/kubernetes/documents.ts';
import { ManifestReader } from '../../../src/rules/kubernetes/reader.ts';
import { cases } from '../../support/cases.ts';
import { randomFrom } from '../../support/random.ts';
import { mutated, seeds } from '../mutate.ts';
import { linesOf, options, sourcesOf } from '../support.ts';

/** `NIMBUS_FUZZ=10000` for the long one; a failure names the text. */
const times = cases(Number(process.env.NIMBUS_FUZZ ?? 600));

const manifests = seeds.filter(({ path, text }) => path.endsWith('.yaml') && text.includes('apiVersion'));

/** All that is read of documents: what kinds of nodes there are, with what in them, where, and what is wrong. */
const told = (
  documents: readonly { readonly contents: unknown; readonly errors: readonly { readonly message: string; readonly pos: readonly number[] }[] }[],
) => documents.map(({ contents, errors }) => ({ contents: nodes(contents), errors: errors.map(({ message, pos }) => `${pos[0]} ${message}`) }));

function nodes(node: unknown): unknown {
  if (isPair(node)) return [nodes(node.key), nodes(node.value)];
  if (node === null || typeof node !== 'object') return node;
  const { range } = node as Node;
  if (isScalar(node)) return [range, node.value, node.type];
  return isCollection(node) ? [range, node.items.map(nodes)] : [range, String(node)];
}

const toldOf = (stretches: readonly Stretch[]) => told(stretches.flatMap(({ documents }) => documents.map(({ document }) => document)));

function whole(text: string) {
  const documents = parseAllDocuments(text, { lineCounter: new LineCounter(), uniqueKeys: false, stringKeys: true, logLevel: 'silent', prettyErrors: false });
  return Array.isArray(documents) ? documents : [];
}

const pieces = [
  '---\n',
  '\n---\n',
  '--- ',
  '...\n',
  '# c\n',
  '  ',
  '\n',
  'a: b\n',
  '- x\n',
  '"',
  "'",
  '|\n',
  '{',
  '}',
  ': ',
  '&a ',
  '*a',
  '%YAML 1.2\n',
  '\r\n',
  '\r---\n',
  '\u2028---\n',
  '\t',
  'é',
  '😀',
  'apiVersion: v1\nkind: Pod\n',
];

/** One edit as a person or a program makes it. */
function edited(random: () => number, text: string): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const at = Math.floor(random() * (text.length + 1));
  const to = Math.min(text.length, at + Math.floor(random() * (random() < 0.1 ? 400 : 6)));
  const put = random() < 0.3 ? '' : random() < 0.1 ? `---\n${pick(manifests).text}` : pick(pieces);
  return text.slice(0, at) + put + text.slice(to);
}

/** Five manifests in one text. */
const start = (random: () => number): string =>
  Array.from({ length: 5 }, () => manifests[Math.floor(random() * manifests.length)]?.text ?? '').join(random() < 0.5 ? '---\n' : '\n---\n');

/** Objects as the items of a list, in one of the ways people indent one. */
function listOf(random: () => number): string {
  const objects = Array.from({ length: 6 }, () => manifests[Math.floor(random() * manifests.length)]?.text ?? '').flatMap((text) => text.split(/^---\n/m));
  const indent = ' '.repeat(Math.floor(random() * 3));
  const items = objects
    .map((text) => text.replaceAll(/^ *(?:#.*)?\n/gm, '').trimEnd())
    .filter((text) => text !== '')
    .map((text) => `${indent}- ${text.replaceAll('\n', `\n${indent}  `)}\n`);
  const more = random() < 0.3 ? 'metadata:\n  name: all\n' : '';
  return `apiVersion: v1\nkind: List\n${random() < 0.5 ? more : ''}items:\n${items.join('')}${more}`;
}

test('after any edit in a list, what is read of it is what reading it anew reads, and often only the item is read', { timeout: 600_000 }, () => {
  const random = randomFrom(23);
  let [edits, taken] = [0, 0];
  for (let round = 0; round < times / 40; round++) {
    let text = listOf(random);
    let stretches = readStretches(text);
    for (let edit = 0; edit < 8; edit++) {
      const before = stretches[0]?.documents[0];
      const [value] = [before?.value(100)];
      const at = Math.floor(random() * text.length);
      const letter = random() < 0.5;
      text = letter ? `${text.slice(0, at)}${random() < 0.7 ? 'x' : ''}${text.slice(random() < 0.5 ? at : at + 1)}` : edited(random, text);
      stretches = readStretches(text, stretches);
      const anew = readStretches(text);
      expect({ text, read: toldOf(stretches) }).toEqual({ text, read: toldOf(anew) });
      const values = (all: readonly Stretch[]) => all.flatMap(({ documents }) => documents.map((one) => one.value(100)));
      expect({ text, values: values(stretches) }).toEqual({ text, values: values(anew) });
      if (letter && value && 'value' in value) edits += 1;
      if (letter && stretches[0]?.documents[0] !== before && stretches[0]?.documents[0]?.document === before?.document) taken += 1;
    }
  }
  expect(taken).toBeGreaterThan(edits / 20);
});

test('after any edit, what is read of a text is what reading it anew reads', { timeout: 600_000 }, () => {
  const random = randomFrom(11);
  let text = start(random);
  let stretches = readStretches(text);
  for (let edit = 0; edit < times; edit++) {
    text = edit % 50 === 49 ? start(random) : edited(random, text);
    stretches = readStretches(text, stretches);
    expect({ text, read: toldOf(stretches) }).toEqual({ text, read: toldOf(readStretches(text)) });
  }
});

test('of a text without a mistake, every document is what it is when all are read together', { timeout: 600_000 }, () => {
  let sound = 0;
  for (let seed = 1; seed <= times; seed++) {
    const random = randomFrom(seed);
    let text = random() < 0.5 ? start(random) : mutated(random).text;
    for (let edits = Math.floor(random() * 3); edits > 0; edits--) text = edited(random, text);
    const all = whole(text);
    if (all.some(({ errors }) => errors.length > 0)) continue;
    sound += 1;
    expect({ text, read: toldOf(readStretches(text)) }).toEqual({ text, read: told(all) });
  }
  expect(sound).toBeGreaterThan(times / 10);
});

test('a mistake in one document leaves those after it alone', () => {
  const text = 'apiVersion: v1\nkind: "Pod\n---\napiVersion: v1\nkind: Service\n';
  expect(toldOf(readStretches(text)).map(({ errors }) => errors.length)).toEqual([1, 0]);
});

test('findings while a manifest is typed are those of looking at it anew', { timeout: 600_000 }, async () => {
  const random = randomFrom(5);
  const reader = new ManifestReader();
  const rules = options.rules.filter(({ language }) => language === 'kubernetes' || language === 'kustomize');
  let text = start(random);
  for (let edit = 0; edit < cases(150); edit++) {
    const sources = sourcesOf({ 'base/all.yaml': text, 'base/kustomization.yaml': 'resources: [all.yaml]\n', 'other.yaml': text });
    const kept = await look(sources, { ...options, rules, manifests: reader });
    const anew = await look(sources, { ...options, rules });
    expect({ text, lines: linesOf(kept) }).toEqual({ text, lines: linesOf(anew) });
    text = edit % 40 === 39 ? start(random) : edited(random, text);
  }
});
