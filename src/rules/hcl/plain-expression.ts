import { ch, NotPlain } from './plain-cursor.ts';
import { PlainTemplates } from './plain-template.ts';
import type { Expr, Link } from './syntax.ts';

/** Nesting beyond this is left to the grammar, which needs no stack. */
const expressionsDeep = 100;

/** Expressions, read by going down their precedences. A span is what the grammar gives: parentheses around one are not in its own, but in that of an operation that has it at its side. */
export class PlainExpressions extends PlainTemplates {
  private depth = 0;
  /** Where what was read last starts and ends, parentheses included. */
  private rawStart = 0;
  protected rawEnd = 0;

  /** A whole expression. The cursor stands at what follows it, white space and comments passed. */
  expression(): Expr {
    if (++this.depth > expressionsDeep) throw new NotPlain();
    this.skip();
    const condition = this.binary(0);
    const read = this.here() === ch.question ? this.choice(condition) : condition;
    this.depth -= 1;
    return read;
  }

  private choice(condition: Expr): Expr {
    const start = this.rawStart;
    this.at += 1;
    const yes = this.expression();
    this.expect(ch.colon);
    const no = this.expression();
    this.rawStart = start;
    return { start, end: this.rawEnd, kind: 'if', condition, yes, no };
  }

  /** Operands with operators that bind tighter than `above`. */
  private binary(above: number): Expr {
    const first = this.here();
    let left = first === ch.minus || first === ch.bang ? this.unary(first) : this.term();
    const start = this.rawStart;
    for (;;) {
      if (!this.mayBeOperator(this.here())) return left;
      const op = this.operator();
      const strength = op === undefined ? 0 : (strengths[op] ?? 0);
      if (op === undefined || strength <= above) return left;
      this.at += op.length;
      this.skip();
      const right = this.binary(strength);
      left = { start, end: this.rawEnd, kind: 'binary', op, left, right };
      this.rawStart = start;
    }
  }

  private operator(): string | undefined {
    const code = this.here();
    switch (code) {
      case ch.star:
      case ch.slash:
      case ch.percent:
      case ch.plus:
      case ch.minus:
        return this.text[this.at];
      case ch.less:
        if (this.after(1) === ch.less) throw new NotPlain();
        return this.after(1) === ch.equals ? '<=' : '<';
      case ch.greater:
        return this.after(1) === ch.equals ? '>=' : '>';
      case ch.equals:
        return this.after(1) === ch.equals ? '==' : undefined;
      case ch.bang:
        if (this.after(1) === ch.equals) return '!=';
        throw new NotPlain();
      case ch.ampersand:
      case ch.bar:
        if (this.after(1) === code) return code === ch.bar ? '||' : '&&';
        throw new NotPlain();
      default:
        return undefined;
    }
  }

  /** What has a sign, `code`, before it. */
  private unary(code: number): Expr {
    if (++this.depth > expressionsDeep) throw new NotPlain();
    const start = this.at;
    this.at += 1;
    this.skip();
    const next = this.here();
    const of = next === ch.minus || next === ch.bang ? this.unary(next) : this.term();
    this.rawStart = start;
    this.depth -= 1;
    return { start, end: this.rawEnd, kind: 'unary', op: code === ch.minus ? '-' : '!', of };
  }

  /** A value with what is read of it: `a.b[0].*.c`. */
  private term(): Expr {
    const start = this.at;
    const isInParentheses = this.here() === ch.open;
    const from = this.primary();
    const head = isInParentheses ? this.rawStart : start;
    let links: Link[] | undefined;
    for (let code = this.here(); code === ch.dot || code === ch.bracketOpen; code = this.here()) {
      if (code === ch.dot && this.after(1) === ch.dot) break;
      links ??= [];
      links.push(this.link(code));
    }
    const end = this.at;
    const code = this.skip();
    // White space before these is no end to the grammar.
    if (code === ch.open || code === ch.bracketOpen || (code === ch.dot && this.after(1) !== ch.dot)) throw new NotPlain();
    this.rawStart = start;
    this.rawEnd = end;
    return links === undefined ? from : { start: head, end, kind: 'walk', from, links };
  }

  private link(code: number): Link {
    this.at += 1;
    if (this.here() === ch.star) {
      this.at += 1;
      if (code === ch.bracketOpen) this.expect(ch.bracketClose);
      return { kind: 'each' };
    }
    if (code === ch.dot) return { kind: 'name', name: this.identifier() };
    const key = this.expression();
    this.expect(ch.bracketClose);
    return { kind: 'key', key };
  }

  private primary(): Expr {
    const code = this.here();
    if (code === ch.quote) return this.quoted();
    if (code >= ch.zero && code <= ch.nine) return this.number();
    switch (code) {
      case ch.bracketOpen:
        return this.tuple();
      case ch.braceOpen:
        return this.object();
      case ch.less:
        return this.heredoc();
      case ch.open: {
        this.at += 1;
        const inner = this.expression();
        this.expect(ch.close);
        return inner;
      }
      default:
        return this.word();
    }
  }

