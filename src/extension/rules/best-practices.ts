import { relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { sha256 } from '../../base/hash.ts';
import type { Severity } from '../../domain/finding.ts';
import { severities } from '../../domain/finding.ts';
import type { Shell } from '../shell.ts';
import { RulesClient } from './client.ts';
import { Problems, uriOf } from './diagnostics.ts';
import { Documents } from './documents.ts';
import { Findings, type Place } from './findings.ts';
import { HelmCharts } from './helm.ts';
import { languageFeatures } from './languages.ts';
import { sourceName } from './source-name.ts';
import { RulesStatus } from './status.ts';
import { Trend } from './trend.ts';
import type { AskKind, Asks, FileFindings, FromWorker, RuleCard } from './worker/messages.ts';

const watched =
  '**/{*.tf,*.tofu,*.tfvars,*.tf.json,*.tofu.json,*.tfvars.json,*.yaml,*.yml,*.dockerfile,Dockerfile,Dockerfile.*,Containerfile,Containerfile.*,Kustomization,*baseline*.json,*patch*.json}';
const skipped = /(?:^|\/)(?:\.terraform|node_modules|\.git)\//;
/** File events come in bursts: a checkout changes thousands. */
const eventsMs = 250;

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** The best practices of one window: the worker, what it found, and everything that shows it. */
export class BestPractices implements vscode.Disposable {
  readonly shell: Shell;
  readonly findings = new Findings();
  readonly trend: Trend;
  readonly #storage: vscode.Uri;
  readonly #told = new vscode.EventEmitter<void>();
  /** Findings, progress or settings changed. */
  readonly onChanged = this.#told.event;
  readonly #found = new vscode.EventEmitter<void>();
  readonly onFindings = this.#found.event;
  readonly #status: RulesStatus;
  readonly #client: RulesClient;
  readonly #documents: Documents;
  readonly #helm: HelmCharts;
  readonly #problems = new Problems();
  readonly #subscriptions: vscode.Disposable[];
  readonly #rules = new Map<string, ReadonlyMap<string, RuleCard>>();
  readonly #progress = new Map<string, Progress & { readonly files: number }>();
  readonly #loose = new Set<string>();
  #events = new Map<string, Set<string>>();
  #eventsTimer: NodeJS.Timeout | undefined;

  constructor(shell: Shell, storage: vscode.Uri, changed: () => void) {
    this.shell = shell;
    this.#storage = storage;
    this.trend = new Trend(shell.memory);
    this.#client = new RulesClient({
      file: pathToFileURL(vscode.Uri.joinPath(shell.extensionUri, 'dist', 'extension', 'rules', 'worker', 'worker.js').fsPath),
      take: (message) => this.#take(message),
      started: (crashedOn) => this.#begin(crashedOn),
      broke: (why, again) => this.#broke(why, again),
    });
    this.#documents = new Documents(
      (message) => this.#client.send(message),
      (uri) => this.placeOf(uri),
    );
    this.#helm = new HelmCharts({
      shell,
      isOn: () => this.isOn,
      send: (message) => this.#client.send(message),
      noted: (root, unit, notes) => {
        this.findings.note(root, unit, notes);
        this.#changed();
      },
    });
    const watcher = vscode.workspace.createFileSystemWatcher(watched);
    const touched = (uri: vscode.Uri): void => this.#touched(uri);
    this.#status = new RulesStatus(this);
    this.#subscriptions = [
      watcher,
      watcher.onDidChange(touched),
      watcher.onDidCreate(touched),
      watcher.onDidDelete(touched),
      // A folder that goes or is renamed is told without what was in it.
      vscode.workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) touched(uri);
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const uri of files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])) touched(uri);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.again()),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('nimbus.rules') && this.again()),
      this.#found,
      this.#told,
      this.#told.event(changed),
      this.#documents,
      this.#helm,
      this.#problems,
      this.#status,
      ...languageFeatures(this),
    ];
    if (this.isOn) this.#client.start();
  }

  get isOn(): boolean {
    return setting('enabled', true);
  }

  /** Findings below it are left out everywhere. */
  get leastSeverity(): Severity {
    const asked = setting<string>('minimumSeverity', 'info');
    return severities.find((severity) => severity === asked) ?? 'info';
  }

  /** `undefined`: nothing is being worked out. */
  get progress(): Progress | undefined {
    const open = [...this.#progress.values()].filter(({ done, total }) => done < total);
    if (open.length === 0) return undefined;
    return { done: open.reduce((sum, { done }) => sum + done, 0), total: open.reduce((sum, { total }) => sum + total, 0) };
  }

  /** How many files were looked at. */
  get files(): number {
    return [...this.#progress.values()].reduce((sum, { files }) => sum + files, 0);
  }

  /** Ours, and the workspace's own. */
  get rules(): readonly RuleCard[] {
    return [...this.#rules.values()].flatMap((cards) => [...cards.values()]);
  }

  rule(id: string): RuleCard | undefined {
    for (const cards of this.#rules.values()) {
      const card = cards.get(id);
      if (card) return card;
    }
    return undefined;
  }

  /** Every finding that is told. */
  *told() {
    yield* this.findings.told(this.leastSeverity);
  }

  /** What is known of a document as it is now; `undefined` while it is being looked at. */
  of(document: vscode.TextDocument): (FileFindings & Place) | undefined {
    const place = this.placeOf(document.uri);
    const file = place && this.findings.of(place);
    return place && file?.version === document.version ? { ...file, root: place.root } : undefined;
  }

  /** Where a document is, if the rules look at it at all. */
  placeOf(uri: vscode.Uri): Place | undefined {
    if (uri.scheme !== 'file') return undefined;
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
    const root = folder ?? vscode.Uri.joinPath(uri, '..').fsPath;
    const path = relative(root, uri.fsPath).split(sep).join('/');
    if (!sourceName.test(path) || skipped.test(`${path}/`)) return undefined;
    if (folder === undefined) this.#beginLoose(root);
    return { root, path };
  }

  /** Asks the worker; what is being typed counts. */
  ask<K extends AskKind>(kind: K, ask: Asks[K]['ask'], about?: vscode.Uri): Promise<Asks[K]['answer']> {
    if (about) this.#documents.flush(about);
    return this.#client.ask(kind, ask);
  }

  /** Looks at everything again. */
  again(): void {
    for (const root of new Set([...this.findings.roots, ...this.#progress.keys(), ...this.#loose])) {
      this.#client.send({ type: 'end', root });
      this.findings.forget(root);
    }
    this.#loose.clear();
    this.#progress.clear();
    this.#problems.restart();
    if (!this.isOn) this.#changed();
    else if (this.#client.isRunning) this.#begin(undefined);
    else this.#client.start();
  }

  dispose(): void {
    clearTimeout(this.#eventsTimer);
    this.#client[Symbol.dispose]();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #changed(): void {
    this.#status.soon();
    this.#told.fire();
  }

  #begin(crashedOn: Place | undefined): void {
    this.#loose.clear();
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      if (uri.scheme !== 'file') continue;
      const root = uri.fsPath;
      const cache = vscode.Uri.joinPath(this.#storage, 'rules', `${sha256(root).slice(0, 16)}.json`).fsPath;
      this.#client.send({
        type: 'begin',
        root,
        walk: setting<string>('scope', 'workspace') !== 'openFiles',
        exclude: setting<readonly string[]>('exclude', []),
        cache,
      });
    }
    this.#documents.resend(crashedOn);
    this.#helm.again();
  }

  #beginLoose(root: string): void {
    if (this.#loose.has(root)) return;
    this.#loose.add(root);
    this.#client.send({ type: 'begin', root, walk: false, exclude: [] });
  }

  #broke(why: string, again: boolean): void {
    this.#progress.clear();
    this.shell.log.error(
      `The best-practice rules broke: ${why}. ${again ? 'They are started again.' : 'They broke too often and stay off until “Check All Files Again”.'}`,
    );
    this.#changed();
  }

  #touched(uri: vscode.Uri): void {
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
    if (folder === undefined || !this.isOn) return;
    this.#helm.touched(uri);
    const path = relative(folder, uri.fsPath).split(sep).join('/');
    if (path === '' || skipped.test(`${path}/`)) return;
    const paths = this.#events.get(folder) ?? new Set<string>();
    paths.add(path);
    this.#events.set(folder, paths);
    this.#eventsTimer ??= setTimeout(() => {
      this.#eventsTimer = undefined;
      for (const [root, all] of this.#events) this.#client.send({ type: 'files', root, paths: [...all] });
      this.#events = new Map();
    }, eventsMs);
  }

  #take(message: FromWorker): void {
    switch (message.type) {
      case 'rules':
        this.#rules.set(message.root ?? '', new Map(message.rules.map((card) => [card.id, card])));
        break;
      case 'findings':
        for (const file of message.files) this.#put(message.root, file);
        this.#found.fire();
        this.#changed();
        break;
      case 'notes':
        for (const note of message.notes) if (note.startsWith('Rule ')) this.shell.log.error(note);
        this.findings.note(message.root, message.unit, message.notes);
        break;
      case 'progress':
        this.#progress.set(message.root, message);
        if (this.progress === undefined) this.trend.add(this.told());
        this.#changed();
        break;
      case 'resend':
        this.#documents.whole(message);
        break;
    }
  }

  #put(root: string, file: FileFindings): void {
    const document =
      file.version === undefined ? undefined : vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === uriOf({ root, path: file.path }).toString());
    // It has been edited since: what is shown moves with the text until the next look, which is on its way.
    if (document !== undefined && document.version !== file.version) return;
    this.findings.put(root, file);
    this.#problems.show(root, { ...file, found: file.found.filter(({ severity }) => severities.indexOf(severity) >= severities.indexOf(this.leastSeverity)) });
  }
}

export function setting<T>(name: string, standard: T): T {
  return vscode.workspace.getConfiguration('nimbus').get<T>(`rules.${name}`, standard);
}
