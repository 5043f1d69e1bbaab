import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const vsce = resolve(import.meta.dirname, '../../../node_modules/.bin/vsce');

const manifest = {
  name: 'tiny',
  publisher: 'nimbus-test',
  version: '0.0.1',
  engines: { vscode: '^1.105.0' },
  type: 'module',
  main: './main.js',
  activationEvents: [],
  contributes: {
    commands: [
      { command: 'tiny.open', title: 'Open Tiny Panel', category: 'Tiny' },
      { command: 'tiny.ask', title: 'Ask Something', category: 'Tiny' },
    ],
    menus: { 'explorer/context': [{ command: 'tiny.open', when: 'explorerResourceIsFolder', group: '7_tiny' }] },
  },
};

const main = `
import * as vscode from 'vscode';
export function activate(context) {
  const open = (uri) => {
    const panel = vscode.window.createWebviewPanel('tiny', 'Tiny', vscode.ViewColumn.One, { enableScripts: true });
    const name = uri ? uri.path.split('/').at(-1) : 'nowhere';
    panel.webview.onDidReceiveMessage((message) => vscode.window.showInformationMessage('The panel said ' + message.said));
    panel.webview.html = \`<!DOCTYPE html><html lang="en"><head><title>Tiny panel</title>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-abc123'"></head>
      <body><main><h1>Opened on \${name}</h1><button>Speak</button><button id="bad"></button></main>
      <script nonce="abc123">
        const host = acquireVsCodeApi();
        document.querySelector('button').onclick = () => host.postMessage({ said: 'hello' });
      </script></body></html>\`;
  };
  const ask = async () => {
    const chosen = await vscode.window.showInformationMessage('Shall it be written?', 'Write', 'Leave');
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, 'chosen.txt'), new TextEncoder().encode(chosen));
  };
  context.subscriptions.push(vscode.commands.registerCommand('tiny.open', open), vscode.commands.registerCommand('tiny.ask', ask));
}
`;

/** Packs an extension with a command, a folder menu entry, a webview with a strict policy and one accessibility fault. */
export async function packTiny(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'main.js'), main);
  await writeFile(join(folder, 'README.md'), '# Tiny\n');
  const vsix = join(folder, 'tiny.vsix');
  await run(vsce, ['package', '--no-dependencies', '--skip-license', '--allow-missing-repository', '--out', vsix], { cwd: folder });
  return vsix;
}
