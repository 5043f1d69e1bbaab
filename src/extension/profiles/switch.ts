import * as vscode from 'vscode';
import { onlyFolder, targetFrom } from '../folders.ts';
import type { Shell } from '../shell.ts';
import { lookOf } from './look.ts';

/** The person picks the profile of a workspace folder, or none, or has one made. */
export async function switchProfile(shell: Shell): Promise<void> {
  const { folder } = await targetFrom(onlyFolder(), 'Switch the profile of…', () => '.');
  const { profiles } = (await shell.runtime()).house;
  const { profiles: all, broken } = profiles.all();
  const used = profiles.inUse(folder);
  const now = used?.ok ? used.value.name : undefined;
  const items = [...all.values()].map((one) => ({ ...lookOf(one, now), name: one.name as string | undefined }));
  const none = { label: 'No Profile', description: now === undefined ? 'as it is now' : '', iconPath: new vscode.ThemeIcon('circle-slash'), name: undefined };
  const make = { label: 'New Profile…', description: '', iconPath: new vscode.ThemeIcon('add'), name: 'make' };
  const chosen = await vscode.window.showQuickPick([...items, none, make], {
    title: 'Profile of this workspace',
    placeHolder: broken[0]?.message ?? 'Which environment, account and cluster you work on here; steps that would act elsewhere are refused',
  });
  if (chosen === undefined) throw new vscode.CancellationError();
  await profiles.use(folder, chosen === make ? await makeProfile(shell) : chosen.name);
  shell.refresh();
}

/** Name and environment are asked for; the rest is written into its file, which is opened. */
async function makeProfile(shell: Shell): Promise<string> {
  const { profiles } = (await shell.runtime()).house;
  const taken = profiles.all().profiles;
  const name = await vscode.window.showInputBox({
    title: 'New Profile',
    prompt: 'Its name',
    placeHolder: 'staging',
    validateInput: (text) =>
      !/^[a-z0-9][a-z0-9._-]{0,39}$/i.test(text) ? 'Letters, digits, ., _ and -, 40 at the most.' : taken.has(text) ? 'There is one of that name.' : undefined,
  });
  if (name === undefined) throw new vscode.CancellationError();
  const environment = await vscode.window.showQuickPick(['dev', 'staging', 'prod'] as const, {
    title: `What is ${name}?`,
    placeHolder: 'In prod every change outside the workspace wants its name typed',
  });
  if (environment === undefined) throw new vscode.CancellationError();
  const path = await profiles.add({
    nimbus: 1,
    name,
    environment: environment as 'dev' | 'staging' | 'prod',
    protection: environment === 'prod' ? 'guarded' : 'open',
  });
  await vscode.window.showTextDocument(vscode.Uri.file(path));
  return name;
}
