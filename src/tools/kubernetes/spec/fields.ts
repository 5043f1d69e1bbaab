import { z } from 'zod';

/** RFC 1123 label or subdomain, as the API server wants names. Source: kubernetes.io/docs/concepts/overview/working-with-objects/names. */
const objectName = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

export const name = z.string().max(253).regex(objectName, 'lower-case letters, digits, - and .');
export const kind = z
  .string()
  .regex(/^[a-z][a-z0-9.]*$/, 'a kind in lower case and the singular')
  .describe('Kind of the object, lower case and singular: pod, deployment, statefulset, service, ingress, configmap, node, or the name of a custom resource.');
export const namespace = z.string().max(63).regex(objectName).optional().describe('Namespace; default: the one of the context.');
export const context = z.string().min(1).optional().describe('Context of the kubeconfig, which names the cluster; default: the current one.');
export const selector = z
  .string()
  .regex(/^[\w./-]+\s*(=|==|!=|in|notin|,|$)/, 'a label selector such as app=web')
  .optional()
  .describe('Label selector: `app=web,tier!=cache`.');
export const container = z.string().max(63).regex(objectName).optional().describe('Container of the pod; default: its first.');
export const port = z.int().min(1).max(65_535);
/** `30s`, `5m`, `1h30m`. */
export const span = z.string().regex(/^(\d+(ms|s|m|h))+$/, 'a time such as 30s, 5m or 1h');

/** One object as a list shows it. */
export const object = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
  status: z.string().optional(),
  age: z.string().optional(),
});
