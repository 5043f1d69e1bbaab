import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import { nearest } from '../../base/nearest.ts';
import { yamlValue } from '../../base/yaml.ts';
import { clusterTarget } from '../../domain/cluster-target.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { contextUnknown, kubeconfigUnreadable, noKubeconfig } from '../../domain/failure/kubernetes.ts';
import type { Target } from '../../domain/impact.ts';
import type { Workplace } from '../../domain/workplace.ts';

/** Which cluster and namespace: named on every call, whatever is current by then. */
export interface Cluster {
  readonly context: string;
  readonly server: string;
  readonly namespace: string;
  /** `--kubeconfig`, `--kube-context`, `--namespace`. */
  readonly flags: readonly string[];
}

const shape = z.looseObject({
  'current-context': z.string().nullish(),
  clusters: z.array(z.looseObject({ name: z.coerce.string(), cluster: z.looseObject({ server: z.string() }) })).nullish(),
  contexts: z.array(z.looseObject({ name: z.coerce.string(), context: z.looseObject({ cluster: z.string(), namespace: z.string().optional() }) })).nullish(),
});

/** Reads the kubeconfig as kubectl and helm do: the files of `KUBECONFIG`, the first word on each name counts. */
export async function clusterOf(context: string | undefined, namespace: string | undefined, at: Workplace): Promise<Outcome<Cluster>> {
  const named = (at.env.KUBECONFIG ?? '').split(delimiter).filter((path) => path !== '');
  const paths = named.length > 0 ? named : [join(at.env.HOME ?? homedir(), '.kube', 'config')];
  const read: z.output<typeof shape>[] = [];
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error);
    if (typeof text !== 'string') {
      if (text.code === 'ENOENT') continue;
      return failed(kubeconfigUnreadable(path, text.code ?? text.message));
    }
    const parsed = shape.safeParse(yaml(text) ?? {});
    if (!parsed.success) return failed(kubeconfigUnreadable(path, 'it is not a kubeconfig'));
    read.push(parsed.data);
  }
  if (read.length === 0) return failed(noKubeconfig(paths));
  const contexts = read.flatMap((one) => one.contexts ?? []);
  const wanted = context ?? read.map((one) => one['current-context']).find(Boolean) ?? undefined;
  const found = contexts.find((one) => one.name === wanted);
  const names = [...new Set(contexts.map((one) => one.name))];
  if (found === undefined || wanted === undefined) return failed(contextUnknown(wanted, names, wanted === undefined ? undefined : nearest(wanted, names)));
  const server = read.flatMap((one) => one.clusters ?? []).find((one) => one.name === found.context.cluster)?.cluster.server ?? '';
  const space = namespace ?? found.context.namespace ?? 'default';
  const [only] = paths;
  return ok({
    context: wanted,
    server,
    namespace: space,
    // Several files are merged by the environment alone: the option takes one.
    flags: [...(paths.length === 1 ? [`--kubeconfig=${only}`] : []), `--kube-context=${wanted}`, `--namespace=${space}`],
  });
}

/** A release lives in one namespace; its chart may write into others, and into none. */
export const targetOf = ({ context, server, namespace }: Cluster, touched: Iterable<string | undefined>): Target =>
  clusterTarget({ system: 'helm', context, server }, [namespace, ...touched]);

function yaml(text: string): unknown {
  try {
    return yamlValue(text);
  } catch {
    return 'not YAML';
  }
}
