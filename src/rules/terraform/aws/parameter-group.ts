import type { Block } from '../../hcl/block.ts';
import type { Folder } from '../../hcl/folder.ts';
import { isUnknown, type Value } from '../../hcl/value.ts';

/** The parameter groups of these files that a database takes. */
export const parameterGroups = (database: Block, folder: Folder): readonly Block[] =>
  folder.reached(database, 'parameter_group_name', 'aws_db_parameter_group');

/** The value a group gives a parameter; unknown when one of its parameters might be it. */
export function parameterOf(group: Block, name: string): Value | undefined {
  let unsure: Value | undefined;
  for (const parameter of group.blocks('parameter')) {
    const called = parameter.get('name');
    if (parameter.uncertain || isUnknown(called)) unsure = isUnknown(called) ? called : parameter.get('value');
    else if (called === name) return parameter.get('value');
  }
  return unsure;
}
