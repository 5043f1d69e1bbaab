import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, preview, takeBack } from '../../support/drive-tool.ts';
import { tree } from '../../support/tree.ts';
import { planAndApply, stateFile, type World, world } from './support.ts';

const one = 'resource "terraform_data" "a" {\n  input = "one"\n}\n';

/** Values of what is managed, as the state has them. */
const managed = (at: World): Record<string, unknown> =>
  existsSync(stateFile(at))
    ? Object.fromEntries(
        JSON.parse(readFileSync(stateFile(at), 'utf8')).resources.flatMap(
          (r: { type: string; name: string; instances: { attributes: { input: { value: unknown } } }[] }) =>
            r.instances.map((i) => [`${r.type}.${r.name}`, i.attributes.input?.value]),
        ),
      )
    : {};

test('a plan leaves no trace in the folder and gives what applies it', async () => {
  const at = world({ 'main.tf': one });
  const planned = await call(at, 'terraform.plan');
  expect(planned.failure).toBeUndefined();
  expect(planned.output).toMatchObject({
    directory: '.',
    workspace: 'default',
    counts: { add: 1, change: 0, remove: 0, import: 0 },
    changes: [{ address: 'terraform_data.a', action: 'create', type: 'terraform_data' }],
  });
  expect(Object.keys(tree(at.folder))).toEqual(['main.tf']);

  const applied = await call(at, 'terraform.apply', { plan: planned.output.plan });
  expect(applied.failure).toBeUndefined();
  expect({ status: applied.status, summary: applied.summary, verdict: applied.verdict }).toEqual({
    status: 'succeeded',
    summary: 'Applied: 1 resource made.',
    verdict: { met: true },
  });
  expect(managed(at)).toEqual({ 'terraform_data.a': 'one' });
  expect(Object.keys(tree(at.folder)).sort()).toEqual(['main.tf', 'terraform.tfstate']);

  const back = await takeBack(at, applied);
  expect({ status: back.status, failure: back.failure, verdict: back.verdict }).toEqual({ status: 'succeeded', failure: undefined, verdict: { met: true } });
  expect(managed(at)).toEqual({});
});

test('a change is taken back to the configuration that was applied before it', async () => {
  const at = world({ 'main.tf': one });
  expect((await planAndApply(at)).status).toBe('succeeded');
  writeFileSync(join(at.folder, 'main.tf'), `${one.replace('one', 'two')}resource "terraform_data" "b" {\n  input = "new"\n}\n`);
  const second = await planAndApply(at);
  expect(second.failure).toBeUndefined();
  expect(managed(at)).toEqual({ 'terraform_data.a': 'two', 'terraform_data.b': 'new' });
  const back = await takeBack(at, second);
  expect(back.failure).toBeUndefined();
  expect(managed(at)).toEqual({ 'terraform_data.a': 'one' });
});

test('destroy goes through a plan of its own, and can be taken back', async () => {
  const at = world({ 'main.tf': one });
  await planAndApply(at);
  const seen = await preview(at, 'terraform.destroy', {});
  expect(seen).toMatchObject({ summary: 'Destroy 1 resource of this folder', impacts: [{ address: 'terraform_data.a', operation: 'delete' }] });
  const gone = await call(at, 'terraform.destroy');
  expect({ status: gone.status, failure: gone.failure, summary: gone.summary, verdict: gone.verdict }).toEqual({
    status: 'succeeded',
    failure: undefined,
    summary: 'Destroyed 1 resource.',
    verdict: { met: true },
  });
  expect(managed(at)).toEqual({});
  const back = await takeBack(at, gone);
  expect(back.failure).toBeUndefined();
  expect(managed(at)).toEqual({ 'terraform_data.a': 'one' });
});

test('destroying one thing leaves the rest', async () => {
  const at = world({ 'main.tf': `${one}resource "terraform_data" "b" {\n  input = "two"\n}\n` });
  await planAndApply(at);
  const gone = await call(at, 'terraform.destroy', { targets: ['terraform_data.a'] });
  expect({ failure: gone.failure, verdict: gone.verdict }).toEqual({ failure: undefined, verdict: { met: true } });
  expect(managed(at)).toEqual({ 'terraform_data.b': 'two' });
  const back = await takeBack(at, gone);
  expect(back.failure).toBeUndefined();
  expect(managed(at)).toEqual({ 'terraform_data.a': 'one', 'terraform_data.b': 'two' });
});
