import { describe, expect, test } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import type { EnvironmentName } from '../../src/domain/environment.ts';
import type { Impact, Mark, Operation } from '../../src/domain/impact.ts';
import { decide, limitsOf, type Policies } from '../../src/safety/policy/decide.ts';
import { defaultPolicy } from '../../src/safety/policy/default.ts';
import { failingExamples, readPolicy } from '../../src/safety/policy/read.ts';
import type { PolicyFile } from '../../src/safety/policy/schema.ts';
import { policyFile } from '../../src/safety/policy/schema.ts';
import { weigh } from '../../src/safety/weigh.ts';

const of = (yaml: string): PolicyFile => {
  const read = readPolicy(yaml, 'policy.yaml');
  if (!read.ok) throw new Error(read.failure.problems?.map((p) => `${p.path}: ${p.message}`).join('\n'));
  return read.value;
};
const rule = (answer: string, when = 'tool: kubernetes.apply') =>
  of(`nimbus: 1\nrules:\n  - id: r\n    when: { ${when} }\n    answer: ${answer}\n    because: a test says so\n`);

const answered = (policies: Partial<Policies>, effect: Effect = 'change', environment: EnvironmentName = 'dev', impact?: Partial<Impact>): string => {
  const impacts: readonly Impact[] = impact === undefined ? [] : [{ address: 'a', type: 't', operation: 'update', marks: [], ...impact }];
  const changes = impacts.map((one) => ({ impact: one, ...weigh(one, environment) }));
  const subject = { tool: 'kubernetes.apply', effect, environment, facts: { context: 'kind-dev' }, changes, paths: [] };
  return decide(subject, { shipped: defaultPolicy, workspaceTrusted: false, broken: [], ...policies }).answer;
};

test('the policy that ships is a policy file, and its examples come out as they say', () => {
  expect(policyFile.parse(defaultPolicy)).toEqual(defaultPolicy);
  expect(failingExamples(defaultPolicy)).toEqual([]);
});

describe('whose word counts', () => {
  test.each([
    ['nobody says anything', {}, 'confirm'],
    ['the user is milder', { user: rule('allow') }, 'allow'],
    ['the user is stricter', { user: rule('deny') }, 'deny'],
    ['a folder nobody trusts is milder', { workspace: rule('allow') }, 'confirm'],
    ['a folder nobody trusts is stricter', { workspace: rule('deny') }, 'deny'],
    ['a trusted folder is milder', { workspace: rule('allow'), workspaceTrusted: true }, 'allow'],
    ['a trusted folder is milder than its user', { user: rule('type'), workspace: rule('allow'), workspaceTrusted: true }, 'type'],
    ['a trusted folder is stricter than its user', { user: rule('allow'), workspace: rule('type'), workspaceTrusted: true }, 'type'],
    ['a policy is broken', { broken: ['x'] }, 'deny'],
  ] as const)('%s', (_what, policies, expected) => expect(answered(policies)).toBe(expected));

  test('a policy that is broken stops nothing that only looks', () => expect(answered({ broken: ['x'] }, 'read')).toBe('allow'));
  test('no file makes what is critical go ahead without its name, nor production without a yes', () => {
    const all = of('nimbus: 1\nrules:\n  - id: all\n    when: { effect: [write, change, destroy] }\n    answer: allow\n    because: I know what I do\n');
    const marks: readonly Mark[] = ['stateful'];
    expect(answered({ user: all }, 'destroy', 'dev', { operation: 'delete', marks })).toBe('type');
    expect(answered({ user: all }, 'change', 'prod', { operation: 'create' })).toBe('confirm');
    expect(answered({ user: all }, 'change', 'dev', { operation: 'update' })).toBe('allow');
  });

  const all = of('nimbus: 1\nrules:\n  - id: all\n    when: { effect: destroy }\n    answer: allow\n    because: I know what I do\n');
  test.each([
    ['what is deleted', { operation: 'delete' }, 'confirm'],
    ['what is replaced', { operation: 'replace' }, 'confirm'],
    ['what leaves a state', { operation: 'forget' }, 'confirm'],
    ['a force push to one’s own branch', { operation: 'update', marks: ['force-push'] }, 'confirm'],
    ['history that is rewritten', { operation: 'update', marks: ['rewrites-history'] }, 'confirm'],
    ['data that goes in place', { operation: 'update', marks: ['deletes-data'] }, 'confirm'],
    ['a change that nobody understood', { operation: 'update', marks: ['unknown'] }, 'confirm'],
    ['nothing known', undefined, 'confirm'],
    ['an apply that only creates', { operation: 'create' }, 'allow'],
    ['an apply that only updates', { operation: 'update' }, 'allow'],
  ] as const)('no file lets destruction go ahead without a yes: %s', (_what, impact, expected) => {
    expect(answered({ user: all }, 'destroy', 'dev', impact)).toBe(expected);
    expect(answered({ workspace: all, workspaceTrusted: true }, 'destroy', 'staging', impact)).toBe(expected);
  });
});

