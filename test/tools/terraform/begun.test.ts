import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noteBegun, strayNames, straysOf } from '../../../src/tools/terraform/saved/begun.ts';
import { placeOf, type SavedPlan } from '../../../src/tools/terraform/saved/record.ts';
import { workplace } from '../../support/drive-tool.ts';
import { testHouse } from '../../support/house.ts';

const address = 'aws_lb.web';
const line = (type: string, more: object = {}, action = 'create') => JSON.stringify({ type, hook: { resource: { addr: address }, action, ...more } });
const started = line('apply_start');
const made = line('apply_complete', { id_key: 'id', id_value: 'lb-2' });
const state = (...instances: readonly object[]) => JSON.stringify({ resources: [{ mode: 'managed', type: 'aws_lb', name: 'web', instances }] });
const has = (id: string) => ({ attributes: { id } });

interface Case {
  readonly what: string;
  readonly said: readonly string[];
  readonly actions?: readonly string[];
  readonly after?: object;
  readonly sensitive?: object;
  readonly state: string | undefined;
  readonly told: string | undefined;
}

const one = (name: string) => `May exist, Terraform’s state does not know it: ${address}${name}.`;
const cases: readonly Case[] = [
  { what: 'began and was not heard of again', said: [started], state: '', told: one(' (name web)') },
  { what: 'began, with no state to look at', said: [started], state: undefined, told: one(' (name web)') },
  { what: 'was made and is in the state', said: [started, made], state: state(has('lb-2')), told: undefined },
  { what: 'was made and is not in the state', said: [started, made], state: state(), told: one(' (name web)') },
  { what: 'was made, with no state to look at', said: [started, made], state: undefined, told: undefined },
  { what: 'could not be made', said: [started, line('apply_errored')], state: '', told: undefined },
  { what: 'was being deleted', said: [line('apply_start', {}, 'delete')], state: '', told: undefined },
  { what: 'replaces what the state still shows', said: [started], actions: ['create', 'delete'], state: state(has('lb-1')), told: one(' (name web)') },
  {
    what: 'replaced what waits to be deleted',
    said: [started],
    actions: ['create', 'delete'],
    state: state({ ...has('lb-1'), deposed: 'a1' }),
    told: one(' (name web)'),
  },
  { what: 'replaced the former one', said: [started], actions: ['create', 'delete'], state: state(has('lb-2')), told: undefined },
  { what: 'has only an id', said: [started, made], after: {}, state: '', told: one(' (id lb-2)') },
  { what: 'has a tag for a name', said: [started], after: { tags: { Name: 'front' } }, state: '', told: one(' (tag Name front)') },
  { what: 'has a name that is a secret', said: [started], sensitive: { name: true }, state: '', told: one('') },
];

test.each(cases)('what $what', async ({ said, actions = ['create'], after = { name: 'web' }, sensitive = {}, state: text, told }) => {
  const at = workplace(testHouse([]));
  const saved = { id: 'tfplan-0123456789abcdef0123' } as SavedPlan;
  const place = await placeOf(saved.id, at);
  mkdirSync(place, { recursive: true });
  const before = actions.includes('delete') ? { id: 'lb-1', name: 'web' } : null;
  const change = { address, mode: 'managed', type: 'aws_lb', name: 'web', change: { actions, before, after, after_sensitive: sensitive } };
  writeFileSync(join(place, 'plan.json'), JSON.stringify({ format_version: '1.2', resource_changes: [change] }));
  const note = noteBegun(place);
  for (const message of ['not a message', ...said]) note(message);
  const strays = await straysOf(saved, text, at);
  expect(strays.length === 0 ? undefined : strayNames(strays)).toBe(told);
});
