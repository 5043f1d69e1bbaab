import { count } from '../../base/say.ts';
import type { BlockSyntax, TerraformFile } from '../../rules/hcl/syntax.ts';
import type { MovedProposal } from '../../tools/terraform/moved.ts';

/** Moved blocks to add to a file. */
export interface Keeping {
  readonly title: string;
  /** Offset: below the block of the resource. */
  readonly at: number;
  readonly text: string;
}

/** What keeps the things that a resource's block makes and a plan destroys elsewhere. `undefined`: the block is gone, or all of it stands in the file. */
export function keeping({ file, blocks }: TerraformFile, resource: string, proposed: readonly MovedProposal[]): Keeping | undefined {
  const block = blocks.find(({ type, labels }) => type === 'resource' && labels.join('.') === resource);
  const there = new Set(blocks.filter(({ type }) => type === 'moved').map((one) => fromOf(one, file.text)));
  const moved = proposed.filter(({ from }) => !there.has(from));
  const [first] = moved;
  if (block === undefined || first === undefined) return undefined;
  return {
    title:
      moved.length === 1
        ? `Keep ${first.from} as ${first.to}: add a moved block`
        : `Keep ${count(moved.length, 'resource')} under the new address: add moved blocks`,
    at: block.end,
    text: moved.map((one) => `\n\n${one.block.trimEnd()}`).join(''),
  };
}

function fromOf({ attributes }: BlockSyntax, text: string): string {
  const from = attributes.get('from')?.value;
  return from === undefined ? '' : text.slice(from.start, from.end).trim();
}
