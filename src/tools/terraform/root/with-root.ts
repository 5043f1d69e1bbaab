import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../../../domain/failure/failure.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { type OpenOptions, openRoot, type Root } from './open.ts';

/** Opens a root for one use; what it needed is gone afterwards. */
export async function withRoot<T>(options: Omit<OpenOptions, 'place'>, at: Workplace, use: (root: Root) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const place = await mkdtemp(join(await at.scratch('terraform'), 'once-'));
  try {
    const root = await openRoot({ ...options, place }, at);
    return root.ok ? await use(root.value) : root;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
