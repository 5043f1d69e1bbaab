import { posix } from 'node:path';

/** A program with its arguments. */
export interface Line {
  readonly program: string;
  readonly args: readonly string[];
}

/** Programs that start the one their arguments name, after options of their own. */
const starters = new Set(
  'sudo doas su env nohup setsid nice ionice timeout time gtimeout stdbuf unbuffer xargs parallel exec command builtin eval chroot ssh watch script flock strace ltrace find busybox'.split(
    ' ',
  ),
);
/** Programs that read a text as command lines. */
const shells = new Set('sh bash zsh dash ksh fish csh tcsh ash cmd powershell pwsh su ssh eval env watch script parallel xargs busybox'.split(' '));

/** A line in a line in a line …: nobody writes more of them in good faith. */
const depthMax = 6;

/** The name a program goes by: the last part of its path, without an ending. */
export const nameOf = (program: string): string =>
  posix
    .basename(program.replaceAll('\\', '/'))
    .toLowerCase()
    .replace(/\.(exe|cmd|bat)$/, '');

/**
 * A command line and every one that may be within it: what `sudo`, `env` or `timeout` start, what `bash -c` reads. Options of
 * such programs are not known one by one: whatever stands where a program may stand, and is one of `known`, is taken for one.
 */
export function linesWithin(line: Line, known: (name: string) => boolean, depth = 0): readonly Line[] {
  const name = nameOf(line.program);
  if (depth >= depthMax) return [line];
  // One more starter has all that follows for its own: only the first is gone into.
  const next = line.args.findIndex((arg) => starters.has(nameOf(arg)));
  const started = starters.has(name)
    ? line.args.flatMap((arg, i) => (i === next || (!starters.has(nameOf(arg)) && known(nameOf(arg))) ? [after(line.args, i)] : []))
    : [];
  const read = shells.has(name) ? line.args.filter((arg) => /[\s;&|`(]/.test(arg)).flatMap(commandsIn) : [];
  return [line, ...[...started, ...read].flatMap((inner) => linesWithin(inner, known, depth + 1))];
}

const after = (args: readonly string[], i: number): Line => ({ program: args[i] ?? '', args: args.slice(i + 1) });

/** The simple commands of a shell's text, those within `$( )`, `( )` and backticks too; what variables stand for is not known. */
export function commandsIn(text: string): readonly Line[] {
  const commands: string[][] = [[]];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  const endWord = (): void => {
    if (word !== undefined) commands.at(-1)?.push(word);
    word = undefined;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? '';
    const substitutes = quote !== "'" && (c === '`' || (c === '$' && text[i + 1] === '('));
    if (substitutes || (quote === undefined && /[;&|()`\n]/.test(c))) {
      endWord();
      commands.push([]);
      if (c === '$') i++;
      // What stands in quotes around a substitution is read as though there were none.
      quote = undefined;
    } else if (c === '\\' && quote !== "'") word = (word ?? '') + (text[++i] ?? '');
    else if (c === quote) quote = undefined;
    else if (quote === undefined && (c === '"' || c === "'")) {
      quote = c;
      word ??= '';
    } else if (quote === undefined && /\s/.test(c)) endWord();
    else word = (word ?? '') + c;
  }
  endWord();
  return commands.flatMap((words) => {
    const rest = words.slice(words.findIndex((w) => !/^\w+=/.test(w) && !/^(if|then|else|elif|do|while|until|for|!|\{|time)$/.test(w)));
    const [program, ...args] = rest;
    return program === undefined ? [] : [{ program, args }];
  });
}
