import { expect, test } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import type { Step } from '../../src/domain/plan.ts';
import type { Preview } from '../../src/domain/tool.ts';
import { readPolicy } from '../../src/safety/policy/read.ts';
import { review, shippedPolicies } from '../../src/safety/review.ts';

const verdict = (effect: Effect, trusted: boolean, mode: 'plan' | 'act') => {
  const step: Step = {
    id: 's',
    tool: `t.${effect}`,
    input: {},
    dependsOn: [],
    effect,
    risk: 'low',
    reason: '',
    optional: false,
    continueOnError: false,
    estimateMs: 1,
  };
  const decision = review(step, undefined, { trusted, mode });
  return decision.kind === 'confirm' && decision.typed !== undefined ? 'confirm, typed' : decision.kind;
};

test('what each effect needs, in every circumstance', () => {
  const table = (['read', 'plan', 'write', 'change', 'destroy'] as const).map((effect) =>
    [effect, verdict(effect, true, 'act'), verdict(effect, true, 'plan'), verdict(effect, false, 'act')].join(' | '),
  );
  expect(['effect | trusted | plan mode | untrusted', ...table].join('\n')).toBe(
    `
effect | trusted | plan mode | untrusted
read | allow | allow | allow
plan | allow | allow | deny
write | confirm | deny | deny
change | confirm | deny | deny
destroy | confirm, typed | deny | deny`.trim(),
  );
});

/** What is said to change the answer, and the answer once the person's own policy allows everything. */
test.each([
  ['a change', 'dev', 'update', 'A rule of your policy with `answer: allow` would let it go ahead unasked', 'allow'],
  ['a change in production', 'prod', 'update', 'Nothing changes that it is asked about: it acts on production', 'confirm'],
  ['a database that goes', 'dev', 'delete', 'Nothing changes that it wants its name typed: it is critical', 'confirm, typed'],
] as const)('%s: what would change the answer is said, and is so', (_what, name, operation, says, then) => {
  const step: Step = {
    id: 's',
    tool: 't.change',
    input: {},
    dependsOn: [],
    effect: 'change',
    risk: 'low',
    reason: '',
    optional: false,
    continueOnError: false,
    estimateMs: 1,
  };
  const preview: Preview = {
    digest: 'd',
    summary: 'Change it',
    files: [],
    undo: 'nothing-changed',
    warnings: [],
    target: { system: 'aws', label: 'an account', facts: {} },
    impacts: [{ address: 'aws_db_instance.main', type: 'aws_db_instance', operation, marks: operation === 'delete' ? ['stateful', 'deletes-data'] : [] }],
  };
  const here = { trusted: true, mode: 'act', environment: { name, because: 'the test says so' } } as const;
  const before = review(step, preview, here);
  expect(before.kind === 'confirm' ? before.instead : before.kind).toContain(says);
  const user = readPolicy('nimbus: 1\nrules:\n  - { id: all, when: { tool: t.change }, answer: allow, because: I know }\n', 'policy.yaml');
  if (!user.ok) throw new Error(user.failure.message);
  const after = review(step, preview, { ...here, policies: { ...shippedPolicies, user: user.value } });
  expect(after.kind === 'confirm' && after.typed !== undefined ? 'confirm, typed' : after.kind).toBe(then);
});

test('a look that runs what the folder says waits for trust', () => {
  const step: Step = {
    id: 's',
    tool: 'git.status',
    input: {},
    dependsOn: [],
    effect: 'read',
    needsTrust: true,
    risk: 'low',
    reason: '',
    optional: false,
    continueOnError: false,
    estimateMs: 1,
  };
  expect(review(step, undefined, { trusted: true, mode: 'plan' }).kind).toBe('allow');
  expect(review(step, undefined, { trusted: false, mode: 'act' })).toMatchObject({
    kind: 'deny',
    reasons: ['the folder is not trusted and git.status runs what the folder’s own settings say'],
  });
});
