import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, workplace } from '../../support/drive-tool.ts';
import { stateFile, type World, world } from './support.ts';

type Answer = 'done' | 'not-started' | 'unknown';

interface Case {
  readonly what: string;
  /** What happened to the plan before anybody asks. */
  readonly happens: (at: World, plan: string) => Promise<unknown>;
  readonly answer: Answer;
}

const record = async (at: World, plan: string): Promise<string> => join(await workplace(at).scratch('terraform'), 'plans', plan, 'record.json');

/** As a process leaves it that was killed after it began. */
async function begun(at: World, plan: string): Promise<void> {
  const path = await record(at, plan);
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), outcome: 'begun' }));
}

const cases: readonly Case[] = [
  { what: 'never began', happens: async () => {}, answer: 'not-started' },
  { what: 'was applied', happens: (at, plan) => call(at, 'terraform.apply', { plan }), answer: 'done' },
  {
    what: 'was applied by Terraform, but nobody wrote that down',
    happens: async (at, plan) => {
      await call(at, 'terraform.apply', { plan });
      await begun(at, plan);
    },
    answer: 'done',
  },
  { what: 'began, and the state says nothing', happens: begun, answer: 'unknown' },
  {
    what: 'was done in part',
    happens: async (at, plan) => {
      await call(at, 'terraform.apply', { plan });
      await begun(at, plan);
      const state = JSON.parse(readFileSync(stateFile(at), 'utf8'));
      writeFileSync(stateFile(at), JSON.stringify({ ...state, serial: state.serial + 1, resources: state.resources.slice(1) }));
    },
    answer: 'unknown',
  },
];

test.each(cases)('after a crash, an apply that $what', async ({ happens, answer }) => {
  const at = world({ 'main.tf': 'resource "terraform_data" "a" {}\nresource "terraform_data" "b" {}\n' });
  const planned = await call(at, 'terraform.plan');
  const { plan } = planned.output;
  await happens(at, plan);
  const apply = at.tools.get('terraform.apply');
  expect(await apply?.inspect?.(apply.input.parse({ plan }), workplace(at))).toBe(answer);
});
