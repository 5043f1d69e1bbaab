import type { Edit } from '../edit.ts';
import type { Block } from './block.ts';
import type { AttributeSyntax, BlockSyntax, Expr } from './syntax.ts';

let isSketch = false;
const someEdit: Edit = { file: '', start: 0, end: 0, text: '' };

/** Works a fix out as far as it takes to know whether there is one: what this file would write stands for itself, unwritten. */
export function sketched<T>(work: () => T): T {
  isSketch = true;
  try {
    return work();
  } finally {
    isSketch = false;
  }
}

/**
 * Sets an attribute, given as Terraform text, at a path of nested blocks. Keeps comments, order, indentation and the
 * alignment of `=`; adds the nested blocks that are missing. `undefined` where the value there is worked out from
 * something else (a variable, a `dynamic` block), or is a list with comments: then a person has to decide.
 */
export function set(block: Block, path: string, value: string): readonly Edit[] | undefined {
  return setIn(block.syntax, path.split('.'), value);
}

/** Sets it in a nested block of one's own choice. */
export function setIn(block: BlockSyntax, path: readonly string[], value: string): readonly Edit[] | undefined {
  const [name, ...rest] = path;
  if (name === undefined || block.broken) return undefined;
  const attribute = block.attributes.get(name);
  if (rest.length > 0) {
    if (attribute) return undefined;
    const inner = block.blocks.find((candidate) => candidate.type === name);
    if (inner) return setIn(inner, rest, value);
    if (block.blocks.some((candidate) => candidate.type === 'dynamic' && candidate.labels[0] === name)) return undefined;
    return [addBlock(block, isSketch ? [] : nested(path, value))];
  }
  if (!attribute) return addAttributes(block, { [name]: value });
  if (attribute.value.kind !== 'literal' && attribute.value.kind !== 'list') return undefined;
  if (hasComment(attribute.value, block.file.text)) return undefined;
  return [{ file: block.file.path, start: attribute.value.start, end: attribute.value.end, text: value }];
}

