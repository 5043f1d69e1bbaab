import { basename } from 'node:path';
import * as vscode from 'vscode';
import { clean } from '../report.ts';
import type { BestPractices } from './best-practices.ts';
import { version } from './version.ts';
import type { ReportFormat } from './worker/messages.ts';

const formats: readonly { readonly label: string; readonly detail: string; readonly format: ReportFormat; readonly extension: string }[] = [
  { label: 'Markdown', detail: 'For a pull request or a wiki', format: 'markdown', extension: 'md' },
  { label: 'SARIF', detail: 'For code-scanning services', format: 'sarif', extension: 'sarif' },
  { label: 'HTML', detail: 'One page that stands by itself', format: 'html', extension: 'html' },
  { label: 'JUnit', detail: 'For build servers', format: 'junit', extension: 'xml' },
];

/** Writes the report where the person says; resolves to the path. */
export async function exportReport(practices: BestPractices): Promise<string> {
  const chosen = await vscode.window.showQuickPick(formats, { title: 'Export Best-Practices Report As…' });
  if (chosen === undefined) throw new vscode.CancellationError();
  const places = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const uri = await vscode.window.showSaveDialog({
    title: 'Export Best-Practices Report',
    ...(places[0] ? { defaultUri: vscode.Uri.joinPath(places[0], `best-practices.${chosen.extension}`) } : {}),
    filters: { [chosen.label]: [chosen.extension] },
  });
  if (uri === undefined) throw new vscode.CancellationError();
  await practices.ask('idle', {});
  const { roots } = practices.findings;
  const folders = roots.map((root) => ({ root, prefix: roots.length > 1 ? `${basename(root)}/` : '' }));
  // Before it is written: what a format escapes looks like no secret any more.
  const report = clean.value(practices.findings.report(roots, practices.files, (root) => folders.find((one) => one.root === root)?.prefix ?? ''));
  const text = await practices.ask('report', { format: chosen.format, report, version, folders });
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(cleanReport(chosen.format, text)));
  return vscode.workspace.asRelativePath(uri);
}

/** Without secrets: what fixes would write comes from the files as they are. A document stays one. */
const cleanReport = (format: ReportFormat, text: string): string =>
  format === 'sarif' ? `${JSON.stringify(clean.value(JSON.parse(text)), null, 2)}\n` : clean.text(text);
