import * as vscode from 'vscode';
import type { RunRow } from '../../domain/journal.ts';
import { leftAddress } from '../documents/addresses.ts';
import type { Runtime } from '../runtime.ts';
import type { FileLine } from './files.ts';
import { rowLook } from './row-look.ts';
import { leftSomething } from './rows.ts';
import type { StepLine } from './runs.ts';

export function runItem(row: RunRow, runtime: Runtime): vscode.TreeItem {
  const look = rowLook(row, Date.now());
  const item = new vscode.TreeItem(look.label, vscode.TreeItemCollapsibleState.Collapsed);
  const can = look.can.filter((what) => what !== 'undoable' || leftSomething(runtime, row));
  item.id = row.id;
  item.description = look.description;
  item.iconPath = new vscode.ThemeIcon(look.icon, look.color === undefined ? undefined : new vscode.ThemeColor(look.color));
  item.tooltip = new vscode.MarkdownString(look.tooltip);
  item.contextValue = ['run', ...can].join(' ');
  item.accessibilityInformation = { label: `${look.label}, ${look.state}, ${look.description}` };
  item.command = { command: 'nimbus.run.open', title: 'Show Run', arguments: [row.id] };
  return item;
}

export function stepItem({ label, description, icon, tooltip }: StepLine): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.tooltip = tooltip;
  item.contextValue = 'step';
  item.accessibilityInformation = { label: [label, description].filter(Boolean).join(', ') };
  return item;
}

export function filesItem(runId: string, title: string): vscode.TreeItem {
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${runId}/files`;
  item.iconPath = new vscode.ThemeIcon('files');
  item.tooltip = 'What the run wrote, changed or removed, beside what is on disk now';
  item.contextValue = 'files';
  item.accessibilityInformation = { label: title };
  return item;
}

export function fileItem({ label, description, icon, tooltip, opens }: FileLine): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.tooltip = new vscode.MarkdownString(tooltip);
  item.contextValue = 'file';
  item.accessibilityInformation = { label: [label, description].filter(Boolean).join(', ') };
  if (opens !== undefined) item.command = opening(label, opens);
  return item;
}

function opening(label: string, { what, disk, left }: NonNullable<FileLine['opens']>): vscode.Command {
  const [kept, now] = [vscode.Uri.from(leftAddress(left)), vscode.Uri.file(disk)];
  return what === 'both'
    ? { command: 'vscode.diff', title: 'Compare With Disk', arguments: [kept, now, `${label} (as the run left it ↔ on disk)`, { preview: true }] }
    : { command: 'vscode.open', title: 'Open', arguments: [what === 'left' ? kept : now] };
}
