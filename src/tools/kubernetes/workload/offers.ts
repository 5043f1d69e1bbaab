import { z } from 'zod';
import type { KubeObject } from '../client/object.ts';

/** What logs, commands and port-forwards can name of an object. */
export const offers = z.object({
  containers: z.array(z.string()).readonly().describe('Of its pods; those that prepare a pod come last.'),
  ports: z
    .array(z.object({ port: z.int(), name: z.string().optional() }))
    .readonly()
    .describe('TCP alone: nothing else can be forwarded.'),
  selector: z.string().optional().describe('Its pods, where labels alone say which they are.'),
});
export type Offers = z.output<typeof offers>;

interface Container {
  readonly name: string;
  readonly ports?: readonly { readonly containerPort: number; readonly name?: string; readonly protocol?: string }[];
}
interface PodSpec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
}
interface Template {
  readonly template?: { readonly spec?: PodSpec };
}
interface Spec extends PodSpec, Template {
  readonly jobTemplate?: { readonly spec?: Template };
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>>; readonly matchExpressions?: readonly unknown[] };
  readonly ports?: readonly { readonly port: number; readonly name?: string; readonly protocol?: string }[];
}

const isTcp = ({ protocol }: { readonly protocol?: string }): boolean => protocol === undefined || protocol === 'TCP';

export function offersOf(object: KubeObject & { readonly spec?: unknown }): Offers {
  const spec = (object.spec ?? {}) as Spec;
  const pods = spec.jobTemplate?.spec?.template?.spec ?? spec.template?.spec ?? (object.kind === 'Pod' ? spec : {});
  const all = [...(pods.containers ?? []), ...(pods.initContainers ?? [])];
  const own = object.kind === 'Service' ? (spec.ports ?? []).filter(isTcp).map(({ port, name }) => ({ port, name })) : [];
  const theirs = (pods.containers ?? []).flatMap(({ ports = [] }) => ports.filter(isTcp).map(({ containerPort: port, name }) => ({ port, name })));
  const { matchLabels, matchExpressions = [] } = object.kind === 'Service' ? {} : (spec.selector ?? {});
  const labels = matchLabels === undefined || matchExpressions.length > 0 ? undefined : Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  return {
    containers: all.map(({ name }) => name),
    ports: [...own, ...theirs].map(({ port, name }) => ({ port, ...(name === undefined ? {} : { name }) })),
    ...(labels === undefined || labels.length === 0 ? {} : { selector: labels.join(',') }),
  };
}
