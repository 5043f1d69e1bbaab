import { z } from 'zod';
import { type ToolSpec, toolSpec } from '../../../domain/tool.ts';
import { chart, charted, context, namespace, release, releaseRow, revision, set, timeoutMinutes, valuesFiles, wait } from './fields.ts';

const done = z.object({ release: z.string(), namespace: z.string(), revision: z.int(), status: z.string() });

const install = toolSpec({
  name: 'helm.install',
  effect: 'change',
  summary: 'Install a Helm chart as a new release.',
  input: z.strictObject({
    release,
    ...charted,
    createNamespace: z.boolean().default(false).describe('Create the namespace when it is not there.'),
    wait,
    atomic: z.boolean().default(true).describe('Atomic: take it back when it fails.'),
    timeoutMinutes,
    context,
  }),
  output: done,
  says: [
    'install the chart bitnami/redis as cache',
    'helm install web ./charts/web',
    'deploy the helm chart in charts/api to namespace shop',
    'install grafana from the grafana/grafana chart',
    'install ingress-nginx with helm',
  ],
  guessMs: 60_000,
});

const upgrade = toolSpec({
  name: 'helm.upgrade',
  effect: 'change',
  summary: 'Upgrade a Helm release to another version of its chart or to other values.',
  input: z.strictObject({
    release,
    ...charted,
    install: z.boolean().default(false).describe('Install it when there is no such release yet.'),
    reuseValues: z.boolean().default(false).describe('Reuse the values of the last release: keep them.'),
    wait,
    atomic: z.boolean().default(true).describe('Atomic: take it back when it fails.'),
    timeoutMinutes,
    context,
  }),
  output: done,
  says: [
    'upgrade the release web',
    'upgrade redis to chart version 19.0.1',
    'helm upgrade api ./charts/api -f values-prod.yaml',
    'update the release web with image.tag=1.4.2',
    'bump the chart of grafana to 8.0.0',
  ],
  guessMs: 60_000,
});

const uninstall = toolSpec({
  name: 'helm.uninstall',
  effect: 'destroy',
  summary: 'Uninstall a Helm release: delete everything it installed.',
  input: z.strictObject({
    release,
    namespace,
    keepHistory: z.boolean().default(false).describe('Keep the history of the release, so that it can be rolled back.'),
    wait,
    context,
  }),
  output: z.object({ release: z.string(), namespace: z.string() }),
  says: ['uninstall the release web', 'remove the helm release redis', 'delete release old-api from namespace shop', 'helm uninstall grafana'],
  guessMs: 20_000,
});

const list = toolSpec({
  name: 'helm.list',
  effect: 'read',
  summary: 'List Helm releases.',
  input: z.strictObject({
    namespace,
    allNamespaces: z.boolean().default(false).describe('In all namespaces, across the whole cluster.'),
    status: z.enum(['deployed', 'failed', 'pending', 'superseded', 'uninstalled']).optional().describe('Only releases in this status.'),
    filter: z.string().min(1).optional().describe('Only releases whose name matches.'),
    context,
  }),
  output: z.object({ releases: z.array(releaseRow) }),
  says: [
    'list the helm releases',
    'which releases are installed in namespace shop',
    'which charts are deployed',
    'show all helm releases',
    'are there any failed releases',
  ],
  guessMs: 1_000,
});

const rollback = toolSpec({
  name: 'helm.rollback',
  effect: 'change',
  summary: 'Roll a Helm release back to a former revision.',
  input: z.strictObject({
    release,
    revision: revision.optional().describe('Revision to go back to; default: the one before.'),
    namespace,
    wait,
    context,
  }),
  output: done,
  says: [
    'roll back the release web',
    'helm rollback api 3',
    'revert release web to revision 4',
    'go back to the previous revision of redis',
    'roll the helm release back',
  ],
  guessMs: 30_000,
});

const getValues = toolSpec({
  name: 'helm.getValues',
  effect: 'read',
  summary: 'Show the values a Helm release was installed with.',
  input: z.strictObject({
    release,
    all: z.boolean().default(false).describe('All computed values, with the defaults of the chart.'),
    revision: revision.optional().describe('Of this revision; default: the current one.'),
    namespace,
    context,
  }),
  output: z.object({ release: z.string(), values: z.record(z.string(), z.unknown()) }),
  says: ['show the values of release web', 'helm get values api', 'what values is grafana running with', 'which values did we set for redis'],
  guessMs: 1_000,
});

const history = toolSpec({
  name: 'helm.history',
  effect: 'read',
  summary: 'Show the revisions of a Helm release.',
  input: z.strictObject({ release, max: z.int().min(1).max(256).default(20).describe('The last so many revisions at the most.'), namespace, context }),
  output: z.object({ release: z.string(), revisions: z.array(z.object({ revision: z.int(), status: z.string(), chart: z.string(), updated: z.string() })) }),
  says: ['show the history of release web', 'helm history api', 'which revisions of the release redis are there', 'when was release grafana last upgraded'],
  guessMs: 1_000,
});

const diff = toolSpec({
  name: 'helm.diff',
  effect: 'plan',
  summary: 'Show what upgrading a Helm release would change in the cluster, without changing it.',
  input: z.strictObject({ release, ...charted, context }),
  output: z.object({ release: z.string(), diff: z.string(), changes: z.int() }),
  says: [
    'diff the release web against ./charts/web',
    'what would upgrading the release api change',
    'preview the helm upgrade of grafana',
    'helm diff web charts/web',
    'compare the release with the new chart',
  ],
  guessMs: 3_000,
});

const template = toolSpec({
  name: 'helm.template',
  effect: 'plan',
  summary: 'Render the manifests of a Helm chart locally.',
  input: z.strictObject({ ...charted, release: release.optional() }),
  output: z.object({ manifests: z.string(), objects: z.int() }),
  says: [
    'render the chart in charts/web',
    'helm template ./charts/api -f values.yaml',
    'show the manifests the chart produces',
    'template the chart charts/web with values-prod.yaml',
  ],
  guessMs: 1_000,
});

const lint = toolSpec({
  name: 'helm.lint',
  effect: 'plan',
  summary: 'Lint a Helm chart: check it for problems.',
  input: z.strictObject({
    chart: chart.describe('Folder of the chart, relative to the workspace folder.'),
    valuesFiles,
    set,
    strict: z.boolean().default(false).describe('Strict: warnings count as errors.'),
  }),
  output: z.object({ chart: z.string(), problems: z.array(z.object({ severity: z.string(), path: z.string(), message: z.string() })) }),
  says: ['lint the chart in charts/web', 'helm lint ./charts/api', 'check the helm chart for errors', 'is the chart charts/web valid'],
  guessMs: 1_000,
});

export const helmSpecs: readonly ToolSpec[] = [install, upgrade, uninstall, list, rollback, getValues, history, diff, template, lint];
