import { Ajv } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { expect, test } from 'vitest';
import type { Finding, ScanReport } from '../../src/domain/finding.ts';
import { allRules } from '../../src/rules/all.ts';
import { fix } from '../../src/rules/engine/fix.ts';
import { readSettings } from '../../src/rules/engine/read-settings.ts';
import { scan } from '../../src/rules/engine/scan.ts';
import { noSettings } from '../../src/rules/engine/settings.ts';
import { reportAs } from '../../src/rules/report/formats.ts';
import { exampleFiles } from '../../src/rules/rule.ts';
import { sarifSchema } from './sarif-schema.ts';
import { findings, options, sourcesOf } from './support.ts';

const rules = options.rules.filter((rule) => ['aws-kms-rotation', 'aws-rds-public'].includes(rule.id));
const files = {
  'main.tf':
    'resource "aws_kms_key" "k" {}\n\nresource "aws_db_instance" "<d>" {\n  publicly_accessible = true\n}\n\n# nimbus:ignore aws-kms-rotation <b>moved & "soon"</b>\nresource "aws_kms_key" "old" {}\n',
};
const report = (of: Readonly<Record<string, string>> = files, more: object = {}): Promise<ScanReport> => {
  let now = 0;
  return scan(sourcesOf(of), { ...options, rules, now: () => (now += 6), ...more });
};

