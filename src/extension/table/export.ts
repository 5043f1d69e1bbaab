import * as vscode from 'vscode';
import { count } from '../../base/say.ts';
import { clean } from '../report.ts';
import { csv, tabbed } from './csv.ts';

export type Form = 'text' | 'csv' | 'json';

/** Rows in the order they are seen: their titles and cells, and the records behind them. */
export interface Cut {
  readonly titles: readonly string[];
  readonly cells: readonly (readonly unknown[])[];
  readonly records: readonly unknown[];
}

/** Exactly what the tool gave in JSON; in the other forms the columns that are shown. No secret is in any. */
export function textIn(form: Form, cut: Cut): string {
  const { titles, cells, records } = clean.value(cut);
  const text = form === 'json' ? `${JSON.stringify(records, null, 2)}\n` : form === 'csv' ? csv(titles, cells) : tabbed(titles, cells);
  return clean.text(text);
}

const forms: readonly (vscode.QuickPickItem & { readonly form: Form })[] = [
  { label: 'Text', description: 'columns by tabs', form: 'text' },
  { label: 'CSV', description: 'the columns shown, for spreadsheets', form: 'csv' },
  { label: 'JSON', description: 'everything the tool gave, exactly', form: 'json' },
];

/** Puts rows on the clipboard; resolves to what is there now. Throws `CancellationError` when the person takes no form. */
export async function copyRows(form: Form | undefined, cut: Cut): Promise<string> {
  const chosen = form ?? (await vscode.window.showQuickPick(forms, { title: `Copy ${count(cut.records.length, 'row')} as` }))?.form;
  if (chosen === undefined) throw new vscode.CancellationError();
  await vscode.env.clipboard.writeText(textIn(chosen, cut));
  return `${count(cut.records.length, 'row')} copied as ${chosen === 'text' ? 'text' : chosen.toUpperCase()}.`;
}

/** Writes rows where the person says; resolves to what is there now. Throws `CancellationError` when they name no form or no place. */
export async function exportRows(folder: string, name: string, cut: Cut): Promise<string> {
  const chosen = await vscode.window.showQuickPick(
    forms.filter(({ form }) => form !== 'text'),
    { title: `Export ${count(cut.records.length, 'row')} as` },
  );
  if (chosen === undefined) throw new vscode.CancellationError();
  const uri = await vscode.window.showSaveDialog({
    title: 'Export Table',
    saveLabel: 'Export',
    defaultUri: vscode.Uri.joinPath(vscode.Uri.file(folder), `${name}.${chosen.form}`),
    filters: { [chosen.label]: [chosen.form] },
  });
  if (uri === undefined) throw new vscode.CancellationError();
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(textIn(chosen.form, cut)));
  return `${count(cut.records.length, 'row')} exported to ${vscode.workspace.asRelativePath(uri)}.`;
}
