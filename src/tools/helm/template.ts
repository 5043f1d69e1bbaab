import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { tool } from '../../domain/tool.ts';
import { readText } from './apart/ask.ts';
import { sourceOf } from './chart.ts';
import { explain } from './explain.ts';
import { charted, kubeVersion, release, withoutHooks } from './inputs.ts';
import { findHelm, hooksOff, runHelm } from './program.ts';

const templatePath = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^-\p{C}][^\p{C}]*$/u, 'the path of a template in the chart');

/** No cluster is asked: what a chart looks up there, or decides by the cluster's version, may come out otherwise. */
export const template = tool({
  name: 'helm.template',
  effect: 'plan',
  summary: 'Render the manifests of a Helm chart locally; contents of Secrets are left out.',
  input: z.strictObject({
    ...charted,
    release: release.optional(),
    showOnly: z.array(templatePath).min(1).max(50).optional().describe('Only what these templates make: `templates/service.yaml`.'),
    kubeVersion,
    withoutHooks,
  }),
  output: z.object({ manifests: z.string(), objects: z.int() }),
  commands: [
    'helm template {release} {chart} --devel{prereleases:true} --no-hooks{withoutHooks:true}',
    'helm template {chart} --devel{prereleases:true} --no-hooks{withoutHooks:true}',
  ],
  says: [
    'render the chart in charts/web',
    'helm template ./charts/api -f values.yaml',
    'show the manifests the chart produces',
    'template the chart charts/web with values-prod.yaml',
    'render charts/web',
    'show the manifests of charts/api',
    'what yaml does charts/web produce with values-dev.yaml',
    'print the rendered chart charts/api',
    'render charts/web with values-eu.yaml',
    'manifests that charts/api produces',
    'what would charts/web create',
    'output of the chart charts/web with image.tag=1',
    'manifests of charts/web',
    'what does charts/web render to?',
    'yaml that charts/web makes with values/dev.yaml',
    'expand charts/web',
    'what comes out of charts/web',
    'manifests that charts/web would create',
    'show the yaml of charts/web with values/prod.yaml',
    'expand charts/web locally',
    'print what charts/web renders to',
    'fill in the templates of charts/web',
    'resulting kubernetes objects of charts/web',
    'turn charts/web into plain yaml',
    'charts/web rendered as release shop',
    'generate the manifests from chart charts/web',
    'dry-render charts/web',
    'what yaml does charts/web give',
    'preview the manifests of chart charts/web',
    'render chart charts/web for namespace shop',
    'templates of charts/web with values/prod.yaml',
    'local render pls: charts/reports, release reports-eu, ns finance',
    'render charts/atlas as if the cluster had kubernetes 1.31',
    'helm template grafana/loki --version 6.20.0 --kube-version 1.29',
    'I want to see on paper what acme/queue from https://charts.acme.example turns into with --set persistence=false, of course without installing it',
    'my ingress looks wrong, and I want to see what the chart charts/orders makes of ingress.enabled=true',
    'template out acme/notifier including prereleases',
    'we go to kubernetes 1.32 next month, what does the chart charts/turbine render to for version 1.32 when hooks are left out?',
    'Please expand the templates of charts/jobs for namespace batch',
    'something in templates/cronjob.yaml of charts/mailer produces wrong indentation, so render only this file with --set-string hour=07 and --set-file tpl=mail.html',
    'for a bug report i need the full rendred output of jetstack/cert-manager v1.16.2',
    'how does templates/service.yaml of charts/api look after rendering with service.port as the string 8080',
    'can you print the manifests charts/sftp gives with values port: 2222, I have to send them to the network people for their firewall',
    'output of chart oci://registry.acme.example/charts/gateway without hooks',
  ],
  examples: [{ title: 'Render a chart', input: { chart: 'charts/web', release: 'web', namespace: 'shop' } }],
  guessMs: 1_000,

  async run(what, at) {
    const helm = await findHelm(at);
    if (!helm.ok) return helm;
    const source = await sourceOf(what, helm.value, at);
    if (!source.ok) return source;
    try {
      const { chart, flags } = source.value;
      const done = await runHelm(
        at,
        helm.value,
        [
          'template',
          what.release ?? 'release-name',
          chart,
          ...flags,
          `--namespace=${what.namespace ?? 'default'}`,
          '--include-crds',
          ...hooksOff(what.withoutHooks),
          ...(what.showOnly ?? []).map((path) => `--show-only=${path}`),
          ...(what.kubeVersion === undefined ? [] : [`--kube-version=${what.kubeVersion}`]),
        ],
        {
          timeoutMs: 180_000,
        },
      );
      if (!done.ok) return done;
      if (done.value.code !== 0) return failed(explain('template', what.chart, undefined, done.value));
      const { text, objects } = await readText(done.value.stdout, at.signal);
      return {
        ok: true,
        output: { manifests: text, objects: objects.length },
        summary: `${what.chart} makes ${count(objects.length, 'object')}: ${[...new Set(objects.map((one) => one.kind))].join(', ') || 'none'}.`,
        undo: 'nothing-changed',
      };
    } finally {
      await source.value.dispose();
    }
  },
});
