import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { call } from '../../support/drive-tool.ts';
import { tempFolder } from '../../support/temp.ts';
import { world } from './support.ts';

/** The real program, but for one subcommand: that one does nothing, complains on standard error, and ends with 0. */
function lyingAt(subcommand: string, says = ''): string {
  const path = join(tempFolder(), 'terraform');
  const words = says === '' ? '' : `echo '${says}'; `;
  writeFileSync(path, `#!/usr/bin/env bash\nif [ "$1" = ${subcommand} ]; then ${words}echo 'Error: provider crashed' >&2; exit 0; fi\nexec terraform "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

const summary = JSON.stringify({
  '@level': 'info',
  '@message': 'Apply complete!',
  type: 'change_summary',
  changes: { add: 1, change: 0, remove: 0, import: 0, operation: 'apply' },
});

test.each([
  ['says nothing', ''],
  ['says it is complete', summary],
])('an apply that does nothing, ends with 0 and %s is not taken for done', async (_what, says) => {
  const at = world({ 'main.tf': 'resource "terraform_data" "a" { input = "one" }\n' });
  process.env.NIMBUS_TERRAFORM = lyingAt('apply', says);
  onTestFinished(() => {
    delete process.env.NIMBUS_TERRAFORM;
  });
  const planned = await call(at, 'terraform.plan');
  expect(planned.status, planned.failure?.message).toBe('succeeded');
  const applied = await call(at, 'terraform.apply', { plan: planned.output.plan });
  const end = applied.events.at(-1)?.event;
  if (end?.type !== 'run-ended') throw new Error('no end');
  expect(end.outcome).toBe('failed');
  expect([applied.failure?.message ?? '', ...end.missing].join('\n')).toMatch(/terraform_data\.a|state|not/);
});
