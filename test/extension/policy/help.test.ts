import { expect, test } from 'vitest';
import type { Mark } from '../../../src/domain/impact.ts';
import { hoverAt, offersAt } from '../../../src/extension/policy/help.ts';
import { problemsIn } from '../../../src/extension/policy/problems.ts';
import { markWords } from '../../../src/extension/policy/words.ts';
import { allTools } from '../../../src/host/tools.ts';
import { examinePolicy } from '../../../src/safety/policy/read.ts';
import { policyStart } from '../../../src/safety/policy/start.ts';

const tools = allTools();

/** `|` is the cursor. */
function placeOf(marked: string): readonly [string[], number, number] {
  const at = marked.indexOf('|');
  const before = marked.slice(0, at).split('\n');
  return [(marked.slice(0, at) + marked.slice(at + 1)).split('\n'), before.length - 1, before.at(-1)?.length ?? 0];
}

const offered = (marked: string): readonly string[] =>
  offersAt(...placeOf(marked), tools)
    .toSorted((a, b) => (a.sort < b.sort ? -1 : 1))
    .map(({ label }) => label);
const rule = 'nimbus: 1\nrules:\n  - id: a\n';

for (const [what, marked, expected] of [
  ['the words of a policy', '|', 'nimbus, limits, rules, examples'],
  ['those it does not have', 'nimbus: 1\n|\nexamples: []\n', 'limits, rules'],
  ['the version', 'nimbus: |', '1'],
  ['ceilings', 'limits:\n  deletions: 5\n  |', 'resources, calls, identicalCalls, minutes, monthlyCost'],
  ['environments of a cost', 'limits:\n  monthlyCost:\n    |', 'dev, staging, prod, unknown'],
  ['environments of a cost on one line', 'limits: { monthlyCost: { dev: 3, | } }', 'staging, prod, unknown'],
  ['words of a rule', `${rule}    |`, 'when, answer, because'],
  ['words of a rule that begins', 'rules:\n  - |', 'id, when, answer, because'],
  ['words of the second rule', `${rule}    answer: deny\n  - id: b\n    |`, 'when, answer, because'],
  ['what a rule is about', `${rule}    when:\n      effect: read\n      |`, 'tool, environment, operation, type, address, mark, allMarks, risk, target, path'],
  [
    'what a rule is about, on one line',
    `${rule}    when: { tool: git.push, environment: dev, | }`,
    'effect, operation, type, address, mark, allMarks, risk, target, path',
  ],
  ['effects', `${rule}    when: { effect: | }`, 'read, plan, write, change, destroy'],
  ['effects of a list', `${rule}    when:\n      effect:\n        - |`, 'read, plan, write, change, destroy'],
  ['operations of a list on one line', `${rule}    when: { operation: [delete, | ] }`, 'read, create, update, replace, delete, forget, import'],
  ['risks', `${rule}    when:\n      risk: |`, 'low, medium, high, critical'],
  [
    'facts of a place',
    `${rule}    when:\n      target:\n        account: "1"\n        |`,
    'region, context, server, namespace, workspace, remote, branch, repository',
  ],
  ['answers', `${rule}    answer: |`, 'allow, confirm, type, deny'],
  ['words of an example', 'examples:\n  - name: x\n    |', 'tool, expect, effect, environment, changes, target, paths'],
  ['words of a change', 'examples:\n  - name: x\n    changes:\n      - address: a\n        |', 'type, operation, marks'],
  ['words of a change on one line', 'examples:\n  - name: x\n    changes: [{ address: a, | }]', 'type, operation, marks'],
  ['nothing where anything may stand', `${rule}    because: |`, ''],
  ['nothing in what it does not know', 'nope:\n  |', ''],
] as const)
  test(`offers ${what}`, () => expect(offered(marked).join(', ')).toBe(expected));

test('offers every tool, and in a rule whole toolsets', () => {
  const inRule = offered(`${rule}    when: { tool: | }`);
  expect(inRule.slice(0, 2)).toEqual([...new Set([...tools.keys()].map((name) => `${name.split('.')[0]}.*`))].slice(0, 2));
  expect(inRule).toContain('terraform.apply');
  expect(offered('examples:\n  - tool: |')).toEqual([...tools.keys()]);
});

