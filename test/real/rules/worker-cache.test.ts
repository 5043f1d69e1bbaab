import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startWorker } from '../../extension/rules/support.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';

const key = 'resource "aws_kms_key" "k" {\n  description = "x"\n}\n';
const rotation = (rule: string): boolean => rule === 'aws-kms-rotation';

test('what was worked out is there in the next session, unless a file changed or the cache is damaged', async () => {
  const root = tempFolder();
  const cache = join(tempFolder(), 'rules.json');
  plant(root, { 'a/main.tf': key, 'b/main.tf': key });
  const session = async (): Promise<{ cached: number; findings: string[] }> => {
    await using worker = startWorker();
    worker.client.send({ type: 'begin', root, walk: true, exclude: [], cache });
    await worker.idle();
    const last = worker.said.findLast((message) => message.type === 'progress');
    return { cached: last?.type === 'progress' ? last.cached : -1, findings: worker.of(root).findings(rotation) };
  };
  const both = ['a/main.tf:1 aws-kms-rotation', 'b/main.tf:1 aws-kms-rotation'];
  expect(await session()).toEqual({ cached: 0, findings: both });
  expect(existsSync(cache)).toBe(true);
  expect(await session()).toEqual({ cached: 2, findings: both });
  writeFileSync(join(root, 'b/main.tf'), `# longer\n${key}`);
  expect(await session()).toEqual({ cached: 1, findings: ['a/main.tf:1 aws-kms-rotation', 'b/main.tf:2 aws-kms-rotation'] });
  writeFileSync(cache, readFileSync(cache, 'utf8').slice(0, 100));
  expect((await session()).cached).toBe(0);
});