describe('a rule that asks for less covers what it names, and nothing else of the same step', () => {
  const free = of(`nimbus: 1
rules:
  - { id: logs, when: { type: aws_cloudwatch_log_group, operation: create }, answer: allow, because: logs are cheap }
  - { id: docs, when: { tool: files.write, path: 'docs/*' }, answer: allow, because: words break nothing }
`);
  const group = { address: 'aws_cloudwatch_log_group.a', type: 'aws_cloudwatch_log_group', operation: 'create', marks: [] } as const;
  const instance = { address: 'aws_instance.a', type: 'aws_instance', operation: 'delete', marks: [] } as const;
  const check = (tool: string, impacts: readonly Impact[], paths: readonly string[] = []) => {
    const changes = impacts.map((impact) => ({ impact, ...weigh(impact, 'dev') }));
    const subject = {
      tool,
      effect: tool === 'files.write' ? ('write' as const) : ('destroy' as const),
      environment: 'dev' as const,
      facts: {},
      changes,
      paths,
    };
    return decide(subject, { shipped: defaultPolicy, user: free, workspaceTrusted: false, broken: [] }).answer;
  };
  test.each([
    ['a log group', () => check('terraform.apply', [group]), 'allow'],
    ['two', () => check('terraform.apply', [group, group]), 'allow'],
    ['one, and an instance goes', () => check('terraform.apply', [group, instance]), 'type'],
    ['a page', () => check('files.write', [], ['docs/a.md']), 'allow'],
    ['a page and a program', () => check('files.write', [], ['docs/a.md', 'src/main.ts']), 'confirm'],
  ])('%s', (_what, answer, expected) => expect(answer()).toBe(expected));
});

test('what acts in several namespaces is decided by the one that is judged most strictly', () => {
  const user = of(`nimbus: 1
rules:
  - { id: free, when: { tool: kubernetes.apply, target: { namespace: play } }, answer: allow, because: anybody may play }
  - { id: never, when: { target: { namespace: kube-system } }, answer: deny, because: the platform team does that }
`);
  const inside = (namespace: string) => {
    const subject = {
      tool: 'kubernetes.apply',
      effect: 'change',
      environment: 'dev',
      facts: { context: 'kind-dev', namespace },
      changes: [],
      paths: [],
    } as const;
    return decide(subject, { shipped: defaultPolicy, user, workspaceTrusted: false, broken: [] });
  };
  expect(['play', 'play, web', 'kube-system, play'].map((namespaces) => `${namespaces}: ${inside(namespaces).answer}`)).toEqual([
    'play: allow',
    'play, web: confirm',
    'kube-system, play: deny',
  ]);
  expect(inside('kube-system, play').reasons).toEqual(['the platform team does that [never]']);
});

