import type { Parser, Tree, TreeCursor } from 'web-tree-sitter';
import { TextFile } from '../text.ts';
import { expression, textOf } from './expression.ts';
import type { AttributeSyntax, BlockSyntax, Span, TerraformFile } from './syntax.ts';

/** A node of the grammar's tree, copied out of WebAssembly memory in one walk. */
export interface Raw extends Span {
  readonly type: string;
  readonly kids: readonly Raw[];
}

/**
 * Reads Terraform's language. Never fails: what can't be read is named in `errors` and the rest is kept, block by block.
 */
export function parseTerraform(path: string, text: string, parser: Parser): TerraformFile {
  const tree = parser.parse(text);
  if (tree === null) return { file: new TextFile(path, text), blocks: [], attributes: new Map(), comments: [], errors: [{ start: 0, end: text.length }] };
  try {
    return readTree(path, text, tree);
  } finally {
    tree.delete();
  }
}

/** The same from a tree that somebody else keeps. */
export function readTree(path: string, text: string, tree: Tree): TerraformFile {
  const file = new TextFile(path, text);
  const seen: Seen = { comments: [], errors: [] };
  const cursor = tree.walk();
  const root = copy(cursor, seen, tree.rootNode.hasError);
  cursor.delete();
  const body = root.kids.find((kid) => kid.type === 'body') ?? root;
  return { file, ...readBody(body, file, seen), ...seen };
}

interface Seen {
  readonly comments: Span[];
  readonly errors: Span[];
}

function copy(cursor: TreeCursor, seen: Seen, mayFail: boolean): Raw {
  const type = cursor.nodeType;
  const start = cursor.startIndex;
  const end = cursor.endIndex;
  if (type === 'ERROR' || (mayFail && cursor.nodeIsMissing)) seen.errors.push({ start, end });
  const kids: Raw[] = [];
  // Crossing into WebAssembly is what takes the time: what is read from the text anyway isn't gone into.
  if ((mayFail || !leaves.has(type)) && cursor.gotoFirstChild()) {
    do {
      if (cursor.nodeType === 'comment') seen.comments.push({ start: cursor.startIndex, end: cursor.endIndex });
      else kids.push(copy(cursor, seen, mayFail));
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return { type, start, end, kids };
}

const leaves = new Set([
  'identifier',
  'string_lit',
  'numeric_lit',
  'bool_lit',
  'null_lit',
  'template_literal',
  'quoted_template_start',
  'quoted_template_end',
  'template_interpolation_start',
  'template_interpolation_end',
  'heredoc_start',
  'heredoc_identifier',
  'block_start',
  'block_end',
  'tuple_start',
  'tuple_end',
  'object_start',
  'object_end',
  '=',
  ',',
  '.',
  '(',
  ')',
]);

function readBody(body: Raw, file: TextFile, seen: Seen): { attributes: Map<string, AttributeSyntax>; blocks: BlockSyntax[] } {
  const attributes = new Map<string, AttributeSyntax>();
  const blocks: BlockSyntax[] = [];
  const visit = (kids: readonly Raw[]): void => {
    for (const kid of kids) {
      if (kid.type === 'attribute') {
        const attribute = readAttribute(kid, file);
        if (attribute) attributes.set(attribute.name, attribute);
      } else if (kid.type === 'block') blocks.push(readBlock(kid, file, seen));
      // The grammar wraps what follows a mistake: sound blocks in there still count.
      else if (kid.type === 'ERROR' || kid.type === 'body') visit(kid.kids);
    }
  };
  visit(body.kids);
  return { attributes, blocks };
}

function readAttribute(raw: Raw, file: TextFile): AttributeSyntax | undefined {
  const name = raw.kids.find((kid) => kid.type === 'identifier');
  const value = raw.kids.find((kid) => kid.type === 'expression');
  if (!name || !value) return undefined;
  return { name: file.text.slice(name.start, name.end), value: expression(value, file.text), start: raw.start, end: value.end };
}

function readBlock(raw: Raw, file: TextFile, seen: Seen): BlockSyntax {
  const labels: string[] = [];
  let type = '';
  let headerEnd = raw.start;
  let bodyStart = raw.end;
  let bodyEnd = raw.end;
  let body: Raw | undefined;
  for (const kid of raw.kids) {
    if (kid.type === 'identifier' || kid.type === 'string_lit') {
      if (type === '') type = file.text.slice(kid.start, kid.end);
      else labels.push(kid.type === 'identifier' ? file.text.slice(kid.start, kid.end) : textOf(kid, file.text));
      headerEnd = kid.end;
    } else if (kid.type === 'block_start') bodyStart = kid.end;
    else if (kid.type === 'block_end') bodyEnd = kid.start;
    else if (kid.type === 'body') body = kid;
  }
  const inside = body ? readBody(body, file, seen) : { attributes: new Map<string, AttributeSyntax>(), blocks: [] };
  const broken = seen.errors.some((error) => error.start >= raw.start && error.end <= raw.end);
  return { type, labels, start: raw.start, end: raw.end, headerEnd, bodyStart, bodyEnd, ...inside, broken, file };
}
