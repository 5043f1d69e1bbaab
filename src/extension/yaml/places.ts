import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from 'yaml';

/** What is wrong with a file, and where: offsets into its text. */
export interface PlacedProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** Default: an error. */
  readonly severity?: 'error' | 'warning' | 'information' | 'hint';
}

export type Path = readonly (string | number)[];

/** Where the first line ends; of a long one, a part. */
export const lineEnd = (text: string): number => (text.indexOf('\n') === -1 ? Math.min(text.length, 200) : text.indexOf('\n'));

/** Not past the end, never empty, on one line where it would run over many. */
export function placed(text: string, start: number, end: number, message: string, severity?: PlacedProblem['severity']): PlacedProblem {
  let from = Math.min(Math.max(0, start), Math.max(0, text.length - 1));
  if (text[from] === '\n' && from > 0) from--;
  const stop = text.indexOf('\n', from);
  const to = Math.min(Math.max(end, from + 1), stop === -1 ? text.length : Math.max(stop, from + 1));
  return { start: from, end: to, message: message.charAt(0).toUpperCase() + message.slice(1), ...(severity === undefined ? {} : { severity }) };
}

/** Where the parts of a document are in its text. What can't be found is looked for one level up. */
export class Places {
  readonly #text: string;
  readonly #document: Document.Parsed;

  constructor(text: string, document: Document.Parsed) {
    this.#text = text;
    this.#document = document;
  }

  has(path: Path): boolean {
    return this.#node(path) !== undefined;
  }

  top(message: string): PlacedProblem {
    return { start: 0, end: lineEnd(this.#text), message };
  }

  value(path: Path, message: string): PlacedProblem {
    const [start, end] = this.#node(path)?.range ?? [];
    return start === undefined || end === undefined ? this.key(path, message) : { start, end, message };
  }

  /** The key, for what is wrong with all that is below it. */
  key(path: Path, message: string): PlacedProblem {
    if (path.length === 0) return this.top(message);
    const key = this.#pair(path)?.key;
    const [start, end] = (isNode(key) ? key.range : undefined) ?? [];
    if (start !== undefined && end !== undefined) return { start, end, message };
    const node = this.#node(path);
    // An item of a list: the first thing in it.
    const first = isMap(node) ? node.items[0]?.key : undefined;
    const [from, to] = (isNode(first) ? first.range : node?.range) ?? [];
    return from === undefined || to === undefined ? this.key(path.slice(0, -1), message) : { start: from, end: to, message };
  }

  /** The item of a list with this value, or the list. */
  item(path: Path, value: string | undefined, message: string): PlacedProblem {
    const list = this.#node(path);
    const found = isSeq(list) ? list.items.find((item) => isScalar(item) && item.value === value) : undefined;
    const [start, end] = (isNode(found) ? found.range : undefined) ?? [];
    return start === undefined || end === undefined ? this.value(path, message) : { start, end, message };
  }

  /** A part of a text, as it stands there. */
  inside(path: Path, part: string, message: string): PlacedProblem {
    const [start, end] = this.#node(path)?.range ?? [];
    const at = start === undefined ? -1 : this.#text.slice(start, end).indexOf(part);
    if (start === undefined || at < 0) return this.value(path, message);
    const from = start + at;
    const closes = this.#text.indexOf('}', from);
    return { start: from, end: closes === -1 || closes > (end ?? 0) ? from + part.length : closes + 1, message };
  }

  #node(path: Path): Node | undefined {
    let node: unknown = this.#document.contents;
    for (const key of path) {
      if (isAlias(node)) node = node.resolve(this.#document);
      if (isMap(node)) node = node.items.find((pair) => keyOf(pair) === String(key))?.value;
      else if (isSeq(node)) node = node.items[Number(key)];
      else return undefined;
    }
    return isNode(node) ? node : undefined;
  }

  #pair(path: Path): Pair | undefined {
    const map = this.#node(path.slice(0, -1));
    return isMap(map) ? map.items.find((pair) => keyOf(pair) === String(path.at(-1))) : undefined;
  }
}

const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '');