test('JUnit: a suite a file, a failed case a finding, a skipped case what is kept quiet', async () => {
  expect(await reportAs('junit', await report(), rules, '1.2.3')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="Nimbus best practices" tests="3" failures="2" errors="0" time="0.006">
  <testsuite name="main.tf" file="main.tf" tests="3" failures="2" skipped="1" errors="0" time="0">
    <testcase name="KMS key rotates: aws_kms_key.k (main.tf:1:1)" classname="aws-kms-rotation"><failure message="The key never rotates: set enable_key_rotation = true." type="medium">main.tf:1:1 aws_kms_key.k&#10;medium aws-kms-rotation</failure></testcase>
    <testcase name="RDS database is not reachable from the internet: aws_db_instance.&#60;d&#62; (main.tf:4:3)" classname="aws-rds-public"><failure message="The database gets a public address: set publicly_accessible = false." type="critical">main.tf:4:3 aws_db_instance.&#60;d&#62;&#10;critical aws-rds-public</failure></testcase>
    <testcase name="KMS key rotates: aws_kms_key.old (main.tf:8:1)" classname="aws-kms-rotation"><skipped message="&#60;b&#62;moved &#38; &#34;soon&#34;&#60;/b&#62;"/></testcase>
  </testsuite>
</testsuites>
`);
});

/** Source: junit-10.xsd of Jenkins' xUnit plugin. */
const junitAttributes: Readonly<Record<string, readonly string[]>> = {
  testsuites: ['name', 'time', 'tests', 'failures', 'errors'],
  testsuite: 'name tests failures errors group time skipped timestamp hostname id package file log url version'.split(' '),
  testcase: ['name', 'time', 'classname', 'group'],
  failure: ['type', 'message'],
  skipped: ['type', 'message'],
};

test('JUnit: every rule’s finding makes XML that is read to its end, with the elements and attributes of the schema', async () => {
  const all: ScanReport[] = [await report()];
  for (const rule of allRules) all.push(await report(exampleFiles(rule, rule.fails), { rules: [rule] }));
  const whole = { ...(await report()), findings: all.flatMap((one) => one.findings) };
  const text = (await reportAs('junit', whole, allRules, '1')).replace(/^<\?xml [^>]*\?>\n/, '');
  const open: string[] = [];
  const tags = new Set<string>();
  const rest = text.replace(/<(\/?)(\w+)((?: \w+="(?:[^"<&]|&#\d+;)*")*)(\/?)>/g, (_tag, closes: string, name: string, attributes: string, isEmpty: string) => {
    tags.add(name);
    for (const [, attribute = ''] of attributes.matchAll(/ (\w+)="/g)) expect(junitAttributes[name]).toContain(attribute);
    if (closes !== '') expect(open.pop()).toBe(name);
    else if (isEmpty === '') open.push(name);
    return '';
  });
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!#\d+;)/);
  expect([...tags].sort()).toEqual(Object.keys(junitAttributes).sort());
});

test('JUnit: findings of one rule on one resource are cases of different names, as readers keep one of each name', async () => {
  const [first] = (await report()).findings;
  const twice = { ...(await report()), findings: [first, { ...first, line: 9 }] as Finding[] };
  const names = [...(await reportAs('junit', twice, rules, '1')).matchAll(/<testcase name="([^"]*)"/g)].map(([, name]) => name);
  expect(new Set(names).size).toBe(3);
});

test('JUnit: nothing found is a case that passed, and what XML forbids is left out', async () => {
  expect(await reportAs('junit', await report({}), rules, '1')).toContain('<testcase name="no findings" classname="nimbus"/>');
  const odd = { ...(await report()).findings[0], message: 'a\u0000b\u001b\ud800c\ufffe' } as Finding;
  expect(await reportAs('junit', { ...(await report()), findings: [odd] }, rules, '1')).toContain('message="ab\ufffdc"');
});

test('HTML: one page without script, in which what comes from files stays text', async () => {
  const page = await reportAs('html', await report(), rules, '1.2.3');
  expect(page).toContain('<h2>RDS database is not reachable from the internet</h2>');
  expect(page).toContain('<code>aws_db_instance.&#60;d&#62;</code>');
  expect(page).toContain('&#60;b&#62;moved &#38; &#34;soon&#34;&#60;/b&#62;');
  expect(page).not.toMatch(/<script|<b>|onerror|src=/);
  expect(page).toContain("default-src 'none'");
});

const addFormats = addFormatsModule as unknown as (ajv: Ajv) => Ajv;
const valid = addFormats(new Ajv({ allErrors: true, strict: false })).compile(sarifSchema);

test('SARIF of every rule’s failing example is as the standard says, fixes and suppressions included', async () => {
  const all: ScanReport[] = [];
  for (const rule of allRules) all.push(await report(exampleFiles(rule, rule.fails), { rules: [rule], replacements: true }));
  const whole = { ...(await report()), findings: all.flatMap((one) => one.findings) };
  const document = JSON.parse(await reportAs('sarif', whole, allRules, '1.2.3'));
  expect(valid(document) ? [] : valid.errors).toEqual([]);
  expect(document.runs[0].results.filter((one: { fixes?: unknown }) => one.fixes).length).toBeGreaterThan(80);
  expect(document.runs[0].results.at(-1).suppressions).toHaveLength(1);
  // The schema notices what it should.
  document.runs[0].results[0].made = 'up';
  expect(valid(document)).toBe(false);
});

test('a fix told in SARIF makes the text the fix itself makes', async () => {
  for (const text of Object.values({ lf: files['main.tf'], crlf: files['main.tf'].replaceAll('\n', '\r\n') })) {
    const told = await report({ 'main.tf': text }, { replacements: true });
    const [replacement] = told.findings.find(({ rule }) => rule === 'aws-rds-public')?.fix ?? [];
    const lines = text.split('\n');
    const at = (line: number, column: number): number => lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
    const { line = 1, column = 1, endLine = 1, endColumn = 1, text: put = '' } = replacement ?? {};
    const made = text.slice(0, at(line, column)) + put + text.slice(at(endLine, endColumn));
    const fixed = await fix(sourcesOf({ 'main.tf': text }), { ...options, rules: rules.filter(({ id }) => id === 'aws-rds-public') });
    expect(made).toBe(fixed.files.get('main.tf'));
  }
});

test('SARIF tells no fix that replaces what exists: who reads it may make them all', async () => {
  const told = await report(both, { rules: allRules.filter(({ id }) => id === 'aws-ec2-imdsv2'), replacements: true });
  expect(told.findings.map(({ resource, fixable, fix: its }) => `${resource} ${fixable} ${its?.length ?? 0}`)).toEqual([
    'aws_launch_configuration.a true 0',
    'aws_launch_template.a true 1',
  ]);
});

const both = { 'main.tf': 'resource "aws_launch_configuration" "a" {}\nresource "aws_launch_template" "a" {}\n' };

const chosen = (text: string) => ({ settings: readSettings(text, allRules).settings });
const retention = (days: number) => ({ 'main.tf': `resource "aws_db_instance" "d" {\n  backup_retention_period = ${days}\n}\n` });

test('what a rule lets one choose counts: for the finding, its words and its fix', async () => {
  const id = 'aws-rds-backup-retention';
  const more = chosen(`rules:\n  ${id}: { parameters: { days: 14 } }\n`);
  expect(await findings(retention(7), [id])).toEqual([]);
  expect(await findings(retention(7), [id], more)).toEqual([`main.tf:2 aws_db_instance.d ${id}`]);
  const fixed = await fix(sourcesOf(retention(7)), { ...options, ...more, rules: options.rules.filter((rule) => rule.id === id) });
  expect(fixed.files.get('main.tf')).toBe(retention(14)['main.tf']);
});

const old = { 'a.yaml': 'apiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: web\n' };

test.each([
  ['', 1],
  ['1.25', 0],
  ['v1.26.3', 1],
])('an API is gone by the version of the cluster: %j', async (cluster, count) => {
  const id = 'k8s-deprecated-api';
  const more = chosen(`rules:\n  ${id}: { parameters: { cluster: "${cluster}" } }\n`);
  expect(await findings(old, [id], more)).toHaveLength(count);
});

test('parameters that a rule does not have, or of another kind, are said and the rest holds', () => {
  const { settings, notes } = readSettings(
    'rules:\n  aws-default-tags: { parameters: { tags: 3 } }\n  aws-kms-rotation: { parameters: { days: 1 } }\n  k8s-replicas: { parameters: { replica: 3 } }\n',
    allRules,
  );
  expect(settings).not.toBe(noSettings);
  expect(notes).toEqual([
    '.nimbus/rules.yaml gives aws-default-tags a number for tags, which is a list: it stays ["Environment","ManagedBy"].',
    '.nimbus/rules.yaml gives aws-kms-rotation a parameter it does not have: days.',
    '.nimbus/rules.yaml gives k8s-replicas a parameter it does not have: replica; it has replicas.',
  ]);
});