test('of ceilings the folder’s can only lower those that hold, until it is trusted', () => {
  const workspace = of('nimbus: 1\nlimits: { resources: 900, deletions: 2, monthlyCost: { dev: 9000 } }\n');
  const user = of('nimbus: 1\nlimits: { deletions: 50 }\n');
  const limits = (policies: Partial<Policies>) => {
    const { resources, deletions, monthlyCost } = limitsOf({ shipped: defaultPolicy, workspaceTrusted: false, broken: [], ...policies });
    return `${resources} ${deletions} ${monthlyCost?.dev}`;
  };
  expect(limits({})).toBe('200 20 500');
  expect(limits({ workspace })).toBe('200 2 500');
  expect(limits({ workspace, workspaceTrusted: true })).toBe('900 2 9000');
  expect(limits({ workspace, workspaceTrusted: true, user })).toBe('900 2 9000');
  expect(limits({ user })).toBe('200 50 500');
});

describe('a file that is not right is not used, and says all that is wrong', () => {
  const problems = (yaml: string): string => {
    const read = readPolicy(yaml, '.nimbus/policy.yaml');
    return read.ok ? 'used' : (read.failure.problems ?? []).map((p) => [p.path, p.message].filter(Boolean).join(': ')).join('\n');
  };
  const one = (answer: string, id = 'a', when = '{ tool: x.y }') => `  - { id: ${id}, when: ${when}, answer: ${answer}, because: b }\n`;
  test.each([
    ['an unknown key', `nimbus: 1\nruels: []\n`, /ruels is not a word of a policy/],
    ['an unknown key in a rule', `nimbus: 1\nrules:\n${one('deny', 'a', '{ tol: x }')}`, /line 3, rules\.0\.when: tol is not a word/],
    ['a rule about everything', `nimbus: 1\nrules:\n${one('allow', 'a', '{}')}`, /matches everything/],
    ['no such answer', `nimbus: 1\nrules:\n${one('maybe')}`, /rules\.0\.answer/],
    [
      'a contradiction in other words',
      `nimbus: 1\nrules:\n${one('deny', 'a', '{ tool: [x.y, a.b] }')}${one('allow', 'b', '{ tool: [a.b, x.y] }')}`,
      /it contradicts a/,
    ],
    ['an id given twice', `nimbus: 1\nrules:\n${one('deny')}${one('allow', 'a', '{ tool: z.z }')}`, /two rules have this id/],
    ['a contradiction', `nimbus: 1\nrules:\n${one('deny')}${one('allow', 'b')}`, /it contradicts a: both are about the same, one says deny, the other allow/],
    [
      'an example that fails',
      `nimbus: 1\nrules:\n${one('deny')}examples:\n  - { name: it is fine, tool: x.y, expect: confirm }\n`,
      /“it is fine”: it should come out as confirm, but comes out as deny \(b \[a\]\)/,
    ],
    ['another version', 'nimbus: 2\n', /nimbus/],
    ['no YAML', 'nimbus: [1\n', /line \d/],
    [
      'a bomb',
      `nimbus: 1\na: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
      /alias/i,
    ],
    ['too long', `nimbus: 1\n${'# x\n'.repeat(200_000)}`, /longer than 512 KB/],
  ])('%s', (_what, yaml, expected) => expect(problems(yaml)).toMatch(expected));
  test('an example of its own that holds', () =>
    expect(problems(`nimbus: 1\nrules:\n${one('deny')}examples:\n  - { name: never, tool: x.y, expect: deny }\n`)).toBe('used'));
});

test('no operation on anything, anywhere, that is critical goes ahead on a yes alone', () => {
  const operations: readonly Operation[] = ['create', 'update', 'replace', 'delete', 'forget', 'import'];
  const marks: readonly (readonly Mark[])[] = [
    [],
    ['stateful'],
    ['deletes-data'],
    ['deletes-key'],
    ['secret-in-content'],
    ['system-namespace'],
    ['protection-off'],
  ];
  for (const environment of ['dev', 'staging', 'prod', 'unknown'] as const)
    for (const operation of operations)
      for (const these of marks) {
        const impact: Impact = { address: 'a', type: 't', operation, marks: these };
        const isCritical = weigh(impact, environment).risk === 'critical';
        const said = answered({}, 'change', environment, impact);
        if (isCritical) expect(['type', 'deny'], `${environment} ${operation} ${these}`).toContain(said);
        else expect(said).not.toBe('allow');
      }
});
