import type { Block } from '../../hcl/block.ts';
import type { Expr } from '../../hcl/syntax.ts';
import { expressionsIn } from '../../hcl/visit.ts';
import { terraformRule } from '../../rule.ts';

export const tfInterpolationOnly = terraformRule({
  id: 'tf-interpolation-only',
  title: 'A value is not wrapped in a text for nothing',
  severity: 'info',
  category: 'operations',
  why: 'The wrapping has been needless since Terraform 0.12, does nothing to the value and hides what is used. It looks as if a number or a list became a text there, and whoever relies on that is wrong.',
  source: 'https://developer.hashicorp.com/terraform/language/expressions/strings#interpolation',
  also: ['terraform_deprecated_interpolation'],
  targets: [':resource', ':data', ':module', ':output', ':locals', ':provider'],

  check: (block) => wrapped(block).map(({ expr, text }) => ({ message: `The value is wrapped in a text for nothing: write ${text}.`, at: expr })),
  fix: (block) => wrapped(block).map(({ expr, text }) => ({ file: block.syntax.file.path, start: expr.start, end: expr.end, text })),

  fails: `
variable "name" {
  type = string
}

resource "aws_vpc" "main" {
  cidr_block = "\${var.name}"
}`,
  passes: 'variable "name" {\n  type = string\n}\n\nresource "aws_vpc" "main" {\n  cidr_block = var.name\n}',
});

function wrapped(block: Block): { expr: Expr; text: string }[] {
  const found: { expr: Expr; text: string }[] = [];
  for (const expr of expressionsIn(block.syntax).template) {
    const { text } = expr.file ?? block.syntax.file;
    if (expr.parts.length !== 1) continue;
    const only = expr.parts[0];
    // A key of an object needs parentheses then; here-documents end with a line break.
    if (typeof only !== 'object' || only.kind === 'broken' || !text.startsWith('"', expr.start) || isKey(text, expr.end)) continue;
    found.push({ expr, text: text.slice(only.start, only.end).trim() });
  }
  return found;
}

const isKey = (text: string, end: number): boolean => /^\s*(=(?!=)|:)/.test(text.slice(end, end + 20));
