import type { FolderIndex } from './folder-index.ts';
import type { AttributeSyntax, BlockSyntax, Expr } from './syntax.ts';

/** Calls `visit` for an expression and all in it, outside in. */
export function visit(expr: Expr, see: (expr: Expr) => void): void {
  see(expr);
  for (const inner of innerOf(expr)) visit(inner, see);
}

function innerOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'template':
      return expr.parts.filter((part) => typeof part !== 'string');
    case 'list':
      return expr.items;
    case 'object':
      return expr.entries.flatMap(({ key, value }) => [key, value]);
    case 'walk':
      return [expr.from, ...expr.links.flatMap((link) => (link.kind === 'key' ? [link.key] : []))];
    case 'call':
      return expr.args;
    case 'if':
      return [expr.condition, expr.yes, expr.no];
    case 'unary':
      return [expr.of];
    case 'binary':
      return [expr.left, expr.right];
    case 'for':
      return [expr.over, ...(expr.key ? [expr.key] : []), expr.value, ...(expr.when ? [expr.when] : [])];
    default:
      return [];
  }
}

/** All attributes of a block and the blocks in it. */
export function* attributesIn(block: BlockSyntax): Generator<AttributeSyntax> {
  yield* block.attributes.values();
  for (const inner of block.blocks) yield* attributesIn(inner);
}

const used = new WeakMap<FolderIndex, ReadonlySet<string>>();

/** What the expressions of a folder name: `var.region`, `local.tags`, `data.aws_ami.linux`, `aws_vpc.main`. Worked out once. */
export function namesUsed(folder: FolderIndex): ReadonlySet<string> {
  let names = used.get(folder);
  if (!names) {
    const found = new Set<string>();
    for (const file of folder.files)
      for (const block of file.blocks) for (const attribute of attributesIn(block)) visit(attribute.value, (expr) => collect(expr, found));
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

function collect(expr: Expr, found: Set<string>): void {
  if (expr.kind !== 'walk' || expr.from.kind !== 'name') return;
  const [first, second] = expr.links;
  if (first?.kind !== 'name') return;
  found.add(expr.from.name === 'data' && second?.kind === 'name' ? `data.${first.name}.${second.name}` : `${expr.from.name}.${first.name}`);
}
