import { z } from 'zod';
import { list } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { nothingToLabel } from '../../domain/failure/kubernetes.ts';
import { tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type Patch, previewPatch, sendPatch, undoPatch } from './change/patch.ts';
import { findNamed } from './client/named.ts';
import { addressOf } from './client/object.ts';
import { context, kind, name, namespace } from './fields.ts';

/** Source: kubernetes.io/docs/concepts/overview/working-with-objects/labels. */
const key = z
  .string()
  .max(317)
  .regex(/^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/, 'a key such as team or example.com/team');
const value = z
  .string()
  .max(63)
  .regex(/^(?:[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?)?$/, 'letters, digits, -, _ and .');
const note = z
  .string()
  .max(4_000)
  .regex(/^[^\p{Cc}]*$/u, 'without control characters');

const input = z.strictObject({
  kind: kind.default('pod'),
  name: name.describe('Name of the object.'),
  labels: z.record(key, value).optional().describe('Labels to set: team = shop.'),
  removeLabels: z.array(key).max(100).optional().describe('Labels to take off.'),
  annotations: z.record(key, note).optional().describe('Annotations to set: free text for people and programs. Not for secrets.'),
  removeAnnotations: z.array(key).max(100).optional().describe('Annotations to take off.'),
  namespace,
  context,
});
type Input = z.output<typeof input>;

export const label = tool({
  name: 'kubernetes.label',
  effect: 'change',
  summary: 'Set or take off labels and annotations of one object in the cluster.',
  input,
  output: z.object({ address: z.string(), changed: z.array(z.string()).readonly(), context: z.string() }),
  commands: ['kubectl label {kind} {name}', 'kubectl label {kind}/{name}', 'kubectl annotate {kind} {name}', 'kubectl annotate {kind}/{name}'],
  says: [
    'label deployment web with team=shop',
    'label the pod web-0 with debug=true',
    'kubectl label node node-1 disk=ssd',
    'put the label env=dev on namespace shop',
    'add the label tier=cache to service redis',
    'set the label release=stable on deployment api',
    'take the label debug off pod web-0',
    'remove the label team from deployment web',
    'annotate deployment web with owner=shop-team',
    'kubectl annotate service web note=public',
    'add an annotation reviewed=yes to the ingress shop',
    'put the annotation contact=ops on namespace shop',
    'remove the annotation note from service web',
    'give node node-2 the label gpu=yes',
    'the namespace shop needs the label team=payments',
    'remove the label tier from pod web-0',
    'remove label old from deployment api',
    'delete the label canary of pod api-1',
    'tag the namespace front with team=web',
    'tag deployment api with tier=gold',
    'We put a graphics card into one of the machines and the training pods should find it, so please label node worker-4 with pool=gpu',
    'put team=payments on the namespace checkout',
    'pod ingest-0 in ns pipeline on staging-eu should have debug=true as a label so that my log filter picks only that one',
    'remove the annotation maintenance from service gateway',
    'Please add the labels tier=gold and region=eu to the namespace acme-prod.',
    'tag statefulset ledger-db in finance with backup=daily',
    'kubectl annotate ingress web nginx.ingress.kubernetes.io/proxy-body-size=50m',
    'I need istio-injection=enabled on namespace fleet',
    'mark configmap app-settings with reviewed=true as an annotation',
    'get rid of labels old-team and cost-center at the deployment reports',
    'svc search in ns search needs a prometheus.io/scrape=true annotation',
    'label the pod for me so that the load balancer leaves it alone while I try to find out what is wrong with it',
    'strip annotation kubectl.kubernetes.io/restartedAt off deployment cart',
    'set disk=ssd label on k8s node store-2',
    'deployment telemetry: label tier=backend, annotation note=temporary',
    'unlabel namespace sandbox, key expires, else the nightly sweeper will remove all of it and we still need it for the training next week',
    'the serviceaccount builder should be annotated with eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/builder',
  ],
  onlyWith: ['label', 'annotat', 'tag'],
  examples: [{ title: 'Label a deployment', input: { kind: 'deployment', name: 'web', labels: { team: 'checkout' }, namespace: 'shop' } }],
  guessMs: 1_500,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, said } = seen.value;
    const touchesLabels = Object.keys(what.labels ?? {}).length + (what.removeLabels ?? []).length > 0;
    return previewPatch(
      what,
      seen.value,
      {
        summary: `${touchesLabels ? 'Label' : 'Annotate'} ${addressOf(ref)} in ${cluster.context}: ${list(said)}`,
        otherwise: `Nothing to change: ${addressOf(ref)} is like that`,
        detail: list(said),
        over: seen.value.now,
        isSo: seen.value.isSo,
        warnings: touchesLabels ? ['what selects by labels follows at once: services, network policies, workloads, schedulers'] : [],
      },
      undoPatch(seen.value),
    );
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, said, isSo: same } = seen.value;
    const done = await sendPatch(seen.value);
    if (!done.ok) return done;
    return {
      ok: true,
      output: { address: addressOf(ref), changed: same ? [] : said, context: cluster.context },
      summary: same ? `${addressOf(ref)} is like that already.` : `${addressOf(ref)}: ${list(said)}.`,
      undo: same ? 'nothing-changed' : undoPatch(seen.value, { at, object: done.value }),
    };
  },

  async verify(what, _seen, at) {
    const now = await look(what, at);
    if (!now.ok) return { met: false, missing: [now.failure.message] };
    return now.value.isSo ? { met: true } : { met: false, missing: [`${addressOf(now.value.ref)} is not labelled so`] };
  },

  async inspect(what, at) {
    const now = await look(what, at);
    if (!now.ok) return 'unknown';
    return now.value.isSo ? 'done' : 'not-started';
  },
});

interface Seen extends Patch {
  /** `team=shop`, `debug off`. */
  readonly said: readonly string[];
  readonly isSo: boolean;
  /** What the named ones are. */
  readonly now: readonly (readonly [string, string | null])[];
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const labels = { ...nulls(what.removeLabels), ...what.labels };
  const annotations = { ...nulls(what.removeAnnotations), ...what.annotations };
  const all = [...Object.entries(labels), ...Object.entries(annotations)];
  if (all.length === 0) return failed(nothingToLabel());
  const found = await findNamed(what, at);
  if (!found.ok) return found;
  const { cluster, ref, object } = found.value;
  const { metadata } = object;
  const now = [
    ...Object.keys(labels).map((name) => [name, metadata.labels?.[name] ?? null] as const),
    ...Object.keys(annotations).map((name) => [name, metadata.annotations?.[name] ?? null] as const),
  ];
  const isSo = all.every(([, to], i) => now[i]?.[1] === to);
  return ok({
    cluster,
    ref,
    object,
    said: all.map(([name, to]) => (to === null ? `${name} off` : `${name}=${to}`)),
    isSo,
    now,
    body: { metadata: { labels, annotations } },
    contentType: 'application/merge-patch+json',
  });
}

const nulls = (keys: readonly string[] | undefined): Record<string, string | null> => Object.fromEntries((keys ?? []).map((one) => [one, null]));
