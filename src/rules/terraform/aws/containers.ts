import type { Edit } from '../../edit.ts';
import type { Block } from '../../hcl/block.ts';
import { decodeJson, isList, isObject, type Value } from '../../hcl/value.ts';
import { setEntry } from '../../hcl/write-object.ts';

/** A container of an ECS task definition. */
export interface Container {
  readonly [key: string]: Value;
}

/** The containers of an ECS task definition, as far as they are known. */
export function containersOf(task: Block): readonly Container[] {
  const containers = decodeJson(task.get('container_definitions'));
  return isList(containers) ? containers.filter(isObject) : [];
}

export const namesOf = (containers: readonly Container[]): string =>
  containers.map(({ name }) => (typeof name === 'string' ? name : 'one without a known name')).join(', ');

/**
 * Sets an entry in each container that is bad, where they are written out in `jsonencode([…])`. `undefined` where one of them is
 * made some other way: a person has to decide.
 */
export function setInContainers(task: Block, bad: (container: Container) => boolean, name: string, value: string): readonly Edit[] | undefined {
  const containers = decodeJson(task.get('container_definitions'));
  const call = task.attribute('container_definitions')?.value;
  const list = call?.kind === 'call' && call.name === 'jsonencode' && call.args.length === 1 ? call.args[0] : undefined;
  if (!isList(containers) || list?.kind !== 'list' || list.items.length !== containers.length) return undefined;
  const edits: Edit[] = [];
  for (const [index, container] of containers.entries()) {
    if (!isObject(container) || !bad(container)) continue;
    const written = list.items[index];
    const set = written?.kind === 'object' ? setEntry(task.syntax.file, written, name, value) : undefined;
    if (set === undefined) return undefined;
    edits.push(...set);
  }
  return edits;
}
