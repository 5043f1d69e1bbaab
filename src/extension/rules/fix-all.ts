import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { targetAt } from '../folders.ts';
import { runDraft } from '../runs/begin.ts';
import type { Shell } from '../shell.ts';
import type { BestPractices } from './best-practices.ts';
import { chooseFolder } from './choose-folder.ts';
import type { FoundIn } from './findings.ts';

interface Wanted {
  /** Absolute, of the workspace folder. */
  readonly folder: string;
  /** Relative to it. */
  readonly path: string;
  readonly rules?: readonly string[];
  /** Only in these. */
  readonly resources?: readonly string[];
  /** Also what replaces or restarts what exists: asked for by name. */
  readonly replacing?: true;
}

/** "Fix all" as a plan: every file as a diff, written once it is approved. */
export async function fixAll(shell: Shell, practices: BestPractices, given: unknown): Promise<void> {
  await vscode.workspace.saveAll(false);
  const { folder, path, rules, resources, replacing } = await wantedOf(given);
  const where = path === '.' ? 'the workspace folder' : path;
  const only = rules?.length === 1 ? practices.rule(rules[0] ?? '')?.title : undefined;
  await runDraft(shell, folder, {
    goal: only === undefined ? `Fix best-practice findings in ${where}` : `Fix “${only}” in ${where}`,
    steps: [
      {
        id: 'fix',
        tool: 'rules.fix',
        input: { path, ...(rules ? { rules: [...rules] } : {}), ...(resources ? { resources: [...resources] } : {}), ...(replacing ? { replacing } : {}) },
        reason: 'Makes every sure fix in the files themselves, and checks that the findings are gone.',
      },
    ],
  });
}

async function wantedOf(given: unknown): Promise<Wanted> {
  if (given instanceof vscode.Uri) {
    const { folder, out } = targetAt(given);
    return { folder, path: out };
  }
  if (typeof given === 'object' && given !== null) {
    // A line of the tree that is one finding.
    if ('found' in given) {
      const { root, path, found } = given as FoundIn;
      return { folder: root, path, rules: [found.rule], resources: [found.resource], ...(found.replaces ? { replacing: true } : {}) };
    }
    const { folder, root, path, rules, rule } = given as { folder?: unknown; root?: unknown; path?: unknown; rules?: unknown; rule?: unknown };
    const ids = Array.isArray(rules) ? rules.filter((id) => typeof id === 'string') : typeof rule === 'string' ? [rule] : undefined;
    const at = typeof folder === 'string' ? folder : typeof root === 'string' ? root : undefined;
    const workspaceFolder = at ?? (await chooseFolder('Fix findings in…'));
    return { folder: workspaceFolder, path: typeof path === 'string' ? path : '.', ...(ids && ids.length > 0 ? { rules: ids } : {}) };
  }
  return { folder: await chooseFolder('Fix findings in…'), path: '.' };
}

/** A path as a person reads it, with its folder's name where several are open. */
export function pathWords(root: string, path: string): string {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.find(({ uri }) => uri.fsPath === root);
  if (folder === undefined) return vscode.workspace.asRelativePath(vscode.Uri.file(`${root}${sep}${relative('.', path)}`), false);
  return folders.length > 1 ? `${folder.name}/${path}` : path;
}
