import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { Blobs } from '../../domain/workplace.ts';
import { workplaceOn } from '../../host/workplace.ts';
import { dataFolder } from '../../machine/folders.ts';
import type { RenderedChart } from '../../rules/kubernetes/render.ts';
import type { Shell } from '../shell.ts';
import { HelmRenders } from './helm-renders.ts';
import type { ToWorker } from './worker/messages.ts';

/** The names notes are kept by: about a chart, and about them all. */
const unitOf = (folder: string): string => `helm:${folder}`;
const allUnit = 'helm';

export interface HelmChartsOptions {
  readonly shell: Shell;
  isOn(): boolean;
  send(message: ToWorker): void;
  noted(root: string, unit: string, notes: readonly string[]): void;
}

/** Has the Helm charts rendered whose files a person opens and saves. What is typed counts once it is saved. */
export class HelmCharts implements vscode.Disposable {
  readonly #options: HelmChartsOptions;
  readonly #renders: HelmRenders;
  readonly #subscriptions: readonly vscode.Disposable[];
  /** What was logged of each chart last: said once, though every save says it again. */
  readonly #logged = new Map<string, string>();

  constructor(options: HelmChartsOptions) {
    this.#options = options;
    const place = workplaceOn(dataFolder(), keepsNothing);
    this.#renders = new HelmRenders({
      workplace: (root, signal) => place(root, signal, () => {}),
      tell: (root, folder, chart, notes) => this.#tell(root, folder, chart, notes),
      broke: (error) => options.shell.log.error(`A Helm chart could not be rendered: ${error instanceof Error ? error.message : String(error)}`),
    });
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#touched(uri, false)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#touched(uri, true)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.again()),
    ];
  }

  /** It changed on disk, by whomever. */
  touched(uri: vscode.Uri): void {
    this.#touched(uri, false);
  }

  /** The worker begins anew: it is told of every chart again. */
  again(): void {
    this.#renders.again((root) => vscode.workspace.workspaceFolders?.some(({ uri }) => uri.fsPath === root) ?? false);
    for (const { uri } of vscode.workspace.textDocuments) this.#touched(uri, false);
  }

  dispose(): void {
    this.#renders[Symbol.dispose]();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #touched(uri: vscode.Uri, isSaved: boolean): void {
    const root = uri.scheme === 'file' ? vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath : undefined;
    if (root === undefined || !this.#options.isOn()) return;
    const path = relative(root, uri.fsPath).split(sep).join('/');
    if (vscode.workspace.isTrusted) void this.#renders.touched(root, path, isSaved);
    else if (/(^|\/)(Chart\.yaml|templates\/.+)$/.test(path))
      this.#noted(root, allUnit, [
        'Helm charts are not rendered, so their templates are not checked: the workspace is not trusted, and nothing is started in it.',
      ]);
  }

  #tell(root: string, folder: string, chart: RenderedChart | undefined, notes: readonly string[]): void {
    this.#noted(root, allUnit, []);
    this.#noted(root, unitOf(folder), notes);
    this.#options.send({ type: 'chart', root, folder, ...(chart === undefined ? {} : { chart }) });
  }

  #noted(root: string, unit: string, notes: readonly string[]): void {
    const said = notes.join('\n');
    const key = `${root}\n${unit}`;
    if (said !== '' && this.#logged.get(key) !== said) this.#options.shell.log.info(said);
    this.#logged.set(key, said);
    this.#options.noted(root, unit, notes);
  }
}

/** Rendering keeps nothing for later. */
const keepsNothing: Blobs = {
  keep() {
    throw new Error('Nothing is kept of a chart.');
  },
  get: () => undefined,
};
