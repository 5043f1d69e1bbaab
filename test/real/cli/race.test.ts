import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

test('a plan file that was edited after its approval is not run on it: not the one written by hand, nor the one saved for an approval', async () => {
  const n = await nimbus();
  const written = join(n.workspace, 'line.plan.yaml');
  writeFileSync(written, plan(0));
  const asked = (await n.run(['run', 'line.plan.yaml', '--json'])).document.failure?.plan ?? { path: '', hash: '' };
  for (const path of [written, asked.path]) {
    const text = readFileSync(path, 'utf8');
    const edited = text.replace('line 0', 'line 0, and more');
    expect(edited).not.toBe(text);
    writeFileSync(path, edited);
    expect(await n.run(['run', path, '--approve', asked.hash, '--json'])).toMatchObject({
      code: 3,
      document: { failure: { code: 'safety/other-hash', message: expect.stringContaining('Nothing was run') } },
    });
    writeFileSync(path, text);
  }
  expect(existsSync(join(n.workspace, 'log.txt'))).toBe(false);
  expect((await n.run(['run', asked.path, '--approve', asked.hash, '--json'])).code).toBe(0);
});

test('whoever can write the folder can’t have a plan run without a yes: a policy in it that allows everything asks all the same', async () => {
  const n = await nimbus();
  writeFileSync(join(n.workspace, 'line.plan.yaml'), plan(0));
  mkdirSync(join(n.workspace, '.nimbus'));
  writeFileSync(
    join(n.workspace, '.nimbus', 'policy.yaml'),
    'nimbus: 1\nrules:\n  - { id: all, when: { effect: [write, change, destroy] }, answer: allow, because: the folder says so }\n',
  );
  const asked = await n.run(['run', 'line.plan.yaml', '--json']);
  expect(asked).toMatchObject({ code: 4, document: { failure: { code: 'safety/needs-approval' } } });
  expect(asked.stderr).toContain('counts for that only once you have accepted it as it is: nimbus policy accept');
  expect((await n.run(['policy', 'accept', '--json'])).code).toBe(0);
  expect((await n.run(['run', 'line.plan.yaml', '--json'])).code).toBe(0);
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
