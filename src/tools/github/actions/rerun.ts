import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { count, list } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { noRuns } from '../../../domain/failure/github.ts';
import { type Observation, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { branch, id, number, repository } from '../inputs.ts';
import { callAt, forgetIntent } from '../intent.ts';
import { notBefore, postOnce, wasPosted } from '../post.ts';
import { type JobShape, nothing, type RunShape } from '../shapes.ts';
import { openWorld, targetOf, type World } from '../world.ts';
import { hasFailed, jobsOf, readRun, runsOf } from './runs.ts';

const name = 'github.rerunChecks';
const input = z.strictObject({
  number: number.optional().describe('Number of the pull request.'),
  ref: branch.optional().describe('Branch, tag or commit, where it is not a pull request; default: the current branch.'),
  run: id.optional().describe('Id of one run of a workflow.'),
  all: z.boolean().default(false).describe('All jobs, also those that passed.'),
  repository,
});
type Input = z.output<typeof input>;
const callOf = (at: Workplace, what: Input, run: number) => callAt(at, name, { ...what, run });
const rerun = z.object({
  runs: z.array(z.object({ run: z.int(), workflow: z.string(), attempt: z.int().describe('The attempt that failed.'), url: z.string() })),
});

export const rerunChecks = tool({
  name,
  effect: 'change',
  summary: 'Run the failed jobs of GitHub Actions once more, for a pull request, a branch or one run.',
  input,
  output: rerun,
  onlyWith: ['rerun', 're-run', 'again', 'retry', 'restart', 'more', 'anew', 'repeat'],
  commands: ['gh run rerun {run} --failed{all:false}'],
  says: [
    're-run the failed checks of pr 12',
    'rerun the failed jobs of pull request 12',
    'rerun the failed checks on #12',
    'retry the failed checks of pull request 12',
    'retry ci on pr 12',
    'restart the failed jobs of pr 12',
    'run ci again for pull request 12',
    're-run all checks of pr 12',
    'rerun the pipeline of pr 12',
    're-run the checks on main',
    'rerun the failed jobs on main',
    'the build of pr 12 was flaky, run it once more',
    'rerun the failed jobs on PR 312',
    'retry CI on main please, the package registry was not reachable for a quarter of an hour and that is all it was',
    'flaky test on pull request 1420 in acme/cart, retry pls',
    're-run all jobs for branch release/6.2',
    'gh run rerun 7719203344 --failed',
    'the runner died in the middle, so give the failed jobs on feat/geo-index another go',
    'try the failing github actions on develop again in fleet/simulator',
    'e2e is red on 183 only because of the docker hub limit, just rerun what failed on that PR',
    'can you kick off the failed pipeline jobs again for merge request 35 ? I changed the expired token in the settings, so this time it should go through',
    'actions run 8877665544 failed at the upload step, once more please',
    'start over with all checks of PR 601, the cache was poisoned',
    'rerun failed checks please, nothing is wrong with the code, the network in the build farm just had one of its moments again',
    'lint failed on #724 for no reason, re-run it on the PR',
    'would it help to run the failed jobs of pull request 11 again? please do that',
    'repeat run 6501928374 completely in acme/charts',
    'Pull request 457 is red because the test database was down during the night; it is up again, so the failed jobs may be repeated now.',
    'lets see if pr 239 turns green on a second atempt, rerun its failed jobs',
  ],
  examples: [{ title: 'Run the jobs that failed once more', input: { ref: 'topic', repository: 'example/shop' } }],
  guessMs: 3_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, called, runs } = seen.value;
    const jobs = runs.flatMap(({ jobs }) => jobs.map((job) => job.name));
    return ok({
      digest: digestOf({
        what,
        repository: world.repository.full_name,
        me: world.me,
        runs: runs.map(({ run, jobs }) => [run.id, run.run_attempt, jobs.map((job) => job.id)]),
      }),
      summary: `Run ${what.all ? count(jobs.length, 'job') : count(jobs.length, 'failed job')} of ${called} once more: ${list(jobs.slice(0, 5))}${jobs.length > 5 ? ' and more' : ''}`,
      files: [],
      undo: { impossible: irreversible },
      warnings: [
        'each of them does again what its workflow says: one that deploys would deploy that commit again',
        ...(runs.length > 1 ? [`in ${count(runs.length, 'workflow')}: ${list(runs.map(({ run }) => run.name))}`] : []),
      ],
      target: targetOf(world, { commit: runs[0]?.run.head_sha ?? '' }, what.number),
      impacts: runs.map(({ run, jobs: again }) => ({
        address: `${world.github.repository} ${run.name}`,
        type: 'workflow-run',
        operation: 'update' as const,
        marks: [],
        detail: `attempt ${run.run_attempt + 1}: ${list(again.map((job) => job.name))}`,
      })),
    });
  },

  async run(what, at): Promise<Observation<z.output<typeof rerun>>> {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, called, runs } = seen.value;
    const { github } = world;
    const done: z.output<typeof rerun>['runs'] = [];
    for (const { run } of runs) await forgetIntent(at, callOf(at, what, run.id));
    for (const { run } of runs) {
      at.progress(`Running ${run.name} again`);
      const doing = { verb: `run ${run.name} again`, thing: `workflow run ${run.id} in ${github.repository}` };
      const route = what.all ? 'POST /actions/runs/{run}/rerun' : 'POST /actions/runs/{run}/rerun-failed-jobs';
      const sent = await postOnce<unknown>(at, github, {
        what: callOf(at, what, run.id),
        called: `the new attempt of ${run.name}`,
        send: () => github.ask(route, { run: run.id }, nothing, doing),
        find: (_github, since) => startedSince(world, run.id, since),
      });
      if (!sent.ok) return done.length === 0 ? sent : { ...sent, undo: { impossible: irreversible } };
      done.push({ run: run.id, workflow: run.name, attempt: run.run_attempt, url: run.html_url });
    }
    return {
      ok: true,
      output: { runs: done },
      summary: `${called}: ${list(done.map((one) => one.workflow))} ${done.length === 1 ? 'runs' : 'run'} again: ${done[0]?.url ?? ''}`,
      undo: { impossible: irreversible },
    };
  },

  async verify(what, seen, at) {
    const world = await openWorld(what.repository, at);
    if (!world.ok) return { met: false, missing: [world.failure.message] };
    const missing: string[] = [];
    for (const { run, workflow, attempt } of seen.runs) {
      const found = await readRun(world.value.github, run);
      if (!found.ok) missing.push(found.failure.message);
      // GitHub may take a moment to count the new attempt; a run that goes again is no longer completed.
      else if (found.value.run_attempt <= attempt && found.value.status === 'completed') missing.push(`${workflow} did not start again`);
    }
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  async inspect(what, at) {
    const world = await openWorld(what.repository, at);
    if (!world.ok) return 'unknown';
    const found = await runsOf(world.value.github, what, at);
    if (!found.ok) return 'unknown';
    const each = await Promise.all(
      found.value.runs.map(({ id }) =>
        wasPosted(what.repository, at, { what: callOf(at, what, id), find: (_github, since) => startedSince(world.value, id, since) }),
      ),
    );
    // Runs that had nothing to do again were never noted; what is not begun of several may have been begun for others.
    if (each.every((one) => one === 'not-started')) return 'not-started';
    return each.includes('unknown') || (await look(what, at)).ok ? 'unknown' : 'done';
  },
});

