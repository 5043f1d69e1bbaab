import { z } from 'zod';
import { failed, type Outcome, ok } from '../domain/failure/failure.ts';
import { badInput } from '../domain/failure/plan.ts';
import type { Answers } from '../domain/question.ts';
import { issueInWords } from '../domain/schema-issue.ts';
import { answersSchema } from './input.ts';

/**
 * What a generator leaves beside its files, for git: the answers, and the hash of every file as it was rendered. With it
 * a later run, on any machine, tells what a person edited from what nobody touched.
 */
export interface Manifest {
  readonly generator: string;
  readonly answers: Answers;
  /** SHA-256 of the rendered text by path, relative to the output folder. */
  readonly files: Readonly<Record<string, string>>;
}

/** Relative to the output folder. */
export const manifestPath = (generator: string): string => `.nimbus/${generator}.json`;

const schema = z.object({
  nimbus: z.literal(1),
  generator: z.string(),
  answers: answersSchema,
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

export const writeManifest = ({ generator, answers, files }: Manifest): string =>
  `${JSON.stringify({ nimbus: 1, generator, answers: sorted(answers), files: sorted(files) }, null, 2)}\n`;

export function readManifest(text: string, path: string): Outcome<Manifest> {
  const wrong = (message: string) =>
    failed({
      ...badInput(path, [{ path: '', message }]),
      fix: 'Restore it from version control, or delete it: files you edited are then all kept as they are.',
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return wrong(`it is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = schema.safeParse(value);
  return parsed.success
    ? ok(parsed.data)
    : wrong(`it was not written by this generator (${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issueInWords(issue)}`)[0]})`);
}

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
