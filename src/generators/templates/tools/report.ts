import { z } from 'zod';
import type { Failure } from '../../../domain/failure/failure.ts';

export const problemSchema = z.object({
  line: z.number().describe('From 1; 0: it is about the whole template.'),
  column: z.number().describe('From 1; 0: it is about the whole template.'),
  message: z.string(),
});

/** What is wrong with one template, by its places. */
export const problemsOf = (failure: Failure): z.output<typeof problemSchema>[] =>
  (failure.problems ?? [{ path: '', message: failure.message }]).map(({ path, message }) => {
    const [, line, column] = /:(\d+):(\d+)$/.exec(path) ?? [];
    return { line: Number(line ?? 0), column: Number(column ?? 0), message };
  });
