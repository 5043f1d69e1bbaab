import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lastPlans } from '../../../src/extension/tfplan/last-plans.ts';
import { keptPlans, lastPlanOf } from '../../../src/extension/tfplan/saved.ts';
import { planOfStep } from '../../../src/extension/tfplan/step-plan.ts';
import type { StepView } from '../../../src/protocol/run-fold.ts';
import type { SavedPlan } from '../../../src/tools/terraform/saved/record.ts';
import { documentOf } from '../../domain/terraform/plan.ts';
import { tempFolder } from '../../support/temp.ts';
import { planThread } from './thread.ts';

interface KeptCase {
  readonly id: string;
  readonly kind?: SavedPlan['kind'];
  readonly directory?: string;
  readonly targets?: readonly string[];
  readonly outcome?: SavedPlan['outcome'];
  /** Seconds on a clock of the test's own: when it was made, and when it was last heard of it. */
  readonly made: number;
  readonly touched?: number;
  /** It was made to ask about a call, and nobody asked for it. */
  readonly isPreview?: boolean;
}

const folder = '/somewhere/shop';

/** Plans as they are kept on disk. */
async function kept(...cases: readonly KeptCase[]) {
  const data = tempFolder();
  for (const { id, kind = 'plan', directory = 'infra', targets = [], outcome, made, touched = made, isPreview = false } of cases) {
    const pointers = join(data, 'terraform/previewed');
    await mkdir(pointers, { recursive: true });
    if (isPreview) await writeFile(join(pointers, `call-${id}`), `tfplan-${id}`);
    const place = join(data, 'terraform', 'plans', `tfplan-${id}`);
    await mkdir(place, { recursive: true });
    const record: SavedPlan = {
      id: `tfplan-${id}`,
      kind,
      at: folder,
      directory,
      folder: join(folder, directory),
      options: { varFiles: [], vars: {}, targets: [...targets], replace: [], destroy: kind === 'destroy', refreshOnly: kind === 'drift', refresh: true },
      program: { command: 'terraform', product: 'Terraform', version: '1.14.0' },
      workspace: 'default',
      backend: { type: 'local', label: 'local', identity: 'x' },
      lineage: 'l',
      serial: 1,
      resources: 1,
      facts: {},
      files: {},
      planSha: '',
      showSha: '',
      counts: { add: 1, change: 0, remove: 0, import: 0 },
      changes: 1,
      before: { nothing: true },
      tied: false,
      ...(outcome === undefined ? {} : { outcome }),
    };
    await writeFile(join(place, 'record.json'), JSON.stringify(record));
    await writeFile(join(place, 'plan.json'), JSON.stringify(documentOf([{ address: 'aws_vpc.a', actions: ['create'] }])));
    await utimes(join(place, 'plan.json'), made, made);
    await utimes(join(place, 'record.json'), touched, touched);
  }
  return { folder, scratch: async (key: string) => join(data, key) };
}

test('kept plans, the newest first; those of other folders and half-made ones are left out', async () => {
  const at = await kept({ id: 'a', made: 1 }, { id: 'c', made: 3, directory: '' }, { id: 'b', made: 2, kind: 'destroy' });
  await mkdir(join(await at.scratch('terraform'), 'plans', 'tfplan-half'));
  expect((await keptPlans(at)).map(({ saved }) => saved.id)).toEqual(['tfplan-c', 'tfplan-b', 'tfplan-a']);
  expect((await lastPlanOf('infra', at))?.saved.id).toBe('tfplan-b');
  expect((await lastPlanOf('./infra/', at, ['plan']))?.saved.id).toBe('tfplan-a');
  expect((await lastPlanOf('.', at))?.saved.id).toBe('tfplan-c');
  expect(await keptPlans({ ...at, folder: '/elsewhere' })).toEqual([]);
  expect(await keptPlans({ folder, scratch: async () => '/nowhere' })).toEqual([]);
});

