import type { FolderIndex } from './folder-index.ts';
import type { AttributeSyntax, BlockSyntax, Expr } from './syntax.ts';

/** Calls `see` for an expression and all in it, outside in. */
export function visit(expr: Expr, see: (expr: Expr) => void): void {
  see(expr);
  switch (expr.kind) {
    case 'template':
      for (const part of expr.parts) if (typeof part !== 'string') visit(part, see);
      break;
    case 'list':
      for (const item of expr.items) visit(item, see);
      break;
    case 'object':
      for (const { key, value } of expr.entries) {
        visit(key, see);
        visit(value, see);
      }
      break;
    case 'walk':
      visit(expr.from, see);
      for (const link of expr.links) if (link.kind === 'key') visit(link.key, see);
      break;
    case 'call':
      for (const arg of expr.args) visit(arg, see);
      break;
    case 'if':
      visit(expr.condition, see);
      visit(expr.yes, see);
      visit(expr.no, see);
      break;
    case 'unary':
      visit(expr.of, see);
      break;
    case 'binary':
      visit(expr.left, see);
      visit(expr.right, see);
      break;
    case 'for':
      visit(expr.over, see);
      if (expr.key) visit(expr.key, see);
      visit(expr.value, see);
      if (expr.when) visit(expr.when, see);
      break;
    default:
      break;
  }
}

/** All attributes of a block and the blocks in it. */
export function* attributesIn(block: BlockSyntax): Generator<AttributeSyntax> {
  yield* block.attributes.values();
  for (const inner of block.blocks) yield* attributesIn(inner);
}

/** The expressions of a block and of the blocks in it, of the kinds that rules look for, each kind from the first to the last and outside in. */
export interface Expressions {
  readonly binary: readonly Extract<Expr, { kind: 'binary' }>[];
  readonly call: readonly Extract<Expr, { kind: 'call' }>[];
  readonly template: readonly Extract<Expr, { kind: 'template' }>[];
  readonly walk: readonly Extract<Expr, { kind: 'walk' }>[];
}

const gathered = new WeakMap<BlockSyntax, Expressions>();

/** What all the rules that look through a block share: it is gone through once, when the first of them asks. */
export function expressionsIn(block: BlockSyntax): Expressions {
  const known = gathered.get(block);
  if (known) return known;
  const found = { binary: [], call: [], template: [], walk: [] };
  gather(block, found);
  gathered.set(block, found);
  return found;
}

function gather(block: BlockSyntax, found: { readonly [kind in keyof Expressions]: Expr[] }): void {
  const see = (expr: Expr): void => {
    switch (expr.kind) {
      case 'binary':
      case 'call':
      case 'template':
      case 'walk':
        found[expr.kind].push(expr);
    }
  };
  // Most are literals, with nothing in them.
  block.attributes.forEach(({ value }) => {
    if (value.kind !== 'literal') visit(value, see);
  });
  for (const inner of block.blocks) gather(inner, found);
}

const used = new WeakMap<FolderIndex, ReadonlySet<string>>();

/** What the expressions of a folder name: `var.region`, `local.tags`, `data.aws_ami.linux`, `aws_vpc.main`. Worked out once. */
export function namesUsed(folder: FolderIndex): ReadonlySet<string> {
  let names = used.get(folder);
  if (!names) {
    const found = new Set<string>();
    for (const file of folder.files) for (const block of file.blocks) for (const walk of expressionsIn(block).walk) collect(walk, found);
    // What can't be read may name anything.
    for (const file of folder.files) {
      if (file.errors.length === 0 && !file.file.text.includes('%{')) continue;
      for (const match of file.file.text.matchAll(/\b(?:var|local|module|data\.\w+|[a-z]\w*)\.\w+/g)) found.add(match[0]);
    }
    names = found;
    used.set(folder, names);
  }
  return names;
}

function collect({ from, links }: Expressions['walk'][number], found: Set<string>): void {
  if (from.kind !== 'name') return;
  const first = links[0];
  if (first?.kind !== 'name') return;
  const second = from.name === 'data' ? links[1] : undefined;
  found.add(second?.kind === 'name' ? `data.${first.name}.${second.name}` : `${from.name}.${first.name}`);
}
