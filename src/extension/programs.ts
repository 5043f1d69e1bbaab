import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** Where the editor keeps its own ripgrep, below its root: in VS Code, in its server, and where all platforms' are in one package. */
const ripgreps: readonly string[] = ['node_modules', 'node_modules.asar.unpacked'].flatMap((modules) => [
  `${modules}/@vscode/ripgrep/bin/rg`,
  `${modules}/@vscode/ripgrep-universal/bin/${process.platform}-${process.arch}/rg`,
]);

/** What the environment said before anybody set something in the editor. */
const inherited = { terraform: process.env.NIMBUS_TERRAFORM, git: process.env.NIMBUS_GIT };

/** The tools look for programs where the command line's environment names them too; follows the settings until it is disposed. */
export function handOverPrograms(): vscode.Disposable {
  const ending = process.platform === 'win32' ? '.exe' : '';
  set('NIMBUS_RIPGREP', process.env.NIMBUS_RIPGREP ?? ripgreps.map((path) => join(vscode.env.appRoot, path + ending)).find((path) => existsSync(path)));
  handOver();
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('nimbus.terraform.path') || change.affectsConfiguration('git.path')) handOver();
  });
}

function handOver(): void {
  set('NIMBUS_TERRAFORM', vscode.workspace.getConfiguration('nimbus').get<string>('terraform.path', '').trim() || inherited.terraform);
  const git = vscode.workspace.getConfiguration('git').get<string | readonly string[] | null>('path', null);
  // Of several the first that is there, as VS Code's own git does.
  set('NIMBUS_GIT', [git ?? []].flat().find((path) => existsSync(path)) ?? inherited.git);
}

function set(name: string, value: string | undefined): void {
  if (value) process.env[name] = value;
  else delete process.env[name];
}
