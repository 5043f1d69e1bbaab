import { TextFile } from '../text.ts';
import { ch, NotPlain } from './plain-cursor.ts';
import { PlainExpressions } from './plain-expression.ts';
import type { AttributeSyntax, BlockSyntax, TerraformFile } from './syntax.ts';

/**
 * Reads a file of Terraform's language that is plainly sound, in one pass and without the grammar: exactly what
 * `parseTerraform` makes of it. `undefined`: there is something in it that only the grammar may judge (a mistake above all).
 */
export function readPlain(path: string, text: string): TerraformFile | undefined {
  if (text.includes('\0') || !text.isWellFormed()) return undefined;
  try {
    return new PlainFile(new TextFile(path, text)).read();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** Nesting beyond this is left to the grammar, which needs no stack. */
const blocksDeep = 50;

/** Names that mean something else elsewhere in the language: the grammar says what they are here. */
const ambiguous = new Set(['for', 'if', 'in', 'null', 'true', 'false', 'else', 'endif', 'endfor']);

class PlainFile extends PlainExpressions {
  private readonly file: TextFile;

  constructor(file: TextFile) {
    super(file.text);
    this.file = file;
  }

  read(): TerraformFile {
    const { attributes, blocks } = this.body(0);
    if (this.at < this.text.length) throw new NotPlain();
    return { file: this.file, attributes, blocks, comments: this.comments, errors: [] };
  }

  /** Up to the `}` that ends it, or the end of the file. */
  private body(depth: number): { attributes: Map<string, AttributeSyntax>; blocks: BlockSyntax[] } {
    if (depth > blocksDeep) throw new NotPlain();
    const attributes = new Map<string, AttributeSyntax>();
    const blocks: BlockSyntax[] = [];
    for (;;) {
      const code = this.skip();
      if (code === ch.braceClose || this.at >= this.text.length) return { attributes, blocks };
      const start = this.at;
      const name = this.identifier();
      if (ambiguous.has(name)) throw new NotPlain();
      const headerEnd = this.at;
      if (this.skip() === ch.equals) {
        if (this.after(1) === ch.equals) throw new NotPlain();
        this.at += 1;
        const value = this.expression();
        attributes.set(name, { name, value, start, end: this.rawEnd });
      } else blocks.push(this.block(name, start, headerEnd, depth));
    }
  }

  private block(type: string, start: number, typeEnd: number, depth: number): BlockSyntax {
    const labels: string[] = [];
    let headerEnd = typeEnd;
    for (let code = this.skip(); code !== ch.braceOpen; code = this.skip()) {
      labels.push(code === ch.quote ? this.label() : this.identifier());
      headerEnd = this.at;
    }
    this.at += 1;
    const bodyStart = this.at;
    const { attributes, blocks } = this.body(depth + 1);
    const bodyEnd = this.at;
    this.expect(ch.braceClose);
    return { type, labels, start, end: this.at, headerEnd, bodyStart, bodyEnd, attributes, blocks, broken: false, file: this.file };
  }

  private label(): string {
    const label = this.quoted();
    if (label.kind !== 'literal' || typeof label.value !== 'string') throw new NotPlain();
    return label.value;
  }
}
