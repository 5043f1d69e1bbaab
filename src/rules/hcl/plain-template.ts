import { templateText, unescaped } from './expression.ts';
import { ch, NotPlain, PlainCursor } from './plain-cursor.ts';
import type { Expr } from './syntax.ts';

/** Texts: quoted ones and those up to a word on a line of its own. */
export abstract class PlainTemplates extends PlainCursor {
  private interpolations = 0;

  abstract expression(): Expr;

  /** From `"` to `"`: a literal, or a template when something is put into it. */
  quoted(): Expr {
    const { text } = this;
    const start = this.at;
    let from = start + 1;
    let parts: (string | Expr)[] | undefined;
    this.at = from;
    for (;;) {
      ordinary.lastIndex = this.at;
      ordinary.test(text);
      this.at = ordinary.lastIndex;
      const code = text.charCodeAt(this.at);
      if (code === ch.quote) break;
      if (code === ch.backslash) {
        if (!escapable.has(this.after(1))) throw new NotPlain();
        this.at += 2;
      } else if (code === ch.dollar && this.after(1) === ch.braceOpen) {
        parts ??= [];
        if (this.at > from) parts.push(unescaped(text.slice(from, this.at)));
        parts.push(this.interpolation());
        from = this.at;
      } else if (code === ch.dollar || code === ch.percent) this.sign(code);
      else throw new NotPlain();
    }
    const end = this.at;
    this.at += 1;
    if (parts === undefined) return { start, end: this.at, kind: 'literal', value: unescaped(text.slice(from, end)) };
    if (end > from) parts.push(unescaped(text.slice(from, end)));
    return { start, end: this.at, kind: 'template', parts };
  }

  /** From `<<` to the word that ends it. */
  heredoc(): Expr {
    const { text } = this;
    const start = this.at;
    opening.lastIndex = start;
    const found = opening.exec(text);
    const word = found?.[1];
    // One inside of an interpolation: whose end a line is, the grammar says.
    if (found === null || word === undefined || this.interpolations > 0) throw new NotPlain();
    let from = start + found[0].length;
    const parts: (string | Expr)[] = [];
    this.at = from;
    let isLineStart = true;
    for (;;) {
      if (isLineStart) {
        indent.lastIndex = this.at;
        this.at += indent.exec(text)?.[0].length ?? 0;
        strangeSpace.lastIndex = this.at;
        if (strangeSpace.test(text)) throw new NotPlain();
        if (text.startsWith(word, this.at)) {
          const lineStart = Math.max(from, text.lastIndexOf('\n', this.at - 1) + 1);
          const end = this.at + word.length;
          lineRest.lastIndex = end;
          if (!lineRest.test(text)) throw new NotPlain();
          if (lineStart > from) parts.push(templateText(text.slice(from, lineStart)));
          this.at = end;
          return { start, end, kind: 'template', parts };
        }
        isLineStart = false;
      }
      ordinaryOfLine.lastIndex = this.at;
      ordinaryOfLine.test(text);
      this.at = ordinaryOfLine.lastIndex;
      const code = text.charCodeAt(this.at);
      if (code === ch.dollar && this.after(1) === ch.braceOpen) {
        if (this.at > from) parts.push(templateText(text.slice(from, this.at)));
        parts.push(this.interpolation());
        from = this.at;
      } else if (code === ch.dollar || code === ch.percent) this.sign(code);
      else if (this.at >= text.length) throw new NotPlain();
      else {
        isLineStart = code === ch.newline;
        this.at += 1;
      }
    }
  }

  /** From `${` past its `}`. */
  private interpolation(): Expr {
    this.at += 2;
    this.interpolations += 1;
    const inner = this.expression();
    this.expect(ch.braceClose);
    this.interpolations -= 1;
    return inner;
  }

  /** `$` and `%` that begin nothing: `$${` stands for itself, and of two in a row the grammar takes both. */
  private sign(code: number): void {
    const next = this.after(1);
    if (next === ch.braceOpen) throw new NotPlain();
    this.at += next !== code ? 1 : this.after(2) === ch.braceOpen ? 3 : 2;
  }
}

const escapable = new Set(['"', 'n', 'r', 't', '\\'].map((char) => char.charCodeAt(0)));
/** Runs of what stands for itself, in one go: code by code takes the interpreter several times as long. */
const ordinary = /[^"\\$%\n]*/y;
const ordinaryOfLine = /[^$%\n]*/y;
const opening = /<<-?([A-Za-z_][A-Za-z0-9_-]*)[ \t\r]*\n/y;
const indent = /[ \t\r\n]*/y;
/** White space to some and not to others. */
const strangeSpace = /[^\S \t\r\n]/y;
const lineRest = /[ \t\r]*\n/y;
