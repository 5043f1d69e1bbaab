import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { planText } from '../../../bench/support/plan-text.ts';
import { cleanInParts } from '../../../src/extension/tfplan/clean.ts';
import { detailsOf, sentDetails } from '../../../src/extension/tfplan/details.ts';
import { loadPlan, sourceIn, subjectOf } from '../../../src/extension/tfplan/load.ts';
import { draftOf, type Next, nextOf } from '../../../src/extension/tfplan/next.ts';
import { PlanThread, ThreadEnded } from '../../../src/extension/tfplan/thread.ts';
import type { Doing } from '../../../src/extension/tfplan/worker/messages.ts';
import { type OpenHouse, openHouse } from '../../../src/host/house.ts';
import { addressOf } from '../../../src/protocol/tfplan.ts';
import { Redactor } from '../../../src/safety/redact.ts';
import { documentOf } from '../../domain/terraform/plan.ts';
import { tempFolder } from '../../support/temp.ts';
import { planShown } from '../../webview/tfplan/plan.ts';
import { planThread } from './thread.ts';

/** The thread that a panel has its plan read on; one for all, as starting one takes longer than what it is asked. */
let doing: Doing[] = [];
const thread = new PlanThread(planThread, (now) => doing.push(now));
afterAll(() => thread[Symbol.dispose]());

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
  const loaded = await loadPlan({ folder, file }, await house(), true, thread);
  const said = loaded.ok
    ? loaded.value.shown.rows.map(({ action }, row) => `${action} ${addressOf(loaded.value.shown, row)}`).join(', ')
    : `${loaded.failure.code}: ${loaded.failure.message}`;
  expect(said.slice(0, says.length)).toBe(says);
  if (loaded.ok) expect(said).toBe(says);
});

test('a plan is cleaned in parts as it is as a whole, and what else waits comes in between', async () => {
  const redactor = new Redactor({});
  redactor.hide('token', 'canary-in-a-row');
  const rows = Array.from({ length: 600 }, (_, i) => `create aws_vpc.${i === 420 ? 'canary-in-a-row' : `vpc_${i}`}`);
  const shown = { ...planShown(rows.map((row) => [row])), title: 'of canary-in-a-row' };
  let pauses = 0;
  const parts = await cleanInParts(
    shown,
    (value) => redactor.value(value),
    async () => {
      pauses += 1;
    },
  );
  expect(parts).toEqual(redactor.value(shown));
  expect(JSON.stringify(parts)).not.toContain('canary');
  expect(pauses).toBe(3);
});

test('a saved plan that is no longer kept', async () => {
  const loaded = await loadPlan({ folder: tempFolder(), plan: 'tfplan-gone' }, await house(), true, thread);
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
  const loaded = await loadPlan({ folder, file }, opened, true, thread);
  if (!loaded.ok) throw new Error(loaded.failure.message);
  const { shown, roots } = loaded.value;
  const clean = <T>(value: T): T => opened.redactor.value(value);
  const facts = await Promise.all([...shown.rows.keys(), shown.rows.length].map((row) => thread.ask('row', { row })));
  expect(facts.at(-1)).toBeUndefined();
  const details = facts.flatMap((one) => (one === undefined ? [] : [sentDetails(detailsOf(one, clean), clean)]));
  expect(details.map(({ address }) => address)).toEqual(shown.rows.map((_, row) => addressOf(shown, row)));
  const sent = JSON.stringify([clean(shown), details]);
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

test('reading goes on beside what else is done, says how far it is, and can be stopped at any moment', async () => {
  const opened = await house();
  const folder = tempFolder();
  const file = join(folder, 'plan.json');
  await writeFile(file, planText(400));
  doing = [];
  const loaded = await loadPlan({ folder, file }, opened, true, thread);
  expect(loaded.ok && loaded.value.shown.rows.length).toBeGreaterThan(300);
  expect(doing.map(({ says, step, of }) => `${step} of ${of} ${says}`)).toEqual([
    '1 of 3 Reading the file',
    expect.stringMatching(/^2 of 3 Taking [\d.]+ [kM]B of JSON apart$/),
    expect.stringMatching(/^3 of 3 Judging [\d,]+ resources$/),
  ]);

  const stopped: PlanThread = new PlanThread(planThread, () => stopped[Symbol.dispose]());
  await expect(loadPlan({ folder, file }, opened, true, stopped)).rejects.toThrow(ThreadEnded);
  await expect(stopped.ask('row', { row: 0 })).rejects.toThrow(ThreadEnded);
});

test('a thread whose program is not there says so', async () => {
  const thread = new PlanThread(new URL('nowhere.ts', planThread));
  await expect(thread.ask('row', { row: 0 })).rejects.toThrow(/Reading the plan broke: .*nowhere/);
});

const saved: Parameters<typeof draftOf>[1] = {
  id: 'tfplan-1',
  kind: 'plan',
  directory: 'infra',
  workspace: 'default',
  options: { varFiles: ['prod.tfvars'], vars: {}, targets: [], replace: [], destroy: false, refreshOnly: false, refresh: true },
};
const change = { name: 'aws_vpc.a', module: 0, type: 0, action: 'create', risk: 'low' } as const;

test.each<{
  what: string;
  of?: Partial<Parameters<typeof nextOf>[0]>;
  rows?: readonly (typeof change)[];
  denied?: boolean;
  old?: boolean;
  next: Next | undefined;
}>([
  { what: 'one that was looked at', next: 'apply' },
  { what: 'one to destroy', of: { kind: 'destroy' }, next: 'apply' },
  { what: 'one that was applied', of: { outcome: 'applied' }, next: 'plan' },
  { what: 'one that is being applied', of: { outcome: 'begun' }, next: undefined },
  { what: 'one of files that changed since', old: true, next: 'plan' },
  { what: 'one that policies forbid, as one that failed half-way', denied: true, next: 'plan' },
  { what: 'one that changes nothing', rows: [], next: undefined },
  { what: 'one of an import, which applies itself', of: { kind: 'import' }, next: undefined },
])('what is left to do with a plan: $what', ({ of = {}, rows = [change], denied = false, old = false, next }) => {
  expect(nextOf({ ...saved, ...of }, { rows, decision: denied ? 'deny' : 'confirm' }, old)).toBe(next);
});

test('applying applies that plan, and planning again plans as it was planned', () => {
  expect(draftOf('apply', saved).steps).toMatchObject([{ tool: 'terraform.apply', input: { directory: 'infra', plan: 'tfplan-1' } }]);
  const input = { directory: '.', workspace: 'blue', varFiles: ['prod.tfvars'], refresh: true };
  expect(draftOf('plan', { ...saved, directory: '', workspace: 'blue' })).toMatchObject({
    goal: 'Terraform plan of the workspace folder',
    steps: [{ tool: 'terraform.plan', input }],
  });
});
