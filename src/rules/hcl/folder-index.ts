import { isOverride, merged } from './override.ts';
import type { AttributeSyntax, BlockSyntax, TerraformFile } from './syntax.ts';
import { doubtsIn, type Hidden, nothingHidden, type Unseen, unseenIn } from './unseen.ts';

/** What the `.tf` files of one folder declare: one module of Terraform, not yet called by anyone. */
export interface FolderIndex {
  /** Relative to the scanned folder; empty for the folder itself. */
  readonly dir: string;
  /** As they are written. */
  readonly files: readonly TerraformFile[];
  /** As they count: with what override files say in the blocks it is said of. All else in here is as it counts, too. */
  readonly counted: readonly TerraformFile[];
  readonly resources: readonly BlockSyntax[];
  /** By `type.name` and `data.type.name`. */
  readonly byAddress: ReadonlyMap<string, BlockSyntax>;
  readonly variables: ReadonlyMap<string, BlockSyntax>;
  readonly outputs: ReadonlyMap<string, BlockSyntax>;
  readonly locals: ReadonlyMap<string, AttributeSyntax>;
  readonly calls: ReadonlyMap<string, BlockSyntax>;
  /** All top-level blocks, by type (`provider`, `terraform`, `moved`…). */
  readonly blocks: ReadonlyMap<string, readonly BlockSyntax[]>;
  /** What may be there besides; `undefined`: nothing, all of it was read. */
  readonly unseen: Unseen | undefined;
  /** Whether an override file that was not read, or not all of it, may change what goes by these names; `undefined`: there is none. */
  readonly isDoubtful: ((names: readonly string[]) => boolean) | undefined;
}

export function indexFolder(dir: string, files: readonly TerraformFile[], hidden: Hidden = nothingHidden): FolderIndex {
  const resources: BlockSyntax[] = [];
  const byAddress = new Map<string, BlockSyntax>();
  const variables = new Map<string, BlockSyntax>();
  const outputs = new Map<string, BlockSyntax>();
  const locals = new Map<string, AttributeSyntax>();
  const calls = new Map<string, BlockSyntax>();
  const blocks = new Map<string, BlockSyntax[]>();
  const counted = files.some(({ file }) => isOverride(file.path)) ? merged(files) : files;
  for (const block of counted.length === 1 && counted[0] ? counted[0].blocks : counted.flatMap((file) => file.blocks)) {
    const first = block.labels[0];
    const second = block.labels[1];
    const same = blocks.get(block.type);
    if (same) same.push(block);
    else blocks.set(block.type, [block]);
    if (block.type === 'resource' && first !== undefined && second !== undefined) {
      resources.push(block);
      byAddress.set(`${first}.${second}`, block);
    } else if (block.type === 'data' && first !== undefined && second !== undefined) byAddress.set(`data.${first}.${second}`, block);
    else if (block.type === 'variable' && first !== undefined) variables.set(first, block);
    else if (block.type === 'output' && first !== undefined) outputs.set(first, block);
    else if (block.type === 'module' && first !== undefined) calls.set(first, block);
    else if (block.type === 'locals') for (const [name, attribute] of block.attributes) locals.set(name, attribute);
  }
  const isDoubtful = doubtsIn(dir, files, hidden);
  return { dir, files, counted, resources, byAddress, variables, outputs, locals, calls, blocks, unseen: unseenIn(dir, files, hidden), isDoubtful };
}

/** The folder a `module` block's source names, when it is a local one; `undefined` for a registry, a repository or an expression. */
export function localSource(call: BlockSyntax, dir: string): string | undefined {
  const source = relativeSource(call);
  if (source === undefined) return undefined;
  const parts = dir === '' ? [] : dir.split('/');
  for (const part of source.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** The source of a `module` block that names a folder from where it stands, be it above everything that is looked at. */
export function relativeSource(call: BlockSyntax): string | undefined {
  const source = call.attributes.get('source')?.value;
  return source?.kind === 'literal' && typeof source.value === 'string' && /^\.\.?(\/|$)/.test(source.value) ? source.value : undefined;
}
