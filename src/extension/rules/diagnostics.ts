import { join } from 'node:path';
import * as vscode from 'vscode';
import { type Severity, severities } from '../../domain/finding.ts';
import { ruleScheme } from '../manifest/views.ts';
import type { Place } from './findings.ts';
import type { FileFindings, Found } from './worker/messages.ts';

/** Files nobody has open are shown in Problems up to this many findings altogether; the tree shows all. */
const problemsMax = 2_000;

const levels = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;
type Level = keyof typeof levels | 'off';

/** What VS Code's Problems show. */
export class Problems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('nimbus');
  readonly #shown = new Map<string, number>();
  #count = 0;
  #levels = readLevels();

  /** Reads the settings again; everything is to be shown anew then. */
  restart(): void {
    this.#levels = readLevels();
    this.clear();
  }

  clear(): void {
    this.#collection.clear();
    this.#shown.clear();
    this.#count = 0;
  }

  show(root: string, { path, version, found }: FileFindings): void {
    const uri = uriOf({ root, path });
    const before = this.#shown.get(uri.toString()) ?? 0;
    const made = found.flatMap((one) => this.#diagnostic(root, uri, one) ?? []);
    const room = version !== undefined ? made.length : Math.max(0, problemsMax - (this.#count - before));
    const shown = made.slice(0, room);
    this.#count += shown.length - before;
    if (shown.length === 0) this.#shown.delete(uri.toString());
    else this.#shown.set(uri.toString(), shown.length);
    this.#collection.set(uri, shown);
  }

  dispose(): void {
    this.#collection.dispose();
  }

  #diagnostic(root: string, uri: vscode.Uri, found: Found): vscode.Diagnostic | undefined {
    const level = this.#levels[found.severity];
    if (level === 'off' || found.quiet !== undefined) return undefined;
    const diagnostic = new vscode.Diagnostic(rangeOf(found), found.message, levels[level]);
    diagnostic.source = 'Nimbus';
    // A document, not the command that shows it: only the Problems view runs commands from here, a hover and “Go to Next Problem” do nothing then.
    diagnostic.code = { value: found.rule, target: pageOf(found.rule) };
    if (found.line !== found.blockLine) {
      const header = new vscode.Location(uri, new vscode.Position(found.blockLine - 1, 0));
      diagnostic.relatedInformation = [new vscode.DiagnosticRelatedInformation(header, `In ${found.resource}`)];
    }
    if (found.template) {
      const { file, line } = found.template;
      const takes = new vscode.Location(uriOf({ root, path: file }), new vscode.Position(line - 1, 0));
      diagnostic.relatedInformation = [new vscode.DiagnosticRelatedInformation(takes, `In ${found.resource}`)];
    }
    if (/unused/.test(found.rule)) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
    else if (/deprecated/.test(found.rule)) diagnostic.tags = [vscode.DiagnosticTag.Deprecated];
    return diagnostic;
  }
}

const standard: Readonly<Record<Severity, Level>> = { critical: 'error', high: 'error', medium: 'warning', low: 'information', info: 'hint' };

function readLevels(): Readonly<Record<Severity, Level>> {
  const own = vscode.workspace.getConfiguration('nimbus').get<Readonly<Record<string, unknown>>>('rules.problems', {});
  const level = (severity: Severity): Level => {
    const asked = own[severity];
    return asked === 'off' || (typeof asked === 'string' && asked in levels) ? (asked as Level) : standard[severity];
  };
  return Object.fromEntries(severities.map((severity) => [severity, level(severity)])) as Record<Severity, Level>;
}

export const uriOf = ({ root, path }: Place): vscode.Uri => vscode.Uri.file(join(root, path));

export const rangeOf = ({ line, column, endLine, endColumn }: Found): vscode.Range =>
  new vscode.Range(line - 1, column - 1, Math.max(line, endLine) - 1, endLine >= line ? endColumn - 1 : column - 1);

/** The page of a rule: a document of Markdown that the rules' own part provides. */
export const pageOf = (rule: string): vscode.Uri => vscode.Uri.from({ scheme: ruleScheme, path: `/${rule}.md` });

export const commandUri = (command: string, ...given: readonly unknown[]): vscode.Uri =>
  vscode.Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify(given))}`);
