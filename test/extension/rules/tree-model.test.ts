import { expect, test } from 'vitest';
import { baselineSteps } from '../../../src/extension/rules/baseline.ts';
import { Findings } from '../../../src/extension/rules/findings.ts';
import { asText } from '../../../src/extension/rules/markdown.ts';
import { commentFor } from '../../../src/extension/rules/suppress-comment.ts';
import { type Filter, type Grouping, isGroup, passes, type TreeState, topLines, treeMessage } from '../../../src/extension/rules/tree-model.ts';
import { withPoint } from '../../../src/extension/rules/trend.ts';
import { changed, changesBetween } from '../../../src/extension/rules/worker/changed.ts';
import { some, unfold } from './lines.ts';

const drawn = (by: Grouping): string[] =>
  unfold(
    topLines(
      some,
      by,
      (rule) => rule,
      ({ path }) => path,
    ),
  ).map((line) => (isGroup(line) ? `${line.label} (${line.description})` : `  ${line.path}:${line.found.line}`));

test.each<[Grouping, string[]]>([
  [
    'severity',
    [
      'critical (1)',
      'open-port (1)',
      '  a/main.tf:1',
      'high (2)',
      'open-bucket (2)',
      '  a/main.tf:3',
      '  b/main.tf:7',
      'low (1)',
      'old-engine (1)',
      '  a/main.tf:9',
    ],
  ],
  ['rule', ['open-port (1)', '  a/main.tf:1', 'open-bucket (2)', '  a/main.tf:3', '  b/main.tf:7', 'old-engine (1)', '  a/main.tf:9']],
  ['file', ['a/main.tf (1 critical, 1 high, 1 low)', '  a/main.tf:1', '  a/main.tf:3', '  a/main.tf:9', 'b/main.tf (1 high)', '  b/main.tf:7']],
])('findings by %s', (by, lines) => expect(drawn(by)).toEqual(lines));

test.each<[string, Partial<TreeState>, string]>([
  ['how far a look is', { progress: { done: 3, total: 61 } }, 'Looking: 3 of 61 parts…'],
  ['that there are no more looks', { isOn: false }, 'Switched off in the settings (nimbus.rules.enabled).'],
  ['what is left out', { filter: { from: 'high' }, shown: some.slice(0, 2) }, `Filtered: high and graver. 2 of ${some.length} findings.`],
  ['how grave they are, where the lines do not say it', { grouping: 'rule' }, `${some.length} findings: 1 critical, 2 high, 1 low`],
  ['nothing where the lines say it', {}, ''],
  [
    'all of it',
    { isOn: false, progress: { done: 0, total: 1 }, grouping: 'file' },
    `Switched off in the settings (nimbus.rules.enabled). Looking: 0 of 1 part… ${some.length} findings: 1 critical, 2 high, 1 low`,
  ],
])('above the lines stands %s', (_what, state, said) =>
  expect(treeMessage({ isOn: true, progress: undefined, all: some, shown: some, filter: {}, grouping: 'severity', ...state })).toBe(said),
);

test.each<[Filter, number]>([
  [{}, 4],
  [{ from: 'high' }, 3],
  [{ fixable: true }, 3],
  [{ text: 'B/MAIN' }, 1],
  [{ text: 'open', from: 'critical' }, 1],
])('a filter lets through what it says: %j', (filter, count) => expect(some.filter((one) => passes(filter, one))).toHaveLength(count));

test.each([
  ['', 'x', 'why', '# nimbus:ignore x why'],
  ['\t  attr = 1', 'aws-x', 'moved\nsoon  until=2027-01-31', '\t  # nimbus:ignore aws-x moved soon until=2027-01-31'],
])('a comment that keeps a finding quiet stands in the indent of its line: %j', (line, rule, reason, text) =>
  expect(commentFor(line, rule, reason)).toEqual({ text, column: 0 }),
);

test.each([
  ['a\nb\nc\n', 'a\nB\nc\n'],
  ['a\r\nb\r\n', 'x\r\na\r\nb\r\ny\r\n'],
  ['', 'new\n'],
  ['gone\n', ''],
  ['no end', 'no end\nmore'],
  ['a\nb\nc\nd\n', 'b\nd\n'],
])('changes between texts make one of the other: %j → %j', (before, after) => {
  const changes = changesBetween(before, after);
  // Told on the first text, so made from its end.
  expect(changed(before, changes.toReversed())).toBe(after);
});

test('changes that do not fit a text are none', () => expect(changed('ab', [{ start: 1, end: 9, text: '' }])).toBeUndefined());

test('the trend keeps one point for one state, and of those right after each other the first and the last', () => {
  const at = (minutes: number, high: number) => ({ at: minutes * 60_000, counts: { info: 0, low: 0, medium: 0, high, critical: 0 } });
  const points = [at(0, 5), at(1, 4), at(2, 4), at(3, 2), at(4, 3), at(20, 3), at(30, 1)].reduce(withPoint, [] as readonly ReturnType<typeof at>[]);
  expect(points.map(({ at: time, counts }) => [time / 60_000, counts.high])).toEqual([
    [0, 5],
    [4, 3],
    [30, 1],
  ]);
});

test('a baseline is a file and its name in the settings, which keep their comments; where a name is given, that is the file', async () => {
  const steps = async (settings: string | undefined) =>
    (await baselineSteps('{}', 2, async (path) => (path === '.nimbus/rules.yaml' ? settings : undefined))).steps.map(({ input }) => input);
  expect(await steps('# ours\nexclude: [x]')).toEqual([
    { path: '.nimbus/rules-baseline.json', content: '{}' },
    { path: '.nimbus/rules.yaml', content: '# ours\nexclude: [x]\nbaseline: .nimbus/rules-baseline.json\n' },
  ]);
  expect(await steps('baseline: known.json\n')).toEqual([{ path: 'known.json', content: '{}' }]);
});

test('what a rule says stays text in Markdown', () => {
  expect(asText('see [here](command:x) <b>\n1. `a` & *b*')).toBe('see \\[here\\]\\(command:x\\) \\<b\\> 1\\. \\`a\\` \\& \\*b\\*');
});

test('a report over several folders tells both places of a finding by the folder it is in', () => {
  const [first] = some;
  if (first === undefined) throw new Error('There is none.');
  const findings = new Findings();
  findings.put('/web', { path: 'values.yaml', found: [{ ...first.found, file: 'values.yaml', template: { file: 'templates/pod.yaml', line: 3 } }] });
  expect(findings.report(['/web'], 1, () => 'web/').findings).toMatchObject([
    { file: 'web/values.yaml', template: { file: 'web/templates/pod.yaml', line: 3 } },
  ]);
});
