import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { showInForce } from '../../src/cli/commands/policy.ts';
import { acceptPolicy } from '../../src/cli/commands/policy-accept.ts';
import { tempFolder } from '../support/temp.ts';
import { printed } from './screen.ts';

const rule = (id: string, answer: string) => `  - { id: ${id}, when: { tool: git.push }, answer: ${answer}, because: so ${id} says }\n`;

/** What holds in a folder with these policies. */
async function check({ user, workspace }: { readonly user?: string; readonly workspace?: string }, json = false) {
  const [folder, data] = [tempFolder(), tempFolder()];
  vi.stubEnv('NIMBUS_DATA_DIR', data);
  onTestFinished(() => void vi.unstubAllEnvs());
  if (user !== undefined) writeFileSync(join(data, 'policy.yaml'), user);
  mkdirSync(join(folder, '.nimbus'));
  if (workspace !== undefined) writeFileSync(join(folder, '.nimbus', 'policy.yaml'), workspace);
  const { out, code } = await printed(folder, showInForce, { json });
  return { code, out: out.replaceAll(data, '${data}').replaceAll(folder, '${workspace}') };
}

test('what holds here, and where each part of it comes from', async () => {
  const { code, out } = await check({
    user: `nimbus: 1\nlimits: { deletions: 50 }\nrules:\n${rule('mine', 'allow')}`,
    workspace: `nimbus: 1\nlimits: { deletions: 60, calls: 5, monthlyCost: { dev: 10 } }\nrules:\n${rule('theirs', 'type')}`,
  });
  expect(code).toBe(0);
  const lines = out.split('\n');
  expect(lines.slice(0, 6)).toEqual([
    '# Policies in force in ${workspace}',
    '',
    expect.stringMatching(/^- \*\*What ships with Nimbus\*\* \(ships\): \d+ rules, \d+ examples\. Holds where nothing else says anything\.$/),
    '- **${data}/policy.yaml** (yours): 1 rule, 0 examples. Outranks what ships, and may be milder.',
    '- **.nimbus/policy.yaml** (this folder): 1 rule, 0 examples. Not accepted as it is: it only makes things stricter (nimbus policy accept).',
    '',
  ]);
  for (const line of [
    '| deletions | 50 | yours |',
    '| calls | 5 | this folder |',
    '| resources | 200 | ships |',
    '| monthlyCost.dev | 10 | this folder |',
    '| type | tool: git.push | so theirs says | theirs | this folder |',
    '| allow | tool: git.push | so mine says | mine | yours |',
  ])
    expect(lines).toContain(line);
});

test('a folder’s policy is accepted as it is written, and no other text in its place', async () => {
  const [folder, data] = [tempFolder(), tempFolder()];
  vi.stubEnv('NIMBUS_DATA_DIR', data);
  onTestFinished(() => void vi.unstubAllEnvs());
  mkdirSync(join(folder, '.nimbus'));
  const path = join(folder, '.nimbus', 'policy.yaml');
  const counts = async () => /\(this folder\): .* examples\. (.*)/.exec((await printed(folder, showInForce, {})).out)?.[1];
  writeFileSync(path, `nimbus: 1\nrules:\n${rule('theirs', 'allow')}`);
  expect(await counts()).toMatch(/^Not accepted/);
  expect((await printed(folder, acceptPolicy, {})).out).toContain('allow    theirs: so theirs says');
  expect(await counts()).toMatch(/^Accepted as it is/);
  writeFileSync(path, `nimbus: 1\nrules:\n${rule('theirs', 'allow')}${rule('more', 'allow')}`);
  expect(await counts()).toMatch(/^Not accepted/);
  writeFileSync(path, 'nimbus: [');
  expect(await printed(folder, acceptPolicy, {})).toMatchObject({ code: 2, err: expect.stringContaining('.nimbus/policy.yaml is not used: line 1') });
});

test('with nothing of one’s own, what ships', async () => {
  const { code, out } = await check({}, true);
  const { files, limits, broken } = JSON.parse(out);
  expect([code, files.map((one: { from: string }) => one.from), broken, limits[0]]).toEqual([
    0,
    ['shipped'],
    [],
    { name: 'resources', value: 200, from: 'shipped' },
  ]);
});

test('a policy that can’t be used is said, and that nothing is changed while it is there', async () => {
  const { code, out } = await check({ workspace: 'nimbus: 1\nruels: []\n' });
  expect(code).toBe(2);
  expect(out).toContain('**Nothing is changed here until this is right:**\n\n- .nimbus/policy.yaml is not used: ruels is not a word of a policy.');
});
