import { expect, test } from 'vitest';
import { detailsOf, rowFacts } from '../../../src/extension/tfplan/details.ts';
import { entriesOf } from '../../../src/extension/tfplan/entries.ts';
import { type ReadPlan, readDocument, readPlan } from '../../../src/extension/tfplan/read-plan.ts';
import { shownPlan } from '../../../src/extension/tfplan/shown.ts';
import { addressOf, readToTfplan, type ShownPlan } from '../../../src/protocol/tfplan.ts';
import { type ChangeCase, documentOf, recordedText } from '../../domain/terraform/plan.ts';

const about = { title: 'infra/', where: ['workspace default'], remarks: [], hasCode: true };

function read(changes: readonly ChangeCase[], rest: Readonly<Record<string, unknown>> = {}): ReadPlan {
  const document = readDocument(JSON.stringify(documentOf(changes, rest)));
  if (!document.ok) throw new Error(document.failure.message);
  return readPlan(document.value.plan, document.value.document, { environment: { name: 'staging', because: 'the test says so' } });
}

/** What the page gets, after the way over the wire. */
function shown(plan: ReadPlan): ShownPlan {
  const got = readToTfplan(JSON.parse(JSON.stringify(shownPlan(plan, entriesOf(plan), about, 0))));
  if (!got.ok || got.message.type !== 'show') throw new Error(got.ok ? got.message.type : got.problem);
  return got.message;
}

/** What a row expands to, with nothing secret in it. */
function detail(plan: ReadPlan, row: number) {
  const facts = rowFacts(plan, entriesOf(plan), row);
  return facts && detailsOf(facts, (value) => value);
}

/** `replace aws_db_instance.a critical: forced by engine_version [engine_version]`. */
const rows = (plan: ShownPlan): readonly string[] =>
  plan.rows.map((row, i) => {
    const names = row.attributes === undefined ? [] : (plan.attributeSets[row.attributes] ?? []).map((at) => plan.attributeNames[at]);
    return `${row.action} ${addressOf(plan, i)} ${row.risk}${row.note === undefined ? '' : `: ${row.note}`}${names.length === 0 ? '' : ` [${names.join(' ')}]`}`;
  });

test('every kind of thing a plan can do is a row, what does not change is none', () => {
  const plan = read(
    [
      { address: 'aws_vpc.same', actions: ['no-op'] },
      { address: 'aws_vpc.new', actions: ['create'], after: { cidr_block: '10.0.0.0/16' }, unknown: { id: true } },
      {
        address: 'module.store["eu"].aws_db_instance.main',
        actions: ['delete', 'create'],
        reason: 'replace_because_cannot_update',
        before: { engine_version: '13' },
        after: { engine_version: '14' },
        replacePaths: [['engine_version']],
      },
      { address: 'aws_instance.gone', actions: ['delete'], reason: 'delete_because_no_resource_config', before: { ami: 'a' } },
      { address: 'aws_instance.left', actions: ['forget'] },
      { address: 'aws_instance.there', actions: ['no-op'], importing: true },
      { address: 'aws_instance.named', actions: ['no-op'], was: 'aws_instance.old' },
      { address: 'data.aws_ami.linux', actions: ['read'], reason: 'read_because_config_unknown' },
      { address: 'aws_instance.odd', actions: ['frobnicate'] },
    ],
    {
      resource_drift: [
        { address: 'aws_vpc.same', mode: 'managed', type: 'aws_vpc', name: 'same', change: { actions: ['update'], before: { a: 1 }, after: { a: 2 } } },
      ],
      output_changes: { url: { actions: ['update'], before: 'a', after: 'b' }, quiet: { actions: ['no-op'] } },
    },
  );
  expect(rows(shown(plan))).toEqual(
    [
      'create aws_vpc.new low [cidr_block id]',
      'replace module.store["eu"].aws_db_instance.main critical: forced by engine_version [engine_version]',
      'delete aws_instance.gone high: its resource block is gone from the configuration [ami]',
      'forget aws_instance.left medium: ',
      'import aws_instance.there low',
      'move aws_instance.named low: was aws_instance.old',
      'read data.aws_ami.linux low: what it asks for is known only while applying',
      'unknown aws_instance.odd medium',
      'drift aws_vpc.same low [a]',
      'output output.url low [value]',
    ].map((line) => line.replace(/: $/, '')),
  );
  expect(shown(plan).modules.slice(0, 2)).toEqual(['', 'module.store["eu"]']);
  expect(shown(plan).unchanged).toBe(3);
  expect(shown(plan).reasons[0]?.text).toMatch(/^module\.store\["eu"\]\.aws_db_instance\.main: it holds data/);
  expect(shown(plan).reasons[0]?.row).toBe(1);
});

