import { ok } from '../domain/failure/failure.ts';
import { type Finding, gravestFirst } from '../domain/finding.ts';
import type { Files, Workplace } from '../domain/workplace.ts';
import { scanFolder } from '../rules/engine/scan-folder.ts';
import { inFolder, type Writing } from './target.ts';

/**
 * What best practices say of a folder as it would be when it is written, by the workspace's own settings; files relative to
 * the workspace. `undefined` where it can't be looked at: the scan after writing says why.
 */
export async function findingsAfter(writing: Writing, out: string, { files, signal }: Workplace): Promise<readonly Finding[] | undefined> {
  const scanned = await scanFolder(asWritten(writing, files), { path: out, now: Date.now, signal });
  return scanned.ok ? gravestFirst(scanned.value.findings.map((finding) => ({ ...finding, file: inFolder(out, finding.file) }))) : undefined;
}

/** The workspace as a scan would find it then. */
function asWritten({ contents, now }: Writing, files: Files): Files {
  const isBelow = (path: string, folder: string): boolean => folder === '.' || path.startsWith(`${folder}/`);
  return {
    ...files,
    read: async (path) => (now.has(path) ? ok(contents.get(path)) : files.read(path)),
    kind: async (path) => (contents.has(path) ? ok('file') : [...contents.keys()].some((one) => isBelow(one, path)) ? ok('folder') : files.kind(path)),
    list: async (folder) => {
      const kind = await files.kind(folder);
      const listed = kind.ok && kind.value !== 'nothing' ? await files.list(folder) : ok([]);
      if (!listed.ok) return listed;
      return ok([...new Set([...listed.value.filter((path) => !now.has(path)), ...[...contents.keys()].filter((path) => isBelow(path, folder))])].sort());
    },
  };
}
