import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { jobExists, jobFailed, notProgressing } from '../../domain/failure/kubernetes.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { impactOn, objectChange } from './change/impact.ts';
import { keptOf } from './change/kept.ts';
import { fieldManager } from './change/trial.ts';
import { type Cluster, pathOf, type Ref } from './client/cluster.ts';
import { apiVersionOf } from './client/kinds.ts';
import { listAll } from './client/list.ts';
import { findNamed } from './client/named.ts';
import { addressOf, type KubeObject } from './client/object.ts';
import { context, name, namespace, timeoutSeconds } from './fields.ts';
import type { Condition } from './workload/why.ts';
import { type Workload, whyNot } from './workload/workload.ts';

const input = z.strictObject({
  name: z
    .string()
    .max(253)
    .regex(/^(?:cronjobs?\/)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'lower-case letters, digits, - and .')
    .describe('Name of the cron job whose job is run now.'),
  jobName: name.max(63).optional().describe('What the job is called; default: as the cron job, with a number that is free.'),
  namespace,
  wait: z.boolean().default(false).describe('Wait until the job is done, and fail where it fails.'),
  timeoutSeconds,
  context,
});
type Input = z.output<typeof input>;

const pollMs = 300;
/** What a job may be called, so that its pods still have names: kubernetes.io/docs/concepts/workloads/controllers/cron-jobs. */
const nameCharactersMax = 63;

export const createJob = tool({
  name: 'kubernetes.createJob',
  effect: 'change',
  summary: 'Run a cron job now: make a job from it, whatever its schedule says.',
  input,
  output: z.object({
    name: z.string(),
    cronjob: z.string(),
    complete: z.boolean().describe('Known only where it was waited for.'),
    namespace: z.string(),
    context: z.string(),
  }),
  commands: ['kubectl create job {jobName} --from={name}'],
  says: [
    'run the cronjob nightly now',
    'kubectl create job test --from=cronjob/nightly',
    'trigger cronjob backup in data',
    'start the cron job report right now',
    'make a job from the cronjob cleanup',
    'run cronjob import once, outside its schedule',
    'kick off the cronjob sync in batch',
    'execute the cronjob nightly by hand',
    'do a manual run of cronjob billing',
    'run the backup cronjob immediately and wait for it',
    "don't wait for the schedule, run cronjob nightly",
    'launch cronjob report manually',
    'run the cronjob nightly-backup now, I am about to change the schema and want a fresh copy in case it goes wrong',
    'kubectl create job --from=cronjob/report report-manual',
    'Could you kick off the cron job db-snapshot and wait until it has finished?',
    "fire the k8s cronjob sync-users once please, a new colleague started today and can't log in before her account has been copied over to us",
    "last night's cronjob ledger-close failed, so it has to be started again by hand now, namespace finance",
    'I need the cronjob price-import to run immediately on the staging-eu cluster',
    'manual run of the cert-check cronjob please, we replaced two certificates by hand this morning and want to be sure the warning goes away',
    'Requesting an immediate run of cronjob gdpr-purge, namespace=privacy, job name gdpr-purge-0412.',
    'run a cronjob now without waiting for its time, the one that rebuilds the statistics, since the dashboard shows the figures of last week',
    'the cronjob etl in data should run now, wait 900 seconds for it',
    'Sales wants fresh numbers before the meeting, please let the cronjob sales-report run once now, in namespace reports.',
    'give cronjob archive an extra run',
    'run cronjob scan-images now on context prod-us',
    'kick cronjob kiosk-sync pls it didnt run since yesterday',
    'cronjob orphan-sweeper right now, dont wait for it',
    'let the hourly cronjob metrics-push run this minute',
    're-run chron job currency-rates in ns shop',
  ],
  onlyWith: ['cronjob', 'cron'],
  examples: [{ title: 'Run a cron job now', input: { name: 'nightly', namespace: 'shop' } }],
  guessMs: 2_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, from, cronjob, body, running } = seen.value;
    const allowed = await cluster.allowed('create', { kind: ref.kind, namespace: ref.namespace });
    if (!allowed.ok) return allowed;
    const after = await make(seen.value, true);
    if (!after.ok) return after;
    const target = cluster.target([ref]);
    const policy = (cronjob.spec as CronSpec | undefined)?.concurrencyPolicy;
    return ok({
      digest: digestOf({ what, target: target.facts, name: ref.name, uid: cronjob.metadata.uid, is: digestOf(body) }),
      summary: `Run ${addressOf(from)} now in ${cluster.context}, as job ${ref.name}`,
      files: [objectChange(ref, undefined, after.value)],
      undo: undoOf(seen.value, undefined, undefined),
      warnings: [
        ...cluster.warnings(),
        ...(running > 0
          ? [
              `${count(running, 'job')} of it ${running === 1 ? 'is' : 'are'} at work${policy === 'Forbid' ? ', and it says that two are never to be at once' : ''}`,
            ]
          : []),
        'taking it back deletes the job and its pods; what it has done by then stays done',
      ],
      target,
      impacts: [impactOn(ref, 'create', undefined, after.value, `a job from ${addressOf(from)}`)],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, from } = seen.value;
    const made = await make(seen.value, false);
    if (!made.ok) return made;
    const undo = undoOf(seen.value, made.value, at);
    const output = { name: ref.name, cronjob: from.name, namespace: ref.namespace ?? '', context: cluster.context };
    if (!what.wait) return { ok: true, output: { ...output, complete: false }, summary: `${addressOf(from)} runs now, as job ${ref.name}.`, undo };
    const done = await waitDone(ref, what.timeoutSeconds * 1000, cluster, at);
    if (!done.ok) return { ok: false, failure: done.failure, undo };
    return { ok: true, output: { ...output, complete: true }, summary: `${addressOf(from)} was run, as job ${ref.name}: it is complete.`, undo };
  },

  async verify(what, seen, at) {
    const now = await findNamed({ ...what, kind: 'job', name: seen.name }, at);
    return now.ok ? { met: true } : { met: false, missing: [now.failure.message] };
  },

  async inspect(what, at) {
    // One that was numbered can't be told from the ones before it.
    if (what.jobName === undefined) return 'unknown';
    const now = await findNamed({ ...what, kind: 'job', name: what.jobName }, at);
    if (!now.ok) return now.failure.code === 'kubernetes/not-found' ? 'not-started' : 'unknown';
    return now.value.object.metadata.ownerReferences?.some((one) => one.name === plainName(what)) ? 'done' : 'unknown';
  },
});

