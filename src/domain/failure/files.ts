import { list } from '../../base/say.ts';
import type { Conflict } from '../tool.ts';
import type { Failure } from './failure.ts';

export const ownFolder = (path: string): Failure => ({
  code: 'files/own-folder',
  category: 'validation',
  severity: 'medium',
  recoverable: true,
  message: `${path} is in the folder where Nimbus keeps its history, approvals and policies. No step reads or writes there.`,
  fix: 'Change what is kept there with the commands for it: nimbus policy, nimbus profile, nimbus config.',
});

export const outsideWorkspace = (path: string, folder: string, how: 'path' | 'link'): Failure => ({
  code: 'files/outside-workspace',
  category: 'validation',
  severity: 'medium',
  recoverable: true,
  message:
    how === 'link'
      ? `${path} leads out of the workspace ${folder} through a symbolic link. Nothing was read or written there.`
      : `${path} is outside the workspace ${folder}. Nothing was read or written there.`,
  fix:
    how === 'link'
      ? 'Choose a folder that is really inside the workspace.'
      : 'Choose a folder inside the workspace, or make another folder the workspace (--cwd DIR).',
});

export const notAFolder = (path: string): Failure => ({
  code: 'files/not-a-folder',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `${path} is a file, not a folder. It was left as it is.`,
  fix: 'Choose another folder, or move the file away.',
});

export const notAFile = (path: string): Failure => ({
  code: 'files/not-a-file',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `${path} is there already and is not a plain file. It was left as it is.`,
  fix: 'Move it away, or choose another output folder.',
});

export const notFound = (path: string): Failure => ({
  code: 'files/not-found',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `There is nothing at ${path}.`,
  fix: 'Check the path; it is relative to the workspace folder.',
});

/** From an error of the operating system: says what it means for the file and what to do. */
export function fileFailed(verb: 'read' | 'write' | 'remove', path: string, error: unknown): Failure {
  const code = error !== null && typeof error === 'object' && 'code' in error ? String(error.code) : 'unknown';
  const base = { category: 'system', severity: 'medium', recoverable: true } as const;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return {
        ...base,
        code: 'files/not-allowed',
        message: `${path} could not be ${past(verb)}: this user may not (${code}). It was left as it is.`,
        fix: 'Change its permissions, or choose another folder.',
      };
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        ...base,
        code: 'files/disk-full',
        message: `${path} could not be ${past(verb)}: the disk is full. What was there is still there.`,
        fix: 'Free some space and run this again.',
      };
    case 'EFBIG':
      return {
        ...base,
        code: 'files/too-large',
        message: `${path} could not be ${past(verb)}: it would be larger than its disk, or a limit set for this user, allows (EFBIG). What was there is still there.`,
        fix: 'Raise the limit (ulimit -f), or choose another folder, and run this again.',
      };
    case 'ENOTDIR':
      return {
        ...base,
        code: 'files/not-a-folder',
        category: 'validation',
        message: `A file is in the way of ${path}. It was left as it is.`,
        fix: 'Choose another folder, or move the file away.',
      };
    case 'EISDIR':
      return notAFile(path);
    case 'ELOOP':
      return { ...base, code: 'files/link-loop', message: `${path} is a symbolic link that leads to itself.`, fix: 'Remove the link.' };
    case 'ENAMETOOLONG':
      return {
        ...base,
        code: 'files/name-too-long',
        category: 'validation',
        message: `The name ${path.slice(0, 60)}… is too long for this file system.`,
        fix: 'Choose a shorter one.',
      };
    default:
      return {
        ...base,
        code: 'files/failed',
        message: `${path} could not be ${past(verb)} (${code}).`,
        fix: 'Look at the file and its folder, then run this again.',
        details: String(error),
      };
  }
}

/**
 * A full disk, or a file that may not grow: thrown by what writes without asking how it went. `undefined`: it is something else.
 * `file`: what was being written, as the person knows it; default: what the error names.
 */
export function noRoomFor(error: unknown, file?: string): Failure | undefined {
  const { code, path } = (error ?? {}) as { readonly code?: unknown; readonly path?: unknown };
  if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EFBIG') return undefined;
  return fileFailed('write', file ?? (typeof path === 'string' ? path : 'A file'), error);
}

/** No room for a file, with more of what is known: `takes` is a sentence on how much room that is, `next` one on what comes after the fix. */
export const moreOfNoRoom = (failure: Failure, { takes, next }: { readonly takes?: string; readonly next?: string }): Failure =>
  failure.code !== 'files/disk-full' && failure.code !== 'files/too-large'
    ? failure
    : {
        ...failure,
        message: [failure.message, ...(takes === undefined ? [] : [takes])].join(' '),
        fix: [failure.fix, ...(next === undefined ? [] : [next])].join(' '),
      };

const past = (verb: 'read' | 'write' | 'remove') => (verb === 'write' ? 'written' : verb === 'read' ? 'read' : 'removed');

export const editedSince = (paths: readonly string[]): Failure => ({
  code: 'files/edited-since',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: `${list(paths)} changed after the run wrote ${paths.length === 1 ? 'it' : 'them'}; taking the run back would lose that. Nothing was changed.`,
  fix: 'Keep your edits by moving them elsewhere first, or undo them, then roll back again.',
});

export const contentLost = (path: string): Failure => ({
  code: 'files/content-lost',
  category: 'system',
  severity: 'high',
  recoverable: false,
  message: `What was in ${path} before is not in Nimbus's store any more, so it can't be put back. Nothing was changed.`,
  fix: 'Take it from your version control.',
});

export const conflictWarning = (conflict: Conflict): string =>
  `${conflict.path}:${conflict.line} your edit is kept; the new version of these lines was not written`;

export const tooBigToRead = (path: string, bytes: number, bytesMax: number): Failure => ({
  code: 'files/too-big',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `${path} is ${Math.ceil(bytes / 1024 / 1024)} MB; at most ${Math.floor(bytesMax / 1024 / 1024)} MB are read.`,
  fix: 'Search in it instead (files.search), or open it in an editor.',
});

export const binaryFile = (path: string, bytes: number): Failure => ({
  code: 'files/binary',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `${path} is not text (${bytes.toLocaleString('en-US')} bytes).`,
  fix: 'Open it with the program it belongs to; if it is text in an old encoding, say so: `encoding: latin1`.',
});

export const patternInvalid = (pattern: string, why: string): Failure => ({
  code: 'files/pattern-invalid',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `"${pattern}" is not a regular expression: ${why}`,
  fix: 'Correct it, or search for it as plain text (`regex: false`).',
});

export const changedOnDisk = (path: string): Failure => ({
  code: 'files/changed-on-disk',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `${path} is not as it was when it was read (\`expect\`). It was left as it is.`,
  fix: 'Read it again and write on top of that.',
});

export const insideGit = (path: string): Failure => ({
  code: 'files/inside-git',
  category: 'validation',
  severity: 'medium',
  recoverable: true,
  message: `${path} is inside a git repository's own folder, where a file can make git run programs. Nothing was written.`,
  fix: 'Use the git tools; set up hooks and configuration by hand.',
});

export const noFileName = (path: string): Failure => ({
  code: 'files/no-file-name',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `${JSON.stringify(path)} holds a NUL character, which no file name may. Nothing was read or written.`,
  fix: 'Give the path without it.',
});