test.each([
  ['a key', `${rule}    ans|wer: deny`, /`answer`: one of allow, confirm, type, deny\n\nFrom the mildest/],
  ['a ceiling', 'limits:\n  del|etions: 5', /`deletions`: whole number\n\nDeletions and replacements in one run/],
  ['a value', `${rule}    answer: de|ny`, /`deny`: It is refused, whoever asks/],
  ['a value of a list', `${rule}    when: { mark: [stateful, dr|ift] }`, /`drift`: What is there is not what was last seen/],
  ['a tool', `${rule}    when: { tool: terraform.ap|ply }`, /`terraform\.apply`: /],
  ['a fact', `${rule}    when:\n      target:\n        acc|ount: "1"`, /Of a cloud/],
])('says what %s means', (_what, marked, expected) => expect(hoverAt(...placeOf(marked), tools)?.text).toMatch(expected));

test('every mark is explained', () => {
  const all = offersAt(...placeOf(`${rule}    when: { mark: | }`), tools);
  expect(all.map(({ label }) => label).toSorted()).toEqual(Object.keys(markWords).toSorted());
  expect(all.filter(({ docs }) => docs === '').map(({ label }) => label as Mark)).toEqual([]);
});

/** Every problem as `line:what is marked: message`. */
const told = (text: string): readonly string[] =>
  problemsIn(text).map(({ start, end, message }) => `${text.slice(0, start).split('\n').length}:${text.slice(start, end)}: ${message}`);
const one = (answer: string, id: string, when = '{ tool: git.push }') => `  - id: ${id}\n    when: ${when}\n    answer: ${answer}\n    because: b\n`;

test.each([
  ['nothing', '', ['1:: Must be names with values, and is nothing']],
  ['a sound one', `nimbus: 1\nrules:\n${one('deny', 'a')}`, []],
  ['no YAML', 'nimbus: 1\nrules: [\n', ['2:[: Flow sequence in block collection must be sufficiently indented and end with a ]']],
  ['an unknown word', 'nimbus: 1\nruels: []\n', ['2:ruels: Ruels is not a word of a policy; did you mean rules?']],
  ['an unknown word in a rule', `nimbus: 1\nrules:\n${one('deny', 'a', '{ tol: git.push }')}`, ['4:tol: Tol is not a word of a policy; did you mean tool?']],
  ['no answer', 'nimbus: 1\nrules:\n  - id: a\n    when: { tool: git.push }\n    because: b\n', ['3:id: Answer is missing']],
  ['an answer there is not', `nimbus: 1\nrules:\n${one('maybe', 'a')}`, ['5:maybe: Must be one of allow, confirm, type, deny']],
  ['an id given twice', `nimbus: 1\nrules:\n${one('deny', 'a')}${one('deny', 'a', '{ tool: git.pull }')}`, ['7:a: Two rules have this id']],
  [
    'rules that contradict each other',
    `nimbus: 1\nrules:\n${one('deny', 'a')}${one('allow', 'b', '{ tool: [git.push] }')}`,
    ['9:allow: It contradicts a: both are about the same, one says deny, the other allow'],
  ],
  [
    'an example that fails',
    `nimbus: 1\nrules:\n${one('deny', 'a')}examples:\n  - name: fine\n    tool: git.push\n    expect: confirm\n`,
    ['10:confirm: It should come out as confirm, but comes out as deny (b [a])'],
  ],
])('marks %s', (_what, text, expected) => expect(told(text)).toEqual(expected));

test.each(['user', 'workspace'] as const)('the policy a %s starts from is right, also with all of it taken in', (whose) => {
  expect(told(policyStart(whose))).toEqual([]);
  const all = policyStart(whose)
    .replaceAll(/^#( {2}.*)$/gm, '$1')
    .replace('limits: {}', 'limits:')
    .replace('rules: []', 'rules:')
    .replace('examples: []', 'examples:');
  expect([told(all), examinePolicy(all).examples.map(({ answer }) => answer)]).toEqual([[], ['deny']]);
});
