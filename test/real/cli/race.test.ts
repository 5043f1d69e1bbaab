import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nimbus } from './nimbus.ts';

const plan = (round: number) => `nimbus: 1
goal: Line ${round}
steps:
  - id: line
    tool: files.write
    input: { path: log.txt, content: "line ${round}\\n", append: true }
`;

test('two command lines give the same yes at the same moment: it is done once, every time, and the other says why not', async () => {
  const n = await nimbus();
  for (let round = 0; round < 6; round++) {
    writeFileSync(join(n.workspace, 'line.plan.yaml'), plan(round));
    const { hash = '' } = (await n.run(['run', 'line.plan.yaml', '--dry-run', '--json'])).document;
    const both = await Promise.all([0, 1].map(() => n.run(['run', 'line.plan.yaml', '--approve', hash, '--json'])));
    const done = both.filter(({ code }) => code === 0);
    const other = both.find(({ code }) => code !== 0);
    expect(done, both.map(({ stdout }) => stdout).join('\n')).toHaveLength(1);
    // While the first is at it, or after it: then the file is another one, and the hash is of a plan that was carried out.
    expect([other?.code, other?.document.failure?.code]).toEqual(
      other?.document.failure?.code === 'run/folder-busy' ? [2, 'run/folder-busy'] : [3, expect.stringMatching(/^safety\/(other-hash|already-approved)$/)],
    );
    expect(readFileSync(join(n.workspace, 'log.txt'), 'utf8')).toBe(Array.from({ length: round + 1 }, (_, i) => `line ${i}\n`).join(''));
  }
});

test('two command lines take up one run that was cut off: one of them does', async () => {
  const n = await nimbus();
  writeFileSync(
    join(n.workspace, 'slow.plan.yaml'),
    `nimbus: 1
goal: Slow, then a line
steps:
  - id: look
    tool: files.list
    input: { path: . }
  - id: line
    tool: files.write
    input: { path: log.txt, content: "line\\n", append: true }
    dependsOn: [look]
`,
  );
  const { hash = '' } = (await n.run(['run', 'slow.plan.yaml', '--dry-run', '--json'])).document;
  const first = n.start(['run', 'slow.plan.yaml', '--approve', hash]);
  const runId = (await first.line(/"runId":"([^"]+)"/))[1] ?? '';
  await first.line(/"consent-given"/);
  first.kill('SIGKILL');
  await first.ended;
  const asked = await n.run(['run', '--resume', runId, '--json']);
  const again = asked.document.failure?.plan?.hash;
  const both = await Promise.all([0, 1].map(() => n.run(['run', '--resume', runId, ...(again === undefined ? [] : ['--approve', again]), '--json'])));
  expect(both.filter(({ code }) => code === 0).length, both.map(({ stdout }) => stdout).join('\n')).toBeLessThanOrEqual(1);
  expect(readFileSync(join(n.workspace, 'log.txt'), 'utf8')).toBe('line\n');
});
