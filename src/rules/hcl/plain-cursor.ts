import type { Span } from './syntax.ts';

/** Characters by their codes. */
export const ch = {
  newline: 10,
  quote: 34,
  hash: 35,
  dollar: 36,
  percent: 37,
  ampersand: 38,
  open: 40,
  close: 41,
  star: 42,
  plus: 43,
  comma: 44,
  minus: 45,
  dot: 46,
  slash: 47,
  zero: 48,
  nine: 57,
  colon: 58,
  less: 60,
  equals: 61,
  greater: 62,
  question: 63,
  bracketOpen: 91,
  backslash: 92,
  bracketClose: 93,
  braceOpen: 123,
  bar: 124,
  braceClose: 125,
  bang: 33,
} as const;

/** Thrown where a text is not plain; never leaves `plain.ts`. */
export class NotPlain extends Error {}

const identifierStart = 1;
const identifierPart = 2;
const operatorStart = 4;
const classes = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(char)) classes[code] = identifierStart | identifierPart;
  else if (/[0-9-]/.test(char)) classes[code] = identifierPart;
  if (/[-+*/%<>=!&|]/.test(char)) classes[code] = (classes[code] ?? 0) | operatorStart;
}
/** Code by code takes the interpreter, which all of a short scan is run by, several times as long. */
const identifierRest = /[A-Za-z0-9_-]*/y;

/** Goes through a text, past white space and comments. */
export class PlainCursor {
  readonly text: string;
  readonly comments: Span[] = [];
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The code at the cursor; `NaN` at the end. */
  here(): number {
    return this.text.charCodeAt(this.at);
  }

  after(distance: number): number {
    return this.text.charCodeAt(this.at + distance);
  }

  /** Past white space and comments, which are kept. Answers the code that follows. */
  skip(): number {
    const { text } = this;
    let at = this.at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 10 || code === 9 || code === 13) {
        at += 1;
        continue;
      }
      if (code !== ch.hash && code !== ch.slash) {
        this.at = at;
        return code;
      }
      const end = this.endOfComment(at, code);
      if (end < 0) {
        this.at = at;
        return code;
      }
      this.comments.push({ start: at, end });
      at = end;
    }
  }

  /** Where a comment that would start here ends; -1: it is none. */
  private endOfComment(at: number, code: number): number {
    const { text } = this;
    const next = text.charCodeAt(at + 1);
    if (code === ch.hash || next === ch.slash) {
      const end = text.indexOf('\n', at);
      return end < 0 ? text.length : end;
    }
    if (next !== ch.star) return -1;
    const end = text.indexOf('*/', at + 2);
    if (end < 0) throw new NotPlain();
    return end + 2;
  }

  expect(code: number): void {
    if (this.text.charCodeAt(this.at) !== code) throw new NotPlain();
    this.at += 1;
  }

  startsIdentifier(): boolean {
    const code = this.here();
    return code < 128 && ((classes[code] ?? 0) & identifierStart) !== 0;
  }

  /** Whether an operator may begin with this code. */
  protected mayBeOperator(code: number): boolean {
    return code < 128 && ((classes[code] ?? 0) & operatorStart) !== 0;
  }

  continuesIdentifier(): boolean {
    const code = this.here();
    return code >= 128 || ((classes[code] ?? 0) & identifierPart) !== 0;
  }

  /** The identifier at the cursor, which moves past it. Only of ASCII: the others are left to the grammar. */
  identifier(): string {
    if (!this.startsIdentifier()) throw new NotPlain();
    const { text } = this;
    const start = this.at;
    let at = start;
    for (;;) {
      identifierRest.lastIndex = at;
      identifierRest.test(text);
      at = identifierRest.lastIndex;
      const code = text.charCodeAt(at);
      if (code === ch.colon && text.charCodeAt(at + 1) === ch.colon) at += 2;
      else if (code >= 128) throw new NotPlain();
      else break;
    }
    this.at = at;
    return text.slice(start, at);
  }
}
