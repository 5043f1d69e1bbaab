import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { binaryFile, notAFile, notFound, tooBigToRead } from '../../../domain/failure/files.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { type DecodedText, decodeText, type Encoding } from './text.ts';
import { statOf } from './walk.ts';

/** A file larger than this is not taken into memory. */
export const fileBytesMax = 50 * 1024 * 1024;

/** The bytes of a file that is there and not too big. */
export async function readWhole(at: Workplace, path: string): Promise<Outcome<Uint8Array>> {
  const kind = await at.files.kind(path);
  if (!kind.ok) return kind;
  if (kind.value === 'nothing') return failed(notFound(path));
  if (kind.value === 'folder') return failed({ ...notAFile(path), message: `${path} is a folder.`, fix: 'files.list and files.tree show what is in it.' });
  const size = await statOf(at, path);
  if (!size.ok) return size;
  if (size.value.bytes > fileBytesMax) return failed(tooBigToRead(path, size.value.bytes, fileBytesMax));
  const content = await at.files.read(path);
  if (!content.ok) return content;
  return content.value === undefined ? failed(notFound(path)) : ok(content.value);
}

/** The same as text. */
export async function readText(at: Workplace, path: string, encoding?: Encoding): Promise<Outcome<DecodedText & { readonly content: Uint8Array }>> {
  const content = await readWhole(at, path);
  if (!content.ok) return content;
  const decoded = decodeText(content.value, encoding);
  return decoded === undefined ? failed(binaryFile(path, content.value.byteLength)) : ok({ ...decoded, content: content.value });
}
