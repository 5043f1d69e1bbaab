import * as vscode from 'vscode';
import { guarded } from '../report.ts';
import type { Shell } from '../shell.ts';
import type { YamlEditor } from './editor.ts';
import type { YamlLanguage } from './language.ts';

export interface Watched {
  /** For messages: `a plan file`. */
  readonly what: string;
  readonly selector: vscode.DocumentSelector;
  /** What it takes is loaded with the first such file. */
  load(): Promise<YamlLanguage>;
}

/** Helps with a kind of YAML file as it is typed: completion, hover, problems, lenses. */
export function watchYaml(shell: Shell, { what, selector, load }: Watched): vscode.Disposable {
  let loaded: Promise<YamlEditor> | undefined;
  const editor = (): Promise<YamlEditor> => {
    loaded ??= Promise.all([import('./editor.ts'), load()]).then(([{ YamlEditor }, language]) => new YamlEditor(shell, what, language));
    return loaded;
  };
  const look = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(selector, document) > 0) void guarded(shell, `look at ${what}`, async () => (await editor()).look(document));
  };
  for (const document of vscode.workspace.textDocuments) look(document);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    vscode.workspace.onDidSaveTextDocument(look),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void loaded?.then((made) => made.forget(uri))),
    vscode.languages.registerCompletionItemProvider(
      selector,
      { provideCompletionItems: async (document, position) => (await editor()).complete(document, position) },
      ...[':', ' ', '.', '{', '$', '-', '['],
    ),
    vscode.languages.registerHoverProvider(selector, { provideHover: async (document, position) => (await editor()).hover(document, position) }),
    vscode.languages.registerCodeLensProvider(selector, { provideCodeLenses: async (document) => (await editor()).lenses(document) }),
    { dispose: () => void loaded?.then((made) => made.dispose()) },
  );
}
