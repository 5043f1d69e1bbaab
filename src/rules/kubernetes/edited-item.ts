import { isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Json } from '../../base/json.ts';
import { changedStretch } from '../text.ts';
import { documentsOf, moveNode, ParsedDocument, type Stretch } from './documents.ts';

/** Names of nodes, references to them, tags, directives: what may reach from one item into another. */
const reaching = /(?:^|[\s,:[{-])[&*!]\S|^%/m;
/** What the parser may give to a neighbour: comments, empty lines, lines that end in other ways. */
const shared = /(?:^|\s)#|\n *\n|[\t\r\u0085\u2028\u2029\ufeff]/;

/**
 * A stretch that is one document with a list of `items`, as a `List` is, of which one was edited: only that one is parsed, and
 * takes its place among the others. `undefined` where the whole has to be read. **`old` is used up** where it answers one.
 */
export function withEditedItem(old: Stretch, text: string): Stretch | undefined {
  const [only, ...more] = old.documents;
  if (only === undefined || more.length > 0 || only.document.errors.length + only.document.warnings.length > 0) return undefined;
  const { contents } = only.document;
  const items = isMap(contents) ? itemsOf(contents) : undefined;
  if (items === undefined || !isMap(contents) || reaching.test(old.text) || reaching.test(text)) return undefined;
  const { start, oldEnd, newEnd } = changedStretch(old.text, text);
  const found = itemAt(items, old, start, oldEnd, contents.items.at(-1)?.value === items);
  if (found === undefined) return undefined;
  const by = newEnd - oldEnd;
  const after = text.slice(found.from, found.to + by);
  if (!staysInside(old.text.slice(found.from, found.to), found.dash) || !staysInside(after, found.dash)) return undefined;
  const [alone, ...others] = documentsOf(after);
  const list = alone?.contents;
  if (others.length > 0 || !isSeq(list) || list.flow || list.items.length !== 1 || alone === undefined) return undefined;
  if (alone.errors.length + alone.warnings.length > 0) return undefined;
  const value = valueWith(only, found.index, (alone.toJS() as readonly Json[])[0]);
  if (value === undefined) return undefined;

  const item = list.items[0] as Node;
  moveNode(item, old.start + found.from);
  items.items[found.index] = item;
  for (const next of items.items.slice(found.index + 1)) moveNode(next, by);
  const pairs = contents.items;
  for (const next of pairs.slice(pairs.findIndex((pair) => pair.value === items) + 1)) moveNode(next, by);
  for (const around of [items, contents, only.document]) if (around.range) around.range = [around.range[0], around.range[1] + by, around.range[2] + by];
  return { text, start: old.start, documents: [new ParsedDocument(only.document, { value })] };
}

/** The one list of that name, when it is written item below item. */
function itemsOf(map: YAMLMap): YAMLSeq | undefined {
  const named = map.items.filter(({ key }) => isScalar(key) && key.value === 'items');
  const items = named.length === 1 ? named[0]?.value : undefined;
  return isSeq(items) && !items.flow && !map.flow ? items : undefined;
}

interface Found {
  readonly index: number;
  /** Its lines, in the stretch. */
  readonly from: number;
  readonly to: number;
  /** How far its dash stands in. */
  readonly dash: number;
}

/** The item that a change lies in, without the first and the last sign of it. */
function itemAt(items: YAMLSeq, { text, start: offset }: Stretch, start: number, end: number, isLast: boolean): Found | undefined {
  const starts = items.items.map((item) => ((item as Node | null)?.range?.[0] ?? Number.NaN) - offset);
  const index = starts.findLastIndex((at) => at < start);
  const own = starts[index];
  if (own === undefined || starts.some(Number.isNaN)) return undefined;
  const from = text.lastIndexOf('\n', own - 1) + 1;
  const next = starts[index + 1];
  if (next === undefined && !isLast) return undefined;
  const to = next === undefined ? text.length : text.lastIndexOf('\n', next - 1) + 1;
  const head = /^( *)- +$/.exec(text.slice(from, own));
  return head === null || end >= to - 1 || text[to - 1] !== '\n' ? undefined : { index, from, to, dash: head[1]?.length ?? 0 };
}

/** Whether all lines but the first stand further in than the dash, and nothing is among them that is not the item's alone. */
function staysInside(chunk: string, dash: number): boolean {
  if (shared.test(chunk)) return false;
  const lines = chunk.split('\n');
  const inside = ' '.repeat(dash + 1);
  return lines.at(-1) === '' && lines.slice(1, -1).every((line) => line.startsWith(inside) && line.trim() !== '');
}

/** What the document comes to with another item. */
function valueWith(document: ParsedDocument, index: number, item: Json | undefined): Json | undefined {
  const before = document.value(0);
  if (!('value' in before) || item === undefined || before.value === null || typeof before.value !== 'object' || Array.isArray(before.value)) return undefined;
  const { items } = before.value as { readonly items?: Json };
  return Array.isArray(items) && index < items.length ? { ...before.value, items: items.with(index, item) } : undefined;
}
