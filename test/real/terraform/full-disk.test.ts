import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { call } from '../../support/drive-tool.ts';
import { tempFolder } from '../../support/temp.ts';
import { stateFile, world } from './support.ts';

const small = `resource "terraform_data" "first" { input = "one" }\n`;
const large = `${small}
resource "terraform_data" "large" {
  depends_on = [terraform_data.first]
  input      = join("", [for i in range(1000) : format("line %0200d", i)])
}
`;

/** Terraform whose files may not grow beyond so many KB (RLIMIT_FSIZE): what a full disk does to it, but for the name of the error. */
function limited(kb: number): string {
  const path = join(tempFolder(), 'terraform');
  writeFileSync(path, `#!/usr/bin/env bash\nulimit -f ${kb}\nexec terraform "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

test('no room for the state: what Terraform could not save is kept whole, and can be put in its place', async () => {
  const at = world({ 'main.tf': small });
  const first = await call(at, 'terraform.plan');
  expect((await call(at, 'terraform.apply', { plan: first.output.plan })).failure).toBeUndefined();

  writeFileSync(join(at.folder, 'main.tf'), large);
  process.env.NIMBUS_TERRAFORM = limited(64);
  onTestFinished(() => {
    delete process.env.NIMBUS_TERRAFORM;
  });
  const planned = await call(at, 'terraform.plan');
  const { failure } = await call(at, 'terraform.apply', { plan: planned.output.plan });
  const kept = join(at.folder, 'errored.tfstate');
  expect([failure?.code, failure?.message]).toEqual([
    'terraform/state-not-saved',
    `Things were changed, but their state could not be saved where it belongs. ${stateFile(at)} was left half-written. It is in ${kept}; keep that file.`,
  ]);
  expect(failure?.fix).toContain(`put ${kept} in the place of ${stateFile(at)}`);
  expect(existsSync(kept) && JSON.parse(readFileSync(kept, 'utf8')).resources).toHaveLength(2);

  // What the fix says, done.
  delete process.env.NIMBUS_TERRAFORM;
  renameSync(kept, stateFile(at));
  expect((await call(at, 'terraform.stateList')).output.addresses).toEqual(['terraform_data.first', 'terraform_data.large']);
  expect((await call(at, 'terraform.plan')).summary).toMatch(/no changes|nothing/i);
});
