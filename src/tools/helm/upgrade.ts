import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { list } from '../../base/say.ts';
import { type Outcome, ok } from '../../domain/failure/failure.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type Source, sourceOf } from './chart.ts';
import { targetOf } from './cluster.ts';
import {
  atomic,
  charted,
  context,
  description,
  done,
  keeping,
  keepsOneWay,
  keptTwice,
  release,
  skipCrds,
  timeoutMinutes,
  wait,
  waitForJobs,
  withoutHooks,
} from './inputs.ts';
import { namespaceStays, semantics } from './install.ts';
import { canKeep, describing, hookless, hooksOff, reusing, takingBack, waiting } from './program.ts';
import { deploy, inspectDeployed, verifyDeployed } from './run/deploy.ts';
import { forgetRevision } from './run/note.ts';
import { impactsOf, type Rehearsal, rehearse, told, touchedBy, warningsOf } from './run/rehearse.ts';
import { askHelm, lastGood, type Reach, type Release, reach, readHistory, readRelease, requireFree, unknownRelease } from './run/release.ts';
import { type LookAtPods, podMakersIn } from './run/waiting.ts';

const name = 'helm.upgrade';
const input = z
  .strictObject({
    release,
    ...charted,
    install: z.boolean().default(false).describe('Install it when there is no such release yet.'),
    createNamespace: z.boolean().optional().describe('With `install`: create the namespace when it is not there.'),
    ...keeping,
    skipCrds,
    withoutHooks,
    wait,
    waitForJobs,
    atomic,
    timeoutMinutes,
    description,
    historyMax: z.int().min(1).max(1_000).optional().describe('Keep this many revisions; default: ten.'),
    context,
  })
  .refine(keepsOneWay, keptTwice);
type Input = z.output<typeof input>;

export const upgrade = (lookAtPods: LookAtPods) =>
  tool({
    name,
    effect: 'change',
    summary: 'Upgrade a Helm release to another version of its chart or to other values.',
    input,
    output: done,
    commands: ['helm upgrade {release} {chart} -i|--install{install:true} --devel{prereleases:true} --no-hooks{withoutHooks:true}'],
    says: [
      'upgrade the release web',
      'upgrade redis to chart version 19.0.1',
      'helm upgrade api ./charts/api -f values-prod.yaml',
      'update the release web with image.tag=1.4.2',
      'bump the chart of grafana to 8.0.0',
      'upgrade web with charts/web',
      'update release api to charts/api with values-prod.yaml',
      'upgrade the release cache to version 18.2.0 of bitnami/redis',
      'roll out charts/web to the release web',
      'set image.tag=1.2.3 on release web with charts/web',
      'upgrade api with values-prod.yaml from charts/api',
      'bump the release web to chart version 2.0.0 of example/web',
      'change image.tag to 2.0 in release web with charts/web',
      'install or upgrade api from charts/api',
      'redeploy the release web from charts/web',
      'web to chart version 2 of example/web',
      'bring release web to charts/web',
      'roll charts/web out over web',
      'release web should use values/prod.yaml with charts/web',
      'update web from charts/web, install if missing',
      'new version of release web from charts/web',
      'take release loki to grafana/loki 5.4.1',
      'move release api to charts/api-v2',
      'refresh release web from charts/web',
      'change the image tag of release web with charts/web',
      'set replicas=3 on release web from charts/web',
      'upgrade web from charts/web or install it',
      'get release cache onto bitnami/redis 18.2.0',
      'release web should use charts/web with values/prod.yaml',
      'deploy the new chart version of web from charts/web',
      'bump web to chart version 2.0.0 from charts/web',
      'roll release web forward to charts/web',
      'upgrade web with charts/web and keep the current values',
      'upgrade or install gw from charts/gateway',
      'new version of the prom release with prometheus-community/prometheus',
      'release prom: chart prometheus-community/prometheus version 25.2.0',
      'update the helm release web with charts/web and values/prod.yaml',
      'apply charts/web 2.1.0 to the existing release web',
      'the certificate expires tomorrow: upgrade release sftp with charts/sftp and take the value tls.cert from the file --set-file tls.cert=new.pem',
      'Please upgrade portal to acme/portal 4.2.0 in the context west-1 with the description "CHG-3391 new login page", the values that are there should be reused',
      'The last upgrade left the release half broken, so this time upgrade ledger with charts/ledger atomically, and wait at most 25 minutes for everything to be ready',
      'time to upgrade the release reports to charts/reports with featureFlags.pdf=true and the string buildId=007, wait for jobs as well',
      'we changed the sender address, so upgrade the release mailer from acme/mailer with the values sender: noreply and retries: 4, everything else is the default',
      'the release api should get the chart from charts/api again but with values-blue.yaml',
      "Somebody has been playing with the settings of queue-eu, so upgrade it with acme/queue 3.3.3 from https://charts.acme.example and reset all values to the chart's own",
      'upgrade jobs from deploy/jobs and only keep 5 old revisions, note "INC-2207 memory fix"',
      'upgarde kubecost, chart cost-analyzer from repo https://kubecost.example/charts, ns finops',
      'upgrade or install kiosk from charts/kiosk in namespace stores',
      'bump orders-db in orders to chart bitnami/postgresql version 15.5.0, keep the values it has',
      'Please to update release gw with chart acme/gateway including pre-releases',
      'upgrade logs w/ grafana/loki, reset the values to what the chart brings',
    ],
    examples: [{ title: 'Upgrade to another image', input: { release: 'web', chart: 'charts/web', namespace: 'shop', set: { 'image.tag': '1.26' } } }],
    guessMs: 60_000,
    timeoutMs: 125 * 60_000,

    async preview(what, at) {
      const seen = await look(what, at);
      if (!seen.ok) return seen;
      const { to, rehearsal, source, current, undo } = seen.value;
      await source.dispose();
      const lost = dropped(seen.value.values, rehearsal.next.config ?? {});
      return ok({
        digest: digestOf({ what, rehearsal: rehearsal.digest }),
        summary: `${current === undefined ? 'Install' : 'Upgrade'} ${what.release} in ${to.cluster.namespace} of ${to.cluster.context} ${current === undefined ? 'from' : `from revision ${current.version} to`} ${what.chart} (${told(rehearsal.changes)})`,
        files: [],
        undo,
        warnings: [
          ...semantics(what),
          ...(what.install && what.createNamespace && current === undefined ? [namespaceStays] : []),
          ...(lost.length === 0 ? [] : [`values that were set and go back to the chart's own: ${list(lost.slice(0, 20))}; \`reuseValues\` keeps them`]),
          ...(current?.info.status === 'failed' ? [`revision ${current.version} failed: ${current.info.description}`] : []),
          ...warningsOf(rehearsal),
        ],
        target: targetOf(to.cluster, touchedBy(rehearsal, to.cluster.namespace)),
        impacts: impactsOf(rehearsal, to.cluster.namespace),
      });
    },

    async run(what, at) {
      const call = { name, what };
      await forgetRevision(at, call);
      const seen = await look(what, at);
      if (!seen.ok) return seen;
      const { to, source, current, undo } = seen.value;
      try {
        return await deploy(at, to, {
          verb: 'upgrade',
          args: [
            ...argsOf(what, source),
            ...source.flags,
            ...waiting(to.helm, what.wait || what.atomic, what.waitForJobs),
            ...takingBack(to.helm, what.atomic),
            ...describing(what.description),
            ...(what.historyMax === undefined ? [] : [`--history-max=${what.historyMax}`]),
          ],
          release: what.release,
          chart: what.chart,
          awaited: what.wait || what.atomic ? podMakersIn(seen.value.rehearsal.objects, to.cluster.namespace) : [],
          look: lookAtPods,
          current,
          minutes: what.timeoutMinutes,
          call,
          undo,
          says: (revision) =>
            `${current === undefined ? 'Installed' : 'Upgraded'} ${what.release} in ${to.cluster.namespace}: revision ${revision}${what.wait || what.atomic ? ', everything is ready' : ''}.`,
        });
      } finally {
        await source.dispose();
      }
    },

    verify: (what, seen, at) => verifyDeployed(what, seen, at),
    inspect: (what, at) => inspectDeployed(what, { name, what }, at),
  });

