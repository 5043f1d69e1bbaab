import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import { readProfile, writeProfile } from '../../profiles/profile.ts';
import { onlyFolder, targetFrom } from '../folders.ts';
import { notify } from '../report.ts';
import type { Shell } from '../shell.ts';
import { lookOf } from './look.ts';

const filters = { 'Profiles of Nimbus': ['yaml', 'yml'] };

/** Writes a profile where the person says, to give to somebody: what it inherits is named in it, and it holds no secret. */
export async function exportProfile(shell: Shell): Promise<void> {
  const { profiles } = (await shell.runtime()).house;
  const all = [...profiles.all().profiles.values()];
  if (all.length === 0)
    return notify('info', 'There is no profile yet to export.', [{ label: 'New Profile…', do: () => vscode.commands.executeCommand('nimbus.profile.switch') }]);
  const chosen = await vscode.window.showQuickPick(
    all.map((profile) => ({ ...lookOf(profile), profile })),
    { title: 'Export which profile?', placeHolder: 'It holds no secret' },
  );
  if (chosen === undefined) throw new vscode.CancellationError();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    title: `Export the profile ${chosen.profile.name}`,
    saveLabel: 'Export',
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, `${chosen.profile.name}.yaml`) }),
    filters,
  });
  if (uri === undefined) throw new vscode.CancellationError();
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(writeProfile(chosen.profile)));
  await vscode.window.showTextDocument(uri, { preview: true });
}

/** Takes a profile's file in among the person's own; one of that name that is there stays as it is. It is used where they say so, and not by being taken in. */
export async function importProfile(shell: Shell): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: 'Import a profile',
      openLabel: 'Import',
      ...(folder === undefined ? {} : { defaultUri: folder }),
      filters,
    })) ?? [];
  if (uri === undefined) throw new vscode.CancellationError();
  const read = readProfile(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), uri.fsPath);
  if (!read.ok) throw new FailureError(read.failure);
  const { profiles } = (await shell.runtime()).house;
  const { name } = read.value;
  await vscode.window.showTextDocument(vscode.Uri.file(await profiles.add(read.value)), { preview: true });
  await notify('info', `The profile ${name} is among yours now, and not in use yet.`, [{ label: 'Use It Here', do: () => useHere(shell, name) }]);
}

async function useHere(shell: Shell, name: string): Promise<void> {
  const { folder } = await targetFrom(onlyFolder(), `Use ${name} in…`, () => '.');
  await (await shell.runtime()).house.profiles.use(folder, name);
  shell.refresh();
}
