import type { Block } from '../../hcl/block.ts';
import { type Expressions, expressionsIn } from '../../hcl/visit.ts';
import { terraformRule } from '../../rule.ts';

type Call = Expressions['call'][number];

export const tfLookupWithoutDefault = terraformRule({
  id: 'tf-lookup-without-default',
  title: 'lookup is only for a value with a default',
  severity: 'info',
  category: 'operations',
  why: 'With two arguments it has been deprecated since Terraform 0.7 and does the same as an index, in more words. Both fail on a missing key, and whoever takes lookup for the careful way of the two is misled.',
  source: 'https://developer.hashicorp.com/terraform/language/functions/lookup',
  also: ['terraform_deprecated_lookup'],
  targets: [':resource', ':data', ':module', ':output', ':locals'],

  check: (block) => calls(block).map((call) => ({ message: 'lookup without a default is deprecated: use an index.', at: call })),
  fix: (block) =>
    calls(block).flatMap((call) => {
      const { path, text } = block.syntax.file;
      const [map, key] = call.args;
      // An operator would bind the index to its last part.
      if (!map || !key || (map.kind !== 'walk' && map.kind !== 'name' && map.kind !== 'call')) return [];
      return [{ file: path, start: call.start, end: call.end, text: `${text.slice(map.start, map.end)}[${text.slice(key.start, key.end)}]` }];
    }),

  fails: 'variable "sizes" {\n  type = map(string)\n}\n\noutput "size" {\n  description = "The size."\n  value       = lookup(var.sizes, "web")\n}',
  passes: 'variable "sizes" {\n  type = map(string)\n}\n\noutput "size" {\n  description = "The size."\n  value       = lookup(var.sizes, "web", "small")\n}',
});

const calls = (block: Block): readonly Call[] =>
  expressionsIn(block.syntax).call.filter(({ name, args, spread }) => name === 'lookup' && args.length === 2 && !spread);
