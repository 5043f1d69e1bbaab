import { z } from 'zod';
import { failed } from '../../domain/failure/failure.ts';
import { tool } from '../../domain/tool.ts';
import { sourceOf } from './chart.ts';
import { explain } from './explain.ts';
import { chart, repository, version } from './inputs.ts';
import { findHelm, runHelm } from './program.ts';

export const show = tool({
  name: 'helm.show',
  effect: 'read',
  summary: 'Show a Helm chart before it is installed: what it says of itself, its values, its readme or its definitions.',
  input: z.strictObject({
    chart,
    what: z
      .enum(['about', 'values', 'readme', 'crds'])
      .default('values')
      .describe('`about`: its Chart.yaml; `values`: the defaults that can be set; `readme`; `crds`: definitions of custom resources.'),
    version,
    repository,
  }),
  output: z.object({ chart: z.string(), what: z.string(), text: z.string() }),
  commands: [
    'helm show|inspect chart {chart} --repo={repository} {what:about}',
    'helm show|inspect values {chart} --repo={repository} {what:values}',
    'helm show|inspect readme {chart} --repo={repository} {what:readme}',
    'helm show|inspect crds {chart} --repo={repository} {what:crds}',
  ],
  says: [
    'helm show values bitnami/redis',
    'which values can i set for the chart charts/web',
    'show the default values of the chart charts/api',
    'readme of the chart bitnami/nginx',
    'helm show chart charts/web',
    'show the readme of the helm chart charts/web',
    'what can be configured in the chart example/shop',
    'show Chart.yaml of the chart oci://registry.example.com/charts/web',
    'default values of chart example/grafana in version 1.2.3',
    'helm inspect values example/web',
    'which crds does the chart example/operator bring',
    'what does the chart charts/web say of itself',
    'what is in the readme of the chart bitnami/redis version 19.1.0',
    'readme of chart bitnami/postgresql',
    'Before we decide between the two candidates I would like to read the readme of the chart acme/queue in the version 3.3.3, not install anything',
    'the values file which is shipped inside acme/search',
    'tell me about the chart prometheus-community/prometheus 26.0.0',
    'show defualt values for the external-dns chart in version 1.15.0, repo https://dns-charts.example',
    'manual of the chart acme/backup pls',
    'what is in it, this chart velero/velero? description and versions only',
    'show me the readme of the chart ingress-nginx/ingress-nginx',
    'helm show chart oci://registry.acme.example/charts/atlas',
    'Requesting default configuration of helm chart gitlab/gitlab version 8.5.0.',
    'Does jetstack/cert-manager come with CRDs? Show them.',
    'custom resource definitions in acme/operator 0.4.0',
    'default values of grafana/loki please',
    'I never used the chart bitnami/mongodb, is there some documentation with it? Let me see its readme.',
    'Can you print the values.yaml of the chart cost-analyzer from https://kubecost.example/charts?',
    'which settings does the chart bitnami/postgresql offer?',
    'helm show crds acme/mesh',
    'who maintains the chart mailer at https://charts.harbor.example, and which version of the application does it bring? just what it says about itself',
  ],
  onlyWith: ['chart', 'readme', 'inspect'],
  examples: [{ title: 'See what can be set', input: { chart: 'charts/web' } }],
  guessMs: 1_500,

  async run(what, at) {
    const helm = await findHelm(at);
    if (!helm.ok) return helm;
    const source = await sourceOf({ ...what, valuesFiles: [], set: {} }, helm.value, at);
    if (!source.ok) return source;
    try {
      const done = await runHelm(at, helm.value, ['show', what.what === 'about' ? 'chart' : what.what, source.value.chart]);
      if (!done.ok) return done;
      if (done.value.code !== 0) return failed(explain(`show ${what.what}`, what.chart, undefined, done.value));
      const text = done.value.stdout.trim();
      const name = { about: 'Chart.yaml', values: 'values', readme: 'readme', crds: 'definitions' }[what.what];
      return {
        ok: true,
        output: { chart: what.chart, what: what.what, text },
        summary: text === '' ? `${what.chart} has no ${name}.` : `The ${name} of ${what.chart}.`,
        undo: 'nothing-changed',
      };
    } finally {
      await source.value.dispose();
    }
  },
});
