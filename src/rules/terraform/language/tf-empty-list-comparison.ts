import type { Block } from '../../hcl/block.ts';
import type { Expr } from '../../hcl/syntax.ts';
import { type Expressions, expressionsIn } from '../../hcl/visit.ts';
import { terraformRule } from '../../rule.ts';

type Binary = Expressions['binary'][number];

export const tfEmptyListComparison = terraformRule({
  id: 'tf-empty-list-comparison',
  title: 'Whether a list is empty is asked by its length',
  severity: 'medium',
  category: 'reliability',
  why: 'A list or a set is never equal to [], which is an empty tuple, so the comparison decides nothing. What hangs on it is always made or never, whatever the list holds, and no plan says why.',
  source: 'https://developer.hashicorp.com/terraform/language/expressions/operators#equality-operators',
  also: ['terraform_empty_list_equality'],
  targets: [':resource', ':data', ':module', ':output', ':locals'],

  check: (block) => comparisons(block).map((expr) => ({ message: 'This comparison with [] decides nothing: ask for the length.', at: expr })),
  fix: (block) =>
    comparisons(block).map((expr) => {
      const { path, text } = block.syntax.file;
      const list = isEmptyList(expr.right) ? expr.left : expr.right;
      return { file: path, start: expr.start, end: expr.end, text: `length(${text.slice(list.start, list.end)}) ${expr.op} 0` };
    }),

  fails: 'variable "zones" {\n  type = list(string)\n}\n\noutput "any" {\n  description = "Whether there are zones."\n  value       = var.zones != []\n}',
  passes:
    'variable "zones" {\n  type = list(string)\n}\n\noutput "any" {\n  description = "Whether there are zones."\n  value       = length(var.zones) != 0\n}',
});

const isEmptyList = (expr: Expr): boolean => expr.kind === 'list' && expr.items.length === 0;

const comparisons = (block: Block): readonly Binary[] =>
  expressionsIn(block.syntax).binary.filter(({ op, left, right }) => (op === '==' || op === '!=') && isEmptyList(left) !== isEmptyList(right));
