import * as vscode from 'vscode';
import { z } from 'zod';
import { isLookOnly } from '../../domain/effect.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { noFolderOpen } from '../../domain/failure/workspace.ts';
import { effectOfCall, type Tool } from '../../domain/tool.ts';
import { openTable } from '../panels/table.ts';
import type { Shell } from '../shell.ts';
import { askInputs } from './inputs.ts';
import { listsOf } from './lists.ts';

/** The palette's "Show as Table…": which list, what its tool needs to know, then the table. */
export async function showTable(shell: Shell, _given?: unknown): Promise<void> {
  const folder = await folderFor();
  const { house } = await shell.runtime();
  const tools = [...house.tools.values()].flatMap((tool) => listing(tool) ?? []);
  const chosen = await vscode.window.showQuickPick(
    tools.map(({ tool, title, input }) => ({ label: title, description: tool.name, detail: tool.summary, tool, input })),
    { title: 'Show as Table', placeHolder: 'What to list', matchOnDescription: true, matchOnDetail: true },
  );
  if (chosen === undefined) throw new vscode.CancellationError();
  const input = await askInputs(chosen.tool, chosen.input, chosen.label);
  await openTable(shell, { folder, tool: chosen.tool.name, input, title: chosen.label });
}

async function folderFor(): Promise<string> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick({ placeHolder: 'List in which folder?' }) : folders[0];
  if (folders.length === 0) throw new FailureError(noFolderOpen());
  if (folder === undefined) throw new vscode.CancellationError();
  return folder.uri.fsPath;
}

/** Tools that tell about one thing, or whose list is beside the point. */
const noList = /\.(show[A-Z]?\w*|describe|logs|validate|restore|simulatePolicy)$/;

export interface Listing {
  readonly tool: Tool;
  readonly title: string;
  /** What makes it list, where it can do more. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** A tool that gives a list and only looks; `undefined`: it is none. */
export function listing(tool: Tool): Listing | undefined {
  const [list] = listsOf(tool);
  if (list === undefined || noList.test(tool.name) || /(^|\.)restore/.test(tool.name)) return undefined;
  if (isLookOnly(tool.effect)) return tool.effect === 'read' ? { tool, title: titleOfList(tool, list.title), input: {} } : undefined;
  const shape = z.toJSONSchema(tool.input, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as {
    properties?: Record<string, { enum?: readonly unknown[] }>;
  };
  const action = shape.properties?.action?.enum?.find((one) => one === 'list' || one === 'history');
  // Other inputs may still be asked for: whether this one only looks is said by the action alone.
  const isLook = action !== undefined && isLookOnly(effectOfCall(tool, { action }));
  return isLook ? { tool, title: titleOfList(tool, list.title), input: { action } } : undefined;
}

/** Lists of the same name are told apart by whose they are: "Instances (RDS)". */
const titleOfList = ({ name }: Tool, title: string): string => {
  const [toolset = '', service = ''] = name.split('.');
  const named = {
    git: 'Git',
    github: 'GitHub',
    files: 'files',
    helm: 'Helm',
    terraform: 'Terraform',
    kubernetes: 'Kubernetes',
    rules: 'best practices',
    templates: 'templates',
  }[toolset];
  return `${title} (${toolset === 'aws' ? service.toUpperCase() : (named ?? toolset)})`;
};
