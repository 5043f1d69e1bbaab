import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../base/hash.ts';
import { writeWhole } from '../machine/files.ts';
import { privateFolder } from '../machine/folders.ts';

/**
 * Which policies of workspaces a person accepted, word for word. Only such a one may be milder than what holds: whoever can
 * write a workspace (a pull, another program) could otherwise give Nimbus leave in the person's place.
 */
export interface AcceptedPolicies {
  has(folder: string, text: string): boolean;
  /** From now on this text, and no other, of this folder. */
  accept(folder: string, text: string): Promise<void>;
}

const stored = z.record(z.string(), z.string());

/** Kept in Nimbus's own folder, outside every workspace: the hash of the text, by folder. */
export function acceptedPoliciesIn(data: string): AcceptedPolicies {
  const path = join(data, 'accepted-policies.json');
  /** What can't be read accepts nothing. */
  const all = (): Readonly<Record<string, string>> => {
    try {
      const read = stored.safeParse(JSON.parse(readFileSync(path, 'utf8')));
      return read.success ? read.data : {};
    } catch {
      return {};
    }
  };
  return {
    has: (folder, text) => all()[placeOf(folder)] === sha256(text),
    async accept(folder, text) {
      await privateFolder(data);
      await writeWhole(path, `${JSON.stringify({ ...all(), [placeOf(folder)]: sha256(text) }, null, 2)}\n`, { mode: 0o600 });
    },
  };
}

/** Two ways to a folder are one. */
function placeOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
