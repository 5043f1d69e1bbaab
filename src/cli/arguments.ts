/** Options that every command has, and whether a value follows. */
const everywhere: ReadonlyMap<string, boolean> = new Map([
  ['--cwd', true],
  ['--profile', true],
  ['--json', false],
  ['--events', false],
  ['--verbose', false],
  ['--no-color', false],
]);

/**
 * A command line as the commands read it: options that every command has may stand before it (`nimbus --json runs list`), and
 * `help` may stand for `--help` (`nimbus help runs list`). `groups`: commands whose next word is a command.
 */
export function inOrder(args: readonly string[], groups: ReadonlySet<string>): readonly string[] {
  const words: string[] = [];
  const early: string[] = [];
  let asksHelp = false;
  let at = 0;
  const isComplete = () => words.length === 2 || (words.length === 1 && !groups.has(words[0] ?? ''));
  for (; at < args.length && !isComplete(); at++) {
    const arg = args[at] ?? '';
    const [name = ''] = arg.split('=', 1);
    const takesValue = everywhere.get(name);
    if (takesValue !== undefined) {
      early.push(arg);
      if (takesValue && name === arg) early.push(...args.slice(++at, at + 1));
    } else if (arg.startsWith('-')) break;
    else if (arg === 'help') asksHelp = true;
    else words.push(arg);
  }
  // With no command to take them they mean nothing; what is missing is said instead.
  return [...words, ...(isComplete() ? early : []), ...args.slice(at), ...(asksHelp ? ['--help'] : [])];
}
