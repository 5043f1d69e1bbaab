import { join } from 'node:path';
import { beforeAll, onTestFinished } from 'vitest';
import { terraformTools } from '../../../src/tools/terraform/all.ts';
import { type Called, call } from '../../support/drive-tool.ts';
import { testHouse } from '../../support/house.ts';
import { plant } from '../../support/tree.ts';

// Nothing of the person's own Terraform or AWS reaches a test.
beforeAll(() => {
  for (const name of Object.keys(process.env)) if (/^(TF_|AWS_|NIMBUS_TERRAFORM$)/.test(name)) delete process.env[name];
  process.env.CHECKPOINT_DISABLE = '1';
});

export type World = ReturnType<typeof testHouse>;

/** A workspace with these files, and the Terraform tools. */
export function world(files: Readonly<Record<string, string>> = {}): World {
  const house = testHouse(terraformTools);
  plant(house.folder, files);
  return house;
}

/** Plans, and applies what was planned. */
export async function planAndApply(at: World, input: object = {}): Promise<Called> {
  const planned = await call(at, 'terraform.plan', input);
  if (planned.status !== 'succeeded') return planned;
  return call(at, 'terraform.apply', { plan: planned.output.plan });
}

/** The Terraform of this test, or the OpenTofu. */
export const theProgram = (): string => process.env.NIMBUS_TERRAFORM ?? 'terraform';

/** Another program in its place, until the test ends. */
export function inItsPlace(path: string): void {
  const before = process.env.NIMBUS_TERRAFORM;
  process.env.NIMBUS_TERRAFORM = path;
  onTestFinished(() => {
    if (before === undefined) delete process.env.NIMBUS_TERRAFORM;
    else process.env.NIMBUS_TERRAFORM = before;
  });
}

export const stateFile = (at: World, directory = '.'): string => join(at.folder, directory, 'terraform.tfstate');
