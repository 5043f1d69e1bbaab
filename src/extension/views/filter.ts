import * as vscode from 'vscode';
import type { RunRow } from '../../domain/journal.ts';
import type { RunsShown, Shell } from '../shell.ts';
import { statusWord } from './row-look.ts';

const statuses: readonly RunRow['status'][] = ['succeeded', 'failed', 'cancelled', 'refused', 'interrupted', 'paused', 'waiting', 'running'];

interface Choice extends vscode.QuickPickItem {
  readonly shows?: RunsShown;
}

/** Asks which runs the tree is to list: of a status, of the last days, of a tool, with some words, about a resource or file. What is chosen is added to what is filtered by already. */
export async function filterRuns(shell: Shell): Promise<void> {
  const pick = vscode.window.createQuickPick<Choice>();
  const { shown } = shell;
  pick.title = 'Filter Plans and Runs';
  pick.placeholder = Object.keys(shown).length === 0 ? 'A status, a time, a tool, words of the goal or the id, a resource or file' : 'What else they must be';
  const toolsets = await toolsetsOf(shell);
  const offered = choices(toolsets);
  pick.items = offered;
  pick.onDidChangeValue((typed) => {
    const text = typed.trim();
    pick.items =
      text === ''
        ? offered
        : [
            { label: `With “${text}”`, alwaysShow: true, shows: { text } },
            { label: `About “${text}”`, description: 'a resource or file that a step would have touched', alwaysShow: true, shows: { resource: `*${text}*` } },
            ...offered,
          ];
  });
  pick.onDidAccept(() => {
    const shows = pick.selectedItems[0]?.shows;
    if (shows !== undefined) shell.showRuns({ ...shell.shown, ...shows });
    pick.hide();
  });
  pick.onDidHide(() => pick.dispose());
  await vscode.commands.executeCommand('nimbus.runs.focus');
  pick.show();
}

const choices = (toolsets: readonly string[]): readonly Choice[] => [
  part('Status'),
  ...statuses.map((status) => ({ label: statusWord(status), shows: { status } })),
  part('Time'),
  { label: 'Today', shows: { days: 1 } },
  ...[7, 30].map((days) => ({ label: `Last ${days} days`, shows: { days } })),
  part('Tool'),
  ...toolsets.map((name) => ({ label: name, description: `with a step of ${name}`, shows: { tool: `${name}.*` } })),
];

const part = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });

const toolsetsOf = async (shell: Shell): Promise<readonly string[]> =>
  [...new Set([...(await shell.runtime()).house.tools.keys()].map((name) => name.slice(0, name.indexOf('.'))))].toSorted();
