import { z } from 'zod';
import { count } from '../../base/say.ts';
import { tool } from '../../domain/tool.ts';
import { openCluster } from './client/cluster.ts';
import { apiVersionOf, kindsOf } from './client/kinds.ts';
import { context } from './fields.ts';

const known = z.object({
  name: z.string().describe('As `kind` of other tools takes it: `pods`; with its group where another kind has the same name.'),
  kind: z.string(),
  apiVersion: z.string(),
  shortNames: z.array(z.string()).readonly(),
  namespaced: z.boolean().describe('Its objects are in namespaces.'),
});

/** Kinds whose objects can be listed, by group and name; of one that is served in several versions the preferred. Source: the cluster's aggregated discovery. */
export const listKinds = tool({
  name: 'kubernetes.listKinds',
  effect: 'read',
  summary: 'List the kinds of objects a cluster knows, custom resources too.',
  input: z.strictObject({
    apiGroup: z
      .string()
      .max(253)
      .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'an API group such as apps or cert-manager.io')
      .optional()
      .describe('Only kinds of this API group, such as apps.'),
    namespaced: z.boolean().optional().describe('Only those in namespaces, or only those of the whole cluster.'),
    context,
  }),
  output: z.object({ kinds: z.array(known).readonly(), context: z.string() }),
  commands: ['kubectl api-resources --api-group={apiGroup} --namespaced{namespaced}'],
  says: [
    'kubectl api-resources',
    'which kinds does the cluster know',
    'list the kinds of objects in the cluster',
    'what kinds of objects are there in kubernetes',
    'list the api resources of the cluster',
    'which custom kinds does this cluster have',
    'what resource types does the cluster serve',
    'show all kinds in the api group apps',
    'kinds of the api group cert-manager.io',
    'which kinds are namespaced',
    'what kinds of objects does the cluster know? I inherited it from a team that no longer exists and want to see what they installed',
    'which custom resources are installed in the api group cert-manager.io',
    'Which kinds are cluster-wide, not namespaced?',
    'api resources of networking.k8s.io',
    'is there a kind "Certificate" in this cluster, list what kinds it has',
    'object types known to cluster prod-eu, I need to compare that with staging since the same manifest is accepted in one and refused here',
    "I'd like an overview of all resource types, custom ones too.",
    'what can I create in this cluster, give me the resource types',
    "kinds in apps group please, our old manifests use something that was taken out in the last version and I'd like to compare",
    "does the cluster know argo's kinds? group argoproj.io",
    'short names and kinds the k8s api offers please, I am tired of typing the long ones and can never remember which abbreviations there are',
    'which types live inside a namespace',
    'The operator was upgraded, which kinds does fleet.acme.io serve now?',
    'give me every resource type of the kubernetes api, I never remember how the autoscaler thing is called',
    'which CRDs does this cluster understand ? The chart that I want to install needs some of them and the manual is silent about which',
    'did the crds of our backup operator really get installed? show the object kinds under velero.io so that I see it',
  ],
  onlyWith: ['kinds', 'api-res', 'api', 'types', 'crds'],
  examples: [{ title: 'Kinds of one API group', input: { apiGroup: 'apps' } }],
  guessMs: 500,

  async run({ apiGroup, namespaced, ...where }, at) {
    const opened = await openCluster(where, at);
    if (!opened.ok) return opened;
    const cluster = opened.value;
    const found = await kindsOf(cluster.connection, cluster.signal, true);
    if (!found.ok) return found;
    const all = found.value.all.filter((one) => one.verbs.includes('list'));
    const kinds = all
      // The first of its versions is the preferred one.
      .filter((one, i) => all.findIndex((other) => other.plural === one.plural && other.group === one.group) === i)
      .filter((one) => (apiGroup === undefined || one.group === apiGroup) && (namespaced === undefined || one.namespaced === namespaced))
      .map((one) => ({
        name: found.value.named(one.plural) === one || one.group === '' ? one.plural : `${one.plural}.${one.group}`,
        kind: one.kind,
        apiVersion: apiVersionOf(one),
        shortNames: one.shortNames,
        namespaced: one.namespaced,
      }))
      .toSorted((a, b) => (a.apiVersion.includes('/') === b.apiVersion.includes('/') ? compare(a.name, b.name) : a.apiVersion.includes('/') ? 1 : -1));
    return {
      ok: true,
      output: { kinds, context: cluster.context },
      summary: `${count(kinds.length, 'kind')} of objects${apiGroup === undefined ? '' : ` of ${apiGroup}`} can be listed in context ${cluster.context}.`,
      undo: 'nothing-changed',
    };
  },
});

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
