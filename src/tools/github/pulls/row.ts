import { z } from 'zod';
import type { PullRow } from '../shapes.ts';
import { headOf, stateOf } from '../world.ts';

/** A pull request as a list shows it. */
export const row = z.object({
  number: z.int(),
  title: z.string(),
  state: z.string().describe('open, draft, merged or closed.'),
  author: z.string(),
  base: z.string(),
  head: z.string().describe('Its branch; with the owner before it where it comes from a fork.'),
  draft: z.boolean(),
  labels: z.array(z.string()),
  url: z.string(),
});

export const pullAsRow = (pull: PullRow): z.output<typeof row> => ({
  number: pull.number,
  title: pull.title,
  state: stateOf(pull),
  author: pull.user,
  base: pull.base.ref,
  head: headOf(pull),
  draft: pull.draft,
  labels: pull.labels,
  url: pull.html_url,
});
