import { z } from 'zod';
import { count } from '../../base/say.ts';
import { type Outcome, ok } from '../../domain/failure/failure.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type Patch, previewPatch, sendPatch } from './change/patch.ts';
import { listAll } from './client/list.ts';
import { findNamed } from './client/named.ts';
import { addressOf } from './client/object.ts';
import { context, name } from './fields.ts';

const input = z.strictObject({
  action: z.enum(['cordon', 'uncordon']).default('cordon').describe('`cordon`: no new pods on it; `uncordon`: they may again.'),
  name: name.describe('Name of the node.'),
  context,
});
type Input = z.output<typeof input>;

export const cordon = tool({
  name: 'kubernetes.cordon',
  effect: 'change',
  summary: 'Keep new pods off a node, or let them come again; those that run there stay.',
  input,
  output: z.object({ name: z.string(), schedulable: z.boolean(), context: z.string() }),
  commands: ['kubectl cordon {name}', 'kubectl uncordon {name} {action:uncordon}'],
  says: [
    'cordon node-1',
    'cordon the node worker-3',
    'kubectl cordon node-1',
    'uncordon node-1',
    'uncordon the node worker-3',
    'mark node-2 as unschedulable',
    'make node worker-1 unschedulable',
    'mark node-2 as schedulable again',
    'keep new pods off node-1',
    'no new pods on the node worker-2',
    'let new pods onto node-1 again',
    'allow scheduling on node worker-2 again',
    'stop scheduling on the node node-4',
    'take node worker-5 out of scheduling',
    'put node worker-5 back into scheduling',
    'quarantine node worker-2',
    'isolate node worker-2 so that no new pods land there',
    'node worker-5 may take pods again',
    'worker-5 is back, let it take new pods',
    'The hoster has replaced the cable, the machine was stable for the whole night and nobody sees errors, so please uncordon node worker-3',
    'let pods be scheduled on gpu-1 again please, the driver was installed an hour ago and the queue of training jobs is getting long',
    'node worker-11 may take new pods once more',
    'the disk swap is done, put node store-5 back into scheduling',
    'Requesting that node ip-172-20-33-8 on cluster prod-eu be cordoned.',
    'nothing should be scheduled to node np-blue-3 any more, the current pods can finish',
    'why is worker-5 at SchedulingDisabled? turn that off again',
    'node build-2 back in rotation, allow scheduling',
    'could we fence off node edge-1 so it gets no new pods? we check the network card at noon',
  ],
  onlyWith: ['cordon', 'uncordon', 'schedul', 'unschedul', 'node', 'worker'],
  examples: [{ title: 'Keep new pods off a node', input: { name: 'node-1' } }],
  guessMs: 1_500,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref } = seen.value;
    const pods = await podsOn(seen.value);
    return previewPatch(
      what,
      seen.value,
      {
        summary: what.action === 'cordon' ? `Keep new pods off ${ref.name} in ${cluster.context}` : `Let new pods onto ${ref.name} again in ${cluster.context}`,
        otherwise: `Nothing to change: ${ref.name} is ${what.action === 'cordon' ? 'closed to' : 'open for'} new pods`,
        over: { isSo: seen.value.isSo },
        isSo: seen.value.isSo,
        detail: what.action === 'cordon' ? 'no new pods are put on it' : 'new pods may be put on it',
        warnings:
          what.action === 'cordon' && pods !== undefined && pods > 0
            ? [`${count(pods, 'pod')} on it stay${pods === 1 ? 's' : ''} where ${pods === 1 ? 'it is' : 'they are'}`]
            : [],
      },
      undoOf(what, seen.value),
    );
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, isSo } = seen.value;
    const output = { name: ref.name, schedulable: what.action === 'uncordon', context: cluster.context };
    if (isSo)
      return { ok: true, output, summary: `${ref.name} is ${what.action === 'cordon' ? 'closed to' : 'open for'} new pods already.`, undo: 'nothing-changed' };
    const done = await sendPatch(seen.value);
    if (!done.ok) return done;
    return {
      ok: true,
      output,
      summary: what.action === 'cordon' ? `No new pods come to ${ref.name}.` : `New pods may come to ${ref.name}.`,
      undo: undoOf(what, seen.value),
    };
  },

  async verify(what, _seen, at) {
    const now = await look(what, at);
    if (!now.ok) return { met: false, missing: [now.failure.message] };
    return now.value.isSo ? { met: true } : { met: false, missing: [`${addressOf(now.value.ref)} is not as asked`] };
  },

  async inspect(what, at) {
    const now = await look(what, at);
    if (!now.ok) return 'unknown';
    return now.value.isSo ? 'done' : 'not-started';
  },
});

interface Seen extends Patch {
  readonly isSo: boolean;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const found = await findNamed({ ...what, kind: 'node' }, at);
  if (!found.ok) return found;
  const { cluster, ref, object } = found.value;
  const closed = (object.spec as { readonly unschedulable?: boolean } | undefined)?.unschedulable === true;
  const wanted = what.action === 'cordon';
  return ok({
    cluster,
    ref,
    object,
    isSo: closed === wanted,
    body: { spec: { unschedulable: wanted ? true : null } },
    contentType: 'application/merge-patch+json',
  });
}

/** How many pods run there; `undefined` where nobody may look. */
async function podsOn({ cluster, ref }: Patch): Promise<number | undefined> {
  const kind = await cluster.kind('pod');
  const all = kind.ok ? await listAll(cluster, kind.value, { fields: `spec.nodeName=${ref.name}` }, { metadataOnly: true }) : kind;
  return all.ok ? all.value.length : undefined;
}

const undoOf = (what: Input, { cluster, isSo }: Seen): Undo =>
  isSo
    ? 'nothing-changed'
    : {
        steps: [{ tool: 'kubernetes.cordon', input: { action: what.action === 'cordon' ? 'uncordon' : 'cordon', name: what.name, context: cluster.context } }],
      };
