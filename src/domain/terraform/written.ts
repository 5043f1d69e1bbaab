import { sha256 } from '../../base/hash.ts';
import type { Workplace } from '../workplace.ts';

/** The note that all of a folder's Terraform was made on this machine, where nothing was before: an empty state is right there. */
const note = (folder: string): Uint8Array => new TextEncoder().encode(`all of the Terraform was made here: ${folder}`);

/** `folder`: absolute. Kept as long as contents are, some weeks. */
export const noteWritten = (folder: string, at: Pick<Workplace, 'blobs'>): void => void at.blobs.keep(note(folder));

/** Of a root module, or of the folder it is part of. */
export const isWritten = (folders: readonly string[], at: Pick<Workplace, 'blobs'>): boolean =>
  folders.some((folder) => at.blobs.get(sha256(note(folder))) !== undefined);
