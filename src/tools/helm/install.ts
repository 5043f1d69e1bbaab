import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { releaseExists } from '../../domain/failure/helm.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type Source, sourceOf } from './chart.ts';
import { targetOf } from './cluster.ts';
import { atomic, charted, context, description, done, release, skipCrds, timeoutMinutes, wait, waitForJobs, withoutHooks } from './inputs.ts';
import { describing, hookless, hooksOff, takingBack, waiting } from './program.ts';
import { deploy, inspectDeployed, verifyDeployed } from './run/deploy.ts';
import { forgetRevision } from './run/note.ts';
import { impactsOf, type Rehearsal, rehearse, told, touchedBy, warningsOf } from './run/rehearse.ts';
import { type Reach, reach, readRelease, requireFree } from './run/release.ts';
import { type LookAtPods, podMakersIn } from './run/waiting.ts';

const name = 'helm.install';
const input = z.strictObject({
  release,
  ...charted,
  createNamespace: z.boolean().default(false).describe('Create the namespace when it is not there.'),
  skipCrds,
  withoutHooks,
  wait,
  waitForJobs,
  atomic,
  timeoutMinutes,
  description,
  context,
});
type Input = z.output<typeof input>;

export const install = (lookAtPods: LookAtPods) =>
  tool({
    name,
    effect: 'change',
    summary: 'Install a Helm chart as a new release.',
    input,
    output: done,
    commands: ['helm install {release} {chart} --devel{prereleases:true} --no-hooks{withoutHooks:true}'],
    says: [
      'install the chart bitnami/redis as cache',
      'helm install web ./charts/web',
      'deploy the helm chart in charts/api to namespace shop',
      'install grafana from the grafana/grafana chart',
      'install ingress-nginx with helm',
      'install charts/web as web',
      'deploy the chart bitnami/redis as cache in data',
      'helm install of grafana from grafana/grafana',
      'put the chart charts/api into namespace shop as api',
      'set up redis from bitnami/redis as cache',
      'install bitnami/redis as cache',
      'helm install web charts/web in shop',
      'deploy charts/api as a new release called api',
      'bring up grafana from the chart grafana/grafana',
      'put charts/web on the cluster as web',
      'new release web of example/web',
      'chart example/redis as cache in namespace shop',
      'deploy charts/web as release web',
      'set up example/redis under the name cache',
      'install charts/web, call it web, with values/dev.yaml',
      'bring grafana/loki onto the cluster as loki',
      'get charts/search running as search',
      'new release billing from charts/billing',
      'put chart charts/api on the cluster as release api',
      'I want bitnami/redis as a release called cache in dev',
      'deploy chart bitnami/redis under the name cache',
      'add a release gw from charts/gateway and create the namespace',
      'set up ingress-nginx/ingress-nginx as ing in edge',
      'first release of charts/orders in shop',
      'roll out the chart charts/web for the first time',
      'release cache: chart bitnami/redis version 18.1.0',
      'install chart charts/web as web with values/prod.yaml',
      'install charts/web as web with a timeout of 10 minutes',
      'install web from charts/web and wait',
      'install release web from charts/web in shop without waiting',
      'bring chart grafana/loki onto the cluster, release name loki',
      'install web from charts/web with image.tag=1.2.3',
      'put bitnami/redis into namespace data as cache',
      'helm install fleet charts/fleet --set replicaCount=3 --atomic',
      'install charts/turbine as turbine with values debug: true and workers: 2, that is enough for a first look at it on my laptop',
      'helm install sftp charts/sftp --set service.type=NodePort --set-file keys=users.pub, wait for jobs also, since the key import runs as one',
      'isntall kubecost from the repo https://kubecost.example/charts, chart cost-analyzer, in a fresh namespace finops',
      'Can you put the cert-manager chart from https://charts.jetstack.example on our cluster? Name it certs, leave the CRDs out, we manage them ourselves.',
      'spin up a new release atlas, chart oci://registry.acme.example/charts/atlas, --version 2.0.0',
      'please set up grafana/loki as logs, if it fails take it all back, give it 15 minutes',
      'We are setting up a second region and need our gateway there as well: install acme/gateway as gw-west on the context west-1, wait until all is ready, at most 12 minutes',
      'install ingest from charts/ingest, image.tag as the string 0123',
      'Please install acme/queue as queue-eu with replicas 3 and persistence.size 20Gi (the values replicas: 3, persistenceSize: 20Gi), the eu region starts on Monday',
      'a customer wants to see a beta: install acme/portal as portal-beta, prereleases allowed, the string orderId=000815, and write as description "beta for the customer demo"',
      'install acme/vault-agent as va, config from file agent.hcl into the value agentConfig',
    ],
    examples: [{ title: 'Install a chart of this workspace', input: { release: 'web', chart: 'charts/web', namespace: 'shop' } }],
    guessMs: 60_000,
    timeoutMs: 125 * 60_000,

    async preview(what, at) {
      const seen = await look(what, at);
      if (!seen.ok) return seen;
      const { to, rehearsal, source } = seen.value;
      await source.dispose();
      return ok({
        digest: digestOf({ what, rehearsal: rehearsal.digest }),
        summary: `Install ${what.chart} as ${what.release} into ${to.cluster.namespace} of ${to.cluster.context} (${told(rehearsal.changes)})`,
        files: [],
        undo: undoOf(what, to),
        warnings: [...semantics(what), ...warningsOf(rehearsal), ...(what.createNamespace ? [namespaceStays] : [])],
        target: targetOf(to.cluster, touchedBy(rehearsal, to.cluster.namespace)),
        impacts: impactsOf(rehearsal, to.cluster.namespace),
      });
    },

    async run(what, at) {
      const call = { name, what };
      await forgetRevision(at, call);
      const seen = await look(what, at);
      if (!seen.ok) return seen;
      const { to, source } = seen.value;
      try {
        return await deploy(at, to, {
          verb: 'install',
          args: [
            ...argsOf(what, source),
            ...source.flags,
            ...waiting(to.helm, what.wait || what.atomic, what.waitForJobs),
            ...takingBack(to.helm, what.atomic),
            ...describing(what.description),
          ],
          release: what.release,
          chart: what.chart,
          awaited: what.wait || what.atomic ? podMakersIn(seen.value.rehearsal.objects, to.cluster.namespace) : [],
          look: lookAtPods,
          current: undefined,
          minutes: what.timeoutMinutes,
          call,
          undo: undoOf(what, to),
          says: (revision) =>
            `Installed ${what.release} into ${to.cluster.namespace}, revision ${revision}${what.wait || what.atomic ? ': everything is ready' : ''}.`,
        });
      } finally {
        await source.dispose();
      }
    },

    verify: (what, seen, at) => verifyDeployed(what, seen, at),
    inspect: (what, at) => inspectDeployed(what, { name, what }, at),
  });

