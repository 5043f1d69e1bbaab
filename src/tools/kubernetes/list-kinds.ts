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
