import { failed, type Outcome, ok, type Problem } from '../../domain/failure/failure.ts';
import { templateInvalid, templateTooBig } from '../../domain/failure/templates.ts';
import type { Program } from './ast.ts';
import { checkProgram } from './check.ts';
import { depthMax, templateBytesMax } from './limits.ts';

/** A template that was read and found sound; made by {@link readTemplate} only. */
export interface Template {
  /** Relative path, as people know it: `network/main.tf.hbs`. */
  readonly name: string;
  readonly text: string;
  readonly program: Program;
}

/**
 * Reads a template of a person's own. All that is wrong comes at once, with line and column: syntax, helpers there are
 * not, names that are never read (`__proto__`), partials that are not in the same file.
 *
 * **Invariant:** nothing of the template is turned into code. Handlebars parses it; the tree is walked by `render.ts`.
 */
export async function readTemplate(name: string, text: string): Promise<Outcome<Template>> {
  const bytes = Buffer.byteLength(text);
  if (bytes > templateBytesMax) return failed(templateTooBig(name, bytes, templateBytesMax));
  const deep = tooDeep(text);
  if (deep !== undefined)
    return failed(
      templateInvalid(name, [{ path: `${name}:${deep}:1`, message: `has more than ${depthMax} blocks or parentheses inside each other (depthMax)` }]),
    );
  const parsed = await parse(text);
  if ('problem' in parsed) return failed(templateInvalid(name, [{ path: `${name}${parsed.problem.path}`, message: parsed.problem.message }]));
  const problems = checkProgram(parsed.program).map(({ path, message }) => ({ path: `${name}${path}`, message }));
  return problems.length > 0 ? failed(templateInvalid(name, problems)) : ok({ name, text, program: parsed.program });
}

/**
 * The line on which blocks, or parentheses, nest deeper than anyone writes by hand. Found before the parser sees the
 * text: it takes seconds over thousands of them.
 */
