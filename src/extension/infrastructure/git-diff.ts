import { posix } from 'node:path';
import * as vscode from 'vscode';
import { z } from 'zod';

/** As much as is needed of what VS Code's own Git extension gives to others (its `git.d.ts`, version 1). */
interface GitExtension {
  getAPI(version: 1): GitApi;
}
interface GitApi {
  getRepository(uri: vscode.Uri): unknown;
  openRepository(root: vscode.Uri): Promise<unknown>;
  /** The file as it is at `ref`; `~`: as it is staged, empty: the index alone. */
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
}

const seen = z.object({ files: z.array(z.object({ path: z.string(), change: z.string(), from: z.string().optional(), binary: z.boolean().optional() })) });
const asked = z.object({
  from: z.string().optional(),
  to: z.string().optional(),
  staged: z.boolean().optional(),
  sinceFork: z.literal(false).optional(),
  directory: z.string().default('.'),
});

/** More files than this are shown as one patch: each would be an editor. */
const editorsMax = 200;

/**
 * What `git.diff` found, in VS Code's own diff editor. `false`: it can't be (its Git extension is off, or does not know
 * the repository or where a branch left another), and a patch has to do.
 */
export async function openGitDiff(folder: vscode.WorkspaceFolder, title: string, input: unknown, output: unknown): Promise<boolean> {
  const found = seen.safeParse(output);
  const of = asked.safeParse(input);
  const api = await gitApi();
  if (!found.success || !of.success || api === undefined) return false;
  const { files } = found.data;
  const { from, to, staged, directory } = of.data;
  if (files.length === 0 || files.length > editorsMax) return false;
  // Right after a start it has not looked everywhere yet.
  const root = vscode.Uri.joinPath(folder.uri, directory);
  if ((api.getRepository(root) ?? (await api.openRepository(root))) === null) return false;
  const older = from ?? (staged ? 'HEAD' : '~');
  const sides = files.map(({ path, change, from: before }) => {
    const uri = vscode.Uri.joinPath(folder.uri, path);
    const left = change === 'added' ? undefined : api.toGitUri(before === undefined ? uri : vscode.Uri.joinPath(folder.uri, before), older);
    const right = change === 'deleted' ? undefined : to !== undefined ? api.toGitUri(uri, to) : staged ? api.toGitUri(uri, '') : uri;
    return { uri, left, right };
  });
  const [one] = sides;
  if (sides.length === 1 && one?.left !== undefined && one.right !== undefined)
    await vscode.commands.executeCommand('vscode.diff', one.left, one.right, title, { preview: true } satisfies vscode.TextDocumentShowOptions);
  else
    await vscode.commands.executeCommand(
      'vscode.changes',
      title,
      sides.map(({ uri, left, right }) => [uri, left, right]),
    );
  return true;
}

const compared = z.object({ from: z.string(), to: z.string() });

/** The two files that `files.diff` compared. `false`: one of them is a text that is nowhere, and a patch has to do. */
export async function openFilesDiff(folder: vscode.WorkspaceFolder, input: unknown): Promise<boolean> {
  const files = compared.safeParse(input);
  if (!files.success) return false;
  const [left, right] = [files.data.from, files.data.to].map((path) => vscode.Uri.joinPath(folder.uri, path));
  const title = `${posix.basename(files.data.from)} ↔ ${posix.basename(files.data.to)}`;
  await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true } satisfies vscode.TextDocumentShowOptions);
  return true;
}

async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  try {
    return (await extension.activate()).getAPI(1);
  } catch {
    // It throws where `git.enabled` is off.
    return undefined;
  }
}
