import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ok } from '../../src/domain/failure/failure.ts';
import type { Tool } from '../../src/domain/tool.ts';
import { generateTerraform } from '../../src/generators/terraform/tool.ts';
import { all, start, testHouse } from '../support/house.ts';
import { tree } from '../support/tree.ts';

const answers = {
  'project.name': 'shop',
  'project.environment': 'dev',
  'project.region': 'eu-central-1',
  'project.components': ['bucket'],
  'bucket.names': ['uploads'],
  'output.layout': 'flat',
};

const open = `resource "aws_security_group_rule" "door" {
  type              = "ingress"
  description       = "Anybody, for a test"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = "sg-0123456789abcdef0"
}
`;

/** What a plan of the bucket says of best practices before it is approved, in a workspace with some files. */
async function foreseen(files: Readonly<Record<string, string>>): Promise<readonly string[] | undefined> {
  const house = testHouse([generateTerraform as unknown as Tool]);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house.folder, path)), { recursive: true });
    writeFileSync(join(house.folder, path), text);
  }
  const before = tree(house.folder);
  const events = await all(
    start(house, [{ id: 'files', tool: 'generate.terraform', input: { answers, out: 'infra' } }], { consent: async () => ok(undefined) }),
  );
  expect(tree(house.folder)).toEqual(before);
  const seen = events.flatMap(({ event }) => (event.type === 'step-previewed' ? [event.preview] : []))[0];
  return seen?.findings?.map(({ severity, file, line, rule }) => `${severity} ${file}:${line} ${rule}`);
}

test('what is generated has no findings, and the plan says that it was looked at', async () => expect(await foreseen({})).toEqual([]));

test('a file of the person’s own in the folder counts as it will', async () =>
  expect(await foreseen({ 'infra/door.tf': open })).toEqual(['critical infra/door.tf:7 aws-sg-open-admin-ports']));

test('the workspace’s settings hold', async () =>
  expect(await foreseen({ 'infra/door.tf': open, '.nimbus/rules.yaml': 'rules:\n  aws-sg-open-admin-ports: off\n' })).toEqual([]));
