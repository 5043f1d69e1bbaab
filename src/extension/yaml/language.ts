import type * as vscode from 'vscode';
import type { HoverText } from './hover.ts';
import type { Offer } from './offers.ts';
import type { PlacedProblem } from './places.ts';

/** A kind of YAML file Nimbus knows: what can be said of its text, which may be broken. Lines and columns count from 0. */
export interface YamlLanguage {
  offersAt(lines: readonly string[], line: number, column: number): readonly Offer[];
  hoverAt(lines: readonly string[], line: number, column: number): HoverText | undefined;
  /** `document`: whose text it is. What takes a while is left when the document has moved on. */
  problemsIn(text: string, document: vscode.TextDocument): readonly PlacedProblem[] | Promise<readonly PlacedProblem[]>;
  lenses(document: vscode.TextDocument): vscode.CodeLens[];
}
