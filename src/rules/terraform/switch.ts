import type { Block } from '../hcl/block.ts';
import type { Folder } from '../hcl/folder.ts';
import { asBoolean } from '../hcl/value.ts';
import { set } from '../hcl/write.ts';
import { type TerraformRule, terraformRule } from '../rule.ts';

interface Switch extends Omit<TerraformRule, 'language' | 'check' | 'fix'> {
  /** The attribute, through nested blocks with dots. */
  readonly path: string;
  /** What it must be. Default: true. */
  readonly value?: boolean;
  /** What the provider takes when it is left out. Default: the opposite of `value`. */
  readonly standard?: boolean;
  readonly message: string;
  /** Ids of {@link also} that others report only where the attribute is written out. */
  readonly alsoWhenWritten?: readonly string[];
  /** Only where this holds. */
  readonly when?: (block: Block, folder: Folder) => boolean;
}

/** A rule about one boolean attribute; its fix sets it. */
export function switchRule({ path, value = true, standard = !value, message, when, alsoWhenWritten, ...rule }: Switch): TerraformRule {
  return terraformRule({
    ...rule,
    check(block, folder) {
      if (when && !when(block, folder)) return undefined;
      const written = asBoolean(block.get(path));
      if ((written ?? standard) !== !value) return undefined;
      const also = alsoWhenWritten && written === undefined ? rule.also.filter((id) => !alsoWhenWritten.includes(id)) : rule.also;
      return { message, at: block.span(path), also };
    },
    fix: (block) => set(block, path, String(value)),
  });
}
