import { z } from 'zod';
import { type ToolSpec, toolSpec } from '../../../domain/tool.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const input = z.strictObject({
  answers: z
    .record(z.string(), z.union([scalar, z.array(z.string()), z.array(z.record(z.string(), z.union([scalar, z.array(z.string())])))]))
    .describe('Answers by question id; what is left out takes its default.'),
  out: z.string().min(1).describe('Folder to write into, relative to the workspace folder.'),
});
const output = z.object({
  out: z.string(),
  directory: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: z.string(), action: z.enum(['create', 'update', 'delete', 'unchanged']) })),
});

const kubernetes = toolSpec({
  name: 'generate.kubernetes',
  effect: 'write',
  summary: 'Write Kubernetes manifests from answers: deployment, service, ingress, autoscaler, network policy.',
  input,
  output,
  says: [
    'generate kubernetes manifests for a web service in deploy',
    'write k8s yaml for the api',
    'create the manifests of a deployment with an ingress',
    'scaffold a kubernetes deployment and service',
    'make a deployment yaml',
    'generate manifests for a web service with an ingress in k8s',
    'scaffold kubernetes yaml for the billing app into deploy/billing',
    'write me a deployment and a service for checkout in k8s/checkout',
    'create kubernetes manifests in manifests/api',
    'kubernetes yaml for the cart app in k8s/cart',
    'generate a deployment for api in deploy',
    'make manifests for the web app in k8s/web',
    'kubernetes manifests of a cron job in k8s/report',
    'manifests for the worker in k8s/worker',
    'write kubernetes yaml for api into deploy/api',
    'new deployment manifest for web with 2 replicas in k8s',
    'write manifests for an app called shop into k8s',
    'i need k8s yaml for a service named api in k8s',
    'make kubernetes files for api in k8s',
    'scaffold the manifests of api into k8s',
    'produce deployment and ingress for api into k8s',
    'set up yaml for running api on kubernetes in k8s',
    'manifests for api with an autoscaler into k8s',
    'kubernetes files for api please, into k8s',
    'turn api into kubernetes manifests in k8s',
  ],
  guessMs: 200,
});

const helm = toolSpec({
  name: 'generate.helm',
  effect: 'write',
  summary: 'Write a Helm chart from answers.',
  input,
  output,
  says: [
    'generate a helm chart for the api in charts/api',
    'create a new helm chart',
    'scaffold a chart for the web service',
    'write a helm chart with an ingress',
    'scaffold a chart for payments in charts/payments',
    'write a new helm chart into charts/web',
    'bootstrap a helm chart for the api in charts/api',
    'generate a chart called api in charts/api',
    'new helm chart called worker in charts/worker',
    'create a helm chart for the billing service in charts/billing',
    'start a helm chart for api in charts/api',
    'bootstrap a chart named api into charts/api',
    'make me a new chart for api under charts/api',
    'i need a helm chart for api in charts/api',
    'produce a chart for api into charts/api',
    'chart for the app api in charts/api please',
    'set up a new helm chart in charts/api',
    'package api as a new chart in charts/api',
  ],
  guessMs: 200,
});

export const generateSpecs: readonly ToolSpec[] = [kubernetes, helm];
