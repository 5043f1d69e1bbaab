import { z } from 'zod';

/** RFC 1123 label or subdomain, as the API server wants names. Source: kubernetes.io/docs/concepts/overview/working-with-objects/names. */
const dnsName = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
/** Names of roles and bindings may also hold `:`, and some capitals. */
const objectName = /^[a-zA-Z0-9]([-a-zA-Z0-9.:_]*[a-zA-Z0-9])?$/;

/** No half of a pair: an address can't hold one, and something else would stand in its place. */
export const wellFormed = /^[^\p{Cs}]*$/u;

export const name = z.string().max(253).regex(objectName, 'lower-case letters, digits, - and .');
export const kind = z
  .string()
  .max(253)
  .regex(/^[a-z][a-z0-9.-]*$/, 'a kind in lower case and the singular')
  .describe('Kind of the object, lower case and singular: pod, deployment, statefulset, service, ingress, configmap, node, or the name of a custom resource.');
export const namespace = z.string().max(63).regex(dnsName).optional().describe('Namespace; default: the one of the context.');
export const context = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^\p{Cc}]+$/u, 'without control characters')
  .optional()
  .describe('Context of the kubeconfig, which names the cluster; default: the current one.');
export const selector = z
  .string()
  .max(2_000)
  .regex(/^!?[\w./-]+\s*(=|==|!=|in|notin|,|$)/, 'a label selector such as app=web')
  .regex(wellFormed, 'well-formed text')
  .optional()
  .describe('Label selector: `app=web,tier!=cache`.');
export const fieldSelector = z
  .string()
  .max(2_000)
  .regex(/^[\w.]+(=|==|!=)[^\p{Cc}\p{Cs}]*$/u, 'a field selector such as status.phase=Running')
  .optional()
  .describe('Field selector: `status.phase=Running,spec.nodeName=node-1`.');
export const container = z.string().max(63).regex(dnsName).optional().describe('Container of the pod; default: its first.');
export const port = z.int().min(1).max(65_535);
/** `30s`, `5m`, `1h30m`. */
export const span = z
  .string()
  .max(50)
  .regex(/^(\d+(ms|s|m|h))+$/, 'a time such as 30s, 5m or 1h');

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
export const msIn = (text: string): number =>
  [...text.matchAll(/(\d+)(ms|s|m|h)/g)].reduce((sum, [, n, unit]) => sum + Number(n) * (unitMs[unit ?? ''] ?? 0), 0);

export const wait = z.boolean().default(true).describe('Wait until it is so, and say why where it does not come to be.');
export const timeoutSeconds = z.int().min(1).max(3_600).default(300).describe('How long to wait, in seconds.');

/** One object as a list shows it. */
export const object = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
  status: z.string().optional(),
  age: z.string().optional(),
});
