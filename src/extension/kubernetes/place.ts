import { parse } from 'yaml';
import { z } from 'zod';

/** An object in a cluster, as the tools' inputs name it. */
export interface Place {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly context?: string;
}

const container = z.looseObject({
  name: z.string(),
  ports: z.array(z.looseObject({ containerPort: z.number(), name: z.string().optional(), protocol: z.string().optional() })).optional(),
});
const podSpec = z.looseObject({ containers: z.array(container).optional(), initContainers: z.array(container).optional() });
const withTemplate = z.looseObject({ template: z.looseObject({ spec: podSpec.optional() }).optional() });
const object = z.looseObject({
  kind: z.string().optional(),
  spec: z
    .looseObject({
      ...podSpec.shape,
      ...withTemplate.shape,
      jobTemplate: z.looseObject({ spec: withTemplate.optional() }).optional(),
      selector: z.looseObject({ matchLabels: z.record(z.string(), z.string()).optional() }).optional(),
      ports: z.array(z.looseObject({ port: z.number(), name: z.string().optional(), protocol: z.string().optional() })).optional(),
    })
    .optional(),
});

/** What is chosen from, of an object's own text. */
export interface Choices {
  /** The ones that run first; those that prepare the pod come last. */
  readonly containers: readonly string[];
  /** TCP alone: nothing else can be forwarded. */
  readonly ports: readonly { readonly port: number; readonly name: string | undefined }[];
  /** Of its pods: `app=web,tier=front`; `undefined` where labels alone don't say it. */
  readonly selector: string | undefined;
}

/** Reads them from the YAML that kubernetes.get gives; what is not there is not offered. */
export function choicesIn(yaml: string | undefined): Choices {
  const read = object.safeParse(yaml === undefined ? undefined : parse(yaml));
  const spec = read.success ? read.data.spec : undefined;
  const pods = spec?.jobTemplate?.spec?.template?.spec ?? spec?.template?.spec ?? spec;
  const isService = read.data?.kind === 'Service';
  const labels = spec?.selector?.matchLabels;
  const isTcp = ({ protocol }: { readonly protocol?: string | undefined }) => protocol === undefined || protocol === 'TCP';
  return {
    containers: [...(pods?.containers ?? []), ...(pods?.initContainers ?? [])].map(({ name }) => name),
    ports: isService
      ? (spec?.ports ?? []).filter(isTcp).map(({ port, name }) => ({ port, name }))
      : (pods?.containers ?? []).flatMap(({ ports = [] }) => ports.filter(isTcp).map(({ containerPort, name }) => ({ port: containerPort, name }))),
    selector:
      labels === undefined
        ? undefined
        : Object.entries(labels)
            .map(([key, value]) => `${key}=${value}`)
            .join(','),
  };
}
