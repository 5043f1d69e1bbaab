import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { notFound, patternInvalid } from '../../../domain/failure/files.ts';
import { programFailed } from '../../../domain/failure/process.ts';
import type { ExecOptions, Finished, Workplace } from '../../../domain/workplace.ts';
import type { SearchInput } from '../search.ts';
import { excludesOf } from './excludes.ts';
import { type Match, type Search, shorten } from './search-in-process.ts';
import { nameIn } from './walk.ts';

/** A line longer than this is not looked into: minified files, data. */
const columnsMax = 20_000;

/** Searches with `rg`, keeping no more of its stream than is asked for. Fails with `program/missing` where there is none. */
export async function searchWithRipgrep(what: SearchInput, at: Workplace): Promise<Outcome<Search>> {
  const kind = await at.files.kind(what.path);
  if (!kind.ok) return kind;
  if (kind.value === 'nothing') return failed(notFound(what.path));
  const absolute = await at.files.locate(what.path);
  if (!absolute.ok) return absolute;
  const matches: Match[] = [];
  let more = false;
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
        for (const match of matchesIn(line, at)) {
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
  return ok({ matches, truncated: more, notes: [] });
}

/** The one on the PATH, else the one `NIMBUS_RIPGREP` names: the editor's own. */
async function startRipgrep(args: readonly string[], options: ExecOptions, at: Workplace): Promise<Outcome<Finished>> {
  const done = await at.exec('rg', args, options);
  const other = at.env.NIMBUS_RIPGREP;
  return other && !done.ok && done.failure.code === 'program/missing' ? at.exec(other, args, options) : done;
}

/** One line of `rg --json`; a path or line that is not UTF-8 comes as base64 (`bytes`) and is shown as far as it can be. */
function matchesIn(line: string, at: Workplace): readonly Match[] {
  let event: RipgrepEvent;
  try {
    event = JSON.parse(line);
  } catch {
    return [];
  }
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

interface Text {
  readonly text?: string;
  readonly bytes?: string;
}
type RipgrepEvent =
  | {
      readonly type: 'match';
      readonly data: { readonly path: Text; readonly lines: Text; readonly line_number: number; readonly submatches: readonly { readonly start: number }[] };
    }
  | { readonly type: 'begin' | 'end' | 'context' | 'summary' };

const textOf = ({ text, bytes }: Text): string => text ?? Buffer.from(bytes ?? '', 'base64').toString();

const lastLine = (text: string): string =>
  text
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^error:\s*/, '') ?? '';