export const namespaceStays = 'a namespace that is created for it stays when it is taken back';

/** What waiting and atomic mean here, to a person. */
export const semantics = (what: { readonly wait: boolean; readonly atomic: boolean; readonly timeoutMinutes: number }): readonly string[] =>
  what.atomic
    ? [`helm waits up to ${what.timeoutMinutes} min until everything is ready; if that fails it takes all of it back (hooks that ran excepted)`]
    : what.wait
      ? [`helm waits up to ${what.timeoutMinutes} min until everything is ready; if that fails, what was made stays and the release is marked failed`]
      : ['helm does not wait: deployed will mean that the cluster took the objects, not that they work'];

const argsOf = (what: Input, source: Source): readonly string[] => [
  'install',
  what.release,
  source.chart,
  ...(what.createNamespace ? ['--create-namespace'] : []),
  ...(what.skipCrds ? ['--skip-crds'] : []),
  ...hooksOff(what.withoutHooks),
];

const undoOf = (what: Input, { cluster }: Reach): Undo => ({
  steps: [{ tool: 'helm.uninstall', input: { release: what.release, namespace: cluster.namespace, context: cluster.context, ...hookless(what.withoutHooks) } }],
});

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly to: Reach; readonly source: Source; readonly rehearsal: Rehearsal }>> {
  const to = await reach(what, at);
  if (!to.ok) return to;
  const current = await readRelease(at, to.value, what.release);
  if (!current.ok) return current;
  if (current.value !== undefined) {
    const free = await requireFree(at, to.value, current.value);
    return free.ok ? failed(releaseExists(what.release, to.value.cluster.namespace, current.value.info.status)) : free;
  }
  const source = await sourceOf(what, to.value.helm, at);
  if (!source.ok) return source;
  const rehearsal = await rehearse(at, to.value, argsOf(what, source.value), source.value, undefined).catch(async (error: unknown) => {
    await source.value.dispose();
    throw error;
  });
  if (!rehearsal.ok) {
    await source.value.dispose();
    return rehearsal;
  }
  return ok({ to: to.value, source: source.value, rehearsal: rehearsal.value });
}
