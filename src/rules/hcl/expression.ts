import type { Raw } from './parse.ts';
import type { Expr, Link } from './syntax.ts';

/** The grammar's expression node as an {@link Expr}; what can't be read is `broken`. */
export function expression(raw: Raw, text: string): Expr {
  const span = { start: raw.start, end: raw.end };
  const broken: Expr = { ...span, kind: 'broken' };
  const first = (type: string): Raw | undefined => raw.kids.find((kid) => kid.type === type);
  const sub = (kid: Raw | undefined): Expr => (kid ? expression(kid, text) : broken);

  switch (raw.type) {
    case 'expression':
    case 'expression_in_parens':
      return chain(raw, text);
    case 'literal_value':
    case 'template_expr':
    case 'collection_value':
    case 'for_expr':
    case 'operation':
      return sub(raw.kids[0]);
    case 'numeric_lit':
      return { ...span, kind: 'literal', value: Number(text.slice(raw.start, raw.end)) };
    case 'bool_lit':
      return { ...span, kind: 'literal', value: text.slice(raw.start, raw.end) === 'true' };
    case 'null_lit':
      return { ...span, kind: 'literal', value: null };
    case 'string_lit':
      return { ...span, kind: 'literal', value: textOf(raw, text) };
    case 'quoted_template':
      return template(raw, text, unescaped);
    case 'heredoc_template':
      return heredoc(raw, text);
    case 'variable_expr':
      return { ...span, kind: 'name', name: text.slice(raw.start, raw.end) };
    case 'tuple':
      return { ...span, kind: 'list', items: raw.kids.filter((kid) => kid.type === 'expression').map(sub) };
    case 'object':
      return { ...span, kind: 'object', entries: raw.kids.filter((kid) => kid.type === 'object_elem').map((kid) => objectEntry(kid, text)) };
    case 'function_call': {
      const name = raw.kids.filter((kid) => kid.type === 'identifier').map((kid) => text.slice(kid.start, kid.end));
      const args = first('function_arguments')?.kids ?? [];
      return {
        ...span,
        kind: 'call',
        name: name.join('::'),
        args: args.filter((kid) => kid.type === 'expression').map(sub),
        spread: args.some((kid) => kid.type === 'ellipsis'),
      };
    }
    case 'conditional': {
      const { choices, otherwise } = choicesOf(raw);
      return choices.reduceRight<Expr>(
        (no, { condition, yes }) => ({ start: condition?.start ?? raw.start, end: raw.end, kind: 'if', condition: sub(condition), yes: sub(yes), no }),
        sub(otherwise),
      );
    }
    case 'unary_operation':
      return { ...span, kind: 'unary', op: raw.kids[0]?.type ?? '', of: chainOf(raw.kids.slice(1), raw, text) };
    case 'binary_operation': {
      const at = raw.kids.findIndex((kid) => binaryOperators.has(kid.type));
      if (at < 0) return broken;
      return {
        ...span,
        kind: 'binary',
        op: raw.kids[at]?.type ?? '',
        left: chainOf(raw.kids.slice(0, at), raw, text),
        right: chainOf(raw.kids.slice(at + 1), raw, text),
      };
    }
    case 'for_tuple_expr':
    case 'for_object_expr':
      return forExpression(raw, text);
    default:
      return broken;
  }
}

const isExpression = (raw: Raw): boolean => raw.type === 'expression';

interface Choices {
  readonly choices: readonly { readonly condition: Raw | undefined; readonly yes: Raw | undefined }[];
  readonly otherwise: Raw | undefined;
}

/** `a ? b : c ? d : e` is to Terraform `a ? b : (c ? d : e)`; the grammar takes the first of the two for the condition of the second. */
function choicesOf(conditional: Raw): Choices {
  const [condition, yes, no] = conditional.kids.filter(isExpression);
  const only = condition?.kids.length === 1 ? condition.kids[0] : undefined;
  if (only?.type !== 'conditional') return { choices: [{ condition, yes }], otherwise: no };
  const before = choicesOf(only);
  return { choices: [...before.choices, { condition: before.otherwise, yes }], otherwise: no };
}

const binaryOperators = new Set(['&&', '||', '==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%']);

const chain = (raw: Raw, text: string): Expr => chainOf(raw.kids, raw, text);

/** `a.b[0].*.c`: the grammar gives the root and the links as siblings. */
function chainOf(kids: readonly Raw[], around: Raw, text: string): Expr {
  const [head, ...rest] = kids.filter((kid) => kid.type !== '(' && kid.type !== ')');
  const span = { start: head?.start ?? around.start, end: rest.at(-1)?.end ?? head?.end ?? around.end };
  if (!head) return { ...span, kind: 'broken' };
  const from = expression(head, text);
  const links: Link[] = [];
  for (const link of rest.flatMap((kid) => linksOf(kid, text))) {
    if (link === undefined) return { ...span, kind: 'broken' };
    links.push(link);
  }
  return links.length === 0 ? from : { ...span, kind: 'walk', from, links };
}