function tooDeep(text: string): number | undefined {
  const branches: number[] = [];
  let blocks = 0;
  let parentheses = 0;
  for (const { 0: token, index } of text.matchAll(/\{\{~?(?:#|\^(?!~?\}\})|\/|else\s+\w)|[{}]{2}|[()]/g)) {
    if (token === '(') parentheses++;
    else if (token === ')') parentheses = Math.max(0, parentheses - 1);
    else parentheses = 0;
    if (token.endsWith('#') || token.endsWith('^')) {
      branches.push(1);
      blocks++;
    } else if (token.endsWith('/')) blocks -= branches.pop() ?? 0;
    else if (token.includes('else')) {
      // Each branch of a chain is a block inside the one before it.
      branches.push((branches.pop() ?? 0) + 1);
      blocks++;
    }
    if (blocks > depthMax || parentheses > depthMax) return text.slice(0, index).split('\n').length;
  }
  return undefined;
}

/** The parser is loaded on first use: it is most of Handlebars. */
async function parse(text: string): Promise<{ readonly program: Program } | { readonly problem: Problem }> {
  const { default: handlebars } = await import('handlebars');
  try {
    return { program: handlebars.parse(text) as unknown as Program };
  } catch (error) {
    if (error instanceof RangeError) return { problem: { path: ':1:1', message: 'is nested too deeply to be read' } };
    if (error instanceof Error) return { problem: explain(error, text) };
    throw error;
  }
}

/** What Handlebars' two kinds of errors, of its grammar and of its tree, say about the place. */
interface ParseError extends Error {
  readonly hash?: {
    readonly line?: number;
    readonly loc?: { readonly first_line: number; readonly last_line: number; readonly last_column: number };
    readonly expected?: readonly string[];
    readonly token?: string;
  };
  readonly lineNumber?: number;
  readonly column?: number;
}

function explain(error: ParseError, text: string): Problem {
  if (error.lineNumber !== undefined) return { path: `:${error.lineNumber}:${(error.column ?? 0) + 1}`, message: mismatch(error.message) };
  const { line, column } = placeOf(error, text);
  return { path: `:${line}:${column}`, message: syntax(error, text, line) };
}

/** The grammar's errors hold the last lines read and a pointer below them; the pointer's length is the column. */
function placeOf(error: ParseError, text: string): { readonly line: number; readonly column: number } {
  const line = Number(/on line (\d+)/.exec(error.message)?.[1] ?? error.hash?.line ?? 1);
  const [, shown = '', dashes = ''] = error.message.split('\n');
  const past = text.split('\n').slice(0, line).join('\n').length;
  // What is shown is the end of what was read, with line breaks taken out and `...` before it when it was cut.
  const cut = shown.startsWith('...') ? shown.slice(3) : shown;
  const read = dashes.indexOf('^') - (shown.startsWith('...') ? 3 : 0);
  const flat = text.replaceAll('\n', '');
  const start = flat.indexOf(cut.slice(0, Math.max(1, read)));
  if (read < 1 || start < 0) return { line, column: 1 };
  return lineAndColumn(text, Math.min(past, unflatten(text, start + read)), line);
}

/** The offset in the text of an offset in the text without its line breaks. */
function unflatten(text: string, flatOffset: number): number {
  let seen = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\n') continue;
    if (seen === flatOffset) return i;
    seen++;
  }
  return text.length;
}

function lineAndColumn(text: string, offset: number, lineMax: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: Math.min(before.length, lineMax), column: (before.at(-1) ?? '').length + 1 };
}

/** `unless doesn't match if - 3:4` */
function mismatch(message: string): string {
  const [, open, close] = /^(.*) doesn't match (.*?)( - \d+:\d+)?$/.exec(message) ?? [];
  return open === undefined ? message.replace(/ - \d+:\d+$/, '') : `{{#${open}}} is closed by {{/${close}}}: write {{/${open}}}`;
}

/** What the tokens of Handlebars' grammar look like to a person. */
const looks: { readonly [token: string]: string } = {
  CLOSE: '}}',
  CLOSE_UNESCAPED: '}}}',
  CLOSE_RAW_BLOCK: '}}}}',
  CLOSE_SEXPR: ')',
  CLOSE_BLOCK_PARAMS: '|',
  OPEN_BLOCK_PARAMS: 'as |',
  OPEN_SEXPR: '(',
  OPEN_ENDBLOCK: '{{/…}}',
  ID: 'a name',
  STRING: 'a text in quotes',
  NUMBER: 'a number',
  BOOLEAN: 'true or false',
  DATA: '@',
  SEP: '.',
  EOF: 'the end of the file',
};
const ofInterest = ['CLOSE', 'CLOSE_UNESCAPED', 'CLOSE_SEXPR', 'CLOSE_BLOCK_PARAMS', 'OPEN_ENDBLOCK', 'ID'];

function syntax(error: ParseError, text: string, line: number): string {
  const [, expected = '', got = ''] = /Expecting (.*), got '?([^']*)'?$/.exec(error.message) ?? [];
  const tokens = expected.split(', ').map((token) => token.replaceAll("'", ''));
  const wanted = ofInterest.filter((token) => tokens.includes(token)).map((token) => looks[token] ?? token);
  if (got === 'EOF')
    return `the file ends inside a block or an expression: ${tokens.includes('OPEN_ENDBLOCK') ? 'a {{/…}} is missing' : `${wanted[0] ?? '}}'} is missing`}`;
  const rest = text
    .split('\n')
    .slice(line - 1)
    .join('\n');
  if (got === 'INVALID' && rest.lastIndexOf('{{') > rest.lastIndexOf('}}')) return 'an expression is opened with {{ and never closed: }} is missing';
  const found = got === '' || got === 'INVALID' ? 'this' : (looks[got] ?? 'this');
  return wanted.length === 0 ? `${found} can't stand here` : `${found} can't stand here: expected ${wanted.join(' or ')}`;
}
