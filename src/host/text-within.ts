import { readFile, stat } from 'node:fs/promises';

/** The text of a file, trimmed. `undefined`: there is none, it is empty, it is no plain file (a pipe would be waited for), or longer than `bytesMax`. */
export async function textWithin(path: string, bytesMax: number): Promise<string | undefined> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > bytesMax) return undefined;
    return (await readFile(path, 'utf8')).trim() || undefined;
  } catch {
    return undefined;
  }
}
