import { z } from 'zod';
import { list } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { containerUnclear, kindCannot } from '../../domain/failure/kubernetes.ts';
import { tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type Patch, previewPatch, sendPatch, undoPatch } from './change/patch.ts';
import { findNamed } from './client/named.ts';
import { addressOf, essenceDigest } from './client/object.ts';
import { container, context, kind, name, namespace, timeoutSeconds, wait } from './fields.ts';
import { rollsOut, type Workload, waitRolledOut } from './workload/workload.ts';

/** As a registry takes it: host, path, tag, digest. Source: github.com/distribution/reference. */
const imageName = z
  .string()
  .min(1)
  .max(500)
  .regex(
    /^[a-zA-Z0-9][\w.-]*(?::\d+(?=\/))?(?:\/[a-z0-9][\w.-]*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/,
    'an image such as web:1.2 or registry.example.com/shop/web:1.2',
  );

const input = z.strictObject({
  kind: kind.default('deployment'),
  name: name.describe('Name of the workload.'),
  image: imageName.describe('The image to run: web:1.2, registry.example.com/shop/web:1.2.'),
  container: container.describe('Container of its pods; needed where they have several.'),
  namespace,
  wait,
  timeoutSeconds,
  context,
});
type Input = z.output<typeof input>;

export const setImage = tool({
  name: 'kubernetes.setImage',
  effect: 'change',
  summary: 'Set the image a workload runs, and wait until its new pods are there.',
  input,
  output: z.object({
    kind: z.string(),
    name: z.string(),
    container: z.string(),
    before: z.string(),
    image: z.string(),
    namespace: z.string().optional(),
    context: z.string(),
  }),
  commands: ['kubectl set image {kind}/{name} {container}={image}', 'kubectl set image {kind} {name} {container}={image}'],
  says: [
    'set the image of deployment web to web:1.2',
    'kubectl set image deployment/web web=web:1.2',
    'change the image of web to registry.example.com/shop/web:2.0',
    'run image web:2.0 in deployment web',
    'use the image api:1.4.2 for deployment api',
    'deployment web should run the image web:1.3',
    'update the container image of api to api:1.5',
    'set image of statefulset db to postgres:16',
    'switch deployment cart to the image cart:3.1',
    'put the image web:1.2 into deployment web',
    'new image for deployment worker: worker:7',
    'replace the image of deployment web with web:2.1',
    'bump the image of deployment api to api:1.6',
    'point deployment web at the image web:canary',
    'set the image of container sidecar in deployment web to proxy:2',
    'kubectl set image deploy/web web=nginx:1.27',
    'I want the ingest deployment to run ghcr.io/acme/ingest:sha-9f3c1',
    'Please update deployment billing-api to image billing-api:4.0.0 and wait at most five minutes.',
    'The shops open at eight and by then they want the new opening screen, so please ship kiosk:7.7 into the kiosk deployment',
    'new image for the fleet-api deployment in ns fleet: registry.local/fleet-api:v31',
    'The fix is built, so would you have the deployment cart use acme/cart:1.2.9-hotfix now? Customers are waiting for it.',
    'move statefulset cache from redis 6 to redis:7.4',
    'deployment mailer → mailer:5.5, ns notifications',
    'my deployment demo runs an old image, it should be demo:latest, the sales people show it to a visitor in half an hour and the new button is missing',
    'point the init container "migrate" of deployment ledger at ledger-migrate:19',
    'use api:1.0.1 for the api deployment, wait until the pods are up',
    'freshen daemonset node-exporter to node-exporter:1.8.2 in ns monitoring',
    'the canary deployment should get image shop:1.44',
  ],
  onlyWith: ['image', 'tag', 'container'],
  examples: [{ title: 'Run another image', input: { name: 'web', image: 'web:2', namespace: 'shop' } }],
  guessMs: 10_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, before, into } = seen.value;
    const address = addressOf(ref);
    return previewPatch(
      what,
      seen.value,
      {
        summary: `Run ${what.image} in ${address}, no longer ${before}, in ${cluster.context}`,
        otherwise: `Nothing to set: ${address} runs ${what.image} already`,
        detail: `container ${into}: ${before} → ${what.image}`,
        warnings: [
          ...(seen.value.object.spec?.paused ? ['it is paused: nothing happens until it is resumed'] : []),
          ...(/(?::latest|^[^:@]+|\/[^:@]+)$/.test(what.image) ? ['the image has no fixed tag: which one it is may change under it'] : []),
        ],
      },
      undoPatch(seen.value),
    );
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, before, into, object } = seen.value;
    const output = {
      kind: ref.kind.kind,
      name: ref.name,
      container: into,
      before,
      image: what.image,
      ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
      context: cluster.context,
    };
    const done = await sendPatch(seen.value);
    if (!done.ok) return done;
    if (essenceDigest(done.value) === essenceDigest(object))
      return { ok: true, output, summary: `${addressOf(ref)} runs ${what.image} already.`, undo: 'nothing-changed' };
    const undo = undoPatch(seen.value, { at, object: done.value });
    if (!what.wait || object.spec?.paused) return { ok: true, output, summary: `${addressOf(ref)} is to run ${what.image}.`, undo };
    const there = await waitRolledOut(cluster, ref, what.timeoutSeconds * 1000, at);
    if (!there.ok) return { ok: false, failure: there.failure, undo };
    return { ok: true, output, summary: `${addressOf(ref)} runs ${what.image}: ${there.value.line}.`, undo };
  },

  async verify(what, _seen, at) {
    const now = await look(what, at);
    if (!now.ok) return { met: false, missing: [now.failure.message] };
    return now.value.before === what.image ? { met: true } : { met: false, missing: [`${addressOf(now.value.ref)} runs ${now.value.before}`] };
  },

  async inspect(what, at) {
    const now = await look(what, at);
    if (!now.ok) return 'unknown';
    return now.value.before === what.image ? 'done' : 'not-started';
  },
});

interface Containers {
  readonly spec?: { readonly containers?: readonly { readonly name: string; readonly image?: string }[] };
}

interface Seen extends Patch {
  readonly object: Workload;
  readonly before: string;
  /** The container it is set in. */
  readonly into: string;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const seen = await findNamed<Workload>(what, at, ({ kind }) => (rollsOut(kind) ? undefined : kindCannot(what.kind, 'given another image')));
  if (!seen.ok) return seen;
  const { cluster, ref, object } = seen.value;
  const all = (object.spec?.template as Containers | undefined)?.spec?.containers ?? [];
  const found = what.container === undefined ? (all.length === 1 ? all[0] : undefined) : all.find((one) => one.name === what.container);
  if (found === undefined) return failed(containerUnclear(addressOf(ref), what.container, list(all.map((one) => one.name))));
  return ok({
    cluster,
    ref,
    object,
    before: found.image ?? '',
    into: found.name,
    body: { spec: { template: { spec: { containers: [{ name: found.name, image: what.image }] } } } },
    contentType: 'application/strategic-merge-patch+json',
  });
}
