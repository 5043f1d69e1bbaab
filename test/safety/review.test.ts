import { expect, test } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import type { Step } from '../../src/domain/plan.ts';
import { review } from '../../src/safety/review.ts';

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
