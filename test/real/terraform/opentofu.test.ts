import { beforeAll, expect, test } from 'vitest';
import { ensureGoProgram } from '../../../scripts/setup/go-programs.mjs';
import { findTerraform } from '../../../src/tools/terraform/program.ts';
import { world } from './support.ts';
// The same tests once more, on a real OpenTofu.
import './after-a-crash.test.ts';
import './format.test.ts';
import './lifecycle.test.ts';
import './lookers.test.ts';
import './one-run.test.ts';
import './state.test.ts';
import './stopped.test.ts';

beforeAll(async () => {
  process.env.NIMBUS_TERRAFORM = await ensureGoProgram('tofu');
});

test('it is OpenTofu that answers', async () => {
  const at = world();
  const found = await findTerraform(at.workplace(at.folder, new AbortController().signal, () => {}));
  expect(found).toMatchObject({ ok: true, value: { product: 'OpenTofu', version: expect.stringMatching(/^1\.\d+\.\d+$/) } });
});
