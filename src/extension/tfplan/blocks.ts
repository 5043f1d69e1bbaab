import { withoutKeys } from '../../domain/terraform/address.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type FolderIndex, localSource } from '../../rules/hcl/folder-index.ts';
import type { BlockSyntax } from '../../rules/hcl/syntax.ts';
import { readConfig } from '../../tools/terraform/root/config.ts';

/** Where a block stands in a workspace folder. */
export interface BlockPlace {
  /** Relative to the workspace folder. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** `false`: the block itself is not in a file here; this is the call of the module it is, or was, in. */
  readonly isItself: boolean;
}

/** The block of an address in one of these root modules, the first that has it; else the nearest module call there is. */
export async function blockOf(address: string, roots: readonly string[], at: Workplace): Promise<BlockPlace | undefined> {
  let nearest: BlockPlace | undefined;
  for (const root of new Set(roots)) {
    const config = await readConfig(root === '' ? '.' : root, [], at);
    if (!config.ok) continue;
    const found = blockIn(address, config.value.modules);
    if (found?.isItself) return found;
    nearest ??= found;
  }
  return nearest;
}

/** The same in the folders of one root module, the root first. */
export function blockIn(address: string, modules: readonly FolderIndex[]): BlockPlace | undefined {
  const folders = new Map(modules.map((index) => [index.dir, index]));
  let at: FolderIndex | undefined = modules[0];
  let call: BlockSyntax | undefined;
  let rest = withoutKeys(address).replace(/ \(deposed .*\)$/, '');
  for (let step = /^module\.([^.]+)\.?/.exec(rest); step !== null; step = /^module\.([^.]+)\.?/.exec(rest)) {
    const next: BlockSyntax | undefined = at?.calls.get(step[1] ?? '');
    if (next === undefined) return call && placeOf(call, false);
    const source: string | undefined = localSource(next, at?.dir ?? '');
    call = next;
    rest = rest.slice(step[0].length);
    at = source === undefined ? undefined : folders.get(source);
    if (at === undefined) return placeOf(call, rest === '');
  }
  const block = at && declared(at, rest);
  return block === undefined ? call && placeOf(call, false) : placeOf(block, true);
}

function declared({ byAddress, outputs, blocks }: FolderIndex, name: string): BlockSyntax | undefined {
  if (name.startsWith('output.')) return outputs.get(name.slice('output.'.length));
  if (name.startsWith('action.')) return blocks.get('action')?.find(({ labels }) => `action.${labels.join('.')}` === name);
  return byAddress.get(name);
}

const placeOf = ({ file, start }: BlockSyntax, isItself: boolean): BlockPlace => ({ path: file.path, line: file.place(start).line, isItself });
