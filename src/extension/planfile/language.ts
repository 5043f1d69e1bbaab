import * as vscode from 'vscode';
import { allTools } from '../../host/tools.ts';
import type { YamlLanguage } from '../yaml/language.ts';
import { offersAt } from './complete.ts';
import { hoverAt } from './hover.ts';
import { problemsIn } from './problems.ts';

/** Plan files, as their editor helps with them. */
export function planLanguage(): YamlLanguage {
  const tools = allTools();
  return {
    offersAt: (lines, line, column) => offersAt(lines, line, column, tools),
    hoverAt: (lines, line, column) => hoverAt(lines, line, column, tools),
    problemsIn: (text) => problemsIn(text, tools),
    lenses,
  };
}

/** Above the goal, or the first line. */
function lenses(document: vscode.TextDocument): vscode.CodeLens[] {
  const goal = document
    .getText()
    .split(/\r?\n/)
    .findIndex((text) => text.startsWith('goal:'));
  const at = new vscode.Range(Math.max(0, goal), 0, Math.max(0, goal), 0);
  const lens = (title: string, tooltip: string, command: string) => new vscode.CodeLens(at, { title, tooltip, command, arguments: [document.uri] });
  return [
    lens('$(play) Run', 'Asks before anything is changed', 'nimbus.plan.run'),
    lens('$(eye) Preview', 'Looks at what it would touch now; runs nothing', 'nimbus.plan.preview'),
    lens('$(comment-discussion) Explain', 'What it would do, in which order and why; looks at nothing', 'nimbus.plan.explain'),
  ];
}
