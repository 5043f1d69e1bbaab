import { z } from 'zod';
import { tool } from '../../domain/tool.ts';
import { openCluster } from './client/cluster.ts';
import { context, kind, name, namespace } from './fields.ts';

export const canI = tool({
  name: 'kubernetes.canI',
  effect: 'read',
  summary: 'Ask the cluster whether this account may do something, before it is tried.',
  input: z.strictObject({
    verb: z.enum(['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection']).describe('What to do.'),
    kind,
    name: name.optional().describe('To this one object.'),
    subresource: z.enum(['log', 'exec', 'portforward', 'scale', 'status', 'eviction', 'token']).optional().describe('To this part of it.'),
    allNamespaces: z.boolean().default(false).describe('In all namespaces, across the whole cluster.'),
    namespace,
    context,
  }),
  output: z.object({ allowed: z.boolean(), reason: z.string().optional(), context: z.string(), namespace: z.string().optional() }),
  commands: ['kubectl auth can-i {verb} {kind} {name?} -A|--all-namespaces{allNamespaces:true}', 'kubectl auth can-i {verb} {kind}/{name}'],
  says: [
    'kubectl auth can-i list secrets',
    'am i allowed to delete the namespace shop',
    'do i have the right to patch deployments in shop',
    'am i allowed to list secrets in all namespaces',
    'check whether i may create jobs in batch',
    'do my rights let me delete services',
    'do i have permission to update configmaps in shop',
    'am i permitted to watch pods',
    'is this account allowed to create ingresses in shop',
    'may i create deployments in the namespace tools',
    'may this account delete pods in shop',
    'may I exec into pods in ns checkout?',
    'Check whether my account can scale the deployment orders-api in shop before I start.',
    'would the cluster let me read the secret tls-web?',
    'Requesting confirmation that this account may list nodes on context prod-us.',
    'check rbac: delete pvc in databases, the storage migration ends with removing the old ones and it would be silly to find out only then',
    'does the current kube account have access to list customresourcedefinitions',
    'Before I promise anything to the customer: is my user authorised to create namespaces in the cluster?',
    "can I on services in web? I mean with the role they gave me yesterday, my colleague believes that it's good for nothing",
    'whether this serviceaccount token may get issued: create token for serviceaccount builder in ci, am I allowed to',
    'is delete on daemonsets allowed for us in kube-system',
    'would I be permited to patch services in search',
    "I am new in the team and don't know my rights, please verify if I may get deployments in namespace atlas",
  ],
  onlyWith: ['allow', 'permi', 'right', 'whether', 'auth', 'can-i', 'may', 'access'],
  examples: [{ title: 'May I?', input: { verb: 'delete', kind: 'pod', namespace: 'shop' } }],
  guessMs: 500,

  async run(what, at) {
    const opened = await openCluster(what, at);
    if (!opened.ok) return opened;
    const cluster = opened.value;
    const found = await cluster.kind(what.kind);
    if (!found.ok) return found;
    const where = found.value.namespaced && !what.allNamespaces ? cluster.namespace : undefined;
    const asked = { kind: found.value, namespace: where, ...(what.name === undefined ? {} : { name: what.name }) };
    const said = await cluster.may(what.verb, asked, what.subresource);
    if (!said.ok) return said;
    const { allowed, reason } = said.value;
    const about = `${what.verb} ${what.subresource === undefined ? '' : `${what.subresource} of `}${found.value.plural}${what.name === undefined ? '' : ` ${what.name}`}`;
    return {
      ok: true,
      output: { allowed, ...(reason === '' ? {} : { reason }), context: cluster.context, ...(where === undefined ? {} : { namespace: where }) },
      summary: `${allowed ? 'Yes' : 'No'}: this account ${allowed ? 'may' : 'may not'} ${about} in ${where === undefined ? 'the whole cluster' : `namespace ${where}`} (context ${cluster.context}).`,
      undo: 'nothing-changed',
    };
  },
});
