import { z } from 'zod';
import { resolveReferences } from './reference.ts';

/** One comparison with what an earlier step gave; the words are those of a plan file. Exactly one of the comparisons is there. */
export const condition = z
  .strictObject({
    /** Usually a reference: `${steps.preview.output.counts.add}`. */
    value: z.union([z.string(), z.number(), z.boolean()]),
    is: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
    isNot: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
    above: z.number().optional(),
    below: z.number().optional(),
  })
  .refine(
    (c) => [c.is, c.isNot, c.above, c.below].filter((one) => one !== undefined).length === 1,
    'a condition has exactly one of is, isNot, above and below',
  );

export type Condition = z.infer<typeof condition>;

/** Whether it holds; what it refers to must be there. Text that reads as a number is compared as one by `above` and `below`. */
export function holds(c: Condition, outputs: ReadonlyMap<string, unknown>): boolean {
  const value = resolveReferences(c.value, outputs);
  if (c.is !== undefined) return value === c.is;
  if (c.isNot !== undefined) return value !== c.isNot;
  const n = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof n !== 'number' || Number.isNaN(n)) return false;
  return c.above !== undefined ? n > c.above : c.below !== undefined && n < c.below;
}

/** In words: "`${steps.preview.output.counts.add}` above 0". */
export const conditionText = (c: Condition): string => {
  const [how, what] = Object.entries({ is: c.is, 'is not': c.isNot, above: c.above, below: c.below }).find(([, one]) => one !== undefined) ?? ['', ''];
  return `${c.value} ${how} ${what}`;
};
