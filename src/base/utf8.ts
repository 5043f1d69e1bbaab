/** Bytes as text; `undefined` where they are not UTF-8. A byte order mark is dropped, unless it is to be kept because the text is written back. */
export function decodeUtf8(content: Uint8Array, { keepMark = false } = {}): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: keepMark }).decode(content);
  } catch {
    return undefined;
  }
}
