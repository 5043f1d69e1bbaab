/** What became of a JSON text: its value, where it stops being JSON, or that it nests too deeply. Lines and columns count from 1. */
export type ParsedJson =
  | { readonly value: unknown }
  | { readonly tooDeep: true }
  | { readonly line: number; readonly column: number; readonly message: string };

/**
 * JSON as `JSON.parse` takes it, but: a key that is there twice is an error with its place, and a number that would
 * change when written again (`1.30`, `1e3`) comes as the text it was, for its reader to decide.
 */
export function parseJson(text: string, nestingMax: number): ParsedJson {
  const found = scan(text, nestingMax);
  if (found === 'too-deep') return { tooDeep: true };
  try {
    const value: unknown = JSON.parse(text, (_key, item: unknown, context?: { readonly source?: string }) =>
      typeof item === 'number' && context?.source !== undefined && context.source !== String(item) ? context.source : item,
    );
    return found === undefined ? { value } : { ...place(text, found.at), message: `"${found.key}" is here twice: keep one of them.` };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ...place(text, position(error.message, text)), message: sentence(error.message) };
  }
}

/** Walks the brackets and keys; for text that is not JSON the answer means nothing, and `JSON.parse` says so afterwards. */
function scan(text: string, nestingMax: number): 'too-deep' | { readonly key: string; readonly at: number } | undefined {
  const open: (Set<string> | undefined)[] = [];
  let twice: { readonly key: string; readonly at: number } | undefined;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"(?=(\s*:)?)|[[\]{}]/g)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : undefined);
      if (open.length > nestingMax) return 'too-deep';
    } else if (token === '}' || token === ']') open.pop();
    else if (/^\s*:/.test(text.slice(index + token.length, index + token.length + 64))) {
      const keys = open.at(-1);
      if (keys?.has(token)) twice ??= { key: token.slice(1, -1), at: index };
      keys?.add(token);
    }
  }
  return twice;
}

/** V8 names the place as a position, or not at all at the end of the text. */
function position(message: string, text: string): number {
  const at = /at position (\d+)/.exec(message)?.[1];
  if (at !== undefined) return Number(at);
  const token = /^Unexpected token '(.)', .* is not valid JSON$/su.exec(message)?.[1];
  return token !== undefined && !message.includes('...') ? Math.max(0, text.indexOf(token)) : text.length;
}

function place(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function sentence(message: string): string {
  const plain = message
    .replace(/ in JSON at position.*$/s, '')
    .replace(/, (\.\.\.)?".*is not valid JSON$/s, '')
    .replace(/ \(line \d+ column \d+\)$/, '');
  return plain === 'Unexpected end of JSON input' ? 'the text ends too early: a bracket or a quote is not closed.' : `${plain}.`;
}
