import type { Block } from '../../hcl/block.ts';
import { decodeJson, isList, isObject, type Value } from '../../hcl/value.ts';

/** The containers of an ECS task definition, as far as they are known. */
export function containersOf(task: Block): readonly { readonly [key: string]: Value }[] {
  const containers = decodeJson(task.get('container_definitions'));
  return isList(containers) ? containers.filter(isObject) : [];
}

export const namesOf = (containers: readonly { readonly [key: string]: Value }[]): string =>
  containers.map(({ name }) => (typeof name === 'string' ? name : 'one without a known name')).join(', ');
