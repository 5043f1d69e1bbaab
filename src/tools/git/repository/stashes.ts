import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import { succeeded } from './explain.ts';
import type { Repository } from './repository.ts';

export interface Stash {
  /** 0 is the newest. */
  readonly index: number;
  readonly commit: string;
  readonly message: string;
  /** ISO 8601. */
  readonly madeAt: string;
}

export async function stashesOf(repo: Repository): Promise<Outcome<readonly Stash[]>> {
  const listed = succeeded('stash list', await repo.run(['stash', 'list', '-z', '--format=%H%x00%gs%x00%cI']));
  if (!listed.ok) return listed;
  const parts = listed.value.split('\0');
  const stashes: Stash[] = [];
  for (let i = 0; i + 2 < parts.length; i += 3) stashes.push({ index: i / 3, commit: parts[i] ?? '', message: parts[i + 1] ?? '', madeAt: parts[i + 2] ?? '' });
  return ok(stashes);
}
