import { expect, onTestFinished, test, vi } from 'vitest';
import { rollBack } from '../../src/cli/commands/rollback.ts';
import { listRuns } from '../../src/cli/commands/runs.ts';
import { type ScanCommandOptions, scan } from '../../src/cli/commands/scan-run.ts';
import type { Screen } from '../../src/cli/screen.ts';
import { tempFolder } from '../support/temp.ts';
import { plant, tree } from '../support/tree.ts';
import { type Printed, printed } from './screen.ts';

const files = {
  'infra/main.tf': '# Ours\r\nresource "aws_kms_key" "k" {\r\n  description = "x" # keep\r\n}\r\n',
  'infra/more.tf': 'resource "aws_db_instance" "d" {\n  publicly_accessible = true\n}\n',
  'notes.txt': 'x',
};
const fixing: ScanCommandOptions = { format: 'json', failOn: 'low', fix: true, yes: false, render: true, rule: ['aws-kms-rotation', 'aws-rds-logs'] };

test('scan --fix asks first, fixes what it was told to, reports what is left, and is taken back to the same bytes', { timeout: 60_000 }, async () => {
  vi.stubEnv('NIMBUS_DATA_DIR', tempFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const folder = tempFolder();
  plant(folder, files);
  const before = tree(folder);
  const run = (options: Partial<ScanCommandOptions>): Promise<Printed> => printed(folder, (screen) => scan('infra', { ...fixing, ...options }, screen));

  const asked = await run({});
  expect([asked.code, asked.out]).toEqual([4, '']);
  expect(asked.err).toContain('Fix 1 finding in 1 file');
  expect(tree(folder)).toEqual(before);

  // What has no fix is left, and told; nothing but the report is on standard output.
  const fixed = await run({ yes: true });
  expect(fixed.code, fixed.err).toBe(1);
  expect(JSON.parse(fixed.out)).toMatchObject({
    fixed: 1,
    changed: ['infra/main.tf'],
    findings: [{ rule: 'aws-rds-logs', file: 'more.tf', fixable: false }],
  });
  expect(fixed.err).toContain('Fixed 1 finding in 1 file; 1 left.');
  expect(tree(folder)).toEqual({
    ...before,
    'infra/main.tf': '# Ours\r\nresource "aws_kms_key" "k" {\r\n  description         = "x" # keep\r\n  enable_key_rotation = true\r\n}\r\n',
  });

  const told = async (work: (screen: Screen) => Promise<number>) => JSON.parse((await printed(folder, work, { json: true })).out);
  const { runs } = await told((screen) => listRuns({ all: false, limit: '1', status: 'succeeded' }, screen));
  const { hash } = await told((screen) => rollBack(runs[0].id, {}, screen));
  expect((await printed(folder, (screen) => rollBack(runs[0].id, { approve: hash }, screen))).code).toBe(0);
  expect(tree(folder)).toEqual(before);
});

test('scan --fix says what it does not take, and does nothing', async () => {
  const folder = tempFolder();
  plant(folder, files);
  const before = tree(folder);
  for (const [options, says] of [
    [{ baseline: 'known.json' }, '--fix takes no --baseline.\n  Name the file as `baseline` in .nimbus/rules.yaml'],
    [{ severity: 'high' }, '--fix takes no --severity'],
  ] as const) {
    const { code, err } = await printed(folder, (screen) => scan('infra', { ...fixing, yes: true, ...options }, screen));
    expect(code).toBe(2);
    expect(err).toContain(says);
  }
  expect(tree(folder)).toEqual(before);
});
