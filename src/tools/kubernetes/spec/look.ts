import { z } from 'zod';
import { toolSpec } from '../../../domain/tool.ts';
import { container, context, kind, name, namespace, object, port, selector, span } from './fields.ts';

export const get = toolSpec({
  name: 'kubernetes.get',
  effect: 'read',
  summary: 'List Kubernetes objects of a kind, or show one of them: pods, deployments, services, nodes, namespaces.',
  input: z.strictObject({
    kind,
    name: name.optional().describe('Name of one object; absent: all of the kind.'),
    namespace,
    allNamespaces: z.boolean().default(false).describe('In all namespaces, across the whole cluster.'),
    selector,
    context,
  }),
  output: z.object({ kind: z.string(), objects: z.array(object), name: z.string().optional().describe('When one was asked for.') }),
  says: [
    'list the pods in the shop namespace',
    'which deployments are running',
    'get all services in every namespace',
    'show the nodes of the cluster',
    'list statefulsets in namespace db',
    'kubectl get configmaps',
    'show deployment web',
    'what pods have the label app=web',
    'are the pods ready',
    'show me the ingresses',
  ],
  guessMs: 800,
});

export const describe = toolSpec({
  name: 'kubernetes.describe',
  effect: 'read',
  summary: 'Describe one Kubernetes object in detail, with its events and conditions.',
  input: z.strictObject({ kind: kind.default('pod'), name: name.describe('Name of the object.'), namespace, context }),
  output: z.object({
    kind: z.string(),
    name: z.string(),
    text: z.string(),
    events: z.array(z.object({ type: z.string(), reason: z.string(), message: z.string() })),
  }),
  says: [
    'describe pod web-7d9f',
    'why is the pod api-0 pending',
    'why does deployment web not start',
    'show the events of pod api-0',
    'details of the ingress shop',
    'what is wrong with pod web-0',
    'why is pod worker-1 crashing',
  ],
  guessMs: 1_000,
});

export const logs = toolSpec({
  name: 'kubernetes.logs',
  effect: 'read',
  summary: 'Read the logs of a pod, or of the pods behind a deployment, a job or another workload.',
  input: z.strictObject({
    kind: kind.default('pod'),
    name: name.describe('Name of the pod or the workload.'),
    namespace,
    container,
    tail: z.int().min(1).max(100_000).optional().describe('Last lines only.'),
    since: span.optional().describe('Only what is newer than this: 10m, 1h.'),
    previous: z.boolean().default(false).describe('Of the previous container, before it crashed or restarted.'),
    follow: z.boolean().default(false).describe('Follow: stream the log live until cancelled.'),
    timestamps: z.boolean().default(false).describe('With a timestamp on each line.'),
    context,
  }),
  output: z.object({ name: z.string(), lines: z.array(z.string()), truncated: z.boolean() }),
  says: [
    'show the logs of pod web-0',
    'tail the last 100 lines of the api deployment',
    'what did the pod log before it crashed',
    'follow the logs of deployment web',
    'kubectl logs api-0',
    'check the logs of worker',
  ],
  guessMs: 1_500,
});

export const portForward = toolSpec({
  name: 'kubernetes.portForward',
  effect: 'change',
  summary: 'Forward a local port to a pod or service of the cluster, for as long as it runs.',
  input: z.strictObject({
    kind: kind.default('pod'),
    name: name.describe('Name of the pod, service or deployment.'),
    localPort: port.optional().describe('Port on this machine; default: the same as remotePort.'),
    remotePort: port.describe('Port of the pod or service.'),
    namespace,
    context,
  }),
  output: z.object({ name: z.string(), localPort: port, url: z.string() }),
  says: [
    'forward port 8080 to service web',
    'port-forward postgres-0 5432',
    'forward local port 3000 to port 80 of the web pod',
    'make grafana reachable on localhost 3000',
    'open a tunnel to service api on port 8080',
  ],
  guessMs: 2_000,
});
