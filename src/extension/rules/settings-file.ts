import * as vscode from 'vscode';
import type { BestPractices } from './best-practices.ts';

const selector: vscode.DocumentSelector = { scheme: 'file', pattern: '**/.nimbus/rules.yaml' };
const checkMs = 200;

/** Completion for `.nimbus/rules.yaml`, and what is wrong in it as a problem. */
export const settingsFeatures = (practices: BestPractices): vscode.Disposable[] => [
  vscode.languages.registerCompletionItemProvider(
    selector,
    { provideCompletionItems: (document, position) => complete(practices, document, position) },
    ' ',
    ':',
    '-',
  ),
  new SettingsProblems(practices),
];

const values = ['off', 'on', 'info', 'low', 'medium', 'high', 'critical'];
const topKeys = { rules: 'Settings of single rules', exclude: 'Files nothing is looked for in', baseline: 'A file with the findings that are known' };
const ruleKeys = {
  enabled: 'true or false',
  severity: 'info, low, medium, high or critical',
  paths: 'Only in these files',
  exclude: 'Not in these files',
  parameters: 'What the rule lets you choose',
};

/** By what stands before the cursor: the file is small and may be half typed. */
export function complete(practices: Pick<BestPractices, 'rules'>, document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
  const before = document.lineAt(position.line).text.slice(0, position.character);
  const item = (label: string, detail: string, insert: string): vscode.CompletionItem => {
    const made = new vscode.CompletionItem({ label, description: detail }, vscode.CompletionItemKind.Property);
    made.insertText = insert;
    return made;
  };
  const within = headings(document, position.line, before);
  if (/^\s*[\w-]*:\s+\S*$/.test(before) && (within[0] === 'rules' || /^\s*severity:/.test(before)))
    return values.filter((value) => !/severity:/.test(before) || !['on', 'off'].includes(value)).map((value) => item(value, '', value));
  if (!/^\s*[\w-]*$/.test(before)) return [];
  if (within.length === 0) return Object.entries(topKeys).map(([key, detail]) => item(key, detail, `${key}:`));
  if (within[0] !== 'rules') return [];
  if (within.length > 1) return Object.entries(ruleKeys).map(([key, detail]) => item(key, detail, `${key}: `));
  return practices.rules.map(({ id, title, severity, why }) => {
    const made = item(id, `${severity} · ${title}`, `${id}: `);
    made.documentation = why;
    made.range = new vscode.Range(position.line, before.search(/\S|$/), position.line, position.character);
    return made;
  });
}

/** The keys a line stands under, outermost first, by their indent. */
function headings(document: vscode.TextDocument, line: number, before: string): string[] {
  let indent = before.search(/\S|$/);
  const found: string[] = [];
  for (let at = line - 1; at >= 0 && indent > 0; at--) {
    const [, space = '', key] = /^( *)([\w-]+):\s*(?:#.*)?$/.exec(document.lineAt(at).text) ?? [];
    if (key === undefined || space.length >= indent) continue;
    found.unshift(key);
    indent = space.length;
  }
  return found;
}

class SettingsProblems implements vscode.Disposable {
  readonly #practices: BestPractices;
  readonly #collection = vscode.languages.createDiagnosticCollection('nimbus-rules-settings');
  readonly #subscriptions: readonly vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;

  constructor(practices: BestPractices) {
    this.#practices = practices;
    this.#subscriptions = [
      this.#collection,
      vscode.workspace.onDidOpenTextDocument((document) => this.#soon(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#soon(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)),
    ];
    for (const document of vscode.workspace.textDocuments) this.#soon(document);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #soon(document: vscode.TextDocument): void {
    if (vscode.languages.match(selector, document) === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(document), checkMs);
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    const place = this.#practices.placeOf(document.uri);
    if (place === undefined || !this.#practices.isOn) return;
    const { version } = document;
    const notes = await this.#practices.ask('settings', { root: place.root, text: document.getText() }).catch(() => []);
    if (document.version !== version) return;
    this.#collection.set(
      document.uri,
      notes.map((note) => {
        const named = /does not exist: ([\w-]+)/.exec(note)?.[1];
        const at = named === undefined ? 0 : document.getText().search(new RegExp(`\\b${named}\\b`));
        const start = document.positionAt(Math.max(0, at));
        const end = named === undefined ? document.lineAt(start.line).range.end : start.translate(0, named.length);
        const diagnostic = new vscode.Diagnostic(new vscode.Range(start, end), note, vscode.DiagnosticSeverity.Warning);
        diagnostic.source = 'Nimbus';
        return diagnostic;
      }),
    );
  }
}