function linksOf(raw: Raw, text: string): (Link | undefined)[] {
  switch (raw.type) {
    case 'get_attr': {
      const name = raw.kids.find((kid) => kid.type === 'identifier');
      return [name && { kind: 'name', name: text.slice(name.start, name.end) }];
    }
    case 'index':
      return raw.kids.flatMap((kid) => linksOf(kid, text));
    case 'new_index': {
      const key = raw.kids.find(isExpression);
      return [key && { kind: 'key', key: expression(key, text) }];
    }
    case 'legacy_index': {
      const key = raw.kids.find((kid) => kid.type === 'numeric_lit');
      return [key && { kind: 'key', key: expression(key, text) }];
    }
    case 'splat':
      return raw.kids.flatMap((kid) => linksOf(kid, text));
    case 'full_splat':
    case 'attr_splat':
      return [{ kind: 'each' }, ...raw.kids.filter((kid) => kid.type === 'get_attr' || kid.type === 'index').flatMap((kid) => linksOf(kid, text))];
    default:
      return raw.type === 'ERROR' ? [undefined] : [];
  }
}

function objectEntry(raw: Raw, text: string): { key: Expr; value: Expr } {
  const [key, value] = raw.kids.filter(isExpression).map((kid) => expression(kid, text));
  const broken: Expr = { start: raw.start, end: raw.end, kind: 'broken' };
  const name = key?.kind === 'name' && text[key.start - 1] !== '(' ? ({ start: key.start, end: key.end, kind: 'literal', value: key.name } as const) : key;
  return { key: name ?? broken, value: value ?? broken };
}

function forExpression(raw: Raw, text: string): Expr {
  const span = { start: raw.start, end: raw.end };
  const intro = raw.kids.find((kid) => kid.type === 'for_intro');
  const names = intro?.kids.filter((kid) => kid.type === 'identifier').map((kid) => text.slice(kid.start, kid.end)) ?? [];
  const over = intro?.kids.find(isExpression);
  const results = raw.kids.filter(isExpression);
  const condition = raw.kids.find((kid) => kid.type === 'for_cond')?.kids.find(isExpression);
  const isObject = raw.type === 'for_object_expr';
  const value = results.at(-1);
  const valueName = names.at(-1);
  if (!over || !value || valueName === undefined || (isObject && results.length < 2)) return { ...span, kind: 'broken' };
  return {
    ...span,
    kind: 'for',
    keyName: names.length > 1 ? names[0] : undefined,
    valueName,
    over: expression(over, text),
    key: isObject && results[0] ? expression(results[0], text) : undefined,
    value: expression(value, text),
    when: condition && expression(condition, text),
    grouped: raw.kids.some((kid) => kid.type === 'ellipsis'),
  };
}

/** A quoted string without interpolation, as the text it stands for. */
export function textOf(raw: Raw, text: string): string {
  const quoted = text.slice(raw.start, raw.end);
  return unescaped(quoted.startsWith('"') ? quoted.slice(1, quoted.endsWith('"') && quoted.length > 1 ? -1 : undefined) : quoted);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
/** The text that a quoted one stands for. */
export const unescaped = (text: string): string => (text.includes('\\') || text.includes('$${') || text.includes('%%{') ? withoutEscapes(text) : text);
const withoutEscapes = (text: string): string =>
  text
    .replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/g, (whole, four?: string, eight?: string, one?: string) => {
      const code = Number.parseInt(four ?? eight ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : ((one !== undefined ? escapes[one] : undefined) ?? whole);
    })
    .replaceAll('$${', '${')
    .replaceAll('%%{', '%{');

/** Literal text is what lies between the interpolations, taken from the source: the grammar leaves white space out. */
function template(raw: Raw, text: string, literal: (text: string) => string): Expr {
  const start = raw.start + 1;
  const end = text[raw.end - 1] === '"' ? raw.end - 1 : raw.end;
  return { start: raw.start, end: raw.end, kind: 'template', parts: templateParts(raw.kids, text, start, end, literal) };
}

function templateParts(kids: readonly Raw[], text: string, start: number, end: number, literal: (text: string) => string): (string | Expr)[] {
  const parts: (string | Expr)[] = [];
  let from = start;
  for (const kid of kids) {
    if (kid.type !== 'template_interpolation' && kid.type !== 'template_directive') continue;
    if (kid.start > from) parts.push(literal(text.slice(from, kid.start)));
    const inner = kid.type === 'template_interpolation' ? kid.kids.find(isExpression) : undefined;
    parts.push(inner ? expression(inner, text) : { start: kid.start, end: kid.end, kind: 'broken' });
    from = kid.end;
  }
  if (end > from) parts.push(literal(text.slice(from, end)));
  return parts;
}

function heredoc(raw: Raw, text: string): Expr {
  const marks = raw.kids.filter((kid) => kid.type === 'heredoc_identifier');
  const opening = marks[0];
  const closing = marks[1];
  if (!opening || !closing) return { start: raw.start, end: raw.end, kind: 'broken' };
  const start = text.indexOf('\n', opening.end) + 1;
  const end = Math.max(start, text.lastIndexOf('\n', closing.start - 1) + 1);
  return { start: raw.start, end: raw.end, kind: 'template', parts: templateParts(raw.kids, text, start, end, templateText) };
}

/** The text that one between `<<EOT` and `EOT` stands for. */
export const templateText = (piece: string): string => piece.replaceAll('\r\n', '\n').replaceAll('$${', '${').replaceAll('%%{', '%{');
