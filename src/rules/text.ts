/** A stretch of a file; without one, of the file of what it is about. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly file?: TextFile;
  /** The object or patch it stands in, where that is another file's. */
  readonly whole?: { readonly start: number; readonly end: number };
}

/** A text with its lines, whatever ends them. */
export class TextFile {
  /** Relative to the scanned folder, with `/`. */
  readonly path: string;
  readonly text: string;
  private starts: number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** Offsets at which lines start; the first is 0. */
  get lineStarts(): readonly number[] {
    if (this.starts === undefined) {
      this.starts = [0];
      for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) this.starts.push(at + 1);
    }
    return this.starts;
  }

  /** Line and column from 1 of an offset. */
  place(offset: number): { line: number; column: number } {
    const starts = this.lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** Offset at which line `line` (from 1) starts; the end of the text where there is no such line. */
  lineStart(line: number): number {
    return this.lineStarts[line - 1] ?? this.text.length;
  }

  /** Line `line` (from 1) without what ends it. */
  line(line: number): string {
    return this.text.slice(this.lineStart(line), this.lineStarts[line] ?? this.text.length).replace(/\r?\n$/, '');
  }

  get lineCount(): number {
    return this.lineStarts.length;
  }

  /** What ends its lines: what ends the first one. */
  get lineEnd(): '\n' | '\r\n' {
    const at = this.text.indexOf('\n');
    return at > 0 && this.text[at - 1] === '\r' ? '\r\n' : '\n';
  }
}

/** The one stretch in which two texts differ: where it starts, and where it ends in each. */
export function changedStretch(before: string, after: string): { readonly start: number; readonly oldEnd: number; readonly newEnd: number } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let same = 0;
  while (same < most - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same += 1;
  return { start, oldEnd: before.length - same, newEnd: after.length - same };
}
