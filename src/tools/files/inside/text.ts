export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

export interface DecodedText {
  /** Without the mark. */
  readonly text: string;
  readonly encoding: Encoding;
  /** It began with a byte order mark. */
  readonly mark: boolean;
  readonly eol: 'lf' | 'crlf' | 'mixed' | 'none';
}

/** Looked at to tell text from the rest, as git does. */
const sniffBytes = 8000;

/**
 * Bytes as text: by their byte order mark, else as UTF-8. `undefined` where they are not text: a NUL near the start, or
 * not UTF-8. `encoding` is taken at its word.
 */
export function decodeText(content: Uint8Array, encoding?: Encoding): DecodedText | undefined {
  const marked = markOf(content);
  const chosen = encoding ?? marked ?? 'utf-8';
  if (encoding === undefined && marked === undefined && content.subarray(0, sniffBytes).includes(0)) return undefined;
  const text = decodeAs(content, chosen);
  return text === undefined ? undefined : { text, encoding: chosen, mark: marked === chosen, eol: eolOf(text) };
}

export function encodeText(text: string, encoding: Encoding, mark: boolean): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return new TextEncoder().encode(mark ? `\uFEFF${text}` : text);
    case 'latin1':
      return Buffer.from(text, 'latin1');
    case 'utf-16le':
      return Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le').swap16();
  }
}

/** Whether every character has a place in the encoding. */
export const fits = (text: string, encoding: Encoding): boolean => encoding !== 'latin1' || /^[\0-\xff]*$/.test(text);

/** Line ends as the file has them. */
export const withEol = (text: string, eol: 'lf' | 'crlf'): string => {
  const plain = text.replaceAll('\r\n', '\n');
  return eol === 'crlf' ? plain.replaceAll('\n', '\r\n') : plain;
};

function markOf(content: Uint8Array): Encoding | undefined {
  const [a, b, c] = content;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
}

function decodeAs(content: Uint8Array, encoding: Encoding): string | undefined {
  try {
    // Node's own `latin1`: the standard's is windows-1252, which does not go back to the same bytes.
    return encoding === 'latin1' ? Buffer.from(content).toString('latin1') : new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

function eolOf(text: string): DecodedText['eol'] {
  const all = text.split('\n').length - 1;
  if (all === 0) return 'none';
  const crlf = text.split('\r\n').length - 1;
  return crlf === 0 ? 'lf' : crlf === all ? 'crlf' : 'mixed';
}
