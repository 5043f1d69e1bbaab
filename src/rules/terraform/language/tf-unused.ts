import { namesUsed } from '../../hcl/visit.ts';
import { removeAttribute, removeBlock } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

export const tfUnused = terraformRule({
  id: 'tf-unused',
  title: 'Nothing is declared that nobody uses',
  severity: 'low',
  category: 'operations',
  why: 'A value that is set and changes nothing misleads whoever sets it, and a data source nobody reads still asks the cloud. When what it asks for is gone, the plan fails over something nobody needed.',
  source: 'https://github.com/terraform-linters/tflint-ruleset-terraform/blob/main/docs/rules/terraform_unused_declarations.md',
  also: ['terraform_unused_declarations'],
  targets: [':variable', ':locals', ':data'],

  check(block, folder) {
    // What can't be read may use it.
    if (folder.index.files.some(({ errors }) => errors.length > 0)) return undefined;
    const used = namesUsed(folder.index);
    if (block.syntax.type === 'locals') {
      return [...block.syntax.attributes.values()]
        .filter(({ name }) => !used.has(`local.${name}`))
        .map((local) => ({ message: `local.${local.name} is used nowhere: take it out.`, at: local }));
    }
    if (block.syntax.type === 'variable')
      return used.has(`var.${block.name}`) ? undefined : { message: `var.${block.name} is used nowhere: take it out, and stop setting it.` };
    // One with a condition of its own is there for the condition.
    if (used.has(block.address) || block.blocks('lifecycle').length > 0) return undefined;
    return { message: `${block.address} is used nowhere: take it out.` };
  },
  // A variable may be set from outside; taking it out would break who sets it.
  fix(block, folder) {
    const used = namesUsed(folder.index);
    if (block.syntax.type === 'data') return removeBlock(block.syntax);
    if (block.syntax.type !== 'locals') return undefined;
    const idle = [...block.syntax.attributes.values()].filter(({ name }) => !used.has(`local.${name}`));
    return idle.length === block.syntax.attributes.size ? removeBlock(block.syntax) : idle.flatMap(({ name }) => removeAttribute(block.syntax, name));
  },

  fails: 'locals {\n  name = "example"\n  old  = "unused"\n}\n\noutput "name" {\n  description = "The name."\n  value       = local.name\n}',
  passes: 'locals {\n  name = "example"\n}\n\noutput "name" {\n  description = "The name."\n  value       = local.name\n}',
});
