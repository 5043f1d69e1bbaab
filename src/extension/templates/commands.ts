import { basename, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { count } from '../../base/say.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { noFolderOpen } from '../../domain/failure/workspace.ts';
import { literalTemplate } from '../../generators/templates/literal.ts';
import { fileOf, overlayOwn, readOwn } from '../../generators/templates/own.ts';
import { readTemplate } from '../../generators/templates/read.ts';
import { isTemplateName, outputName, templateFolder } from '../../generators/templates/set.ts';
import { variables } from '../../generators/templates/variables.ts';
import { renderAnswers } from '../../generators/terraform/tool.ts';
import { targetAt } from '../folders.ts';
import { notify } from '../report.ts';
import { runDraft } from '../runs/begin.ts';
import type { Shell } from '../shell.ts';
import { chooseFilling, fillingFor, outOf } from './answers.ts';
import { explain } from './fill.ts';
import { diagnosticsOf } from './live.ts';
import { previewOf, templateOf } from './preview-address.ts';
import { liveTemplates } from './watch.ts';
import { templateAt } from './where.ts';

/** The generator whose templates a new one is for, until more than one takes them. */
const generator = 'terraform';

/** What a template fills in to, beside it, following every key; with none in front, the person picks one. */
export async function previewTemplate(shell: Shell, given: unknown): Promise<void> {
  const uri = templateGiven(given) ?? (await pickTemplate(shell));
  if (uri === undefined) return;
  const place = uri && templateAt(uri);
  if (place === undefined) return notATemplate();
  const document = await vscode.workspace.openTextDocument(previewOf(uri, outputName(place.name)));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: false });
}

