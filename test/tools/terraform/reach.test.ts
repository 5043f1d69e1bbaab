import { expect, test } from 'vitest';
import { planText } from '../../../src/cli/plan-text.ts';
import type { PreviewNote } from '../../../src/domain/event.ts';
import { saysYes } from '../../support/drive-tool.ts';
import { all, start } from '../../support/house.ts';
import { plant } from '../../support/tree.ts';
import { planningHouse } from './planning-house.ts';

/** Records that refer to a database; they stay as they are. */
const records = Array.from({ length: 120 }, (_, i) => `aws_route53_record.shop[${i}]`);
const configuration = {
  root_module: {
    resources: [
      { address: 'aws_db_instance.main', mode: 'managed', type: 'aws_db_instance', name: 'main', expressions: {} },
      {
        address: 'aws_route53_record.shop',
        mode: 'managed',
        type: 'aws_route53_record',
        name: 'shop',
        expressions: { records: { references: ['aws_db_instance.main.address', 'aws_db_instance.main'] } },
      },
    ],
  },
};

/** What is told of applying a plan before it is approved: the note of its preview, and the lines of its text about what it reaches. */
async function told(actions: readonly string[]): Promise<{ readonly note: PreviewNote | undefined; readonly lines: readonly string[] }> {
  const house = planningHouse([{ address: 'aws_db_instance.main', actions }, ...records.map((address) => ({ address, actions: ['no-op'] }))], {
    configuration,
  });
  plant(house.folder, { 'infra/main.tf': 'resource "aws_db_instance" "main" {}\n', 'infra/.terraform.lock.hcl': '# lock\n' });
  const steps = [
    { id: 'plan', tool: 'terraform.plan', input: { directory: 'infra' } },
    { id: 'apply', tool: 'terraform.apply', input: { directory: 'infra', plan: '${steps.plan.output.plan}' } },
  ];
  const lines: string[] = [];
  const consent: typeof saysYes = (seen, decisions, signal) => {
    lines.push(
      ...planText(seen.plan, seen.previews, decisions)
        .split('\n')
        .filter((line) => line.includes('reaches')),
    );
    return saysYes(seen, decisions, signal);
  };
  const events = await all(start(house, steps, { consent }));
  const note = events.flatMap(({ event }) => (event.type === 'step-previewed' && event.id === 'apply' ? [event.preview] : [])).at(0);
  return { note, lines };
}

test('what stays and depends on what an apply changes is told by name before it is approved', async () => {
  const { note, lines } = await told(['delete', 'create']);
  expect(note?.reachedCount).toBe(120);
  expect(note?.reached).toHaveLength(100);
  expect(note?.reached?.[0]).toEqual({ address: 'aws_route53_record.shop[0]', of: 'aws_db_instance.main' });
  expect(lines).toEqual([`    reaches 120 resources that do not change and depend on what does: ${records.slice(0, 8).join(', ')}, …`]);
});

test('what is only made reaches nothing', async () => {
  expect(await told(['create'])).toMatchObject({ note: { digest: expect.any(String) }, lines: [] });
  expect((await told(['create'])).note).not.toHaveProperty('reached');
});
