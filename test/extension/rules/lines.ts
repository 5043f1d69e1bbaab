import type { FoundIn } from '../../../src/extension/rules/findings.ts';
import { below, groupings, isGroup, type Line, topLines } from '../../../src/extension/rules/tree-model.ts';

export const foundIn = (path: string, rule: string, severity: FoundIn['found']['severity'], line = 1, fixable = true): FoundIn => ({
  root: '/shop',
  path,
  found: {
    rule,
    severity,
    file: path,
    line,
    column: 1,
    endLine: line,
    endColumn: 5,
    resource: `aws_x.${rule}`,
    message: `About ${rule}.`,
    fixable,
    also: [],
    blockLine: line,
  },
});

export const some: readonly FoundIn[] = [
  foundIn('b/main.tf', 'open-bucket', 'high', 7),
  foundIn('a/main.tf', 'open-bucket', 'high', 3),
  foundIn('a/main.tf', 'old-engine', 'low', 9, false),
  foundIn('a/main.tf', 'open-port', 'critical', 1),
];

/** The tree, unfolded. */
export function unfold(lines: readonly Line[]): readonly Line[] {
  return lines.flatMap((line) => (isGroup(line) ? [line, ...unfold(below(line, (rule) => rule))] : [line]));
}

export const everyLine = (): readonly Line[] =>
  groupings.flatMap((by) =>
    unfold(
      topLines(
        some,
        by,
        (rule) => rule,
        ({ path }) => path,
      ),
    ),
  );