/** Opens a template of the person's own; with none there yet, offers to make one. */
async function pickTemplate(shell: Shell): Promise<vscode.Uri | undefined> {
  const folder = await someFolder();
  const own = await readOwn(generator, (await placeIn(shell, folder)).files);
  if (!own.ok) throw new FailureError(own.failure);
  if (own.value.templates.length === 0) {
    await notify('info', `There are no templates in ${templateFolder(generator)} yet.`, [newTemplateAction(shell)]);
    return undefined;
  }
  const items = own.value.templates.map(({ name, path }) => ({
    label: name,
    description: `makes ${outputName(name)}`,
    iconPath: new vscode.ThemeIcon('file-code'),
    path,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Preview Template', placeHolder: `A template in ${templateFolder(generator)}` });
  if (chosen === undefined) throw new vscode.CancellationError();
  const uri = vscode.Uri.joinPath(vscode.Uri.file(folder), chosen.path);
  await vscode.window.showTextDocument(uri);
  return uri;
}

/** Whose answers templates are shown with. */
export async function chooseAnswers(shell: Shell, given: unknown): Promise<void> {
  const uri = templateGiven(given);
  const place = uri && templateAt(uri);
  await chooseFilling(shell, place?.folder ?? (await someFolder()), place?.generator ?? generator);
  await (await liveTemplates(shell)).again();
}

/** All templates of the open folders: every mistake goes to Problems. */
export async function checkTemplates(shell: Shell): Promise<void> {
  await vscode.workspace.saveAll(false);
  const all = new Map<string, readonly vscode.Diagnostic[]>();
  let [looked, broken] = [0, 0];
  for (const { uri } of foldersHere()) {
    const found = await problemsIn(shell, uri.fsPath);
    looked += found.looked;
    broken += found.problems.size;
    for (const [path, diagnostics] of found.problems) all.set(vscode.Uri.joinPath(uri, path).toString(), diagnostics);
  }
  (await liveTemplates(shell)).show(all);
  if (looked === 0) return notify('info', `There are no templates in ${templateFolder(generator)} yet.`, [newTemplateAction(shell)]);
  if (broken === 0) return notify('info', `${count(looked, 'template')} checked, no mistakes.`);
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  void notify('warning', `${broken} of ${count(looked, 'template')} can’t be used; Problems says where and why.`);
}

async function problemsIn(shell: Shell, folder: string): Promise<{ readonly looked: number; readonly problems: Map<string, vscode.Diagnostic[]> }> {
  const { files } = await placeIn(shell, folder);
  const own = await readOwn(generator, files);
  if (!own.ok) throw new FailureError(own.failure);
  const filling = await fillingFor(shell, folder, generator);
  if (!filling.ok) throw new FailureError(filling.failure);
  const builtIn = renderAnswers(filling.value.answers);
  const laid = overlayOwn(own.value, builtIn.ok ? builtIn.value : { files: [], root: '.', resources: 0 }, filling.value.data);
  // Of all of them together come those that name a whole file: two templates that can't both be written.
  const clashes = laid.ok ? [] : (laid.failure.problems ?? []);
  const problems = new Map<string, vscode.Diagnostic[]>();
  for (const template of own.value.templates) {
    const file = fileOf(template, filling.value.data);
    const clash = clashes.find(({ path, message }) => path === template.path && (file.ok || message !== file.failure.message));
    const found = [
      ...(file.ok ? [] : explain(file.failure, template.template.ok ? 'use' : 'template')),
      ...(clash === undefined ? [] : [{ line: 0, column: 0, message: clash.message, code: 'templates/unusable', kind: 'template' as const }]),
    ];
    if (found.length === 0) continue;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(vscode.Uri.file(folder), template.path));
    problems.set(template.path, diagnosticsOf(found, filling.value, document));
  }
  return { looked: own.value.templates.length, problems };
}

/** What a template takes its values from, each with what it has now; choosing one goes to where it is first used. */
export async function showVariables(shell: Shell, given: unknown): Promise<void> {
  const uri = templateGiven(given);
  const place = uri && templateAt(uri);
  if (uri === undefined || place === undefined) return notATemplate();
  const document = await vscode.workspace.openTextDocument(uri);
  const template = await readTemplate(place.name, document.getText().replaceAll('\r\n', '\n'));
  if (!template.ok) throw new FailureError(template.failure);
  const { filling } = await (await liveTemplates(shell)).seenOf(uri);
  const needs = variables(template.value);
  const items = [
    ...needs.variables.map((name) => ({
      label: name,
      description: valueWords(valueAt(filling.data, name)),
      iconPath: new vscode.ThemeIcon('symbol-variable'),
    })),
    ...needs.helpers.map((name) => ({ label: name, description: 'helper', iconPath: new vscode.ThemeIcon('symbol-function') })),
  ];
  if (items.length === 0) return notify('info', `${place.name} uses no variables: it fills in to the same text always.`);
  const title = `${count(needs.variables.length, 'variable')} of ${place.name}`;
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: `Values from ${filling.from}`, matchOnDescription: true });
  if (chosen === undefined) return;
  const word = chosen.label.split(/\[\]\.?|\./).findLast((part) => part !== '') ?? chosen.label;
  const at = document.getText().search(new RegExp(`\\{\\{[^}]*\\b${word.replaceAll(/[^\w]/g, '\\$&')}\\b`));
  const position = document.positionAt(Math.max(0, at));
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
}

/** The templates of the open folders, and the built-in files that one could take the place of. */
export async function listTemplates(shell: Shell): Promise<void> {
  const folder = await someFolder();
  const { files } = await placeIn(shell, folder);
  const own = await readOwn(generator, files);
  if (!own.ok) throw new FailureError(own.failure);
  const filling = await fillingFor(shell, folder, generator);
  const builtIn = filling.ok ? renderAnswers(filling.value.answers) : filling;
  const taken = new Set(own.value.templates.map(({ name }) => outputName(name)));
  const heading = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, do: async () => {} });
  const items = [
    heading('Yours'),
    ...own.value.templates.map(({ name, path, template }) => ({
      label: name,
      description: template.ok ? `makes ${outputName(name)}` : template.failure.message,
      iconPath: new vscode.ThemeIcon(template.ok ? 'file-code' : 'warning'),
      do: async () => void (await vscode.window.showTextDocument(vscode.Uri.joinPath(vscode.Uri.file(folder), path))),
    })),
    { label: 'New Template…', iconPath: new vscode.ThemeIcon('new-file'), do: () => newTemplate(shell, folder) },
    heading('Built in: choose one to make it yours'),
    ...(builtIn.ok ? builtIn.value.files : [])
      .filter(({ path }) => !taken.has(path))
      .map(({ path, text }) => ({
        label: path,
        description: '',
        iconPath: new vscode.ThemeIcon('file'),
        do: () => saveText(shell, folder, `${path}.hbs`, literalTemplate(text)),
      })),
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: `Templates in ${templateFolder(generator)}`, matchOnDescription: true });
  await chosen?.do();
}

