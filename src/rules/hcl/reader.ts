import { Edit, type Parser, type Point, type Tree } from 'web-tree-sitter';
import { changedStretch } from '../text.ts';
import { parseTerraform, readTree } from './parse.ts';
import { readPlain } from './plain.ts';
import type { TerraformFile } from './syntax.ts';

/** Trees kept for the next edit: files that are being typed in, not all of a workspace. */
const treesMax = 8;

/**
 * Reads the same files again and again, as an editor needs it: an unchanged text costs nothing, a changed one only the
 * part that changed. Holds memory outside the JavaScript heap: end it with `dispose`.
 */
export class TerraformReader {
  private readonly files = new Map<string, TerraformFile>();
  private readonly trees = new Map<string, { readonly text: string; readonly tree: Tree }>();

  /** `parser` is asked for only when a text is not plainly sound, as one that is half typed. */
  async read(path: string, text: string, parser: () => Promise<Parser>): Promise<TerraformFile> {
    const known = this.files.get(path);
    if (known?.file.text === text) return known;
    const plain = readPlain(path, text);
    // The first time nothing is kept but the result: most files are read once.
    const parsed = plain ?? (known === undefined ? parseTerraform(path, text, await parser()) : this.readEdited(path, text, await parser()));
    this.files.set(path, parsed);
    return parsed;
  }

  forget(path: string): void {
    this.files.delete(path);
    this.trees.get(path)?.tree.delete();
    this.trees.delete(path);
  }

  [Symbol.dispose](): void {
    for (const { tree } of this.trees.values()) tree.delete();
    this.trees.clear();
    this.files.clear();
  }

  private readEdited(path: string, text: string, parser: Parser): TerraformFile {
    const old = this.trees.get(path);
    // It may be of some edits ago: all that differs since then is one stretch.
    old?.tree.edit(editBetween(old.text, text));
    const tree = parser.parse(text, old?.tree);
    old?.tree.delete();
    this.trees.delete(path);
    if (tree === null) return parseTerraform(path, text, parser);
    this.trees.set(path, { text, tree });
    const [oldest] = this.trees.keys();
    if (this.trees.size > treesMax && oldest !== undefined) {
      this.trees.get(oldest)?.tree.delete();
      this.trees.delete(oldest);
    }
    return readTree(path, text, tree);
  }
}

function editBetween(before: string, after: string): Edit {
  const { start, oldEnd, newEnd } = changedStretch(before, after);
  return new Edit({
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, oldEnd),
    newEndPosition: pointAt(after, newEnd),
  });
}

function pointAt(text: string, offset: number): Point {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    row += 1;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
