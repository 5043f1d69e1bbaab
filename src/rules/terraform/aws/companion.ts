import type { Edit } from '../../edit.ts';
import type { Block } from '../../hcl/block.ts';
import type { Folder } from '../../hcl/folder.ts';
import type { AttributeSyntax, BlockSyntax } from '../../hcl/syntax.ts';
import { addAfter } from '../../hcl/write.ts';

interface Companion {
  readonly type: string;
  /** Which of its attributes names the owner. */
  readonly attribute: string;
  /** The lines after that one; empty for none. */
  readonly body: string;
}

/**
 * Adds a resource that belongs to another, one for each where that has `for_each` or `count`. `undefined` where one of
 * them has such a resource already: two would fight over the same setting; and where its name is broken.
 */
export function addCompanion(owner: Block, folder: Folder, { type, attribute, body }: Companion): readonly Edit[] | undefined {
  // A name that is no name yet, or more than one: nothing can refer to it.
  if (owner.syntax.labels.length !== 2 || !/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(owner.name)) return undefined;
  const attached = owner.module.instances(owner.syntax).some((one) => folder.attached(type, attribute, one).length > 0);
  if (attached || folder.index.resources.some((other) => other.labels[0] === type && isFor(other, attribute, owner))) return undefined;
  const forEach = owner.attribute('for_each');
  const count = owner.attribute('count');
  const head = forEach
    ? `  for_each = ${shortText(owner, forEach) ?? owner.address}\n\n`
    : count
      ? `  count = ${shortText(owner, count) ?? `length(${owner.address})`}\n\n`
      : '';
  const key = forEach ? '[each.key]' : count ? '[count.index]' : '';
  const lines = `  ${attribute} = ${owner.address}${key}.id\n${body === '' ? '' : `${body}\n`}`;
  return addAfter(owner, `resource "${type}" "${freeName(folder, type, owner.name)}" {\n${head}${lines}}`);
}

/** Whether it names the owner, also where its own `count` makes none of it so far. */
function isFor({ attributes, file }: BlockSyntax, attribute: string, owner: Block): boolean {
  const value = attributes.get(attribute)?.value;
  if (value === undefined) return false;
  const words = (value.file ?? file).text.slice(value.start, value.end).split(/[^\w.-]/);
  return words.some((word) => `${word}.`.startsWith(`${owner.address}.`));
}

/** What the owner itself goes over, where it is short enough to be said twice; going by the length of a list is no model. */
function shortText({ syntax }: Block, { value }: AttributeSyntax): string | undefined {
  const text = syntax.file.text.slice(value.start, value.end);
  return text.length <= 60 && !/\n|\blength\(/.test(text) ? text : undefined;
}

/** The name, or with a number after it when the module already has a resource so called. */
function freeName(folder: Folder, type: string, name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9_]+/g, '_');
  const taken = (candidate: string): boolean => folder.index.byAddress.has(`${type}.${candidate}`);
  if (!taken(plain)) return plain;
  let number = 2;
  while (taken(`${plain}_${number}`)) number += 1;
  return `${plain}_${number}`;
}
