import { expect, onTestFinished, test, vi } from 'vitest';
import { listTools, showTool } from '../../src/cli/commands/tools.ts';
import type { Screen } from '../../src/cli/screen.ts';
import { tempFolder } from '../support/temp.ts';
import { printed } from './screen.ts';

/** What a command of the registry prints, on a store of the test's own. */
async function said(work: (screen: Screen) => Promise<number>, json = false): Promise<string> {
  vi.stubEnv('NIMBUS_DATA_DIR', tempFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const { out, code } = await printed(tempFolder(), work, { json });
  expect(code).toBe(0);
  return out;
}
const example = {
  title: 'Commit what is staged',
  input: { message: 'Explain how to run the tests' },
  command: "nimbus git commit --message 'Explain how to run the tests'",
};

test('a tool shows how it is called: to a person as a command line, as data with its input', async () => {
  expect(await said((screen) => showTool('git.commit', screen))).toContain(`\nExamples\n  ${example.title}\n    ${example.command}\n`);
  expect(JSON.parse(await said((screen) => showTool('git.commit', screen), true)).tool).toMatchObject({
    name: 'git.commit',
    effect: 'write',
    examples: [example],
  });
});

test('the list has the examples of every tool, and says so where there are none', async () => {
  const { tools } = JSON.parse(await said(listTools, true)) as { tools: readonly { name: string; examples: readonly object[] }[] };
  expect(tools.find(({ name }) => name === 'git.commit')?.examples).toEqual([example]);
  expect(tools.find(({ name }) => name === 'git.restoreRef')?.examples).toEqual([]);
});