const irreversible = 'jobs that ran again did so; the attempt before stays on record, and the new one can be cancelled on GitHub while it runs';

async function startedSince({ github }: World, run: number, since: string): Promise<Outcome<RunShape | undefined>> {
  const found = await readRun(github, run);
  return found.ok ? ok(found.value.run_attempt > 1 && notBefore(found.value.run_started_at, since) ? found.value : undefined) : found;
}

interface Seen {
  readonly world: World;
  readonly called: string;
  /** Each with the jobs that would run. */
  readonly runs: readonly { readonly run: RunShape; readonly jobs: readonly JobShape[] }[];
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const { github } = world.value;
  const found = await runsOf(github, what, at);
  if (!found.ok) return found;
  const { called, runs } = found.value;
  const ended = runs.filter((run) => run.status === 'completed' && (what.all || hasFailed(run)));
  if (runs.length === 0) return failed(noRuns(called, 'no workflow of GitHub Actions ran for it'));
  if (ended.length === 0)
    return failed(noRuns(called, runs.some((run) => run.status !== 'completed') ? 'its workflows are still running' : 'none of its workflows failed'));
  const withJobs: { run: RunShape; jobs: readonly JobShape[] }[] = [];
  for (const run of ended) {
    const jobs = await jobsOf(github, run);
    if (!jobs.ok) return jobs;
    withJobs.push({ run, jobs: what.all ? jobs.value : jobs.value.filter(hasFailed) });
  }
  return ok({ world: world.value, called, runs: withJobs });
}
