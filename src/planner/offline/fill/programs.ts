import { verbOf } from '../index.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

/** Splits as a shell would without being one: quotes group, nothing expands. */
export function argv(text: string): readonly string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? '');
}

/** What people start by its name alone. */
const known = /^(make|npm|npx|yarn|pnpm|go|cargo|python3?|node|docker|bash|sh|pytest|mvn|gradle|task|just|deno|bun|tox|poetry)$/;

/** What is to be started, and what with: a command in quotes, or the words behind "run". */
export function program(tokens: readonly Token[], request: string, { input, used }: Filling): void {
  const given = tokens.find((t) => t.kind === 'command') ?? tokens.find((t) => t.kind === 'quote');
  let parts: readonly string[] = [];
  if (given !== undefined) {
    parts = argv(given.text);
    used.add(given);
  } else {
    const run = tokens.findIndex((t) => /^(run|execute|exec|start|invoke|call|launch)(ning|ing)?$/.test(t.word));
    const isBare = run < 0 && known.test(tokens[0]?.text ?? '');
    const rest = tokens.slice(run + 1);
    const skip = rest.findIndex((t) => !/^(the|a|an|shell|command|script|program|this|my|our|following|please|me|:|in|it)$/.test(t.word));
    const words = skip < 0 ? [] : rest.slice(skip);
    const stop = words.findIndex((t, n) => n > 0 && /^(in|inside|from|within|under)$/.test(t.word));
    const through = interpreter(words) ?? usedToRun(tokens);
    if (through !== undefined) {
      input.program = through.program.text;
      input.args = through.args.map((t) => t.text);
      for (const t of [through.program, ...through.args]) used.add(t);
      return;
    }
    const kept = (stop < 0 ? words : words.slice(0, stop)).filter((t) => !used.has(t) || t.kind === 'flag');
    const [first] = kept;
    const last = kept.at(-1);
    if (first !== undefined && last !== undefined && (run >= 0 || isBare))
      parts = argv(request.slice(first.at, last.end).replace(/ with (?:the |an? )?(?:args?|arguments?|options?|parameters?) /, ' '));
    for (const t of kept) used.add(t);
    if (parts.length === 1 && /^(tests?|build|linter|it|that|this|command|script|something)$/.test(parts[0] ?? '')) parts = [];
  }
  const [head, ...args] = parts;
  if (head === undefined) return;
  input.program = head;
  if (args.length > 0) input.args = args;
}

/** "run scripts/seed.py with python3": what runs a file, and the file. */
function interpreter(words: readonly Token[]): { readonly program: Token; readonly args: readonly Token[] } | undefined {
  const [file] = words;
  const at = words.findIndex((t, n) => n > 0 && /^(with|using|by|through|via|under)$/.test(t.word));
  const after = words[at + 1]?.word === 'the' ? at + 2 : at + 1;
  const program = words[after];
  if (/^(arg|args|argument|arguments|option|options|parameter|parameters|the|a)$/.test(program?.word ?? '')) return undefined;
  if (file?.kind !== 'path' || !/\.\w+$/.test(file.text) || at < 0 || program?.kind !== 'word' || !/^[a-z][\w.+-]*$/.test(program.text)) return undefined;
  return { program, args: words.slice(0, at).filter((t) => t.kind !== 'mark') };
}

/** "use python3 to run tools/gen.py" */
function usedToRun([use, program, to, run, ...rest]: readonly Token[]): { readonly program: Token; readonly args: readonly Token[] } | undefined {
  if (!/^(use|using)$/.test(use?.word ?? '') || program?.kind !== 'word' || to?.word !== 'to' || !/^(run|execute|start)$/.test(run?.word ?? ''))
    return undefined;
  const stop = rest.findIndex((t) => /^(in|inside|from|within|under)$/.test(t.word));
  return { program, args: (stop < 0 ? rest : rest.slice(0, stop)).filter((t) => t.kind !== 'mark') };
}

/** The command that is to run in a container. */
export function command(tokens: readonly Token[], request: string, { input, used }: Filling): void {
  const verb = tokens.findIndex((t) => /^(run|execute|exec)$/.test(t.word));
  const quoted = tokens.findIndex((t) => t.kind === 'command' || t.kind === 'quote');
  const program = tokens[verb + 1];
  // `run psql -c "select 1"`: the quote is one of its arguments.
  if (verb >= 0 && quoted > verb + 1 && program?.kind === 'word' && tokens.slice(verb + 2, quoted).every((t) => t.kind === 'flag')) {
    const rest = tokens.slice(verb + 1, quoted + 1);
    input.command = argv(request.slice(program.at, tokens[quoted]?.end));
    for (const t of rest) used.add(t);
    return;
  }
  const given = tokens.find((t) => t.kind === 'command') ?? tokens.find((t) => t.kind === 'quote');
  const dashes = / -- (.+)$/s.exec(request.slice(tokens[0]?.at ?? 0, tokens.at(-1)?.end));
  if (given !== undefined) {
    input.command = argv(given.text);
    used.add(given);
  } else if (dashes?.[1] !== undefined) {
    input.command = argv(dashes[1]);
    const from = (tokens[0]?.at ?? 0) + dashes.index;
    for (const t of tokens) if (t.at >= from) used.add(t);
  } else {
    // "run ls /tmp in pod web-0": what stands between the verb and the place.
    const run = tokens.findIndex((t) => /^(run|execute|exec)$/.test(t.word));
    const end = tokens.findIndex((t, n) => n > run + 1 && /^(in|inside|on|within|into)$/.test(t.word));
    const colon = tokens.findIndex((t, n) => n > 1 && t.kind === 'mark' && t.word === ':');
    // "exec web-0: env", "get into web-0 and run env": to the end.
    const inside = tokens.findIndex((t, n) => n > 0 && /^(inside|within)$/.test(t.word));
    const from = tokens[inside - 1]?.word === 'from' ? inside - 1 : inside;
    // "curl localhost:8080 from inside pod web-0": what is none of our verbs is the program.
    const led = run < 0 && from > 0 && tokens[0]?.kind === 'word' && verbOf(tokens[0]) === undefined ? tokens.slice(0, from) : [];
    const words =
      led.length > 0
        ? led
        : colon > 0
          ? tokens.slice(colon + 1)
          : run >= 0 && end > run
            ? tokens.slice(run + 1, end)
            : run > 0 && end < 0
              ? tokens.slice(run + 1)
              : [];
    const first = words.find((t) => !/^(the|a|command)$/.test(t.word));
    const last = words.at(-1);
    if (first !== undefined && last !== undefined) {
      input.command = argv(request.slice(first.at, last.end));
      for (const t of words) used.add(t);
    }
  }
}
