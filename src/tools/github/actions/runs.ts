import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import type { Github } from '../connect.ts';
import { refOf } from '../ref.ts';
import { commitShape, type JobShape, jobShape, type RunShape, runShape } from '../shapes.ts';

/** Which runs of GitHub Actions are meant. */
export interface Which {
  readonly number?: number | undefined;
  readonly ref?: string | undefined;
  readonly run?: number | undefined;
}

export interface Runs {
  /** `#12 at 1a2b3c4d`, `main at 1a2b3c4d`, `run 5`. */
  readonly called: string;
  readonly runs: readonly RunShape[];
}

const runsMax = 200;

/** Of a commit, the newest run of each workflow and what started it; or the one that is named. */
export async function runsOf(github: Github, which: Which, at: Workplace): Promise<Outcome<Runs>> {
  if (which.run !== undefined) {
    const run = await readRun(github, which.run);
    return run.ok ? ok({ called: `run ${which.run}`, runs: [run.value] }) : run;
  }
  const commit = await commitOf(github, which, at);
  if (!commit.ok) return commit;
  const { sha, called } = commit.value;
  const listed = await github.list(
    'GET /actions/runs',
    { head_sha: sha },
    { shape: runShape, limit: runsMax, inside: 'workflow_runs' },
    { verb: 'list the runs of its workflows', thing: `workflow runs in ${github.repository}` },
  );
  if (!listed.ok) return listed;
  const newest = new Map<string, RunShape>();
  // The newest come first.
  for (const run of listed.value.items) if (!newest.has(`${run.workflow_id} ${run.event}`)) newest.set(`${run.workflow_id} ${run.event}`, run);
  return ok({ called, runs: [...newest.values()] });
}

export const readRun = (github: Github, run: number): Promise<Outcome<RunShape>> =>
  github.ask('GET /actions/runs/{run}', { run }, runShape, { verb: `look at run ${run}`, thing: `workflow run ${run} in ${github.repository}` });

/** The jobs of its last attempt. */
export async function jobsOf(github: Github, run: RunShape): Promise<Outcome<readonly JobShape[]>> {
  const doing = { verb: `look at the jobs of run ${run.id}`, thing: `workflow run ${run.id} in ${github.repository}` };
  const listed = await github.list('GET /actions/runs/{run}/jobs', { run: run.id, filter: 'latest' }, { shape: jobShape, limit: 500, inside: 'jobs' }, doing);
  return listed.ok ? ok(listed.value.items) : listed;
}

/** Ended, and not well: what GitHub's "re-run failed jobs" is for. */
export const hasFailed = ({ conclusion }: { readonly conclusion?: string | null | undefined }): boolean =>
  conclusion !== undefined && conclusion !== null && ['failure', 'timed_out', 'cancelled', 'startup_failure'].includes(conclusion);

async function commitOf(github: Github, which: Which, at: Workplace): Promise<Outcome<{ readonly sha: string; readonly called: string }>> {
  const named = await refOf(which, github, at);
  if (!named.ok) return named;
  const { ref: there, called } = named.value;
  if (which.number !== undefined) return ok({ sha: there, called });
  const doing = { verb: `look at ${there}`, thing: `commit or branch ${there} in ${github.repository}` };
  const found = await github.ask('GET /commits/{ref}', { ref: there, per_page: 1 }, commitShape, doing);
  return found.ok ? ok({ sha: found.value.sha, called: `${there} at ${found.value.sha.slice(0, 8)}` }) : found;
}
