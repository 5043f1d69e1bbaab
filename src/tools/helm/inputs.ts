import { z } from 'zod';

const notAnOption = 'it starts with "-", which helm would take for an option';
const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Helm's own limit on release names: helm.sh/docs/chart_template_guide/builtin_objects. */
export const release = z.string().max(53).regex(dnsLabel, 'lower-case letters, digits and -').describe('Name of the release.');

export const chart = z
  .string()
  .min(1)
  .max(1000)
  .regex(/^[^-]/, notAnOption)
  .regex(/^[^\p{C}\s]+(?: [^\p{C}\s]+)*$/u, 'a path, repo/name or an oci:// address')
  .regex(/^(?:oci:\/\/[\w.-]+(?::\d+)?(?:\/[\w.-]+)+(?::[\w.+-]+|@sha256:[0-9a-f]{64})?|(?!\w+:\/\/).+)$/, 'a path, repo/name or an oci:// address')
  .describe('Chart: a folder in the workspace, repo/name, or an oci:// address.');

export const namespace = z.string().max(63).regex(dnsLabel).optional().describe('Namespace of the release; default: the one of the context.');

export const context = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^-]/, notAnOption)
  .regex(/^[^\p{C}]+$/u, 'a name of one line')
  .optional()
  .describe('Context of the kubeconfig, which names the cluster; default: the current one.');

export const version = z
  .string()
  .max(100)
  .regex(/^[\^~<>=v]*\d+(\.\d+|\.x|\.\*)*([-+][\w.+-]+)?$/, 'a version such as 1.2.3')
  .optional()
  .describe('Version of the chart.');

export const repository = z
  .string()
  .max(1000)
  .regex(/^https:\/\/[^\p{C}\s@]+$/u, 'an https address, without a user name or password (add those with helm repo add)')
  .refine((address) => URL.canParse(address), 'an https address')
  .optional()
  .describe('Address of the chart repository.');

/** Helm takes anything without a slash; this is what is seen. */
export const repositoryName = z
  .string()
  .max(100)
  .regex(/^[a-zA-Z0-9][\w.-]*$/, 'letters, digits, ".", "_" and "-"');

export const path = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'a path of one line');

export const valuesFiles = z.array(path).max(50).default([]).describe('Values files, relative to the workspace folder; later ones win.');

export const set = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .default({})
  .describe('Single values by path: image.tag = 1.2.3.');

export const setString = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .optional()
  .describe('Set string: single values by path that stay text, whatever they look like: build = 1.10. Over `set`.');

export const setFile = z
  .record(z.string(), path)
  .optional()
  .describe('Set file: single values by path, each the text of a file of the workspace: script = files/start.sh. Over all others.');

export const values = z.record(z.string(), z.json()).optional().describe('Values as structure; over the files, under single values.');

export const revision = z.int().min(1);
export const wait = z.boolean().default(true).describe('Wait until everything is ready.');
export const atomic = z.boolean().default(true).describe('Atomic: take it back when it fails.');
export const waitForJobs = z.boolean().optional().describe('Wait until its jobs are done, too.');
export const skipCrds = z.boolean().optional().describe('Leave out the custom resource definitions of the chart’s crds folder.');
export const withoutHooks = z.boolean().optional().describe('Skip hooks: leave out what the chart runs before and after.');
export const prereleases = z
  .boolean()
  .optional()
  .describe('Take pre-releases, too, where the newest version of a chart is looked for; ignored with `version`.');
export const description = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^\p{C}]+$/u, 'one line')
  .optional()
  .describe('Why, for the history of the release.');
export const kubeVersion = z
  .string()
  .max(50)
  .regex(/^v?\d+\.\d+(\.\d+)?(-[\w.]+)?$/, 'a version such as 1.31.0')
  .optional()
  .describe('Version of Kubernetes that the chart is told it is for.');
export const timeoutMinutes = z.int().min(1).max(120).default(5).describe('Give up after this many minutes.');

/** What install, upgrade, template and diff read a chart with. */
export const charted = { chart, namespace, version, prereleases, repository, valuesFiles, set, setString, setFile, values };
export type Charted = Readonly<{
  chart: string;
  namespace?: string | undefined;
  version?: string | undefined;
  prereleases?: boolean | undefined;
  repository?: string | undefined;
  valuesFiles: readonly string[];
  set: Readonly<Record<string, string | number | boolean>>;
  setString?: Readonly<Record<string, string | number | boolean>> | undefined;
  setFile?: Readonly<Record<string, string>> | undefined;
  values?: Readonly<Record<string, unknown>> | undefined;
}>;

/** What becomes of the values of the last release: kept, kept over the new chart's own, or dropped even where none is given. */
export const keeping = {
  reuseValues: z.boolean().default(false).describe('Reuse the values of the last release: keep them.'),
  resetThenReuseValues: z
    .boolean()
    .optional()
    .describe('Reset then reuse values: take the new chart’s own values, and over them those that were set at the last release. Needs Helm 3.14.'),
  resetValues: z.boolean().optional().describe('Reset values: forget those of the last release, also where no new value is given.'),
};
export type Keeping = Readonly<{ reuseValues: boolean; resetThenReuseValues?: boolean | undefined; resetValues?: boolean | undefined }>;

export const keepsOneWay = (what: Keeping): boolean => [what.reuseValues, what.resetThenReuseValues, what.resetValues].filter(Boolean).length <= 1;
export const keptTwice = { path: ['reuseValues'], message: 'reuse the values, reset and reuse them, or reset them; one of the three' };

export const done = z.object({ release: z.string(), namespace: z.string(), revision: z.int(), status: z.string() });
