import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { revisionUnknown } from '../../domain/failure/helm.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { readChanges } from './apart/ask.ts';
import type { Change } from './changes.ts';
import { targetOf } from './cluster.ts';
import { explain } from './explain.ts';
import { context, done, namespace, release, revision, timeoutMinutes, wait, waitForJobs, withoutHooks } from './inputs.ts';
import type { ObjectRef } from './objects.ts';
import { hookless, hooksOff, runHelm, waiting } from './program.ts';
import { deploy, inspectDeployed, verifyDeployed } from './run/deploy.ts';
import { forgetRevision } from './run/note.ts';
import { type HookObject, hooksAt, impactsOf, told, touchedBy, warningsOf } from './run/rehearse.ts';
import { findRelease, isPending, lastGood, type Reach, type Release, readHistory, standing } from './run/release.ts';
import { type LookAtPods, podMakersIn } from './run/waiting.ts';

const name = 'helm.rollback';
const input = z.strictObject({
  release,
  revision: revision.optional().describe('Revision to go back to; default: the one before.'),
  namespace,
  withoutHooks,
  wait,
  waitForJobs,
  timeoutMinutes: timeoutMinutes.optional(),
  context,
});
type Input = z.output<typeof input>;

/** How long to wait until everything is ready, unless it is said. */
const minutesDefault = 5;

/** Also what releases a release that an operation was cut off on. */
export const rollback = (lookAtPods: LookAtPods) =>
  tool({
    name,
    effect: 'change',
    summary: 'Roll a Helm release back to a former revision.',
    input,
    output: done,
    commands: ['helm rollback {release} {revision?} --no-hooks{withoutHooks:true}'],
    says: [
      'roll back the release web',
      'helm rollback api 3',
      'revert release web to revision 4',
      'go back to the previous revision of redis',
      'roll the helm release back',
      'roll back web',
      'roll web back to revision 3',
      'go back to the previous release of api',
      'revert the helm release web',
      'restore revision 4 of release api',
      'undo the last helm upgrade of web',
      'put release api back to revision 7',
      'revert web to its former helm revision',
      'the upgrade of release web was bad, go back',
      'return release web to the revision before',
      'revert web to rev 4',
      'the upgrade of web was bad, roll it back',
      'put release web back to revision 2',
      'helm web back to revision 4',
      'release api to the version before',
      'one revision back for release web',
      'the upgrade of release web failed, roll it back',
      'undo the upgrade of release loki',
      'return release web to what it was',
      'revert release jobs to rev 7',
      'back to rev 41 with release billing',
      'step release web back',
      'go back to the last good revision of release web',
      'restore helm release api to version 4',
      'helm, return orders to what it was before',
      'go back to release revision 11 for billing',
      'billing back to revision 11 in helm',
      'take web one helm revision back',
      'back to the helm release before',
      'Revision 6 of the helm release sftp was the last one the partners could connect to, could you bring it back and wait for the jobs too?',
      'prod is down after the last helm upgrade of gateway, roll that release back now',
      'Put billing in payments back to revision 12',
      'metrics release was fine in revision 15, so return to that one; cluster is staging-eu',
      'Customers cannot log in since the helm upgrade of portal twenty minutes ago, so take the release portal back to revision 52 and wait until its pods are ready',
      "Please bring back the former version of the helm release notifier, users don't get mails since the upgrade",
      'I want helm release kiosk at revision 4 again, without running hooks',
      'Dana tested the rev 40 of release pricing for weeks, only since 41 it crashes; make it revision 40 again',
      "can you return release edge to revision 7 and wait till it's up",
    ],
    examples: [{ title: 'Go back to a revision', input: { release: 'web', revision: 1, namespace: 'shop' } }],
    guessMs: 30_000,
    timeoutMs: 125 * 60_000,

    async preview(what, at) {
      const seen = await look(what, at);
      if (!seen.ok) return seen;
      const { to, current, target, changes, hooks } = seen.value;
      return ok({
        digest: digestOf({
          what,
          cluster: [to.cluster.server, to.cluster.context, to.cluster.namespace],
          current: [current.version, current.info.status],
          target,
          touches: changes.map((one) => [one.operation, one.address, one.drift]),
        }),
        summary: `Roll ${what.release} in ${to.cluster.namespace} of ${to.cluster.context} back from revision ${current.version} to ${target} (${told(changes)})`,
        files: [],
        undo: undoOf(what, seen.value),
        warnings: [
          'what the chart’s programs wrote in between (databases, volumes) is not rolled back',
          ...(isPending(current.info.status) ? [`revision ${current.version} is ${current.info.status}: make sure that nobody is at work on it any more`] : []),
          ...warningsOf({ changes, hooks }),
        ],
        target: targetOf(to.cluster, touchedBy(seen.value, to.cluster.namespace)),
        impacts: impactsOf({ changes, hooks }, to.cluster.namespace),
      });
    },

    async run(what, at) {
      const call = { name, what };
      await forgetRevision(at, call);
      const seen = await look(what, at);
      if (!seen.ok) return seen;
      const { to, current, target } = seen.value;
      return deploy(at, to, {
        verb: 'rollback',
        args: ['rollback', what.release, String(target), ...hooksOff(what.withoutHooks), ...waiting(to.helm, what.wait, what.waitForJobs)],
        release: what.release,
        chart: '',
        awaited: what.wait ? podMakersIn(seen.value.objects, to.cluster.namespace) : [],
        look: lookAtPods,
        current,
        minutes: what.timeoutMinutes ?? minutesDefault,
        call,
        undo: undoOf(what, seen.value),
        says: (now) => `${what.release} is back at revision ${target}, as revision ${now}.`,
      });
    },

    verify: (what, seen, at) => verifyDeployed(what, seen, at),
    inspect: (what, at) => inspectDeployed(what, { name, what }, at),
  });

interface Seen {
  /** Of the revision it goes back to. */
  readonly objects: readonly ObjectRef[];
  readonly to: Reach;
  readonly current: Release;
  readonly target: number;
  readonly changes: readonly Change[];
  readonly hooks: readonly HookObject[];
}

function undoOf(what: Input, { to, current }: Seen): Undo {
  const place = { release: what.release, namespace: to.cluster.namespace, context: to.cluster.context, ...hookless(what.withoutHooks) };
  if (current.info.status === 'deployed') return { steps: [{ tool: 'helm.rollback', input: { ...place, revision: current.version } }] };
  if (current.info.status === 'uninstalled') return { steps: [{ tool: 'helm.uninstall', input: { ...place, keepHistory: true } }] };
  return { impossible: `revision ${current.version} was ${current.info.status}, which is nothing to go back to` };
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const found = await findRelease(what, at);
  if (!found.ok) return found;
  const { to, current } = found.value;
  const history = await readHistory(at, to, what.release);
  if (!history.ok) return history;
  const target = what.revision ?? lastGood(history.value, current.version);
  const known = history.value.map((one) => one.revision);
  if (target === undefined || !known.includes(target)) return failed(revisionUnknown(what.release, target, known));
  const manifest = await runHelm(at, to.helm, ['get', 'manifest', what.release, `--revision=${target}`, ...to.cluster.flags]);
  if (!manifest.ok) return manifest;
  if (manifest.value.code !== 0) return failed(explain('get manifest', '', to.cluster, manifest.value));
  const { changes, objects } = await readChanges(standing(current), manifest.value.stdout, to.cluster.namespace, at.signal);
  const hooks = await hooksAt(['pre-rollback', 'post-rollback'], what.withoutHooks ? [] : current.hooks, at);
  return ok({ objects, to, current, target, changes, hooks });
}
