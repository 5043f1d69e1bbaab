import { z } from 'zod';
import { tool } from '../../domain/tool.ts';
import { sourceOf } from './chart.ts';
import { charted, context, keeping, keepsOneWay, keptTwice, release } from './inputs.ts';
import { canKeep, reusing } from './program.ts';
import { rehearse, told } from './run/rehearse.ts';
import { reach, readRelease } from './run/release.ts';

/** Three ways: the last revision, the cluster as it is, and what the chart would make now. */
export const diff = tool({
  name: 'helm.diff',
  effect: 'plan',
  summary: 'Show what upgrading a Helm release would change in the cluster, without changing it.',
  input: z.strictObject({ release, ...charted, ...keeping, context }).refine(keepsOneWay, keptTwice),
  output: z.object({
    release: z.string(),
    diff: z.string(),
    changes: z.int(),
    objects: z.array(z.object({ address: z.string(), operation: z.enum(['create', 'update', 'delete']), drift: z.boolean() })),
  }),
  commands: ['helm diff upgrade {release} {chart} --devel{prereleases:true}'],
  says: [
    'diff the release web against ./charts/web',
    'what would upgrading the release api change',
    'preview the helm upgrade of grafana',
    'helm diff web charts/web',
    'compare the release with the new chart',
    'what would change if I upgraded web with charts/web',
    'preview the helm upgrade of web to charts/web',
    'what will upgrading web with charts/web do',
    'changes between release web and charts/web',
    'show what a helm upgrade of api from charts/api would change',
    'difference between release web and charts/web',
    'preview the upgrade of web from charts/web',
    'what changes if web gets version 2 of example/web?',
    'compare release web with charts/web',
    'preview upgrading release web from charts/web',
    'what would an upgrade of web to charts/web change',
    'how does release web differ from charts/web',
    'show me what helm would change in release web with charts/web',
    'compare release web to charts/web',
    'difference between release web and charts/web with values/prod.yaml',
    'which objects change when web moves to charts/web',
    'what does upgrading web to charts/web do',
    'changes charts/web would bring to release web',
    'dry run of upgrading web with charts/web',
    'compare what is running as sftp with what charts/sftp would give after reset-then-reuse of its values and with maxUsers: 50 and port: 2222',
    'impact of resetting the values of ingest to the defaults of charts/ingest, as a diff',
    'diff for notifier ns messaging vs acme/notifier incl prereleases',
    'would it alter anything on the cluster if fleet got replicaCount=8? chart is charts/fleet',
    'I am about to upgrade ledger from charts/ledger with the value auditLog: true and want to be sure that nothing else changes, so show the difference first',
    'show pending differences between our installed helm release web-shop and charts/web-shop with prod.yaml plus eu.yaml',
    'the reviewer asks for a helm diff of release billing-eu with chart charts/billing and the string build=0042',
    'upgrade preview shop-frontend, charts/shop-frontend, staging-eu',
    'preview for turbine: what differs in the cluster when charts/turbine comes with --set-string site=0001 and --set-file map=site.json, ns power',
    'what would change if I upgraded billing with charts/billing?',
    'Requesting a change preview for helm release metrics on prod-us, target chart prometheus-community/prometheus 26.0.0.',
    'how would the manifests of api change with charts/api and values-blue.yaml instead',
    'The change board asks what exactly would be different in the cluster if we upgraded portal to acme/portal 4.2.0, reusing the values, on the context west-1',
    'can i see what kubecost would look different after moving to cost-analyzer 2.5 from https://kubecost.example/charts',
    'preview the upgrade of kiosk from charts/kiosk with values/prod.yaml',
  ],
  examples: [{ title: 'See what an upgrade would change', input: { release: 'web', chart: 'charts/web', namespace: 'shop', set: { 'image.tag': '1.26' } } }],
  guessMs: 3_000,

  async run(what, at) {
    const to = await reach(what, at);
    if (!to.ok) return to;
    const able = canKeep(to.value.helm, what);
    if (!able.ok) return able;
    const current = await readRelease(at, to.value, what.release);
    if (!current.ok) return current;
    const source = await sourceOf(what, to.value.helm, at);
    if (!source.ok) return source;
    try {
      const there = current.value?.info.status === 'uninstalled' ? undefined : current.value;
      const args = ['upgrade', what.release, source.value.chart, '--install', ...(there === undefined ? [] : reusing(what))];
      const seen = await rehearse(at, to.value, args, source.value, there);
      if (!seen.ok) return seen;
      const { changes } = seen.value;
      return {
        ok: true,
        output: {
          release: what.release,
          diff: changes.map((one) => one.diff).join('\n'),
          changes: changes.length,
          objects: changes.map(({ address, operation, drift }) => ({ address, operation, drift })),
        },
        summary: `${there === undefined ? 'Installing' : 'Upgrading'} ${what.release}: ${told(changes)}${changes.some((one) => one.drift) ? '; some were changed in the cluster since' : ''}. Nothing was changed.`,
        undo: 'nothing-changed',
      };
    } finally {
      await source.value.dispose();
    }
  },
});
