import type { WorkspaceFolder } from 'vscode';
import * as vscode from 'vscode';
import { z } from 'zod';

const source = z.object({
  /** The workspace folder, absolute. */
  folder: z.string(),
  tool: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** What it is called in its tab; default: the list's own name. */
  title: z.string().optional(),
  /** Which list of the output, where it holds several. */
  list: z.string().optional(),
  /** A step of a run: what it gave then, which is never asked for again. */
  run: z.object({ runId: z.string(), stepId: z.string() }).optional(),
});

/** Where a table's rows come from; small enough to be kept over a reload of the window. */
export type TableSource = Readonly<z.output<typeof source>>;

export const subjectOf = (of: TableSource): string => JSON.stringify(of);

/** Reads what {@link subjectOf} wrote; `undefined`: it is none. */
export function readSubject(text: string | undefined): TableSource | undefined {
  if (text === undefined) return undefined;
  try {
    return source.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The workspace folder at a path, with the name people gave it. */
export const folderAt = (path: string): WorkspaceFolder | undefined => vscode.workspace.workspaceFolders?.find(({ uri }) => uri.fsPath === path);
