import { expect, test } from 'vitest';
import { ago, rowLook } from '../../src/extension/views/row-look.ts';
import { rowOf, statuses } from './rows.ts';

const now = Date.UTC(2026, 0, 1, 0, 2);
const line = (row: Parameters<typeof rowOf>[0]) => {
  const { icon, label, description, can } = rowLook(rowOf(row), now);
  return `${icon}  ${label}  ${description}  [${can.join(' ')}]`;
};

test('a line of the tree says what it is, how it stands and when, in words', () => {
  expect([
    ...statuses.map((status) => line({ status })),
    line({ unverified: 2 }),
    line({ rolledBackBy: 'other' }),
    line({ rollbackOf: 'other', goal: 'Roll back: Best practices' }),
  ]).toMatchInlineSnapshot(`
    [
      "loading~spin  Terraform in infra  planning · 2 min ago · network and cluster for staging  [live]",
      "question  Terraform in infra  waits for you · 2 min ago · network and cluster for staging  [live]",
      "loading~spin  Terraform in infra  running · 2 min ago · network and cluster for staging  [live]",
      "debug-disconnect  Terraform in infra  cut off · 2 min ago · network and cluster for staging  [undoable resumable]",
      "pass  Terraform in infra  2 min ago · network and cluster for staging  [undoable]",
      "error  Terraform in infra  failed · 2 min ago · network and cluster for staging  [undoable]",
      "circle-slash  Terraform in infra  refused · 2 min ago · network and cluster for staging  []",
      "debug-stop  Terraform in infra  cancelled · 2 min ago · network and cluster for staging  [undoable]",
      "pass  Terraform in infra  done, not checked · 2 min ago · network and cluster for staging  [undoable]",
      "discard  Terraform in infra  rolled back · 2 min ago · network and cluster for staging  []",
      "pass  Roll back: Best practices  2 min ago  []",
    ]
  `);
});

test.each([
  [0, 'just now'],
  [59_999, 'just now'],
  [60_000, '1 min ago'],
  [3_599_999, '59 min ago'],
  [3_600_000, '1 h ago'],
  [86_400_000 * 9, '9 d ago'],
  [-5_000, 'just now'],
])('%i ms ago is %s', (ms, words) => {
  expect(ago(now - ms, now)).toBe(words);
});

test('a goal that looks like Markdown stays text in the tooltip', () => {
  expect(rowLook(rowOf({ goal: '[click](command:evil) `x`' }), now).tooltip).toContain('\\[click\\]\\(command:evil\\) \\`x\\`');
});