test.each<{ what: string; plans: readonly KeptCase[]; last: readonly string[] }>([
  {
    what: 'the newest of a root module',
    plans: [
      { id: 'old', made: 1 },
      { id: 'new', made: 2 },
    ],
    last: ['tfplan-new'],
  },
  {
    what: 'one of each root module',
    plans: [
      { id: 'a', made: 1 },
      { id: 'b', made: 2, directory: 'other' },
    ],
    last: ['tfplan-a', 'tfplan-b'],
  },
  { what: 'none once it was applied', plans: [{ id: 'a', made: 1, touched: 5, outcome: 'applied' }], last: [] },
  {
    what: 'none once an older one was applied after it',
    plans: [
      { id: 'a', made: 1, touched: 5, outcome: 'applied' },
      { id: 'b', made: 2 },
    ],
    last: [],
  },
  {
    what: 'the next one after that',
    plans: [
      { id: 'a', made: 1, touched: 5, outcome: 'applied' },
      { id: 'b', made: 6 },
    ],
    last: ['tfplan-b'],
  },
  {
    what: 'not one that was made to ask about destroying',
    plans: [
      { id: 'a', made: 1 },
      { id: 'b', made: 2, kind: 'destroy', isPreview: true },
    ],
    last: ['tfplan-a'],
  },
  {
    what: 'a plan to destroy that was asked for',
    plans: [
      { id: 'a', made: 1 },
      { id: 'b', made: 2, kind: 'destroy' },
    ],
    last: ['tfplan-b'],
  },
  {
    what: 'none once that was said yes to',
    plans: [
      { id: 'a', made: 1 },
      { id: 'b', made: 2, touched: 3, kind: 'destroy', outcome: 'applied' },
    ],
    last: [],
  },
  { what: 'one whose apply changed nothing', plans: [{ id: 'a', made: 1, touched: 2, outcome: 'failed' }], last: ['tfplan-a'] },
  { what: 'none that was applied in part', plans: [{ id: 'a', made: 1, touched: 2, outcome: 'partly' }], last: [] },
  {
    what: 'drift',
    plans: [
      { id: 'a', made: 1 },
      { id: 'b', made: 2, kind: 'drift' },
    ],
    last: ['tfplan-b'],
  },
])('what a lens tells of: $what', async ({ plans, last }) => {
  const found = await lastPlans(await kept(...plans), planThread);
  expect(found.map(({ saved }) => saved.id).sort()).toEqual([...last]);
  for (const { blocks } of found) expect([...blocks.values()].flatMap((own) => [...own.values()])).toEqual([{ address: 'aws_vpc.a', says: 'create' }]);
});

const step = (id: string, tool: string, input: unknown, result?: unknown) => ({ step: { id, tool, input }, result }) as StepView;

test.each<{ what: string; steps: readonly StepView[]; of: string; id: string | undefined }>([
  { what: 'that it made', steps: [step('plan', 'terraform.plan', {}, { plan: 'tfplan-1' })], of: 'plan', id: 'tfplan-1' },
  { what: 'that it is given', steps: [step('apply', 'terraform.apply', { plan: 'tfplan-2' })], of: 'apply', id: 'tfplan-2' },
  {
    what: 'that an earlier step made',
    steps: [step('plan', 'terraform.plan', {}, { plan: 'tfplan-3' }), step('apply', 'terraform.apply', { plan: '${steps.plan.output.plan}' })],
    of: 'apply',
    id: 'tfplan-3',
  },
  {
    what: 'that is not made yet',
    steps: [step('plan', 'terraform.plan', {}), step('apply', 'terraform.apply', { plan: '${steps.plan.output.plan}' })],
    of: 'apply',
    id: undefined,
  },
  { what: 'that its preview made', steps: [step('gone', 'terraform.destroy', { directory: './infra' })], of: 'gone', id: 'tfplan-all' },
  { what: 'of the same targets', steps: [step('gone', 'terraform.destroy', { directory: 'infra', targets: ['aws_vpc.a'] })], of: 'gone', id: 'tfplan-one' },
  { what: 'of another folder', steps: [step('gone', 'terraform.destroy', { directory: 'other' })], of: 'gone', id: undefined },
  { what: 'of no step', steps: [], of: 'gone', id: undefined },
])('the plan of a step: one $what', async ({ steps, of, id }) => {
  const at = await kept(
    { id: 'older', made: 1, kind: 'destroy' },
    { id: 'all', made: 2, kind: 'destroy' },
    { id: 'one', made: 3, kind: 'destroy', targets: ['aws_vpc.a'] },
    { id: 'plain', made: 4 },
  );
  expect(await planOfStep(steps, of, at)).toBe(id);
});
