import { relative, sep } from 'node:path';
import * as vscode from 'vscode';

/** A template of a person's own, by where its file is. */
export interface TemplatePlace {
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  readonly generator: string;
  /** Relative to its generator's folder: `docs/about.md.hbs`. */
  readonly name: string;
}

/** `undefined`: not a template's place. */
export function templateAt(uri: vscode.Uri): TemplatePlace | undefined {
  const folder = uri.scheme === 'file' ? vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath : undefined;
  if (folder === undefined) return undefined;
  const [, generator, name] = /^\.nimbus\/templates\/([^/]+)\/(.+\.hbs)$/.exec(relative(folder, uri.fsPath).split(sep).join('/')) ?? [];
  return generator === undefined || name === undefined ? undefined : { folder, generator, name };
}
