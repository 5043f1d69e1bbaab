/** Where in a YAML file the cursor is, found from its lines: a file somebody is typing in is rarely YAML. */
export interface Cursor {
  /** Keys around it, from the top; `[]` for an item of a list. */
  readonly path: readonly string[];
  /** A key is typed, or a value: of the last key of `path`, or an item of its list. */
  readonly at: 'key' | 'value';
  /** What of it stands before the cursor. */
  readonly typed: string;
  /** Column where that begins. */
  readonly from: number;
}

interface Token {
  readonly column: number;
  /** `undefined`: a dash. */
  readonly key?: string;
}

/** How far up a file is read for what is around the cursor. */
const linesMax = 200_000;

/** `holdsMaps`: whether the items of the list at a path (which ends in `[]`) are maps, so that keys come first in them. */
export function cursorAt(lines: readonly string[], line: number, column: number, holdsMaps: (path: readonly string[]) => boolean): Cursor {
  const before = (lines[line] ?? '').slice(0, column);
  const here = tokensOf(before);
  const flow = flowOf(here.rest);
  const from = before.length - flow.typed.length;
  const own = here.tokens.map(nameOf);
  const first = here.tokens[0]?.column ?? (here.rest === '' ? column : here.restColumn);
  const above = ancestors(lines, line, first, here.tokens[0] !== undefined && here.tokens[0].key === undefined);
  const path = [...above.path, ...own, ...flow.path];
  const isValue =
    flow.path.length > 0 || flow.isInside ? flow.at === 'value' : here.tokens.at(-1)?.key !== undefined || (path.at(-1) === '[]' && !holdsMaps(path));
  return { path, at: isValue ? 'value' : 'key', typed: flow.typed, from };
}

const nameOf = ({ key }: Token): string => key ?? '[]';

/** `  - id: x` → a dash, the key `id`, and `x`. */
function tokensOf(line: string): { readonly tokens: readonly Token[]; readonly rest: string; readonly restColumn: number } {
  const tokens: Token[] = [];
  let at = /^\s*/.exec(line)?.[0].length ?? 0;
  for (;;) {
    const rest = line.slice(at);
    const dash = /^-(?:\s+|$)/.exec(rest);
    if (dash !== null) {
      tokens.push({ column: at });
      at += dash[0].length;
      continue;
    }
    const key = /^(?:"([^"]*)"|'([^']*)'|([^\s#:{}[\],&*!|>'"%@`][^:#{}[\],]*?))\s*:(?:\s+|$)/.exec(rest);
    if (key === null || rest.startsWith('#')) return { tokens, rest, restColumn: at };
    tokens.push({ column: at, key: key[1] ?? key[2] ?? key[3] ?? '' });
    at += key[0].length;
  }
}

/** What is around the cursor inside `{…}` and `[…]` on its own line. */
function flowOf(rest: string): { readonly path: readonly string[]; readonly typed: string; readonly at: 'key' | 'value'; readonly isInside: boolean } {
  const open: { readonly kind: '{' | '['; key?: string }[] = [];
  let word = '';
  let quote = '';
  for (let i = 0; i < rest.length; i++) {
    const c = rest[i] ?? '';
    if (quote !== '') {
      if (c === quote) quote = '';
      word += c;
    } else if (c === '"' || c === "'") {
      quote = c;
      word += c;
    } else if (c === '$' && rest[i + 1] === '{') {
      // A reference, and no map.
      const end = rest.indexOf('}', i);
      word += end === -1 ? rest.slice(i) : rest.slice(i, end + 1);
      i = end === -1 ? rest.length : end;
    } else if (c === '{' || c === '[') {
      open.push({ kind: c });
      word = '';
    } else if (c === '}' || c === ']') {
      open.pop();
      word = '';
    } else if (c === ',' && open.length > 0) {
      const top = open.at(-1);
      if (top !== undefined) delete top.key;
      word = '';
    } else if (c === ':' && open.at(-1)?.kind === '{' && open.at(-1)?.key === undefined) {
      const top = open.at(-1);
      if (top !== undefined) top.key = word.trim().replaceAll(/^["']|["']$/g, '');
      word = '';
    } else word += c;
  }
  const path = open.flatMap(({ kind, key }) => (kind === '[' ? ['[]'] : key === undefined ? [] : [key]));
  const top = open.at(-1);
  return { path, typed: word.trimStart(), at: top?.kind === '{' && top.key === undefined ? 'key' : 'value', isInside: open.length > 0 };
}

/** The keys a line stands below, from the top. */
function ancestors(lines: readonly string[], line: number, column: number, isDash: boolean): { readonly path: readonly string[] } {
  const path: string[] = [];
  let limit = column;
  // A list may stand as far left as the key it belongs to.
  let afterDash = isDash;
  for (let i = line - 1; i >= Math.max(0, line - linesMax) && (limit > 0 || afterDash); i--) {
    const text = lines[i] ?? '';
    if (text.trim() === '' || text.trimStart().startsWith('#')) continue;
    for (const token of tokensOf(text).tokens.toReversed()) {
      const isAbove = token.column < limit || (afterDash && token.key !== undefined && token.column === limit);
      if (!isAbove) continue;
      path.unshift(nameOf(token));
      limit = token.column;
      afterDash = token.key === undefined;
    }
  }
  return { path };
}
