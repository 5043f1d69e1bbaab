import type { Failure } from './failure.ts';

export const noFolderOpen = (): Failure => ({
  code: 'workspace/none',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: 'No folder is open in this window, and this works in one.',
  fix: 'Open the folder it is about (File: Open Folder…), then try again.',
});

export const notInWorkspace = (path: string): Failure => ({
  code: 'workspace/outside',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `${path} is in none of the folders open in this window. Nothing was written.`,
  fix: 'Choose a folder inside one of them, or add it to the workspace (File: Add Folder to Workspace…).',
});

export const previewGone = (path: string): Failure => ({
  code: 'workspace/preview-gone',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `How ${path} was before and after is not known any more.`,
  fix: 'Open the file itself, or look in your version control.',
});

export const timedOut = (what: string, ms: number): Failure => ({
  code: 'workspace/no-answer',
  category: 'api',
  severity: 'low',
  recoverable: true,
  message: `${what} had no answer after ${Math.round(ms / 1000)} s.`,
  fix: 'Check that the server can be reached from here; then refresh.',
});
