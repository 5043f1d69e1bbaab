import { z } from 'zod';
import { toolSpec } from '../../../domain/tool.ts';
import { container, context, kind, name, namespace, object, selector } from './fields.ts';

export const apply = toolSpec({
  name: 'kubernetes.apply',
  effect: 'change',
  effectOf: ({ dryRun }) => (dryRun ? 'plan' : 'change'),
  summary: 'Apply Kubernetes manifests from a file or folder to the cluster with server-side apply.',
  input: z.strictObject({
    path: z.string().min(1).describe('Manifest file or folder, relative to the workspace folder.'),
    recursive: z.boolean().default(false).describe('Recursive: also the folders below.'),
    namespace,
    dryRun: z.boolean().default(false).describe('Dry run: the server checks it and answers what would change; nothing is kept.'),
    context,
  }),
  output: z.object({ path: z.string(), objects: z.array(object.extend({ action: z.enum(['created', 'configured', 'unchanged']) })) }),
  says: ['apply k8s/deployment.yaml', 'apply the manifests in deploy/ to the cluster', 'deploy the kubernetes manifests', 'kubectl apply -f app.yaml'],
  guessMs: 3_000,
});

/** What is deleted is named: by kind and name, by kind and labels, or by the manifest that made it. There is no "all". */
export const remove = toolSpec({
  name: 'kubernetes.delete',
  effect: 'destroy',
  summary: 'Delete Kubernetes objects by kind and name, by label, or those of a manifest.',
  input: z
    .strictObject({
      kind: kind.optional(),
      name: name.optional().describe('Name of the object.'),
      path: z.string().min(1).optional().describe('Manifest file whose objects are deleted, relative to the workspace folder.'),
      selector,
      namespace,
      gracePeriodSeconds: z.int().min(0).max(3_600).optional().describe('Grace period in seconds before a pod is killed.'),
      wait: z.boolean().default(true).describe('Wait until it is gone.'),
      context,
    })
    .refine(
      (i) => (i.path !== undefined) !== (i.kind !== undefined && (i.name !== undefined || i.selector !== undefined)),
      'name it by kind and name, by kind and selector, or by path',
    ),
  output: z.object({ objects: z.array(object) }),
  says: [
    'delete pod web-0',
    'remove the deployment api from namespace shop',
    'delete the objects in old.yaml',
    'kill the pod worker-3',
    'delete the configmap settings',
    'kubectl delete service web',
  ],
  guessMs: 5_000,
});

export const exec = toolSpec({
  name: 'kubernetes.exec',
  effect: 'change',
  summary: 'Run a command inside a container of a pod.',
  input: z.strictObject({
    name: name.describe('Name of the pod.'),
    command: z.array(z.string().min(1)).min(1).describe('The command as an argument vector; no shell takes it apart.'),
    container,
    namespace,
    context,
  }),
  output: z.object({ name: z.string(), code: z.int(), stdout: z.string(), stderr: z.string() }),
  says: [
    'run "ls /tmp" in pod web-0',
    'exec into the pod api-0 and run "env"',
    'execute `date` inside the web container of pod web-0',
    'kubectl exec web-0 -- cat /etc/hosts',
  ],
  guessMs: 2_000,
});

export const scale = toolSpec({
  name: 'kubernetes.scale',
  effect: 'change',
  summary: 'Scale a deployment or stateful set to a number of replicas.',
  input: z.strictObject({
    kind: kind.default('deployment'),
    name: name.describe('Name of the workload.'),
    replicas: z.int().min(0).max(10_000).describe('How many replicas: pods, copies, instances of it.'),
    namespace,
    context,
  }),
  output: z.object({ kind: z.string(), name: z.string(), before: z.int(), replicas: z.int() }),
  says: [
    'scale deployment web to 5 replicas',
    'scale api down to 1',
    'run 3 copies of the worker',
    'increase the replicas of web to 10',
    'set replicas of statefulset db to 3',
    'give web 4 pods',
  ],
  guessMs: 5_000,
});

export const rollout = toolSpec({
  name: 'kubernetes.rollout',
  effect: 'change',
  effectOf: ({ action }) => (action === 'status' || action === 'history' ? 'read' : 'change'),
  summary: 'Rollout of a workload: its status or history, undo it to a former revision, or restart its pods.',
  input: z.strictObject({
    action: z.enum(['status', 'history', 'undo', 'restart']).describe('What to do with the rollout.'),
    kind: kind.default('deployment'),
    name: name.describe('Name of the workload.'),
    revision: z.int().min(1).optional().describe('Revision to go back to, or to show; default: the one before.'),
    namespace,
    context,
  }),
  output: z.object({ kind: z.string(), name: z.string(), action: z.string(), revision: z.int().optional(), status: z.string() }),
  says: [
    'restart the deployment web',
    'undo the last rollout of api',
    'rollout status of deployment web',
    'show the rollout history of statefulset db',
    'roll back deployment web to revision 3',
    'is the rollout of web finished',
    'bounce the api pods',
  ],
  guessMs: 10_000,
});
