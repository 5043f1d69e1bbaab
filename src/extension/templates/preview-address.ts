import { posix } from 'node:path';
import * as vscode from 'vscode';
import { templateScheme } from '../manifest/views.ts';

/** The document that shows what a template fills in to. Named after the file it makes, so that editors know its language. */
export const previewOf = (template: vscode.Uri, output: string): vscode.Uri =>
  vscode.Uri.from({
    scheme: templateScheme,
    path: posix.join(posix.dirname(template.path), `Preview of ${posix.basename(output)}`),
    query: template.toString(),
  });

/** Reads what {@link previewOf} wrote; a template's own address is its own. */
export const templateOf = (uri: vscode.Uri): vscode.Uri => (uri.scheme === templateScheme ? vscode.Uri.parse(uri.query, true) : uri);