/** Whether a comment stands in a list: with another in its place it would be lost. */
function hasComment(value: Expr, text: string): boolean {
  if (value.kind !== 'list') return false;
  const starts = [value.start, ...value.items.map(({ end }) => end)];
  const between = starts.map((start, index) => text.slice(start, value.items[index]?.start ?? value.end));
  return between.some((part) => /#|\/[/*]/.test(part)) || value.items.some((item) => hasComment(item, text));
}

/** Takes an attribute out with its line; those that were in line with it alone come closer together. */
export function removeAttribute(block: BlockSyntax, name: string): readonly Edit[] {
  const attribute = block.attributes.get(name);
  if (!attribute) return [];
  if (isSketch) return [someEdit];
  const { text, path } = block.file;
  const lineStart = text.lastIndexOf('\n', attribute.start - 1) + 1;
  const lineEnd = text.indexOf('\n', attribute.end);
  const alone = text.slice(lineStart, attribute.start).trim() === '' && text.slice(attribute.end, lineEnd < 0 ? undefined : lineEnd).trim() === '';
  const removal = { file: path, start: alone ? lineStart : attribute.start, end: alone && lineEnd >= 0 ? lineEnd + 1 : attribute.end, text: '' };

  const sorted = [...block.attributes.values()].sort((a, b) => a.start - b.start);
  const after = sorted.slice(sorted.indexOf(attribute) + 1).findIndex((next, index, rest) => {
    const before = index === 0 ? attribute : (rest[index - 1] ?? attribute);
    return block.file.place(next.start).line !== block.file.place(before.end).line + 1;
  });
  const until = after < 0 ? sorted.length : sorted.indexOf(attribute) + 1 + after;
  const chain = alignedWith(block, sorted.slice(0, until));
  const others = chain.filter((one) => one !== attribute);
  const width = Math.max(0, ...others.map((one) => one.name.length)) + 1;
  const narrower = chain.includes(attribute) ? equalsAt(block, attribute) - width : 0;
  const closer =
    narrower > 0
      ? others.map((one) => ({ file: path, start: one.start + equalsAt(block, one) - narrower, end: one.start + equalsAt(block, one), text: '' }))
      : [];
  return [removal, ...closer];
}

/** Takes a block out, with its line and the empty line after it. */
export function removeBlock(block: BlockSyntax): readonly Edit[] {
  if (isSketch) return [someEdit];
  const { text, path } = block.file;
  const lineStart = text.lastIndexOf('\n', block.start - 1) + 1;
  const rest = /^[ \t]*(\r?\n)?([ \t]*\r?\n)?/.exec(text.slice(block.end));
  return [
    { file: path, start: text.slice(lineStart, block.start).trim() === '' ? lineStart : block.start, end: block.end + (rest?.[0].length ?? 0), text: '' },
  ];
}

/** Adds a block of its own after this one, with an empty line between. */
export function addAfter(block: Block, text: string): readonly Edit[] {
  const { file, end } = block.syntax;
  const lineEnd = file.text.indexOf('\n', end);
  const isAlone = endsThere(file.text.slice(end, lineEnd < 0 ? undefined : lineEnd));
  const at = !isAlone ? end : lineEnd < 0 ? file.text.length : lineEnd + 1;
  return [{ file: file.path, start: at, end: at, text: `${!isAlone || lineEnd < 0 ? '\n' : ''}\n${text.trim()}\n` }];
}

/** Adds a nested block, given as lines, at the end of a block. */
export function addBlock(block: BlockSyntax, lines: readonly string[]): Edit {
  if (isSketch) return someEdit;
  const { text, path } = block.file;
  const indent = indentOf(block);
  const body = lines.map((line) => (line === '' ? '\n' : `${indent}  ${line}\n`)).join('');
  if (isOnOneLine(block)) {
    const kept = text.slice(block.bodyStart, block.bodyEnd).trim();
    return { file: path, start: block.bodyStart, end: block.bodyEnd, text: `\n${kept === '' ? '' : `${indent}  ${kept}\n\n`}${body}${indent}` };
  }
  const at = text.lastIndexOf('\n', block.bodyEnd - 1) + 1;
  if (!isAloneAtItsEnd(block)) return { ...behindTheLast(block), text: `\n\n${body}${indent}` };
  const empty = block.attributes.size === 0 && block.blocks.length === 0;
  return { file: path, start: at, end: at, text: empty ? body : `\n${body}` };
}

/** Adds attributes after the last one, their `=` in line with those right above them. */
export function addAttributes(block: BlockSyntax, added: Readonly<Record<string, string>>): readonly Edit[] {
  if (isSketch) return [someEdit];
  const { text, path } = block.file;
  const indent = indentOf(block);
  const longest = Math.max(...Object.keys(added).map((name) => name.length));
  const linesAt = (width: number): string =>
    Object.entries(added)
      .map(([name, value]) => `${indent}  ${name.padEnd(width)} = ${value}\n`)
      .join('');
  if (isOnOneLine(block)) {
    const [kept] = block.attributes.values();
    const width = Math.max(longest, kept?.name.length ?? 0);
    const body = text.slice(block.bodyStart, block.bodyEnd).trim();
    // With the comment that may stand around it.
    const isFirst = kept && body.startsWith(text.slice(kept.start, kept.end));
    const first = isFirst ? `${kept.name.padEnd(width)} = ${text.slice(kept.value.start, block.bodyEnd).trimEnd()}` : body;
    const lines = `${first === '' ? '' : `${indent}  ${first}\n`}${linesAt(width)}${indent}`;
    return [{ file: path, start: block.bodyStart, end: block.bodyEnd, text: `\n${lines}` }];
  }
  const firstBlock = block.blocks[0]?.start ?? Number.POSITIVE_INFINITY;
  const all = [...block.attributes.values()].sort((a, b) => a.start - b.start);
  const ordinary = all.filter((attribute) => !metaArguments.has(attribute.name));
  const inFront = ordinary.filter((attribute) => attribute.end < firstBlock);
  const last = (inFront.length > 0 ? inFront : ordinary).at(-1);
  const behind = last?.end ?? block.bodyStart;
  const lineEnd = text.indexOf('\n', behind);
  const chain = last ? alignedWith(block, all.slice(0, all.indexOf(last) + 1)) : [];
  const now = last && chain.length > 0 ? equalsAt(block, last) : 0;
  const width = Math.max(longest + 1, now);
  const widened = width > now ? chain.map((attribute) => widen(block, attribute, width - now)) : [];
  const lines = linesAt(width - 1);
  if (lineEnd < 0 || lineEnd > block.bodyEnd) return [...widened, { ...behindTheLast(block), text: `\n${lines}${indent}` }];
  if (!endsThere(text.slice(behind, lineEnd))) return [...widened, { file: path, start: behind, end: behind, text: `\n${lines.trimEnd()}` }];
  const at = lineEnd + 1;
  return [...widened, { file: path, start: at, end: at, text: last || block.blocks.length === 0 ? lines : `${lines}\n` }];
}

const metaArguments = new Set(['depends_on', 'provider', 'providers', 'lifecycle']);
const isOnOneLine = (block: BlockSyntax): boolean => !block.file.text.slice(block.bodyStart, block.bodyEnd).includes('\n');
/** Whether the rest of a line is its end, with a comment or without: what else begins there may go on below, and what is added stands before it. */
const endsThere = (rest: string): boolean => /^[ \t\r]*((#|\/\/).*|\/\*((?!\*\/).)*\*\/[ \t\r]*)?$/s.test(rest);
/** Whether `}` has a line of its own; Terraform wants it so, what reads it does not. */
const isAloneAtItsEnd = ({ file: { text }, bodyEnd }: BlockSyntax): boolean => text.slice(text.lastIndexOf('\n', bodyEnd - 1) + 1, bodyEnd).trim() === '';
/** What divides `}` from the last thing before it. */
function behindTheLast({ file, bodyStart, bodyEnd }: BlockSyntax): Omit<Edit, 'text'> {
  return { file: file.path, start: bodyStart + file.text.slice(bodyStart, bodyEnd).trimEnd().length, end: bodyEnd };
}
/** How far its `=` stands from its name's start. */
const equalsAt = (block: BlockSyntax, attribute: AttributeSyntax): number => block.file.text.indexOf('=', attribute.start) - attribute.start;

function widen(block: BlockSyntax, attribute: AttributeSyntax, by: number): Edit {
  const at = attribute.start + equalsAt(block, attribute);
  return { file: block.file.path, start: at, end: at, text: ' '.repeat(by) };
}

/** The attributes on the lines right above the end of `above`, when they are in line with one another: what `terraform fmt` aligns. */
function alignedWith(block: BlockSyntax, above: readonly AttributeSyntax[]): readonly AttributeSyntax[] {
  const chain: AttributeSyntax[] = [];
  let expected: number | undefined;
  for (const attribute of above.toReversed()) {
    const from = block.file.place(attribute.start).line;
    const to = block.file.place(attribute.end).line;
    // To terraform fmt a here-document is the end of its first line.
    const isOneLine = from === to || block.file.text.startsWith('<<', attribute.value.start);
    if (!isOneLine || (expected !== undefined && to !== expected)) break;
    chain.push(attribute);
    expected = from - 1;
  }
  return chain.every((attribute) => equalsAt(block, attribute) === equalsAt(block, chain[0] ?? attribute)) ? chain : [];
}

const nested = (path: readonly string[], value: string): string[] => {
  const [name, ...rest] = path;
  if (rest.length === 0) return [`${name} = ${value}`];
  return [`${name} {`, ...nested(rest, value).map((line) => `  ${line}`), '}'];
};

function indentOf(block: BlockSyntax): string {
  const { text } = block.file;
  const lineStart = text.lastIndexOf('\n', block.start - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, block.start))?.[0] ?? '';
}
