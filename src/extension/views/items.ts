import * as vscode from 'vscode';
import type { RunRow } from '../../domain/journal.ts';
import type { Runtime } from '../runtime.ts';
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
  return item;
}
