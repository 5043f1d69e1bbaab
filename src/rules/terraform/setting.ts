import type { Block } from '../hcl/block.ts';
import type { Folder } from '../hcl/folder.ts';
import { isUnknown, isWhole, type Value } from '../hcl/value.ts';
import { set } from '../hcl/write.ts';
import { type Given, type TerraformRule, terraformRule } from '../rule.ts';

interface Setting extends Omit<TerraformRule, 'language' | 'check' | 'fix'> {
  /** The attribute, through nested blocks with dots. */
  readonly path: string;
  /** Whether a known value will do. Default: any that is there; an empty text is as good as none. */
  readonly good?: (value: Value, given: Given) => boolean;
  /** Leaving it out is fine. Default: it isn't. */
  readonly mayBeAbsent?: boolean;
  readonly message: string | ((given: Given) => string);
  /** Only where this holds. */
  readonly when?: (block: Block, folder: Folder) => boolean;
  /** Terraform text that is right wherever the rule finds something; absent: a person has to decide. */
  readonly set?: string | ((block: Block, given: Given, folder: Folder) => string | undefined);
}

/** A rule about one attribute's value. */
export function settingRule({ path, good = (value) => value !== '', mayBeAbsent = false, message, when, set: text, ...rule }: Setting): TerraformRule {
  const fix = (block: Block, folder: Folder, given: Given) => {
    const value = typeof text === 'function' ? text(block, given, folder) : text;
    return value === undefined ? undefined : set(block, path, value);
  };
  return terraformRule({
    ...rule,
    check(block, folder, given) {
      if (when && !when(block, folder)) return undefined;
      const value = block.get(path);
      const problem = () => ({ message: typeof message === 'function' ? message(given) : message, at: block.span(path) });
      if (value === undefined) return mayBeAbsent ? undefined : problem();
      return isUnknown(value) || !isWhole(value) || good(value, given) ? undefined : problem();
    },
    ...(text === undefined ? {} : { fix }),
  });
}