  private number(): Expr {
    const start = this.at;
    numeral.lastIndex = start;
    const written = numeral.exec(this.text)?.[0] ?? '';
    this.at += written.length;
    if (this.continuesIdentifier() || this.here() === ch.dot) throw new NotPlain();
    return { start, end: this.at, kind: 'literal', value: Number(written) };
  }

  private word(): Expr {
    const start = this.at;
    const name = this.identifier();
    const end = this.at;
    if (this.here() === ch.open) return this.call(name, start);
    if (name === 'true' || name === 'false') return { start, end, kind: 'literal', value: name === 'true' };
    if (name === 'null') return { start, end, kind: 'literal', value: null };
    if (reserved.has(name)) throw new NotPlain();
    return { start, end, kind: 'name', name };
  }

  private call(name: string, start: number): Expr {
    if (reserved.has(name) || name === 'true' || name === 'false' || name === 'null') throw new NotPlain();
    this.at += 1;
    const args: Expr[] = [];
    let spread = false;
    while (this.skip() !== ch.close) {
      args.push(this.expression());
      if (this.here() === ch.comma) this.at += 1;
      else {
        if (this.here() === ch.dot) {
          this.ellipsis();
          spread = true;
          this.skip();
        }
        break;
      }
    }
    this.expect(ch.close);
    return { start, end: this.at, kind: 'call', name, args, spread };
  }

  private ellipsis(): void {
    if (!this.text.startsWith('...', this.at)) throw new NotPlain();
    this.at += 3;
  }

  private tuple(): Expr {
    const start = this.at;
    this.at += 1;
    if (this.skip() === letterF && this.isWord('for')) return this.forExpression(start, ch.bracketClose);
    const items: Expr[] = [];
    while (this.skip() !== ch.bracketClose) {
      items.push(this.expression());
      if (this.here() !== ch.comma) break;
      this.at += 1;
    }
    this.expect(ch.bracketClose);
    return { start, end: this.at, kind: 'list', items };
  }

  private object(): Expr {
    const start = this.at;
    this.at += 1;
    if (this.skip() === letterF && this.isWord('for')) return this.forExpression(start, ch.braceClose);
    const entries: { key: Expr; value: Expr }[] = [];
    while (this.skip() !== ch.braceClose) {
      const key = this.expression();
      if (this.here() !== ch.equals && this.here() !== ch.colon) throw new NotPlain();
      this.at += 1;
      const value = this.expression();
      const named = key.kind === 'name' && this.text.charCodeAt(key.start - 1) !== ch.open;
      entries.push({ key: named ? { start: key.start, end: key.end, kind: 'literal', value: key.name } : key, value });
      if (this.here() === ch.comma) this.at += 1;
    }
    this.at += 1;
    return { start, end: this.at, kind: 'object', entries };
  }

  private isWord(word: string): boolean {
    const start = this.at;
    const found = this.identifier() === word;
    this.at = start;
    return found;
  }

  /** `for k, v in over : …`, up to the sign that ends it. */
  private forExpression(start: number, closing: number): Expr {
    this.keyword('for');
    const names = [this.boundName()];
    if (this.skip() === ch.comma) {
      this.at += 1;
      this.skip();
      names.push(this.boundName());
    }
    this.skip();
    this.keyword('in');
    const over = this.expression();
    this.expect(ch.colon);
    const first = this.expression();
    let value = first;
    let grouped = false;
    const isObject = closing === ch.braceClose;
    if (isObject) {
      if (this.here() !== ch.equals || this.after(1) !== ch.greater) throw new NotPlain();
      this.at += 2;
      value = this.expression();
      if (this.here() === ch.dot) {
        this.ellipsis();
        grouped = true;
        this.skip();
      }
    }
    let when: Expr | undefined;
    if (this.startsIdentifier()) {
      this.keyword('if');
      when = this.expression();
    }
    this.expect(closing);
    return {
      start,
      end: this.at,
      kind: 'for',
      keyName: names.length > 1 ? names[0] : undefined,
      valueName: names.at(-1) ?? '',
      over,
      key: isObject ? first : undefined,
      value,
      when,
      grouped,
    };
  }

  private boundName(): string {
    const name = this.identifier();
    if (reserved.has(name)) throw new NotPlain();
    return name;
  }

  private keyword(word: string): void {
    if (this.identifier() !== word) throw new NotPlain();
    this.skip();
  }
}

const strengths: Readonly<Record<string, number>> = {
  '*': 6,
  '/': 6,
  '%': 6,
  '+': 5,
  '-': 5,
  '>': 4,
  '>=': 4,
  '<': 4,
  '<=': 4,
  '==': 3,
  '!=': 3,
  '&&': 2,
  '||': 1,
};
const numeral = /[0-9]+(?:\.[0-9]+(?:[eE][-+]?[0-9]+)?)?/y;
const letterF = 102;
/** Words of the language's own that stand where a name could. */
const reserved = new Set(['for', 'if', 'in', 'else', 'endif', 'endfor']);
