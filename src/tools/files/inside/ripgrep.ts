import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { notFound, patternInvalid } from '../../../domain/failure/files.ts';
import { programFailed, programGarbled, programTooOld } from '../../../domain/failure/process.ts';
import type { ExecOptions, Finished, Workplace } from '../../../domain/workplace.ts';
import type { SearchInput } from '../search.ts';
import { excludesOf } from './excludes.ts';
import { type Match, type Search, shorten } from './search-in-process.ts';
import { nameIn } from './walk.ts';

/** A line longer than this is not looked into: minified files, data. */
const columnsMax = 20_000;

/** What `rg` had with `--no-require-git`, the newest option it is asked with. */
const needs = '12.0.0';

/**
 * Searches with `rg`, keeping no more of its stream than is asked for. Fails with `program/missing` or `program/too-old` where there is
 * none that can be asked, and with `program/garbled` when what answers is not ripgrep: that nothing was found is told by ripgrep alone.
 */
export async function searchWithRipgrep(what: SearchInput, at: Workplace): Promise<Outcome<Search>> {
  const kind = await at.files.kind(what.path);
  if (!kind.ok) return kind;
  if (kind.value === 'nothing') return failed(notFound(what.path));
  const absolute = await at.files.locate(what.path);
  if (!absolute.ok) return absolute;
  const matches: Match[] = [];
  let more = false;
  const answer = { isWhole: false, unread: 0 };
  const enough = Math.min(what.limit, 10_000);
  const hidden = what.ignored ? [] : await excludesOf(at);
  const done = await startRipgrep(
    [
      '--json',
      '--no-config',
      '--no-messages',
      '--hidden',
      '--glob=!.git',
      '--sort=path',
      `--max-columns=${columnsMax}`,
      `--max-count=${enough + 1}`,
      what.caseSensitive ? '--case-sensitive' : '--ignore-case',
      ...(what.regex ? [] : ['--fixed-strings']),
      ...(what.wholeWord ? ['--word-regexp'] : []),
      ...(what.ignored ? ['--no-ignore'] : ['--no-require-git']),
      ...(what.include === undefined ? [] : [`--glob=${what.include}`]),
      ...(what.ignored ? [] : ['--glob=!node_modules', '--glob=!.terraform', ...hidden.map((pattern) => `--glob=!/${pattern}`)]),
      `--regexp=${what.text}`,
      '--',
      absolute.value,
    ],
    {
      timeoutMs: 110_000,
      outputBytesMax: 64 * 1024,
      onLine: (line, stream) => {
        if (stream !== 'stdout') return;
        const event = eventIn(line);
        if (event === undefined) answer.unread++;
        if (event?.type === 'summary') answer.isWhole = true;
        for (const match of event === undefined ? [] : matchesIn(event, at)) {
          if (matches.length < enough) matches.push(match);
          else more = true;
        }
      },
    },
    at,
  );
  if (!done.ok) return done;
  if (done.value.code > 1 && matches.length === 0 && done.value.stderr !== '')
    return failed(
      /regex parse error/.test(done.value.stderr)
        ? patternInvalid(what.text, lastLine(done.value.stderr))
        : programFailed('rg', done.value.code, done.value.stderr),
    );
  // It ends with a summary whatever it found. Without one, no match means nothing.
  if (!answer.isWhole) return failed(programGarbled('rg', `${done.value.stdout}${done.value.stderr}`));
  const notes = answer.unread === 0 ? [] : [`${count(answer.unread, 'line')} of what ripgrep told could not be read: a match in a very long line is not shown`];
  return ok({ matches, truncated: more, notes });
}

/** The one on the PATH, else the one `NIMBUS_RIPGREP` names: the editor's own. One that is too old for what it is asked is as good as none. */
async function startRipgrep(args: readonly string[], options: ExecOptions, at: Workplace): Promise<Outcome<Finished>> {
  const done = await startOne('rg', args, options, at);
  const other = at.env.NIMBUS_RIPGREP;
  return other && !done.ok && done.failure.missing ? startOne(other, args, options, at) : done;
}

async function startOne(program: string, args: readonly string[], options: ExecOptions, at: Workplace): Promise<Outcome<Finished>> {
  const done = await at.exec(program, args, options);
  if (!done.ok || done.value.code !== 2 || !/unrecognized flag|Found argument '--\S+' which wasn't expected/.test(done.value.stderr)) return done;
  const told = await at.exec(program, ['--version'], { timeoutMs: 5_000 });
  const version = told.ok ? /^ripgrep (\d\S*)/.exec(told.value.stdout)?.[1] : undefined;
  return version === undefined
    ? done
    : failed(programTooOld('ripgrep (rg)', version, needs, `Install ripgrep ${needs} or newer, and see that it is on your PATH.`));
}

/** One line of `rg --json`; `undefined` for what is none. */
function eventIn(line: string): RipgrepEvent | undefined {
  try {
    return ripgrepEvent.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** A path or line that is not UTF-8 comes as base64 (`bytes`) and is shown as far as it can be. */
function matchesIn(event: RipgrepEvent, at: Workplace): readonly Match[] {
  if (event.type !== 'match') return [];
  const { data } = event;
  const text = textOf(data.lines).replace(/\r?\n$/, '');
  const bytes = Buffer.from(text);
  return data.submatches.map(({ start }) => ({
    path: nameIn(at, textOf(data.path)),
    line: data.line_number,
    column: bytes.subarray(0, start).toString().length + 1,
    text: shorten(text),
  }));
}

const someText = z.object({ text: z.string().optional(), bytes: z.string().optional() });
const ripgrepEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('match'),
    data: z.object({ path: someText, lines: someText, line_number: z.number(), submatches: z.array(z.object({ start: z.number() })) }),
  }),
  z.object({ type: z.enum(['begin', 'end', 'context', 'summary']) }),
]);
type RipgrepEvent = z.output<typeof ripgrepEvent>;

const textOf = ({ text, bytes }: z.output<typeof someText>): string => text ?? Buffer.from(bytes ?? '', 'base64').toString();

const lastLine = (text: string): string =>
  text
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^error:\s*/, '') ?? '';
