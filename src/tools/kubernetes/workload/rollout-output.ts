import { z } from 'zod';

const revision = z.object({
  revision: z.int(),
  images: z.array(z.string()).readonly(),
  cause: z.string().optional(),
  createdAt: z.string().optional(),
  current: z.boolean(),
});
/** What is told of a rollout, whatever was done to it. */
export const rolloutOutput = z.object({
  kind: z.string(),
  name: z.string(),
  action: z.string(),
  revision: z.int().optional(),
  status: z.string(),
  done: z.boolean(),
  why: z.array(z.string()).readonly().describe('What it waits for, while it is not done.'),
  revisions: z.array(revision).readonly(),
  namespace: z.string().optional(),
  context: z.string(),
});
