import fs from 'node:fs';
import { expect, test, vi } from 'vitest';
import { inOrder } from '../../src/cli/arguments.ts';
import { buildProgram, groupsOf } from '../../src/cli/program.ts';

/** A command line that ends before any work: what is said, and how. */
async function check(line: string, expected: { readonly code: number; readonly says: string }): Promise<void> {
  let said = '';
  const keep = (text: unknown) => {
    said += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(fs, 'writeSync').mockImplementation((_file: number, text: unknown) => Number(keep(text))),
    vi.spyOn(process.stdout, 'write').mockImplementation(keep),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep),
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`exit ${code}`);
    }),
  ];
  const argv = process.argv;
  const args = line.split(' ').filter(Boolean);
  process.argv = ['node', 'nimbus', ...args];
  try {
    const program = buildProgram();
    await expect(program.parseAsync(inOrder(args, groupsOf(program)), { from: 'user' })).rejects.toThrow(`exit ${expected.code}`);
  } finally {
    process.argv = argv;
    for (const spy of spies) spy.mockRestore();
  }
  expect(said).toContain(expected.says);
}

const json = (message: string, fix: string) =>
  JSON.stringify({ code: 'usage/invalid', category: 'validation', severity: 'low', recoverable: true, message, fix });

for (const [line, says] of [
  ['scna', '✗ There is no command nimbus scna.\n  Did you mean scan? nimbus --help lists the commands.\n'],
  ['runs lst', '✗ There is no command nimbus runs lst.\n  Did you mean list? nimbus runs --help lists the commands.\n'],
  ['git comit', '✗ There is no command nimbus git comit.\n  Did you mean commit? nimbus git --help lists the commands.\n'],
  ['scan . --fomat json', '✗ nimbus scan has no option --fomat.\n  Did you mean --format? nimbus scan --help lists the options.\n'],
  ['git commit --mesage x', '✗ nimbus git commit has no option --mesage.\n  Did you mean --message? nimbus git commit --help lists the options.\n'],
  ['runs show', '✗ nimbus runs show needs <run>.\n'],
  ['generate terraform', '✗ nimbus generate needs --answers <file>.\n'],
  ['runs list --limit', '✗ --limit needs a value: --limit <n>.\n'],
  ['plan list pods', '✗ nimbus plan takes one argument, and got 2.\n  Put what has spaces in it into quotes.'],
  ['runs', 'Usage: nimbus runs [options] [command]'],
  ['git', 'Usage: nimbus git [options] [command]'],
  ['', 'Usage: nimbus [options] [command]'],
  ['scna --json', json('There is no command nimbus scna.', 'Did you mean scan? nimbus --help lists the commands.')],
  ['--json runs', json('nimbus runs needs a command.', 'nimbus runs --help lists the commands.')],
  ['--json', json('nimbus needs a command.', 'nimbus --help lists the commands.')],
] as const)
  test(`bad usage: nimbus ${line}`, () => check(line, { code: 2, says }));

for (const [line, says] of [
  ['help', 'Usage: nimbus [options] [command]'],
  ['help runs list', 'Usage: nimbus runs list [options]'],
  ['runs help', 'Usage: nimbus runs [options] [command]'],
  ['help git commit', 'Usage: nimbus git commit [options]'],
  ['git commit --help', 'Options of every command:\n  --cwd <dir>'],
  ['--json scan --help', 'Usage: nimbus scan [options] [path]'],
] as const)
  test(`help: nimbus ${line}`, () => check(line, { code: 0, says }));

test('help says nothing of switches that are off', async () => {
  await expect(check('run --help', { code: 0, says: '(default: false)' })).rejects.toThrow('to contain');
});

const groups = new Set(['runs', 'git']);
for (const [line, ordered] of [
  ['--json runs list', 'runs list --json'],
  ['runs --json list', 'runs list --json'],
  ['--cwd a --profile=b scan x', 'scan --cwd a --profile=b x'],
  ['git --cwd a commit --message m', 'git commit --cwd a --message m'],
  ['--cwd', ''],
  ['--version', '--version'],
  ['run --json x -- --cwd', 'run --json x -- --cwd'],
] as const)
  test(`in order: ${line}`, () => expect(inOrder(line.split(' '), groups).join(' ')).toBe(ordered));
