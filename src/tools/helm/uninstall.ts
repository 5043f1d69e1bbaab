import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { readChanges } from './apart/ask.ts';
import type { Change } from './changes.ts';
import { targetOf } from './cluster.ts';
import { explain } from './explain.ts';
import { context, description, namespace, release, timeoutMinutes, wait, withoutHooks } from './inputs.ts';
import { describing, hookless, hooksOff, runHelm, waiting } from './program.ts';
import { type HookObject, hooksAt, impactsOf, told, touchedBy, warningsOf } from './run/rehearse.ts';
import { findRelease, type Reach, type Release, reach, readRelease, standing } from './run/release.ts';

const input = z.strictObject({
  release,
  namespace,
  keepHistory: z.boolean().default(false).describe('Keep the history of the release, so that it can be rolled back.'),
  withoutHooks,
  wait,
  timeoutMinutes: timeoutMinutes.optional(),
  description,
  context,
});
type Input = z.output<typeof input>;

/** How long to wait, unless it is said. */
const minutesDefault = 5;

export const uninstall = tool({
  name: 'helm.uninstall',
  effect: 'destroy',
  summary: 'Uninstall a Helm release: delete everything it installed.',
  input,
  output: z.object({ release: z.string(), namespace: z.string() }),
  commands: ['helm uninstall|delete|del|un {release} --no-hooks{withoutHooks:true}'],
  says: [
    'uninstall api from staging',
    'uninstall the release web',
    'remove the helm release redis',
    'delete release old-api from namespace shop',
    'helm uninstall grafana',
    'uninstall web',
    'remove the release web',
    'delete the helm release cache in data',
    'helm delete old-app',
    'take the release preview-1 off the cluster',
    'get rid of the helm release web',
    'uninstall the release cache from data',
    'throw the helm release demo away',
    'helm remove web',
    'the release old-blog can go',
    'release web can go',
    'take web off the cluster, it was installed with helm',
    'get rid of release web but keep its history',
    'delete release web',
    'release web is no longer needed',
    'take release web off the cluster',
    'purge release demo',
    'kill the helm release grafana',
    'we do not use release old-api any more, remove it',
    'clean release preview-12 out of the cluster',
    'throw out the release trial',
    'get release web out of shop',
    'undeploy release web',
    'drop release gw from edge',
    'remove the chart installed as web',
    'uninstall the chart installed as web in shop',
    'release trial in sandbox can go',
    'uninstall the release turbine from power, but it has big volumes to detach, so allow up to 30 minutes before you call it a failure',
    'uninstall gw-beta from namespace sandbox but keep its history',
    'helm delete search -n blue',
    'Could you please undo the whole helm installation of notifier, leaving the release record in place for audit?',
    'I would like that you deinstall the release "atlas-canary"',
    'get rid of the release devmongo in dev-tools',
    'i want to have the helm release migrator-42 deleted',
    'uninstal kubecost in finops pls',
    'we want to be able to look at the old revisions later, so when you uninstall release mailer-old leave its history where it is',
    'Finance does not want to pay for the notebooks any more, can you uninstall notebook on cluster west-1 with the remark "stopped by finance, see CHG-77"?',
    'uninstall checkout-pr-118 with a 10 minute limit',
  ],
  examples: [{ title: 'Uninstall a release', input: { release: 'web', namespace: 'shop' } }],
  guessMs: 20_000,
  timeoutMs: 125 * 60_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { to, current, changes, hooks } = seen.value;
    return ok({
      digest: digestOf({
        what,
        cluster: [to.cluster.server, to.cluster.context, to.cluster.namespace],
        current: [current.version, current.info.status],
        touches: changes.map((one) => one.address),
      }),
      summary: `Uninstall ${what.release} from ${to.cluster.namespace} of ${to.cluster.context} (${told(changes)})`,
      files: [],
      undo: undoOf(what, seen.value),
      warnings: [
        'what its programs keep in volumes made by claims of a StatefulSet stays; what its own claims hold goes with them',
        'custom resource definitions of a chart’s crds folder stay',
        ...warningsOf({ changes, hooks }),
      ],
      target: targetOf(to.cluster, touchedBy(seen.value, to.cluster.namespace)),
      impacts: impactsOf({ changes, hooks }, to.cluster.namespace),
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { to } = seen.value;
    const undo = undoOf(what, seen.value);
    at.progress(`Uninstalling ${what.release}`);
    const minutes = what.timeoutMinutes ?? minutesDefault;
    const args = [
      'uninstall',
      what.release,
      ...(what.keepHistory ? ['--keep-history'] : []),
      ...hooksOff(what.withoutHooks),
      ...waiting(to.helm, what.wait),
      ...describing(what.description),
      `--timeout=${minutes}m0s`,
    ];
    const done = await runHelm(at, to.helm, [...args, ...to.cluster.flags], {
      timeoutMs: (minutes + 1) * 60_000,
      interrupt: { signal: 'SIGINT', graceMs: 20_000 },
      onLine: (line) => at.progress(line.slice(0, 300)),
    });
    if (!done.ok) return { ...done, undo };
    if (done.value.code !== 0) return { ...failed(explain('uninstall', '', to.cluster, done.value, 'Some of it may be gone already.')), undo };
    return {
      ok: true,
      output: { release: what.release, namespace: to.cluster.namespace },
      summary: `Uninstalled ${what.release} from ${to.cluster.namespace}${what.keepHistory ? '; its history is kept' : ''}.`,
      undo,
    };
  },

  async verify(what, seen, at) {
    const to = await reach({ context: what.context, namespace: seen.namespace }, at);
    if (!to.ok) return { met: false, missing: [to.failure.message] };
    const now = await readRelease(at, to.value, seen.release);
    if (!now.ok) return { met: false, missing: [now.failure.message] };
    const gone = what.keepHistory ? now.value?.info.status === 'uninstalled' : now.value === undefined;
    return gone ? { met: true } : { met: false, missing: [`${seen.release} is ${now.value?.info.status ?? 'gone, with its history'}`] };
  },

  async inspect(what, at) {
    const to = await reach(what, at);
    if (!to.ok) return 'unknown';
    const now = await readRelease(at, to.value, what.release);
    if (!now.ok) return 'unknown';
    if (now.value === undefined || now.value.info.status === 'uninstalled') return 'done';
    return now.value.info.status === 'deployed' || now.value.info.status === 'failed' ? 'not-started' : 'unknown';
  },
});

interface Seen {
  readonly to: Reach;
  readonly current: Release;
  readonly changes: readonly Change[];
  readonly hooks: readonly HookObject[];
}

const undoOf = (what: Input, { to, current }: Seen): Undo =>
  what.keepHistory && current.info.status === 'deployed'
    ? {
        steps: [
          {
            tool: 'helm.rollback',
            input: {
              release: what.release,
              revision: current.version,
              namespace: to.cluster.namespace,
              context: to.cluster.context,
              ...hookless(what.withoutHooks),
            },
          },
        ],
      }
    : {
        impossible: `helm keeps nothing of it: install ${current.chart === null || current.chart === undefined ? 'its chart' : `chart ${current.chart.metadata.name} ${current.chart.metadata.version}`} again with its values (helm.getValues shows them now), or uninstall with \`keepHistory\``,
      };

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const found = await findRelease(what, at);
  if (!found.ok) return found;
  const { to, current } = found.value;
  const { changes } = await readChanges(standing(current), '', to.cluster.namespace, at.signal);
  const hooks = await hooksAt(['pre-delete', 'post-delete'], what.withoutHooks ? [] : current.hooks, at);
  return ok({ to, current, changes, hooks });
}
