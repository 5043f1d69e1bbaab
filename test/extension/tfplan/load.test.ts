import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { detailsOf, sentDetails } from '../../../src/extension/tfplan/details.ts';
import { loadPlan, sourceIn, subjectOf } from '../../../src/extension/tfplan/load.ts';
import { shownPlan } from '../../../src/extension/tfplan/shown.ts';
import { type OpenHouse, openHouse } from '../../../src/host/house.ts';
import { documentOf } from '../../domain/terraform/plan.ts';
import { tempFolder } from '../../support/temp.ts';

async function house(): Promise<OpenHouse> {
  const opened = await openHouse(tempFolder());
  onTestFinished(() => opened.dispose());
  return opened;
}

const plan = JSON.stringify(documentOf([{ address: 'aws_vpc.a', actions: ['create'], after: { cidr_block: '10.0.0.0/16' } }]));
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

test.each<{ what: string; content: string | Buffer | undefined; says: string }>([
  { what: 'UTF-8', content: plan, says: 'create aws_vpc.a' },
  { what: 'UTF-16, as PowerShell writes it', content: utf16(plan), says: 'create aws_vpc.a' },
  { what: 'nothing that changes', content: JSON.stringify(documentOf([{ address: 'aws_vpc.a', actions: ['no-op'] }])), says: '' },
  {
    what: 'the saved plan itself',
    content: Buffer.from('PK\u0003\u0004rest'),
    says: 'terraform/not-plan-json: This is not a Terraform plan as JSON: it is the saved plan itself',
  },
  {
    what: 'a state',
    content: '{"version":4,"serial":1,"lineage":"x","resources":[]}',
    says: 'terraform/not-plan-json: This is not a Terraform plan as JSON: it is a state file, not a plan',
  },
  {
    what: 'a plan file of Nimbus',
    content: '{"nimbus": 1, "goal": "x", "steps": []}',
    says: 'terraform/not-plan-json: This is not a Terraform plan as JSON: it is not a JSON object of Terraform’s',
  },
  { what: 'a format of the future', content: '{"format_version":"2.0","resource_changes":[]}', says: 'terraform/plan-json-version: The plan is in format 2.0' },
  { what: 'half of a plan', content: plan.slice(0, 200), says: 'terraform/not-plan-json: This is not a Terraform plan as JSON: it is not complete JSON' },
  { what: 'no file', content: undefined, says: 'files/not-found' },
])('a file with $what', async ({ content, says }) => {
  const folder = tempFolder();
  const file = join(folder, 'plan.json');
  if (content !== undefined) await writeFile(file, content);
  const loaded = await loadPlan({ folder, file }, await house(), true);
  const said = loaded.ok
    ? loaded.value.entries.map(({ action, address }) => `${action} ${address}`).join(', ')
    : `${loaded.failure.code}: ${loaded.failure.message}`;
  expect(said.slice(0, says.length)).toBe(says);
  if (loaded.ok) expect(said).toBe(says);
});

test('a saved plan that is no longer kept', async () => {
  const loaded = await loadPlan({ folder: tempFolder(), plan: 'tfplan-gone' }, await house(), true);
  expect(loaded).toMatchObject({ ok: false, failure: { code: 'terraform/plan-unknown' } });
});

test('nothing secret gets into what the page is sent, wherever in the plan it stands', async () => {
  const opened = await house();
  const folder = tempFolder();
  const canaries = ['canary-before-1', 'canary-after-22', 'canary-output-3', 'canary-variable', 'canary-by-name-5', 'AKIAIOSFODNN7EXAMPLE'];
  const [before, after, output, variable, byName, byFormat] = canaries;
  const document = documentOf(
    [
      {
        address: 'aws_db_instance.main',
        actions: ['update'],
        before: { password: before, note: `it was ${before}`, size: 1 },
        after: { password: after, note: `it is ${after}`, size: 2, tags: { Was: variable } },
        sensitive: { password: true },
      },
      {
        address: 'aws_lambda_function.f',
        actions: ['create'],
        after: { environment: [{ variables: { DB_PASSWORD: byName, KEY: byFormat } }], whole: [{ password: byName }, 1] },
      },
    ],
    {
      output_changes: { url: { actions: ['update'], before: 'a', after: output, after_sensitive: true } },
      variables: { token: { value: variable } },
      configuration: { root_module: { variables: { token: { sensitive: true } } } },
    },
  );
  await mkdir(join(folder, 'infra'));
  const file = join(folder, 'infra', 'plan.json');
  await writeFile(file, JSON.stringify(document));
  const loaded = await loadPlan({ folder, file }, opened, true);
  if (!loaded.ok) throw new Error(loaded.failure.message);
  const { read, entries, about, roots } = loaded.value;
  const clean = <T>(value: T): T => opened.redactor.value(value);
  const details = entries.flatMap((_, row) => detailsOf(read, entries, row, clean) ?? []).map((one) => sentDetails(one, clean));
  const sent = JSON.stringify([clean(shownPlan(read, entries, about, 0)), details]);
  expect(canaries.filter((canary) => sent.includes(canary))).toEqual([]);
  expect(sent).toContain('(sensitive)');
  expect(sent).toContain('it was (sensitive)');
  expect(sent).not.toContain('<secret:');
  expect(roots).toEqual(['infra']);
});

test('what a panel is about comes back as it was, and nothing else does', () => {
  for (const source of [
    { folder: '/w', plan: 'tfplan-1' },
    { folder: '/w', file: '/w/plan.json' },
  ])
    expect(sourceIn(subjectOf(source))).toEqual(source);
  for (const subject of [undefined, '', '{}', '[1]', '{"folder":1,"plan":"x"}', 'tfplan-1']) expect(sourceIn(subject)).toBeUndefined();
});
