import { isAbsolute } from 'node:path';
import type { Outcome } from '../../src/domain/failure/failure.ts';
import { ok } from '../../src/domain/failure/failure.ts';
import type { ExecOptions, Finished, Workplace } from '../../src/domain/workplace.ts';
import { isWithin, type Place } from './fuzz-input.ts';

/** One start of a program: all that reaches it. */
export interface Start {
  readonly cwd: string;
  readonly args: readonly string[];
  /** What the tool adds to the environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: string | undefined;
}

interface Taken extends Start {
  readonly answer: Outcome<Finished>;
}

/** Takes down how the real program was started with harmless texts, and what it answered. */
export function recording(at: Workplace): { readonly at: Workplace; readonly taken: Taken[] } {
  const taken: Taken[] = [];
  return {
    taken,
    at: {
      ...at,
      exec: async (program, args, options) => {
        const answer = await at.exec(program, args, options);
        taken.push({ ...startOf(at, args, options), answer });
        return answer;
      },
    },
  };
}

export interface Replay {
  /** Folders it may be started in. */
  readonly roots: readonly string[];
  /** Takes out of a text what differs from call to call anyway. */
  readonly plain: (text: string) => string;
  /** How else a text arrives, and is answered: a path as it is meant, a name without what stands before it. */
  readonly form?: (text: string) => string;
  /** The text is a path: what became of it as an argument lies within the roots. */
  readonly paths?: boolean;
  /** An answer that depends on where it is asked. */
  readonly answer?: (start: Start) => string | undefined;
}

/**
 * A program that knows a hostile text as the real one knew the harmless one: what it is started with must be what the real
 * one was, the hostile text in the place of the harmless one and nowhere else, and is answered like that. All else is told
 * in `problems`, and answered with a failure.
 */
export function replaying(
  at: Workplace,
  taken: readonly Taken[],
  { benign }: Pick<Place, 'benign'>,
  value: string,
  { roots, plain, form, paths = false, answer }: Replay,
): { readonly at: Workplace; readonly problems: string[]; starts(): number } {
  const forms = [(text: string) => text, ...(form === undefined ? [] : [form])].map((as) => [as(benign), as(value)] as const);
  const [told, toldAs] = forms.at(-1) ?? [benign, value];
  const problems: string[] = [];
  const asked = new Map<string, number>();
  let starts = 0;
  const isOne = (now: string, before: string): boolean =>
    now === before ||
    plain(now) === plain(before) ||
    forms.some(([harmless, hostile]) => before.includes(harmless) && plain(now) === plain(before.replaceAll(harmless, () => hostile)));
  const isLike = (now: Start, before: Start): boolean => {
    if (now.args.length !== before.args.length || (now.input === undefined) !== (before.input === undefined)) return false;
    const end = before.args.indexOf('--');
    const sound = now.args.every((arg, i) => {
      const old = before.args[i] ?? '';
      return isOne(arg, old) && (old.startsWith('-') || !arg.startsWith('-') || (end >= 0 && end < i));
    });
    const names = Object.keys(before.env);
    return (
      sound &&
      names.length === Object.keys(now.env).length &&
      names.every((name) => name in now.env && isOne(now.env[name] ?? '', before.env[name] ?? '')) &&
      isOne(now.input ?? '', before.input ?? '')
    );
  };
  return {
    problems,
    starts: () => starts,
    at: {
      ...at,
      exec: async (_program, args, options): Promise<Outcome<Finished>> => {
        starts++;
        const start = startOf(at, args, options);
        for (const place of [start.cwd, ...(paths ? args.filter((arg) => isAbsolute(arg)) : [])])
          if (!roots.some((root) => isWithin(root, place))) problems.push(`started in or with ${place}`);
        const like = taken.filter((before) => isLike(start, before));
        const key = JSON.stringify(args);
        const nth = asked.get(key) ?? 0;
        asked.set(key, nth + 1);
        const found = like[Math.min(nth, like.length - 1)];
        if (found === undefined) {
          problems.push(`started with ${JSON.stringify({ args, ...(start.input === undefined ? {} : { input: start.input }) }).slice(0, 600)}`);
          return ok({ code: 1, stdout: '', stderr: 'fatal: unknown', truncated: false });
        }
        if (!found.answer.ok) return found.answer;
        const { code, stdout, stderr } = found.answer.value;
        const said = { stdout: answer?.(start) ?? stdout.replaceAll(told, () => toldAs), stderr: stderr.replaceAll(told, () => toldAs) };
        for (const line of said.stdout.split('\n')) options?.onLine?.(line, 'stdout');
        return ok({ code, ...said, truncated: false });
      },
    },
  };
}

const startOf = (at: Workplace, args: readonly string[], options: ExecOptions | undefined): Start => ({
  cwd: options?.cwd ?? at.folder,
  args,
  env: options?.env ?? {},
  input: options?.input === undefined ? undefined : typeof options.input === 'string' ? options.input : Buffer.from(options.input).toString(),
});
