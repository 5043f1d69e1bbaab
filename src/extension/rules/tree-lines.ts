import * as vscode from 'vscode';
import { count } from '../../base/say.ts';
import type { Severity } from '../../domain/finding.ts';
import type { BestPractices } from './best-practices.ts';
import { uriOf } from './diagnostics.ts';
import type { FoundIn } from './findings.ts';
import { pathWords } from './fix-all.ts';
import { asText } from './markdown.ts';
import { below, type Filter, type Group, type Grouping, isGroup, type Line, passes, tokensOf, topLines, treeMessage } from './tree-model.ts';

/** A line and its neighbours are built for all of a group at once: more than this many are said, not shown. */
const linesMax = 1_000;

interface Lines {
  readonly lines: readonly Line[];
  readonly message?: string;
  readonly badge?: vscode.ViewBadge;
}

export function linesOf(practices: BestPractices, line: Line | undefined, filter: Filter, grouping: Grouping): Lines {
  const titleOf = (rule: string): string => practices.rule(rule)?.title ?? rule;
  if (line !== undefined) return { lines: isGroup(line) ? below(line, titleOf).slice(0, linesMax) : [] };
  const all = [...practices.told()];
  const shown = all.filter((one) => passes(filter, one));
  const { isOn, progress } = practices;
  const message = treeMessage({ isOn, progress, all, shown, filter, grouping });
  return {
    lines: topLines(shown, grouping, titleOf, (one) => pathWords(one.root, one.path)),
    ...(message === '' ? {} : { message }),
    ...(all.length > 0 ? { badge: { value: all.length, tooltip: `${count(all.length, 'best-practice finding')}` } } : {}),
  };
}

const icons: Readonly<Record<Severity, readonly [string, string | undefined]>> = {
  critical: ['error', 'list.errorForeground'],
  high: ['error', 'list.errorForeground'],
  medium: ['warning', 'list.warningForeground'],
  low: ['info', undefined],
  info: ['info', undefined],
};

export const itemOf = (practices: BestPractices, line: Line, grouping: Grouping): vscode.TreeItem =>
  isGroup(line) ? groupItem(practices, line) : findingItem(practices, line, grouping);

function groupItem(practices: BestPractices, line: Group): vscode.TreeItem {
  const item = new vscode.TreeItem(line.label, line.kind === 'severity' ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed);
  item.id = line.id;
  item.description = line.description;
  item.contextValue = tokensOf(line).join(' ');
  if (line.kind === 'file') item.resourceUri = uriOf({ root: line.root, path: line.path ?? '' });
  item.iconPath = line.kind === 'file' ? vscode.ThemeIcon.File : severityIcon(line.severity);
  const card = line.rule === undefined ? undefined : practices.rule(line.rule);
  if (card)
    item.tooltip = new vscode.MarkdownString().appendMarkdown(
      `${asText(card.why)}\n\n${card.severity} · ${card.category} · \`${card.id}\`${card.fixable ? ' · has a fix' : ''}`,
    );
  item.accessibilityInformation = { label: `${line.label}, ${count(line.findings.length, 'finding')}${line.kind === 'severity' ? '' : `, ${line.severity}`}` };
  return item;
}

function findingItem(practices: BestPractices, line: FoundIn, grouping: Grouping): vscode.TreeItem {
  const { found, root, path } = line;
  const where = `${pathWords(root, path)}:${found.line}`;
  const item = new vscode.TreeItem(grouping === 'file' ? (practices.rule(found.rule)?.title ?? found.rule) : found.resource);
  item.description = grouping === 'file' ? `line ${found.line} · ${found.resource}` : where;
  item.iconPath = severityIcon(found.severity);
  item.tooltip = new vscode.MarkdownString().appendMarkdown(
    `${asText(found.message)}\n\n${found.severity} · \`${found.rule}\`${found.fixable ? ' · has a fix' : ''}`,
  );
  item.contextValue = tokensOf(line).join(' ');
  item.command = { command: 'nimbus.rules.open', title: 'Go to Finding', arguments: [line] };
  item.accessibilityInformation = { label: `${found.severity}: ${found.message} ${found.resource}, ${where}${found.fixable ? ', has a fix' : ''}` };
  return item;
}

function severityIcon(severity: Severity): vscode.ThemeIcon {
  const [name, color] = icons[severity];
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}
