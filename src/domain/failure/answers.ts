import { count, list } from '../../base/say.ts';
import type { Failure, Problem } from './failure.ts';

const wrong = { category: 'validation', severity: 'low', recoverable: true } as const;

/** Every problem at once, each with the path of its answer. */
export const answersInvalid = (problems: readonly Problem[]): Failure => ({
  ...wrong,
  code: 'answers/invalid',
  message: `${count(problems.length, 'answer needs', 'answers need')} a change. Nothing was generated.`,
  fix: `Change ${where(problems)}: each says what would be right.`,
  problems,
});

/** Not JSON or YAML at all. `line` and `column` count from 1. */
export const answersMalformed = (format: 'JSON' | 'YAML', line: number, column: number, what: string): Failure => ({
  ...wrong,
  code: 'answers/malformed',
  message: `The answers are not ${format} at line ${line}, column ${column}: ${what}`,
  fix: `Put line ${line} right and read the file again; nothing was taken from it.`,
  problems: [{ path: `${line}:${column}`, message: what }],
});

export const answersTooBig = (bytes: number, bytesMax: number): Failure => ({
  ...wrong,
  code: 'answers/too-big',
  message: `The answers are ${Math.ceil(bytes / 1024).toLocaleString('en-US')} KiB; at most ${Math.floor(bytesMax / 1024)} KiB are read (answersBytesMax).`,
  fix: 'Choose a file that holds answers and nothing else; one with every question answered is under 20 KiB.',
});

export const answersTooTangled = (limit: string): Failure => ({
  ...wrong,
  code: 'answers/too-tangled',
  message: `The answers go past a limit of what is read: ${limit}.`,
  fix: 'Write the values out instead of using YAML anchors and deep nesting.',
});

export const answersNotAMap = (found: string): Failure => ({
  ...wrong,
  code: 'answers/not-a-map',
  message: `The answers are ${found}; they must be a map from a question to its answer.`,
  fix: 'Write one line per answer, such as `project.name: shop`.',
});

function where(problems: readonly Problem[]): string {
  const paths = [...new Set(problems.map(({ path }) => path))].filter((path) => path !== '');
  return paths.length > 5 ? `${paths.slice(0, 4).join(', ')} and ${paths.length - 4} more` : list(paths);
}
