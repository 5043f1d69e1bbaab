import { z } from 'zod';

export const repository = z
  .string()
  .regex(/^[\w.-]+\/[\w.-]+$/, 'owner/name')
  .optional()
  .describe('Repository as owner/name; default: the one of the remote origin.');
export const number = z.int().min(1);
export const title = z.string().min(1).max(256);
export const body = z.string().max(65_536);
export const login = z.string().regex(/^@?[\w-]+(\[bot\])?$/);
export const branch = z.string().regex(/^[^\s~^:?*[\\]+$/);
export const state = z.enum(['open', 'closed', 'merged', 'all']).default('open');
export const limit = z.int().min(1).max(1_000).default(30).describe('The first so many at the most.');
export const posted = z.object({ number: z.int(), url: z.string() });