/** The file in the editor, or the one right-clicked, as a template of one's own. */
export async function saveAsTemplate(shell: Shell, given: unknown): Promise<void> {
  const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined) return notify('info', 'Open the file that is to become a template first.');
  const document = await vscode.workspace.openTextDocument(uri);
  const folder = uri.scheme === 'file' ? targetAt(uri).folder : await someFolder();
  const isTemplate = document.fileName.endsWith('.hbs') || document.languageId === 'handlebars';
  const text = isTemplate ? document.getText() : literalTemplate(document.getText());
  await saveText(shell, folder, await nameFor(shell, folder, uri), text);
}

/** Where a generator put the file, so that the template makes the same one. */
async function nameFor(shell: Shell, folder: string, uri: vscode.Uri): Promise<string> {
  const name = basename(uri.path).replaceAll(/[^A-Za-z0-9._-]/g, '-');
  const out = uri.scheme === 'file' ? await outOf(shell, folder, generator, uri.fsPath) : undefined;
  const path =
    out === undefined
      ? name
      : relative(vscode.Uri.joinPath(vscode.Uri.file(folder), out).fsPath, uri.fsPath)
          .split(sep)
          .join('/');
  return path.endsWith('.hbs') ? path : `${path}.hbs`;
}

async function newTemplate(shell: Shell, folder: string): Promise<void> {
  await saveText(shell, folder, 'docs/about.md.hbs', '# {{project.name}}\n\nIn {{project.region}}, for {{project.environment}}.\n');
}

const newTemplateAction = (shell: Shell) => ({ label: 'New Template…', do: async () => newTemplate(shell, await someFolder()) });

/** Asks for the name, and makes the plan that saves it: what it would change is shown before anything is written. */
async function saveText(shell: Shell, folder: string, proposal: string, text: string): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: 'Save as a Template of Your Own',
    prompt: `In ${templateFolder(generator)}/. What it fills in to is written under the same name without .hbs.`,
    value: proposal,
    valueSelection: [0, proposal.lastIndexOf('.hbs')],
    validateInput: (typed) => (isTemplateName(typed) ? undefined : 'Letters, digits, dots, hyphens and underscores, folders with /, and .hbs at the end'),
  });
  if (name === undefined) throw new vscode.CancellationError();
  await runDraft(shell, folder, {
    goal: `Save the template ${name}`,
    steps: [{ id: 'save', tool: 'templates.save', input: { generator, name, text }, reason: 'A template of your own, used the next time you generate.' }],
  });
}

const templateGiven = (given: unknown): vscode.Uri | undefined => {
  const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  return uri && templateOf(uri);
};

const notATemplate = (): Promise<void> =>
  notify('info', `This works on a template: a file below ${templateFolder(generator)} whose name ends in .hbs. Save as Template… makes one.`);

const foldersHere = (): readonly vscode.WorkspaceFolder[] => {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) throw new FailureError(noFolderOpen());
  return folders;
};

/** The workspace folder of the file in front, or the only one, or the one the person picks. */
async function someFolder(): Promise<string> {
  const [only, ...others] = foldersHere();
  const active = vscode.window.activeTextEditor && vscode.workspace.getWorkspaceFolder(vscode.window.activeTextEditor.document.uri);
  const folder = active ?? (others.length === 0 ? only : await vscode.window.showWorkspaceFolderPick({ placeHolder: 'Templates of which folder?' }));
  if (folder === undefined) throw new vscode.CancellationError();
  return folder.uri.fsPath;
}

const placeIn = async (shell: Shell, folder: string) => (await shell.runtime()).house.workplace(folder, new AbortController().signal, () => {});

/** `cluster.nodeGroups[].name`: of the first item. */
function valueAt(data: object, path: string): unknown {
  let value: unknown = data;
  for (const part of path.split('.')) {
    const [key = '', ...items] = part.split('[]');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
    for (const _ of items) value = Array.isArray(value) ? value[0] : undefined;
  }
  return value;
}

const valueWords = (value: unknown): string => {
  if (value === undefined) return 'no value';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text === '' ? 'empty' : text;
};
