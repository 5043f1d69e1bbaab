import { describe, expect, test } from 'vitest';
import type { Decision, Plan, Step } from '../../src/domain/plan.ts';
import { ApprovedStep, approve, type Consent, missingConsent } from '../../src/safety/approve.ts';

const step: Step = {
  id: 'a',
  tool: 'files.write',
  input: {},
  dependsOn: [],
  effect: 'write',
  risk: 'medium',
  reason: '',
  optional: false,
  continueOnError: false,
  estimateMs: 1,
};
const plan: Plan = { goal: 'g', steps: [step], hash: 'h1', warnings: [] };
const allow = new Map<string, Decision>([['a', { kind: 'allow', reasons: [] }]]);
const approved = (): ApprovedStep => approve(plan, new Map(), allow, undefined)[0] as ApprovedStep;

describe('an approved step can’t be forged', () => {
  const forgeries: Record<string, () => unknown> = {
    'by spreading': () => ({ ...approved() }),
    'by JSON': () => JSON.parse(JSON.stringify(approved())),
    'by structuredClone': () => structuredClone({ ...approved() }),
    'by its prototype': () => Object.create(ApprovedStep.prototype),
    'by Object.assign onto the prototype': () => Object.assign(Object.create(ApprovedStep.prototype), { step }),
    'by a look-alike': () => ({ step, digest: undefined }),
    'by a subclass without the key': () => Reflect.construct(Object, [], ApprovedStep),
    'by a proxy': () => new Proxy(approved(), {}),
    'by null': () => null,
  };
  for (const [how, forge] of Object.entries(forgeries)) {
    test(how, () => expect(() => ApprovedStep.open(forge() as ApprovedStep)).toThrow('not an approved step'));
  }
  test('by calling the constructor', () => {
    expect(() => new ApprovedStep(Symbol('safety'), step, undefined, false)).toThrow('made by safety only');
    expect(() => Reflect.construct(ApprovedStep, [Symbol.for('safety'), step])).toThrow('made by safety only');
  });
  test('and the real one opens, and can’t be altered', () => {
    const real = approved();
    expect(ApprovedStep.open(real).step.id).toBe('a');
    expect(Object.isFrozen(real) && Object.isFrozen(ApprovedStep.open(real).step)).toBe(true);
  });
});

describe('what is still missing before a plan may run', () => {
  const check = (decision: Decision | undefined, consent: Consent | undefined, expected: readonly string[]) => {
    const decisions = new Map(decision === undefined ? [] : [['a', decision] as const]);
    expect(missingConsent(plan, decisions, consent)).toEqual(expected);
    if (expected.length > 0) expect(() => approve(plan, new Map(), decisions, consent)).toThrow('not approved');
  };
  const confirm: Decision = { kind: 'confirm', reasons: [] };

  test('a step nobody reviewed', () => check(undefined, { hash: 'h1', by: 'test' }, ['a was not reviewed']));
  test('a refused step, whatever anyone says', () => check({ kind: 'deny', reasons: [], instead: '' }, { hash: 'h1', by: 'test' }, ['a is refused']));
  test('a yes', () => check(confirm, undefined, ['a needs an approval of this exact plan']));
  test('a yes to this plan, not to another', () => check(confirm, { hash: 'h2', by: 'test' }, ['a needs an approval of this exact plan']));
  test('more than --yes covers', () => check(confirm, { hash: 'h1', by: '--yes', covers: ['read'] }, ['a needs more than an approval by --yes']));
  test('the name, typed', () => check({ ...confirm, typed: 'main' }, { hash: 'h1', by: 'person', typed: new Map([['a', 'mian']]) }, ['a needs "main" typed']));
  test('nothing, once it is there', () => {
    check({ ...confirm, typed: 'main' }, { hash: 'h1', by: 'person', typed: new Map([['a', 'main']]) }, []);
    check({ kind: 'allow', reasons: [] }, undefined, []);
  });
});
