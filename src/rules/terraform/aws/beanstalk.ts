import type { Block } from '../../hcl/block.ts';
import { isUnknown, type Value } from '../../hcl/value.ts';
import { addBlock } from '../../hcl/write.ts';

/** The value of an Elastic Beanstalk option; unknown when one of the settings might be it. */
export function optionOf(environment: Block, namespace: string, name: string): Value | undefined {
  for (const setting of environment.blocks('setting')) {
    const [space, key] = [setting.get('namespace'), setting.get('name')];
    if (setting.uncertain || isUnknown(space) || isUnknown(key)) return setting.get('value');
    if (space === namespace && key === name) return setting.get('value');
  }
  return undefined;
}

export const addOption = (environment: Block, namespace: string, name: string, value: string) => [
  addBlock(environment.syntax, ['setting {', `  namespace = "${namespace}"`, `  name      = "${name}"`, `  value     = "${value}"`, '}']),
];