interface CronSpec {
  readonly concurrencyPolicy?: string;
  readonly jobTemplate?: { readonly metadata?: KubeObject['metadata']; readonly spec?: unknown };
}

interface Seen {
  readonly cluster: Cluster;
  /** The job to be. */
  readonly ref: Ref;
  readonly from: Ref;
  readonly cronjob: KubeObject;
  readonly body: KubeObject;
  /** How many of its jobs are not done yet. */
  readonly running: number;
}

/** As people write it after `--from`: `cronjob/nightly`. */
const plainName = ({ name }: Input): string => name.replace(/^cronjobs?\//, '');

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const found = await findNamed({ ...what, kind: 'cronjob', name: plainName(what) }, at);
  if (!found.ok) return found;
  const { cluster, ref: from, object: cronjob } = found.value;
  const kind = await cluster.kind('job');
  if (!kind.ok) return kind;
  const jobs = await listAll<Workload>(cluster, kind.value, { namespace: from.namespace });
  if (!jobs.ok) return jobs;
  const names = new Set(jobs.value.map((job) => job.metadata.name));
  if (what.jobName !== undefined && names.has(what.jobName)) return failed(jobExists(what.jobName, cluster.where));
  const ref = cluster.ref(kind.value, what.jobName ?? freeName(from.name, names));
  const own = jobs.value.filter((job) => job.metadata.ownerReferences?.some((one) => one.uid === cronjob.metadata.uid));
  const { jobTemplate } = (cronjob.spec ?? {}) as CronSpec;
  const body: KubeObject = {
    apiVersion: apiVersionOf(kind.value),
    kind: 'Job',
    metadata: {
      name: ref.name,
      ...(jobTemplate?.metadata?.labels === undefined ? {} : { labels: jobTemplate.metadata.labels }),
      // The mark kubectl sets, by which others tell such a job from those of the schedule.
      annotations: { ...jobTemplate?.metadata?.annotations, 'cronjob.kubernetes.io/instantiate': 'manual' },
      ownerReferences: [{ apiVersion: apiVersionOf(from.kind), kind: 'CronJob', name: from.name, uid: cronjob.metadata.uid ?? '', controller: true }],
    },
    spec: jobTemplate?.spec,
  };
  return ok({ cluster, ref, from, cronjob, body, running: own.filter((job) => endOf(job) === undefined).length });
}

function freeName(cronjob: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const end = `-manual-${n}`;
    const free = `${cronjob.slice(0, nameCharactersMax - end.length)}${end}`;
    if (!taken.has(free)) return free;
  }
}

const make = ({ cluster, ref, body }: Seen, dryRun: boolean): Promise<Outcome<KubeObject>> =>
  cluster.json<KubeObject>({
    method: 'POST',
    path: pathOf(ref.kind, { namespace: ref.namespace }),
    query: { fieldManager, ...(dryRun ? { dryRun: 'All' } : {}) },
    body,
    about: addressOf(ref),
  });

const endOf = (job: Workload): Condition | undefined =>
  job.status?.conditions?.find(({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'));

async function waitDone(ref: Ref, ms: number, cluster: Cluster, at: Workplace): Promise<Outcome<void>> {
  const started = performance.now();
  at.progress(`waiting for job ${ref.name}`);
  for (;;) {
    const now = await cluster.mustFind<Workload>(ref);
    if (!now.ok) return now;
    const end = endOf(now.value);
    if (end?.type === 'Complete') return ok(undefined);
    const waited = performance.now() - started;
    if (end !== undefined) return failed(jobFailed(addressOf(ref), end.message ?? end.reason ?? '', await whyNot(cluster, ref, now.value)));
    if (waited > ms) return failed(notProgressing(addressOf(ref), waited, await whyNot(cluster, ref, now.value)));
    await pause(pollMs, undefined, { signal: at.signal });
  }
}

/** It is deleted again, as long as it is the one that was made; before it is made only its name is known. */
const undoOf = ({ cluster, ref }: Seen, made: KubeObject | undefined, at: Workplace | undefined): Undo => ({
  steps: [
    {
      tool: 'kubernetes.restore',
      input: { objects: [keptOf(ref, undefined, made, at?.blobs)], namespace: cluster.namespace, context: cluster.context },
    },
  ],
});
