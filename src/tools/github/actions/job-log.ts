import { z } from 'zod';
import { count, list } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { githubNotFound, noRuns, unreachable } from '../../../domain/failure/github.ts';
import { tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { connect, type Github } from '../connect.ts';
import { branch, id, number, repository } from '../inputs.ts';
import type { JobShape } from '../shapes.ts';
import { hasFailed, jobsOf, runsOf } from './runs.ts';

const jobsMax = 5;
const bytesMax = 256 * 1024;
const answerMsMax = 30_000;

const input = z.strictObject({
  number: number.optional().describe('Number of the pull request.'),
  ref: branch.optional().describe('Branch, tag or commit, where it is not a pull request; default: the current branch.'),
  run: id.optional().describe('Id of one run of a workflow.'),
  job: z
    .string()
    .max(200)
    .regex(/^[^\p{Cc}\p{Cs}]*\S[^\p{Cc}\p{Cs}]*$/u, 'the name of a job is one line')
    .optional()
    .describe('Name of the job; default: those that failed.'),
  lines: z.int().min(1).max(2_000).default(60).describe('So many lines, the last ones.'),
  repository,
});

/** Each line of a log begins with the time it was written. */
const written = /^\uFEFF?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z /;

export const showJobLog = tool({
  name: 'github.showJobLog',
  effect: 'read',
  summary: 'Show how the log of a job of GitHub Actions ends: of those that failed, or of one by its name.',
  input,
  output: z.object({
    jobs: z.array(
      z.object({
        name: z.string(),
        workflow: z.string(),
        status: z.string(),
        conclusion: z.string().optional(),
        step: z.string().optional().describe('The step that failed.'),
        url: z.string(),
        log: z.string(),
        complete: z.boolean().describe('Nothing of the log was left out.'),
      }),
    ),
    more: z.int().describe('Jobs that are meant as well and are not shown.'),
  }),
  onlyWith: ['log', 'fail', 'output', 'broke', 'broken', 'wrong'],
  commands: ['gh run view {run} --log --log-failed --job={job}'],
  says: [
    'show the log of the failed job of pr 12',
    'show the logs of the failed checks on pr 12',
    'why did the checks of pr 12 fail',
    'why did ci fail on pull request 12',
    'what went wrong in the build of pr 12',
    'log of the job build on pr 12',
    'show the ci log of pull request 12',
    'output of the failed job of pr 12',
    'why did the build on main fail on github',
    'last 200 lines of the job log of pr 12',
    'what broke in the checks of pr 12',
    'why did CI fail on PR 206? show me the log',
    'what does the log of the job "unit-tests" say on pull request 87',
    'Show me the end of the build log of run 9011223344.',
    'gh run view 8123009911 --log-failed',
    "read me what the failed checks of PR 325 printed, I'm in the car and can't open the page myself, only the important part at the end",
    'why is the github workflow red? logs please, I only get a mail saying that it failed and the link in there is dead',
    'my pull request 152 says "some checks were not successful" and I don\'t understand, where is the actual error text of the job?',
    'what did the tests job in ci complain about on branch blue, it passes on my laptop and on the one of my neighbour but never on the server',
    'look up the failure output of actions run 9455667788',
  ],
  examples: [{ title: 'See why a job failed', input: { ref: 'topic', lines: 4, repository: 'example/shop' } }],
  guessMs: 3_000,

  async run(what, at) {
    const connected = await connect(what.repository, at);
    if (!connected.ok) return connected;
    const github = connected.value;
    const found = await runsOf(github, what, at);
    if (!found.ok) return found;
    const { called, runs } = found.value;
    if (runs.length === 0) return failed(noRuns(called, 'no workflow of GitHub Actions ran for it'));
    const all: { readonly job: JobShape; readonly workflow: string }[] = [];
    for (const run of runs) {
      if (what.job === undefined && run.status === 'completed' && !hasFailed(run)) continue;
      const jobs = await jobsOf(github, run);
      if (!jobs.ok) return jobs;
      all.push(...jobs.value.filter((job) => (what.job === undefined ? hasFailed(job) : isCalled(job, what.job))).map((job) => ({ job, workflow: run.name })));
    }
    if (all.length === 0)
      return failed(
        noRuns(
          called,
          what.job !== undefined
            ? `no job is called ${what.job}`
            : runs.some((run) => run.status !== 'completed')
              ? 'no job has failed so far'
              : 'no job failed',
        ),
      );
    const shown = all.slice(0, jobsMax);
    const jobs = [];
    for (const { job, workflow } of shown) {
      const log = await logOf(github, job, what.lines, at);
      if (!log.ok) return log;
      const step = job.steps.find(hasFailed)?.name;
      jobs.push({
        name: job.name,
        workflow,
        status: job.status.replaceAll('_', ' '),
        ...(job.conclusion ? { conclusion: job.conclusion.replaceAll('_', ' ') } : {}),
        ...(step === undefined ? {} : { step }),
        url: job.html_url,
        ...log.value,
      });
    }
    const more = all.length - shown.length;
    const said = jobs.map((job) => `${job.name} ${job.conclusion ?? job.status}${job.step === undefined ? '' : ` in the step "${job.step}"`}`);
    return {
      ok: true,
      output: { jobs, more },
      summary: `${called}: ${list(said)}${more > 0 ? `, and ${count(more, 'more job')}` : ''}.`,
      undo: 'nothing-changed',
    };
  },
});

const isCalled = (job: JobShape, wanted: string): boolean => job.name.toLowerCase() === wanted.toLowerCase();

interface Log {
  readonly log: string;
  readonly complete: boolean;
}

/** The last lines of a job's log, without the times in front; a job that has none yet has an empty one. */
async function logOf(github: Github, job: JobShape, linesMax: number, at: Workplace): Promise<Outcome<Log>> {
  const thing = `log of the job ${job.name}`;
  const place = await github.placeOf('GET /actions/jobs/{job}/logs', { job: job.id }, { verb: `read the ${thing}`, thing });
  if (!place.ok) return place.failure.code === 'github/not-found' && job.status !== 'completed' ? ok({ log: '', complete: false }) : place;
  const end = await endOf(place.value, thing, github.place.host, at);
  if (!end.ok) return end;
  const lines = end.value.text.replace(/\r?\n$/, '').split(/\r?\n/);
  return ok({
    log: lines
      .slice(-linesMax)
      .map((line) => line.replace(written, ''))
      .join('\n'),
    complete: end.value.whole && lines.length <= linesMax,
  });
}

/** The last bytes of a file that GitHub's storage keeps. No token goes there. */
async function endOf(address: URL, thing: string, host: string, at: Workplace): Promise<Outcome<{ readonly text: string; readonly whole: boolean }>> {
  const signal = AbortSignal.any([at.signal, AbortSignal.timeout(answerMsMax)]);
  let kept = Buffer.alloc(0);
  let bytes = 0;
  try {
    const answer = await fetch(address, { signal, redirect: 'error' });
    // Logs are kept for some weeks.
    if (answer.status === 404 || answer.status === 410) return failed(githubNotFound(thing, host));
    if (!answer.ok || answer.body === null) return failed(unreachable(address.host, `it answered ${answer.status}`));
    for await (const chunk of answer.body) {
      bytes += chunk.byteLength;
      kept = Buffer.concat([kept, chunk]);
      if (kept.length > bytesMax * 2) kept = kept.subarray(-bytesMax);
    }
  } catch (error) {
    at.signal.throwIfAborted();
    return failed(unreachable(address.host, error instanceof Error && error.name === 'TimeoutError' ? 'it did not answer in time' : 'the connection broke'));
  }
  const whole = bytes <= bytesMax;
  const text = kept.subarray(-bytesMax).toString('utf8');
  // It begins in the middle of a line.
  return ok({ text: whole ? text : text.slice(text.indexOf('\n') + 1), whole });
}
