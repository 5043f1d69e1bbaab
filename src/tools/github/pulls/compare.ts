import { z } from 'zod';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { branchNotThere } from '../../../domain/failure/github.ts';
import type { Github } from '../connect.ts';

const shape = z.object({
  ahead_by: z.int(),
  behind_by: z.int(),
  files: z.array(z.unknown()).optional(),
  commits: z.array(z.object({ sha: z.string() })),
  merge_base_commit: z.object({ sha: z.string() }),
});

export interface Compared {
  /** Commits only the head has. */
  readonly ahead: number;
  readonly behind: number;
  readonly files: number;
  /** The head. */
  readonly commit: string;
}

/** What `head` has that `base` does not; `undefined` when there is no such head. */
export async function compared(github: Github, base: string, head: string): Promise<Outcome<Compared | undefined>> {
  const doing = { verb: 'compare the branches', thing: `branch ${head} in ${github.repository}` };
  const asked = await github.ask('GET /compare/{basehead}', { basehead: `${base}...${head}`, per_page: 100 }, shape, doing);
  if (asked.ok) {
    const { ahead_by, behind_by, files, commits, merge_base_commit } = asked.value;
    return ok({ ahead: ahead_by, behind: behind_by, files: files?.length ?? 0, commit: commits.at(-1)?.sha ?? merge_base_commit.sha });
  }
  if (asked.failure.code !== 'github/not-found') return asked;
  const there = await github.ask('GET /branches/{branch}', { branch: base }, z.object({ name: z.string() }), { ...doing, thing: `branch ${base}` });
  if (there.ok) return ok(undefined);
  return there.failure.code === 'github/not-found' ? failed(branchNotThere(base, github.repository, undefined)) : there;
}