const argsOf = (what: Input, source: Source): readonly string[] => [
  'upgrade',
  what.release,
  source.chart,
  ...(what.install ? ['--install'] : []),
  ...(what.install && what.createNamespace ? ['--create-namespace'] : []),
  ...reusing(what),
  ...(what.skipCrds ? ['--skip-crds'] : []),
  ...hooksOff(what.withoutHooks),
];

interface Seen {
  readonly to: Reach;
  readonly source: Source;
  readonly rehearsal: Rehearsal;
  readonly current: Release | undefined;
  /** Set at the last revision. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly undo: Undo;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const to = await reach(what, at);
  if (!to.ok) return to;
  const able = canKeep(to.value.helm, what);
  if (!able.ok) return able;
  const found = await readRelease(at, to.value, what.release);
  if (!found.ok) return found;
  const current = found.value?.info.status === 'uninstalled' ? undefined : found.value;
  if (current === undefined && !what.install) return unknownRelease(to.value, what.release);
  if (current !== undefined) {
    const free = await requireFree(at, to.value, current);
    if (!free.ok) return free;
  }
  const undo = await undoOf(what, to.value, current, at);
  if (!undo.ok) return undo;
  const values = current === undefined ? ok({}) : await askHelm(at, to.value, ['get', 'values', what.release], z.record(z.string(), z.unknown()).nullable());
  if (!values.ok) return values;
  const source = await sourceOf(what, to.value.helm, at);
  if (!source.ok) return source;
  const rehearsal = await rehearse(at, to.value, argsOf(what, source.value), source.value, current).catch(async (error: unknown) => {
    await source.value.dispose();
    throw error;
  });
  if (!rehearsal.ok) {
    await source.value.dispose();
    return rehearsal;
  }
  return ok({ to: to.value, source: source.value, rehearsal: rehearsal.value, current, values: values.value ?? {}, undo: undo.value });
}

/** Back to the revision that is there now; to the last that worked, where this one does not. */
async function undoOf(what: Input, to: Reach, current: Release | undefined, at: Workplace): Promise<Outcome<Undo>> {
  const place = { release: what.release, namespace: to.cluster.namespace, context: to.cluster.context, ...hookless(what.withoutHooks) };
  if (current === undefined) return ok({ steps: [{ tool: 'helm.uninstall', input: place }] });
  if (current.info.status === 'deployed') return ok({ steps: [{ tool: 'helm.rollback', input: { ...place, revision: current.version } }] });
  const history = await readHistory(at, to, what.release);
  if (!history.ok) return history;
  const revision = lastGood(history.value, current.version);
  return ok(
    revision === undefined ? { impossible: 'no earlier revision was ever deployed' } : { steps: [{ tool: 'helm.rollback', input: { ...place, revision } }] },
  );
}

/** Paths of values that were set and are not any more. */
function dropped(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>, above = ''): readonly string[] {
  return Object.entries(before).flatMap(([key, value]) => {
    const path = above === '' ? key : `${above}.${key}`;
    if (!(key in after)) return [path];
    const next = after[key];
    const groups = [value, next].every((one) => one !== null && typeof one === 'object' && !Array.isArray(one));
    return groups ? dropped(value as Record<string, unknown>, next as Record<string, unknown>, path) : [];
  });
}
