import * as vscode from 'vscode';
import { isNode } from 'yaml';
import { policyPath } from '../../host/circumstances.ts';
import { allTools } from '../../host/tools.ts';
import { examinePolicy } from '../../safety/policy/read.ts';
import type { YamlLanguage } from '../yaml/language.ts';
import { hoverAt, offersAt } from './help.ts';
import { problemsIn } from './problems.ts';

/** Policies, as their editor helps with them. */
export function policyLanguage(): YamlLanguage {
  const tools = allTools();
  return {
    offersAt: (lines, line, column) => offersAt(lines, line, column, tools),
    hoverAt: (lines, line, column) => hoverAt(lines, line, column, tools),
    problemsIn,
    lenses,
  };
}

/** Above the first word: what holds here. Above the examples: run them. Above each: how it comes out. */
function lenses(document: vscode.TextDocument): vscode.CodeLens[] {
  const text = document.getText();
  const lines = text.split(/\r?\n/);
  const lens = (line: number, title: string, tooltip: string, command: string) =>
    new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, tooltip, command, arguments: [document.uri] });
  const first = Math.max(
    0,
    lines.findIndex((line) => /^\w/.test(line)),
  );
  const examples = lines.findIndex((line) => line.startsWith('examples:'));
  const examined = examinePolicy(text);
  return [
    lens(first, '$(shield) Policies in Force', 'What holds in this folder, and where each part of it comes from', 'nimbus.policy.show'),
    ...(document.uri.path.endsWith(`/${policyPath}`) && document.uri.scheme === 'file'
      ? [
          lens(
            first,
            '$(check) Accept',
            'Lets this file, as it is now, be milder than what ships; until then it only makes things stricter',
            'nimbus.policy.accept',
          ),
        ]
      : []),
    ...(examples === -1
      ? []
      : [lens(examples, '$(beaker) Run Examples', 'Decides each example by the rules of this file over what ships', 'nimbus.policy.test')]),
    ...examined.examples.flatMap(({ index, expect, answer }) => {
      const node = examined.document?.getIn(['examples', index], true);
      const start = isNode(node) ? node.range?.[0] : undefined;
      if (start === undefined) return [];
      const line = document.positionAt(start).line;
      const isRight = answer === expect;
      return [lens(line, isRight ? `$(pass) ${answer}` : `$(error) ${answer}, not ${expect}`, 'How it comes out', 'nimbus.policy.test')];
    }),
  ];
}
