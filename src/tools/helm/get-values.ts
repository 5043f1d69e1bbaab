import { z } from 'zod';
import { tool } from '../../domain/tool.ts';
import { context, namespace, release, revision } from './inputs.ts';
import { askHelm, reach, unknownRelease } from './run/release.ts';
import { withoutSecrets } from './secrets.ts';

export const getValues = tool({
  name: 'helm.getValues',
  effect: 'read',
  summary: 'Show the values a Helm release was installed with; what looks like a secret by its name is left out.',
  input: z.strictObject({
    release,
    all: z.boolean().default(false).describe('All computed values, with the defaults of the chart.'),
    revision: revision.optional().describe('Of this revision; default: the current one.'),
    namespace,
    context,
  }),
  output: z.object({ release: z.string(), values: z.record(z.string(), z.unknown()) }),
  commands: ['helm get values {release}'],
  says: [
    'show the values of release web',
    'helm get values api',
    'what values is grafana running with',
    'which values did we set for redis',
    'show the values of web',
    'which values does release api use',
    'get the values of the helm release cache in data',
    'with which settings was web installed',
    'print all values of release web',
    'configuration of the helm release api',
    'what is web configured with in helm',
    'which settings does release cache have',
    'all values of the release web including defaults',
    'values of web',
    'how is release web configured?',
    'settings of the release web',
    'what was web installed with?',
    'all computed values of web',
    'configuration of release web',
    'with which values does release web run',
    'overrides of release gw',
    'what is set for release web',
    'settings release crm runs with, defaults included',
    'computed values of release web',
    'values revision 3 of release web had',
    'how was release ing configured',
    'what did we override in release web',
    'user values of web in helm',
    'configuration helm has for release api',
    'dump the values of release orders',
    'get me the helm configuration of jobs in namespace batch',
    'user-supplied values of billing',
    'helm settings of release cache',
    'which values are set on the release web in shop',
    'parameters of release web',
    'I lost my values file for the vault-agent release; get what is in the cluster',
    'helm values of the installed release in ns qa',
    'what is the ingress host that turbine got through its helm values on the cluster west-1, just print me the values it has there',
    'all values incl. the chart defaults for release edge',
    'helm get values web',
    'Requesting the effective configuration values (computed ones too) of helm release reports.',
    'values currently in use by metrics on prod-us',
    'what overrides did we pass to certs release',
    'the yaml values of the deployed release api pls',
    'compare later, for now just print the helm values for pricing at rev 40',
    'The values file in the repo and the installed release differ as far as I know, so give me what helm has as values for queue-eu',
    'give me what was overridden when notifier was deployed with helm',
    'which settings did we give the kiosk release at revision 3?',
    'I have to set up the same thing for another customer, so which values did we use when we installed the helm release portal in namespace north?',
    'Nobody knows any more why the memory limit is so low; please show all values of release ledger, including those that come from the chart itself',
    'pull the values that jobs is running with from the cluster',
  ],
  examples: [{ title: 'See what a release was given', input: { release: 'web', namespace: 'shop' } }],
  guessMs: 1_000,

  async run(what, at) {
    const to = await reach(what, at);
    if (!to.ok) return to;
    const args = ['get', 'values', what.release, ...(what.all ? ['--all'] : []), ...(what.revision === undefined ? [] : [`--revision=${what.revision}`])];
    const asked = await askHelm(at, to.value, args, z.record(z.string(), z.unknown()).nullable());
    if (!asked.ok) return asked;
    if (asked.value === undefined) return unknownRelease(to.value, what.release);
    const values = withoutSecrets(asked.value ?? {});
    return {
      ok: true,
      output: { release: what.release, values },
      summary:
        Object.keys(values).length === 0
          ? `${what.release} was installed with the chart's own values.`
          : `${what.release} sets ${Object.keys(values).join(', ')}.`,
      undo: 'nothing-changed',
    };
  },
});
