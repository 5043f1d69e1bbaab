import { posix } from 'node:path';
import { expect, test } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import type { Mark } from '../../src/domain/impact.ts';
import type { Step } from '../../src/domain/plan.ts';
import type { Preview } from '../../src/domain/tool.ts';
import { markWords } from '../../src/extension/policy/words.ts';
import { readPolicy } from '../../src/safety/policy/read.ts';
import { review, shippedPolicies } from '../../src/safety/review.ts';

const bare: Step = {
  id: 's',
  tool: 't',
  input: {},
  dependsOn: [],
  effect: 'read',
  risk: 'low',
  reason: '',
  optional: false,
  continueOnError: false,
  estimateMs: 1,
};

const verdict = (effect: Effect, trusted: boolean, mode: 'plan' | 'act') => {
  const step: Step = { ...bare, tool: `t.${effect}`, effect };
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
  ['a change', 'change', 'dev', 'update', 'A rule of your policy with `answer: allow` would let it go ahead unasked', 'allow'],
  ['a change in production', 'change', 'prod', 'update', 'Nothing changes that it is asked about: it acts on production', 'confirm'],
  ['a database that goes', 'destroy', 'dev', 'delete', 'Nothing changes that it wants its name typed: it is critical', 'confirm, typed'],
  ['an instance that goes', 'destroy', 'dev', 'delete', 'Nothing changes that it is asked about: it destroys something', 'confirm'],
  ['an apply that only creates', 'destroy', 'dev', 'create', 'A rule of your policy with `answer: allow` would let it go ahead unasked', 'allow'],
] as const)('%s: what would change the answer is said, and is so', (what, effect, name, operation, says, then) => {
  const step: Step = { ...bare, tool: 't.change', effect };
  const holds = what === 'a database that goes';
  const preview: Preview = {
    digest: 'd',
    summary: 'Change it',
    files: [],
    undo: 'nothing-changed',
    warnings: [],
    target: { system: 'aws', label: 'an account', facts: {} },
    impacts: [{ address: 'aws_db_instance.main', type: 'aws_db_instance', operation, marks: holds ? ['stateful', 'deletes-data'] : [] }],
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
  const step: Step = { ...bare, tool: 'git.status', effect: 'read', needsTrust: true };
  expect(review(step, undefined, { trusted: true, mode: 'plan' }).kind).toBe('allow');
  expect(review(step, undefined, { trusted: false, mode: 'act' })).toMatchObject({
    kind: 'deny',
    reasons: ['the folder is not trusted and git.status runs what the folder’s own settings say'],
  });
});

const runsCode: Preview = {
  digest: 'd',
  summary: 'Plan infra',
  files: [],
  undo: 'nothing-changed',
  warnings: [],
  impacts: [{ address: 'data.external.who', type: 'external', operation: 'read', marks: ['runs-code', 'unknown'] }],
};
const production = { environment: { name: 'prod', because: 'the test says so' } } as const;

/** What rules say of looks: those that name the tool, the effect, a mark or a type hold; where and how grave alone is meant for changes. */
test.each([
  ['no rule', 'plan', undefined, undefined, 'allow: it computes and leaves nothing behind'],
  ['no rule, in production', 'read', undefined, undefined, 'allow: it only looks'],
  ['its tool', 'read', '{ tool: t.look }', 'deny', 'deny: the test says so [r]'],
  ['its toolset', 'plan', '{ tool: t.* }', 'confirm', 'confirm: it would plan infra'],
  ['its effect', 'read', '{ effect: read }', 'deny', 'deny: the test says so [r]'],
  ['another effect', 'read', '{ effect: plan }', 'deny', 'allow: it only looks'],
  ['what it is for changes', 'plan', '{ tool: t.*, effect: [change, destroy] }', 'deny', 'allow: it computes and leaves nothing behind'],
  ['a mark', 'plan', '{ mark: runs-code }', 'deny', 'deny: the test says so (data.external.who) [r]'],
  ['all of its marks', 'plan', '{ allMarks: [runs-code, unknown] }', 'deny', 'deny: the test says so (data.external.who) [r]'],
  ['more marks than it has', 'plan', '{ allMarks: [runs-code, stateful] }', 'deny', 'allow: it computes and leaves nothing behind'],
  ['a type, by name', 'read', '{ type: external }', 'type', 'confirm, typed: it would plan infra'],
  ['what its input names', 'read', '{ tool: t.look, target: { namespace: shop } }', 'deny', 'deny: the test says so [r]'],
  ['another namespace', 'read', '{ tool: t.look, target: { namespace: play } }', 'deny', 'allow: it only looks'],
  ['where alone', 'read', '{ environment: prod }', 'deny', 'allow: it only looks'],
  ['how grave alone', 'plan', '{ risk: low }', 'deny', 'allow: it computes and leaves nothing behind'],
] as const)('a look and a rule about %s', (_what, effect, when, answer, expected) => {
  const step: Step = { ...bare, tool: 't.look', effect, input: { namespace: 'shop' } };
  const user = readPolicy(`nimbus: 1\nrules:\n  - { id: r, when: ${when}, answer: ${answer}, because: the test says so }\n`, 'policy.yaml');
  const policies = when === undefined ? {} : { policies: { ...shippedPolicies, ...(user.ok ? { user: user.value } : {}) } };
  expect(when === undefined || user.ok).toBe(true);
  const decision = review(step, runsCode, { trusted: true, mode: 'plan', ...production, ...policies });
  const kind = decision.kind === 'confirm' && decision.typed !== undefined ? 'confirm, typed' : decision.kind;
  expect(`${kind}: ${decision.reasons[0]}`).toBe(expected);
});

test('a look with nothing to do is asked about all the same', () => {
  const user = readPolicy('nimbus: 1\nrules:\n  - { id: r, when: { effect: read }, answer: confirm, because: the test says so }\n', 'policy.yaml');
  if (!user.ok) throw new Error(user.failure.message);
  const preview: Preview = { digest: 'd', summary: 'Nothing to compare', files: [], undo: 'nothing-changed', changesNothing: true, warnings: [] };
  const policies = { ...shippedPolicies, user: user.value };
  expect(review(bare, preview, { trusted: true, mode: 'act', policies }).kind).toBe('confirm');
});

test('no rule that ships asks about a look, whatever it looks at', () => {
  const operations = ['read', 'create', 'update', 'replace', 'delete', 'forget', 'import'] as const;
  const types = ['branch', 'aws_db_instance', 'Namespace', 'nimbus', 'terraform apply'];
  const impacts = Object.keys(markWords).flatMap((mark) =>
    operations.flatMap((operation) => types.map((type) => ({ address: 'a', type, operation, marks: [mark as Mark, 'protected-branch', 'stateful'] as const }))),
  );
  const target = { system: 'git', label: 'main', facts: { branch: 'main', namespace: 'kube-system' } } as const;
  for (const tool of ['terraform.plan', 'git.log', 'kubernetes.get', 'aws.s3.sync'])
    for (const effect of ['read', 'plan'] as const)
      expect(review({ ...bare, tool, effect }, { ...runsCode, target, impacts }, { trusted: true, mode: 'act', ...production }).kind).toBe('allow');
});

const idle: Preview = { digest: 'd', summary: 'Nothing to format in infra', files: [], undo: 'nothing-changed', changesNothing: true, warnings: [] };
const deletion = { address: 'aws_s3_bucket.logs', type: 'aws_s3_bucket', operation: 'delete', marks: ['stateful'] } as const;

/** A step with nothing to do, and what must hold for it to go ahead unasked. */
test.each([
  ['nothing to do', 'write', {}, {}, false, 'allow: there is nothing to format in infra'],
  [
    'nothing to do in production',
    'change',
    {},
    { environment: { name: 'prod', because: 'the test says so' } },
    false,
    'allow: there is nothing to format in infra',
  ],
  ['nothing to destroy', 'destroy', { summary: 'Nothing to destroy' }, {}, false, 'allow: there is nothing to destroy'],
  ['an earlier step may give it something to do', 'write', {}, {}, true, 'confirm: as far as was seen, there is nothing to format in infra'],
  ['a tool that only supposes so', 'change', { changesNothing: undefined }, {}, false, 'confirm: as far as was seen, there is nothing to format in infra'],
  [
    'a tool that says so and names a change',
    'destroy',
    { impacts: [deletion] },
    {},
    false,
    'confirm, typed: as far as was seen, there is nothing to format in infra',
  ],
  ['a folder that is not trusted', 'write', {}, { trusted: false }, false, 'deny: the folder is not trusted and t.idle does more than read'],
  ['plan mode', 'write', {}, { mode: 'plan' }, false, 'deny: t.idle does not exist in plan mode'],
  ['a rule that refuses the tool', 'write', {}, { answer: 'deny' }, false, 'deny: the test says so [idle]'],
  ['a rule that asks about the tool', 'write', {}, { answer: 'type' }, false, 'allow: there is nothing to format in infra'],
] as const)('%s', (_what, effect, over, given, isProvisional, expected) => {
  const step: Step = { ...bare, tool: 't.idle', effect };
  const { answer, ...where } = { answer: undefined, ...given };
  const user = readPolicy(`nimbus: 1\nrules:\n  - { id: idle, when: { tool: t.idle }, answer: ${answer}, because: the test says so }\n`, 'policy.yaml');
  const { changesNothing, ...rest } = { ...idle, ...over };
  const decision = review(
    step,
    { ...rest, ...(changesNothing ? { changesNothing } : {}) },
    { trusted: true, mode: 'act', ...where, ...(answer === undefined || !user.ok ? {} : { policies: { ...shippedPolicies, user: user.value } }) },
    isProvisional,
  );
  const kind = decision.kind === 'confirm' && decision.typed !== undefined ? 'confirm, typed' : decision.kind;
  expect(`${kind}: ${decision.reasons[0]}`).toBe(expected);
});

test.each(['.nimbus/policy.yaml', './.nimbus/policy.yaml', 'docs/../.nimbus/policy.yaml', '.nimbus//policy.yaml', 'app/./.nimbus/policy.yaml'])(
  'a file is the same by whatever way it is named: %s',
  (path) => {
    const file = { path, action: 'update', before: 'a', after: 'b', added: 1, removed: 1, conflicts: [] } as const;
    const preview: Preview = { digest: 'd', summary: 'Write it', files: [file], undo: { steps: [] }, warnings: [] };
    const decision = review({ ...bare, tool: 'files.write', effect: 'write' }, preview, { trusted: true, mode: 'act' });
    expect(decision.reasons.join()).toContain('it would change what Nimbus may do here');
    expect(decision).toMatchObject({ kind: 'confirm', typed: posix.normalize(path) });
  },
);

// Every root has a workspace called default: typing that would say nothing of where it goes.
test.each([
  ['a folder', { workspace: 'default', directory: 'live/prod', folder: 'prod' }, {}, 'live/prod'],
  ['a folder, by the input of the step alone', { workspace: 'default', folder: 'prod' }, { directory: './live/prod/' }, 'live/prod'],
  ['a folder and a workspace of its own', { workspace: 'blue', directory: 'infra', folder: 'infra' }, {}, 'infra/blue'],
  ['the folder that is open', { workspace: 'default', directory: '.', folder: 'shop' }, {}, 'shop'],
  ['the folder that is open, and a workspace', { workspace: 'blue', folder: 'shop' }, {}, 'shop/blue'],
  ['nothing but the workspace', { workspace: 'default' }, {}, 'default'],
  ['a folder whose provider acts on a cluster', { workspace: 'default', directory: 'live/prod', folder: 'prod', context: 'kind-dev' }, {}, 'live/prod'],
  ['a cluster', { context: 'kind-dev', namespace: 'web' }, {}, 'kind-dev'],
])('what is typed names the target: %s', (_what, facts, input, typed) => {
  const preview: Preview = {
    digest: 'd',
    summary: 'Apply it',
    files: [],
    undo: 'nothing-changed',
    warnings: [],
    target: { system: 'terraform', label: 'there', facts },
    impacts: [{ address: 'aws_vpc.a', type: 'aws_vpc', operation: 'create', marks: [] }],
  };
  const step: Step = { ...bare, tool: 'terraform.apply', effect: 'destroy', input };
  const decision = review(step, preview, { trusted: true, mode: 'act', environment: { name: 'prod', because: 'the test says so' } });
  expect(decision).toMatchObject({ kind: 'confirm', typed });
});
