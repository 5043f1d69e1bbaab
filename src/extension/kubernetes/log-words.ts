import { z } from 'zod';
import type { Kubeconfig } from '../../tools/kubernetes/client/kubeconfig.ts';

/** What `kubernetes.logs` answers. */
export const answered = z.object({
  lines: z.array(z.string()),
  unread: z.array(z.object({ pod: z.string(), why: z.string() })),
  truncated: z.boolean(),
  context: z.string(),
  namespace: z.string().optional(),
});

interface Where {
  readonly context?: string;
  readonly namespace?: string;
}

/** The context and the namespace that are meant now, wherever a switch leads later. As it was where the kubeconfig tells neither. */
export function pinned<T extends Where>(of: T, kubeconfig: Kubeconfig | undefined): T {
  const selected = kubeconfig?.select(of.context);
  if (!selected?.ok) return of;
  const { name: context, namespace } = selected.value.context;
  return { namespace, ...of, context };
}

/** The text of a log's document: first where it is from. `name`: of what it is; `cluster`: that of the context, where it is known. */
export function logDocument(name: string, { lines, unread, truncated, context, namespace }: z.output<typeof answered>, cluster: string | undefined): string {
  const place = [
    ...(namespace === undefined ? [] : [`namespace ${namespace}`]),
    `context ${context}`,
    ...(cluster === undefined ? [] : [`cluster ${cluster}`]),
  ];
  return [
    `── ${[name, ...place].join(' · ')} ──`,
    ...(truncated ? ['── older lines are left out ──'] : []),
    ...lines,
    ...unread.map(({ pod, why }) => `── ${pod}: ${why} ──`),
    ...(lines.length + unread.length === 0 ? ['── it has no line yet ──'] : []),
    '',
  ].join('\n');
}