test('what a row expands to: why, before and after, what depends on it, what it costs', () => {
  const plan = read(
    [
      {
        address: 'aws_instance.web',
        actions: ['delete', 'create'],
        reason: 'replace_because_cannot_update',
        before: { instance_type: 't3.small', ami: 'ami-1', availability_zone: 'eu-central-1a' },
        after: { instance_type: 't3.large', ami: 'ami-2', availability_zone: 'eu-central-1a' },
        replacePaths: [['ami']],
      },
      { address: 'aws_eip.web', actions: ['update'] },
      { address: 'aws_route53_record.web', actions: ['no-op'] },
    ],
    {
      configuration: {
        root_module: {
          resources: [
            { address: 'aws_instance.web', mode: 'managed', type: 'aws_instance', expressions: {} },
            {
              address: 'aws_eip.web',
              mode: 'managed',
              type: 'aws_eip',
              expressions: { instance: { references: ['aws_instance.web.id', 'aws_instance.web'] } },
            },
            {
              address: 'aws_route53_record.web',
              mode: 'managed',
              type: 'aws_route53_record',
              expressions: { records: { references: ['aws_eip.web.public_ip', 'aws_eip.web'] } },
            },
          ],
        },
      },
    },
  );
  const details = detail(plan, 0);
  expect(details?.why[0]).toBe('It is replaced because ami can’t be changed in place.');
  expect(details?.why.join(' ')).toContain('The old one goes before the new one is there.');
  expect(details?.attributes).toEqual([
    { path: 'ami', before: '"ami-1"', after: '"ami-2"', forces: true },
    { path: 'instance_type', before: '"t3.small"', after: '"t3.large"' },
  ]);
  expect(details?.dependents).toEqual([
    { address: 'aws_eip.web', row: 1, direct: true },
    { address: 'aws_route53_record.web', direct: false },
  ]);
  expect(details?.cost).toMatch(/^\$\d+\.\d\d → \$\d+\.\d\d a month/);
  expect(detail(plan, 99)).toBeUndefined();
});

test('a plan that is not whole says so first', () => {
  const remarks = (rest: Readonly<Record<string, unknown>>) =>
    shown(read([{ address: 'aws_vpc.a', actions: ['create'] }], rest)).remarks.map(({ level, text }) => `${level}: ${text}`);
  expect(remarks({})).toEqual([]);
  expect(remarks({ errored: true })).toEqual([
    'error: Planning failed half-way, so this is not all it would do and it can’t be applied. Mend what failed and plan again.',
  ]);
  const checks = (...messages: readonly string[]) => [
    { address: { to_display: 'check.fine' }, status: 'pass', instances: [] },
    { address: { to_display: 'aws_vpc.a' }, status: 'fail', instances: [{ problems: messages.map((message) => ({ message })) }] },
  ];
  expect(remarks({ errored: true, checks: checks('One is not two.') })).toEqual([
    expect.stringContaining('Mend what failed'),
    'error: aws_vpc.a: One is not two.',
  ]);
  expect(remarks({ checks: checks() })).toEqual(['warning: aws_vpc.a does not hold.']);
  expect(remarks({ checks: checks('1', '2', '3', '4', '5', '6', '7') }).slice(-2)).toEqual(['warning: aws_vpc.a: 5', 'warning: 2 more checks do not hold.']);
  expect(remarks({ complete: false })[0]).toMatch(/^warning: It is a part only.*another plan is needed/);
});

test.each([
  ['PK\u0003\u0004', 'it is the saved plan itself'],
  ['', 'it is empty'],
  ['[1]', 'it is not a JSON object'],
  ['{"format_version": "1.2", ', 'it is not complete JSON'],
  ['{"format_version":"1.0","values":{}}', 'it is a state as JSON, not a plan'],
  ['{"format_version":"7.3","resource_changes":[]}', 'The plan is in format 7.3, and Nimbus reads format 1'],
])('what is no plan is told: %j', (content, says) => {
  const got = readDocument(content);
  expect(got.ok ? '' : got.failure.message).toContain(says);
});

test('what Terraform itself wrote is read, whatever it does', () => {
  for (const name of ['every-action', 'first-time', 'destroy', 'targeted', 'errored']) {
    const document = readDocument(recordedText(name));
    if (!document.ok) throw new Error(`${name}: ${document.failure.message}`);
    const plan = readPlan(document.value.plan, document.value.document, {});
    const entries = entriesOf(plan);
    expect(entries.map((_, row) => detail(plan, row)?.address)).toEqual(entries.map(({ address }) => address));
  }
});
