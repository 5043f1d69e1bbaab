import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { panelTypes } from '../manifest/views.ts';
import { clean } from '../report.ts';
import type { Shell } from '../shell.ts';
import { panelHtml } from './html.ts';

export type PanelKind = keyof typeof panelTypes;

export interface PanelAbout {
  readonly kind: PanelKind;
  /** Of the page, for screen readers. */
  readonly title: string;
  /** What finds it again after a reload of the window; see {@link subjectIn}. */
  readonly subject: string;
}

/** A new tab, still empty. */
export const newPanel = (kind: PanelKind, title: string): vscode.WebviewPanel =>
  vscode.window.createWebviewPanel(panelTypes[kind], title, { viewColumn: vscode.ViewColumn.Active, preserveFocus: false });

/** Loads the panel's page: its script says `ready` when it runs. */
export function loadPage({ extensionUri }: Shell, panel: vscode.WebviewPanel, { kind, title, subject }: PanelAbout): void {
  const at = (...path: string[]) => vscode.Uri.joinPath(extensionUri, 'dist', ...path);
  const seen = (...path: string[]) => panel.webview.asWebviewUri(at(...path)).toString();
  panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.svg');
  panel.webview.options = { enableScripts: true, localResourceRoots: [at('webview'), at('assets')] };
  panel.webview.html = panelHtml({
    title,
    scriptUri: seen('webview', `${kind}.js`),
    styleUris: [seen('assets', 'codicon.css'), seen('webview', `${kind}.css`)],
    cspSource: panel.webview.cspSource,
    nonce: randomBytes(18).toString('base64'),
    skeleton: kind,
    subject,
  });
}

/** What a panel that comes back after a reload was about. */
export function subjectIn(state: unknown): string | undefined {
  const subject = typeof state === 'object' && state !== null && 'subject' in state ? state.subject : undefined;
  return typeof subject === 'string' && subject !== '' ? subject : undefined;
}

/** What a page says, kept from its first word until somebody is there to read it. */
export interface Mail {
  readonly isClosed: boolean;
  /** From now on `reader` gets it, what came before included. */
  handTo(reader: (data: unknown) => void): void;
}

/** To be called before the page is loaded. */
export function mailOf(panel: vscode.WebviewPanel): Mail {
  const waiting: unknown[] = [];
  let isClosed = false;
  let reader = (data: unknown): void => void waiting.push(data);
  panel.webview.onDidReceiveMessage((data: unknown) => reader(data));
  panel.onDidDispose(() => {
    isClosed = true;
  });
  return {
    get isClosed() {
      return isClosed;
    },
    handTo(next) {
      reader = next;
      for (const data of waiting.splice(0)) next(data);
    },
  };
}

interface Common {
  readonly type: string;
  readonly problem?: string;
  readonly href?: string;
  readonly text?: string;
}

/** Does what every view can ask for; `false`: it was something else. */
export async function answerCommon({ log }: Shell, message: Common): Promise<boolean> {
  switch (message.type) {
    case 'misunderstood':
      log.error(`A panel could not read a message: ${message.problem}`);
      return true;
    case 'reloadWindow':
      await vscode.commands.executeCommand('workbench.action.reloadWindow');
      return true;
    case 'openLink': {
      const link = vscode.Uri.parse(message.href ?? '', true);
      if (link.scheme === 'https') await vscode.env.openExternal(link);
      else log.warn(`A panel asked to open something that is no https address: ${link.scheme}:`);
      return true;
    }
    case 'copy':
      await vscode.env.clipboard.writeText(clean.text(message.text ?? ''));
      return true;
    default:
      return false;
  }
}
