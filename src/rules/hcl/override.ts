import type { TextFile } from '../text.ts';
import type { AttributeSyntax, BlockSyntax, TerraformFile } from './syntax.ts';

/** Whether Terraform merges a file into the others of its folder instead of adding it to them. */
export const isOverride = (path: string): boolean => /(?:^|[/_])override\.(?:tf|tofu)(?:\.json)?$/.test(path);

/** Blocks of which there is one by each header. */
const keyed = new Set(['resource', 'data', 'ephemeral', 'module', 'variable', 'output', 'provider']);

/**
 * The files of one folder as Terraform merges them: what an override file says stands in the block of the same header, the
 * other files' blocks are as they were. Those it finds none for stay where they are.
 * https://developer.hashicorp.com/terraform/language/files/override
 */
export function merged(files: readonly TerraformFile[]): readonly TerraformFile[] {
  const blocks = new Map(files.map((file) => [file, [...file.blocks]]));
  const inOrder = files.toSorted((a, b) => Number(isOverride(a.file.path)) - Number(isOverride(b.file.path)) || compare(a.file.path, b.file.path));
  const homes = new Map<string, { readonly list: BlockSyntax[]; readonly index: number }>();
  const before: BlockSyntax[][] = [];
  for (const file of inOrder) {
    const list = blocks.get(file) ?? [];
    if (isOverride(file.file.path)) {
      const own = list.splice(0).filter((block) => !mergesAway(block, homes, before));
      list.push(...own);
    }
    before.push(list);
    for (const [index, block] of list.entries()) if (keyed.has(block.type) && !homes.has(headerOf(block))) homes.set(headerOf(block), { list, index });
  }
  return files.map((file) => ({ ...file, blocks: blocks.get(file) ?? [] }));
}

/** Puts a block of an override file where it belongs; `false`: it stands for itself, and others may say less by it. */
function mergesAway(
  block: BlockSyntax,
  homes: ReadonlyMap<string, { readonly list: BlockSyntax[]; readonly index: number }>,
  before: readonly BlockSyntax[][],
): boolean {
  if (block.type === 'locals' || block.type === 'terraform')
    for (const list of before) for (const [index, other] of list.entries()) if (other.type === block.type) list[index] = without(other, block);
  const home = keyed.has(block.type) ? homes.get(headerOf(block)) : undefined;
  const base = home?.list[home.index];
  if (home === undefined || base === undefined) return false;
  home.list[home.index] = into(base, block);
  return true;
}

/** What tells it from others: its type and labels, and of a provider its alias. */
function headerOf({ type, labels, attributes }: BlockSyntax): string {
  const alias = type === 'provider' ? attributes.get('alias')?.value : undefined;
  return JSON.stringify([type, ...labels, ...(alias?.kind === 'literal' ? [alias.value] : [])]);
}

/** Arguments one by one, nested blocks all of a type at once; `lifecycle` of a resource by its arguments. */
function into(base: BlockSyntax, over: BlockSyntax): BlockSyntax {
  const lifecycle = base.type === 'resource' || base.type === 'data' ? base.blocks.find(({ type }) => type === 'lifecycle') : undefined;
  const added = over.blocks.map((inner) => (inner.type === 'lifecycle' && lifecycle ? into(lifecycle, inner) : elsewhere(inner, inner.file)));
  const types = new Set(over.blocks.map(madeBy));
  return {
    ...base,
    attributes: new Map([
      ...[...base.attributes].filter(([name]) => !types.has(name)),
      ...[...over.attributes].map(([name, attribute]) => [name, elsewhere(attribute, over.file)] as const),
    ]),
    blocks: [...base.blocks.filter((inner) => !types.has(madeBy(inner)) && !over.attributes.has(madeBy(inner))), ...added],
    broken: base.broken || over.broken,
    isMerged: true,
  };
}

/** The type of block it is, or makes. */
const madeBy = ({ type, labels }: BlockSyntax): string => (type === 'dynamic' ? (labels[0] ?? type) : type);

/** What is left of `locals` or `terraform` once another of them has said its part: each value, provider and version by itself. */
function without(base: BlockSyntax, over: BlockSyntax): BlockSyntax {
  const isState = ({ type }: BlockSyntax): boolean => type === 'backend' || type === 'cloud';
  const attributes = new Map([...base.attributes].filter(([name]) => !over.attributes.has(name)));
  const blocks = base.blocks
    .filter((inner) => !(isState(inner) && over.blocks.some(isState)))
    .map((inner) => (inner.type === 'required_providers' ? over.blocks.filter(({ type }) => type === inner.type).reduce(without, inner) : inner));
  return { ...base, attributes, blocks, isMerged: true };
}

/** The same, with each place in it told to be in another file than that of the block around it. */
function elsewhere<T extends AttributeSyntax | BlockSyntax>(part: T, file: TextFile): T {
  const told = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(told);
    if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, told(one)]));
    if (typeof value !== 'object' || value === null || value === file) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, told(one)]));
    return 'start' in copy ? { ...copy, file } : copy;
  };
  return told(part) as T;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
