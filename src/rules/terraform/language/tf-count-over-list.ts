import { visit } from '../../hcl/visit.ts';
import { terraformRule } from '../../rule.ts';

export const tfCountOverList = terraformRule({
  id: 'tf-count-over-list',
  title: 'Things with a name of their own are made with for_each',
  severity: 'low',
  category: 'reliability',
  why: 'With count over a list, taking out the first item renames all that follow: Terraform deletes and makes them anew. For buckets or databases that is an outage and lost data, from a change of one line.',
  source: 'https://developer.hashicorp.com/terraform/language/meta-arguments/count#when-to-use-for_each-instead-of-count',
  also: [],
  targets: [':resource', ':module'],

  check(block) {
    const count = block.attribute('count');
    if (!count) return undefined;
    let over = false;
    visit(count.value, (expr) => {
      const [arg] = expr.kind === 'call' && expr.name === 'length' ? expr.args : [];
      if (arg?.kind === 'walk' && arg.from.kind === 'name' && (arg.from.name === 'var' || arg.from.name === 'local')) over = true;
    });
    return over ? { message: 'Taking an item out of this list remakes all that follow it: use for_each.', at: count } : undefined;
  },

  fails: `
variable "names" {
  type = list(string)
}

resource "aws_iam_user" "one" {
  count = length(var.names)
  name  = var.names[count.index]
}`,
  passes: `
variable "names" {
  type = set(string)
}

resource "aws_iam_user" "one" {
  for_each = var.names
  name     = each.key
}`,
});
