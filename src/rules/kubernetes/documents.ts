import { type Document, isCollection, isPair, LineCounter, type Node, parseAllDocuments } from 'yaml';
import type { Json } from '../../base/json.ts';
import { withEditedItem } from './edited-item.ts';

/** One stretch of a YAML text, from one `---` to the next, with the documents in it: mostly one. */
export interface Stretch {
  readonly text: string;
  /** Offset in the whole text; what its documents say of places counts from there. */
  readonly start: number;
  readonly documents: readonly ParsedDocument[];
}

/** A document, and what it comes to once somebody asks. Places are offsets in the whole text. */
export class ParsedDocument {
  readonly document: Document;
  private unfolded: { readonly value: Json } | { readonly why: string } | undefined;

  constructor(document: Document, unfolded?: { readonly value: Json }) {
    this.document = document;
    this.unfolded = unfolded;
  }

  /** `aliasesMax`: how often one anchor may be used. */
  value(aliasesMax: number): { readonly value: Json } | { readonly why: string } {
    this.unfolded ??= unfold(this.document, aliasesMax);
    return this.unfolded;
  }
}

function unfold(document: Document, aliasesMax: number): { readonly value: Json } | { readonly why: string } {
  try {
    return { value: document.toJS({ maxAliasCount: aliasesMax }) as Json };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Reads all documents of a text, each stretch of it by itself, so that a mistake in one leaves the others alone. What `known`
 * already holds, at its beginning and at its end, is taken over, and moved to where it stands now: **`known` is used up**.
 */
export function readStretches(text: string, known: readonly Stretch[] = []): readonly Stretch[] {
  const parts = cut(text);
  let same = 0;
  while (same < parts.length && parts[same] === known[same]?.text) same += 1;
  let sameAtEnd = 0;
  const most = Math.min(parts.length, known.length) - same;
  while (sameAtEnd < most && parts.at(-1 - sameAtEnd) === known.at(-1 - sameAtEnd)?.text) sameAtEnd += 1;
  let start = 0;
  return parts.map((part, index) => {
    const at = start;
    start += part.length;
    const old = index < same ? known[index] : index >= parts.length - sameAtEnd ? known[index - parts.length + known.length] : undefined;
    if (old) return moved(old, at);
    // As many as before, and all others the same: this one was edited.
    const before = parts.length === known.length && same + sameAtEnd === parts.length - 1 ? known[index] : undefined;
    return (before && withEditedItem(before, part)) ?? parse(part, at);
  });
}

/** The text in stretches that begin with `---`; in one where a `%` directive may reach further than that. */
function cut(text: string): readonly string[] {
  if (/^%/m.test(text)) return [text];
  const parts: string[] = [];
  let from = 0;
  for (const { index } of text.matchAll(/(?:^|(?<=\n))---(?=[ \t\r\n]|$)/g)) {
    if (index > from) parts.push(text.slice(from, index));
    from = index;
  }
  parts.push(text.slice(from));
  return parts;
}

/**
 * All documents of a text, as if nothing stood before it. A list or a mapping for a key is a mistake, as it is to Kubernetes: as
 * text, keys in keys, each in quotes of its own, double in length with each level, and a line of them takes minutes.
 */
export function documentsOf(text: string): readonly Document[] {
  const documents = parseAllDocuments(text, {
    lineCounter: new LineCounter(),
    uniqueKeys: false,
    stringKeys: true,
    logLevel: 'silent',
    prettyErrors: false,
  });
  if (!Array.isArray(documents)) return [];
  for (const { errors } of documents) for (const error of errors) if (error.code === 'NON_STRING_KEY') error.message = 'A key is no text';
  return documents;
}

function parse(text: string, start: number): Stretch {
  const all = documentsOf(text);
  if (start > 0) for (const document of all) move(document, start);
  return { text, start, documents: all.map((document) => new ParsedDocument(document)) };
}

function moved(stretch: Stretch, to: number): Stretch {
  if (to === stretch.start) return stretch;
  for (const { document } of stretch.documents) move(document, to - stretch.start);
  return { ...stretch, start: to };
}

function move(document: Document, by: number): void {
  for (const error of document.errors) error.pos = [error.pos[0] + by, error.pos[1] + by];
  if (document.range) document.range = [document.range[0] + by, document.range[1] + by, document.range[2] + by];
  moveNode(document.contents, by);
}

export function moveNode(node: unknown, by: number): void {
  if (isPair(node)) {
    moveNode(node.key, by);
    moveNode(node.value, by);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  const { range } = node as Node;
  if (range) (node as Node).range = [range[0] + by, range[1] + by, range[2] + by];
  if (isCollection(node)) for (const item of node.items) moveNode(item, by);
}
