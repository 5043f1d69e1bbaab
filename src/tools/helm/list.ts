import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { releaseUnknown } from '../../domain/failure/helm.ts';
import { tool } from '../../domain/tool.ts';
import { context, namespace } from './inputs.ts';
import { askHelm, reach } from './run/release.ts';

/** Some releases of Helm print the revision as text. */
const row = z.object({
  name: z.string(),
  namespace: z.string(),
  revision: z.coerce.number(),
  status: z.string(),
  chart: z.string(),
  app_version: z.string().default(''),
  updated: z.string().default(''),
});

const rowsMax = 5_000;

export const list = tool({
  name: 'helm.list',
  effect: 'read',
  summary: 'List Helm releases.',
  input: z.strictObject({
    namespace,
    allNamespaces: z.boolean().default(false).describe('In all namespaces, across the whole cluster.'),
    status: z.enum(['deployed', 'failed', 'pending', 'superseded', 'uninstalled']).optional().describe('Only releases in this status.'),
    filter: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^\p{C}]+$/u, 'one line')
      .optional()
      .describe('Only releases whose name matches.'),
    context,
  }),
  output: z.object({
    releases: z.array(
      z.object({
        name: z.string(),
        namespace: z.string(),
        revision: z.int(),
        status: z.string(),
        chart: z.string(),
        appVersion: z.string().optional(),
        updated: z.string(),
      }),
    ),
  }),
  commands: ['helm list|ls --failed{status:failed} --pending{status:pending} --deployed{status:deployed} -f|--filter={filter}'],
  says: [
    'list the helm releases',
    'which releases are installed in namespace shop',
    'which charts are deployed',
    'show all helm releases',
    'are there any failed releases',
    'list releases',
    'which helm releases are there',
    'what is installed with helm',
    'what did we deploy with helm in shop',
    'helm releases in shop',
    'what is deployed with helm',
    'which charts are installed',
    'show what helm has installed',
    'releases',
    'what is installed with helm?',
    'failed releases',
    'which charts are deployed anywhere?',
    'releases that are stuck pending',
    'releases on the staging cluster',
    'show helm releases everywhere',
    'charts installed in shop',
    'what did we install with helm',
    'broken helm releases',
    'releases that did not deploy',
    'which versions of our charts are deployed',
    'helm releases by name web',
    'is there a release called web',
    'all releases in the cluster',
    'deployed charts',
    'overview of releases',
    'are there broken releases in shop',
    'charts that failed to deploy in edge',
    'what runs through helm in ns shop',
    'which helm releases are pending',
    'how many preview environments do we still have open, they are helm releases whose name begins with preview- so filter on ^preview-',
    "I'd like an overview of the helm releases in the monitoring namespace, with their chart versions.",
    'which helm releases do we have',
    'is there a release with redis in its name somewhere',
    'helm relases in default namespace',
    'releases stuck in pending across all ns please',
    'For the cost report I need to know which helm releases the lab namespace on the context minikube has at this moment, with their chart versions',
    'Our dashboard is red since the nightly upgrade, so which helm releases are in state failed on the cluster west-1, in all of the namespaces?',
    'List all releases in every namespace',
    'any failed helm releases?',
  ],
  examples: [{ title: 'List the releases of a namespace', input: { namespace: 'shop' } }],
  guessMs: 1_000,

  async run(what, at) {
    const to = await reach(what, at);
    if (!to.ok) return to;
    const { helm, cluster } = to.value;
    const args = [
      'list',
      `--max=${rowsMax}`,
      // Helm 4 shows every status unless told otherwise; 3 wants to be asked.
      ...(what.status === undefined ? (helm.major === 3 ? ['--all'] : []) : [`--${what.status}`]),
      ...(what.filter === undefined ? [] : [`--filter=${what.filter}`]),
      ...(what.allNamespaces ? ['--all-namespaces'] : []),
    ];
    const asked = await askHelm(at, to.value, args, z.array(row));
    if (!asked.ok) return asked;
    if (asked.value === undefined) return failed(releaseUnknown('', cluster.namespace, cluster.context));
    const releases = asked.value.map(({ app_version, ...rest }) => ({ ...rest, ...(app_version === '' ? {} : { appVersion: app_version }) }));
    return {
      ok: true,
      output: { releases },
      summary: `${count(releases.length, `${what.status === undefined ? '' : `${what.status} `}release`)} in ${what.allNamespaces ? 'all namespaces' : `namespace ${cluster.namespace}`} of ${cluster.context}.`,
      undo: 'nothing-changed',
    };
  },
});
