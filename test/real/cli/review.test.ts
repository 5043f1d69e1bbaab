import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ChangeCase, documentOf, recordedText } from '../../domain/terraform/plan.ts';
import { nimbus } from './nimbus.ts';

const database: readonly ChangeCase[] = [
  { address: 'aws_db_instance.main', actions: ['delete'], reason: 'delete_because_no_resource_config', before: { skip_final_snapshot: true } },
];
const plan = JSON.stringify(documentOf(database));

interface Case {
  readonly what: string;
  /** Name and content; absent: standard input. */
  readonly file?: readonly [name: string, content: string | Uint8Array];
  readonly stdin?: string;
  readonly more?: readonly string[];
  readonly code?: number;
  readonly says: object;
}

const critical = { decision: 'confirm', risk: 'critical' };

test.each<Case>([
  {
    what: 'a plan as JSON',
    file: ['plan.json', plan],
    more: ['--environment', 'prod'],
    says: {
      nimbus: 1,
      ...critical,
      environment: { name: 'prod' },
      items: [{ address: 'aws_db_instance.main', operation: 'delete', decision: 'confirm', risk: 'critical', typed: 'aws_db_instance.main' }],
      cost: { priced: 0, unpriced: 1 },
      blastRadius: { resources: ['aws_db_instance.main'], changing: 1, dependents: [] },
    },
  },
  { what: 'whatever it is called', file: ['plan.yaml', plan], says: critical },
  { what: 'as PowerShell writes it', file: ['plan.json', Buffer.from(`\ufeff${plan}`, 'utf16le')], says: critical },
  { what: 'from standard input', stdin: plan, says: critical },
  {
    what: 'a state that is older than the last one',
    file: ['plan.json', JSON.stringify(documentOf([{ address: 'aws_vpc.a', actions: ['create'] }]))],
    more: ['--context', 'lineage=a', 'serial=3', 'lastLineage=a', 'lastSerial=9', 'lastResources=40'],
    says: { decision: 'deny', risk: 'critical' },
  },
  {
    what: 'the words people use',
    file: ['plan.json', plan],
    more: ['--environment', 'Production'],
    says: { environment: { name: 'prod', because: '--environment says Production' } },
  },
  {
    what: 'a plan file in YAML',
    file: ['a.plan.yaml', 'nimbus: 1\ngoal: Look\nsteps:\n  - { id: a, tool: files.list, input: {} }\n'],
    says: { decision: 'allow', items: [{ step: 'a', operation: 'read' }] },
  },
  {
    what: 'a plan file in JSON',
    file: ['a.json', '{"nimbus":1,"goal":"Look","steps":[{"id":"a","tool":"files.list","input":{}}]}'],
    says: { decision: 'allow', items: [{ step: 'a' }] },
  },
  { what: 'a state', file: ['a.json', recordedText('state')], code: 2, says: { failure: { code: 'terraform/not-plan-json' } } },
  { what: 'the saved plan', file: ['tfplan', 'PK\u0003\u0004rest'], code: 2, says: { failure: { code: 'terraform/not-plan-json' } } },
  { what: '10 MB that are nothing', file: ['a.json', `{${'x'.repeat(10_000_000)}`], code: 2, says: { failure: { code: 'terraform/not-plan-json' } } },
  {
    what: 'prices of infracost, where it is not installed',
    file: ['a.json', plan],
    more: ['--prices', 'infracost'],
    code: 5,
    says: { failure: { code: 'program/missing' } },
  },
  { what: 'prices of nobody', file: ['a.json', plan], more: ['--prices', 'guess'], code: 2, says: { failure: { code: 'usage/invalid' } } },
  { what: 'a serial that is no number', file: ['a.json', plan], more: ['--context', 'serial=old'], code: 2, says: { failure: { code: 'usage/invalid' } } },
])('review of $what', async ({ file, stdin, more = [], code = 0, says }) => {
  const n = await nimbus();
  if (file !== undefined) writeFileSync(join(n.workspace, file[0]), file[1]);
  const ended = await n.run(['review', file?.[0] ?? '-', ...more, '--json'], { env: { PATH: '/nowhere' }, ...(stdin === undefined ? {} : { stdin }) });
  expect(ended.document).toMatchObject(says);
  expect(ended.code).toBe(code);
});

test('as a person reads it', async () => {
  const n = await nimbus();
  const changes: readonly ChangeCase[] = [...database, { address: 'aws_nat_gateway.a', actions: ['create'], after: { region: 'us-east-1' } }];
  writeFileSync(join(n.workspace, 'plan.json'), JSON.stringify(documentOf(changes)));
  const { stdout } = await n.run(['review', 'plan.json', '--environment', 'dev']);
  expect(stdout).toBe(`confirm, risk critical · environment dev: --environment says dev
  1 to create, 1 to delete
  what it would do is critical (aws_db_instance.main) [critical-by-name]
  data would be lost (aws_db_instance.main) [data-by-name]

  ✖ delete   aws_db_instance.main  critical  confirm: type “aws_db_instance.main”
      it holds data · data is deleted · its resource block is gone from the configuration · no last snapshot is made
  + create   aws_nat_gateway.a     low       confirm

cost: +32.85 USD a month by list prices of 2026-11-21 · 1 priced, 1 unpriced: what those cost is not known (aws_db_instance)
reaches nothing beyond what it changes
`);
});
