import { z } from 'zod';

/** Helm's own limit on release names. Source: helm.sh/docs/chart_template_guide/builtin_objects and validateReleaseName in Helm 3. */
export const release = z
  .string()
  .max(53)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'lower-case letters, digits and -')
  .describe('Name of the release.');
export const chart = z.string().min(1).describe('Chart: a folder in the workspace, repo/name, or an oci:// address.');
export const namespace = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)
  .optional()
  .describe('Namespace of the release; default: the one of the context.');
export const context = z.string().min(1).optional().describe('Context of the kubeconfig, which names the cluster; default: the current one.');
export const version = z
  .string()
  .regex(/^[\^~<>=v]*\d+(\.\d+|\.x|\.\*)*([-+][\w.]+)?$/, 'a version such as 1.2.3')
  .optional()
  .describe('Version of the chart.');
export const repository = z
  .url({ protocol: /^https$/ })
  .optional()
  .describe('Address of the chart repository.');
export const valuesFiles = z.array(z.string().min(1)).default([]).describe('Values files, relative to the workspace folder; later ones win.');
export const set = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .default({})
  .describe('Single values by path: image.tag = 1.2.3.');
export const revision = z.int().min(1);
export const wait = z.boolean().default(true).describe('Wait until everything is ready.');
export const timeoutMinutes = z.int().min(1).max(120).default(5).describe('Give up after this many minutes.');

/** What install, upgrade, template and diff read a chart with. */
export const charted = { chart, namespace, version, repository, valuesFiles, set };
export const releaseRow = z.object({
  name: z.string(),
  namespace: z.string(),
  revision: z.int(),
  status: z.string(),
  chart: z.string(),
  appVersion: z.string().optional(),
});
