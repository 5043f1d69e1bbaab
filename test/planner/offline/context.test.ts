import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseContext } from '../../../src/cli/context.ts';
import { gatherContext } from '../../../src/host/context.ts';

test('what is around is read from the folder alone', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'nimbus-context-')));
  try {
    mkdirSync(join(folder, '.git'));
    mkdirSync(join(folder, 'infra'));
    writeFileSync(join(folder, '.git', 'HEAD'), 'ref: refs/heads/feature/x\n');
    writeFileSync(join(folder, 'infra', 'main.tf'), '');
    writeFileSync(join(folder, 'notes.txt'), '');
    const { files, gitBranch, today } = await gatherContext(folder, {
      profiles: { inUse: () => undefined },
      env: { HOME: folder },
      now: new Date('2026-11-21T23:30:00Z'),
    });
    expect({ files, gitBranch, today }).toEqual({ files: ['infra/main.tf'], gitBranch: 'feature/x', today: '2026-11-21' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('--context takes long and short names, lists, and tells what it does not know', () => {
  expect(parseContext(['branch=main', 'kube-context=eks-staging', 'files=a.tf,b.tf', 'awsRegin=x'])).toEqual({
    context: { gitBranch: 'main', kubeContext: 'eks-staging', files: ['a.tf', 'b.tf'] },
    warnings: ['There is no context awsRegin; it was passed over. Did you mean awsRegion?'],
  });
  expect(() => parseContext(['main'])).toThrow('--context main is not key=value.');
});
