import { z } from 'zod';
import type { Place } from '../kubernetes/place.ts';
import type { Branch, Doing } from './branch.ts';
import { step } from './branch.ts';
import { helmActions, helmReleases } from './helm.ts';

/** A cluster that does not answer in this time is shown as such; the tree goes on. A little more than a connection may take, whose own words are clearer. */
const patienceMs = 3_300;

const listed = z.object({
  objects: z.array(z.object({ name: z.string(), namespace: z.string().optional(), status: z.string().optional(), cells: z.array(z.string()) })),
  columns: z.array(z.string()),
});

export interface ContextName {
  readonly name: string;
  readonly isCurrent: boolean;
}

export function clusters(id: string, contexts: readonly ContextName[]): Branch | undefined {
  if (contexts.length === 0) return undefined;
  return {
    id,
    label: 'Clusters',
    description: contexts.find((one) => one.isCurrent)?.name,
    icon: 'server-environment',
    children: async () => contexts.map((one) => cluster(`${id}/${one.name}`, one)),
  };
}

const cluster = (id: string, { name: context, isCurrent }: ContextName): Branch => ({
  id,
  label: context,
  description: isCurrent ? 'current' : undefined,
  icon: 'server',
  children: async (ask) => {
    const { objects } = listed.parse(await ask('kubernetes.get', { kind: 'namespace', context }, patienceMs));
    return objects.map(({ name, status }) => namespace(`${id}/${name}`, context, name, status));
  },
});

const kinds: Readonly<Record<string, string>> = {
  deployment: 'Deployments',
  statefulset: 'Stateful Sets',
  daemonset: 'Daemon Sets',
  cronjob: 'Cron Jobs',
  job: 'Jobs',
  service: 'Services',
  ingress: 'Ingresses',
  configmap: 'Config Maps',
  pod: 'Pods',
};

const namespace = (id: string, context: string, name: string, status: string | undefined): Branch => ({
  id,
  label: name,
  description: status === 'Active' ? undefined : status,
  icon: 'symbol-namespace',
  children: async () => [
    ...Object.entries(kinds).map(
      ([kind, label]): Branch => ({
        id: `${id}/${kind}`,
        label,
        icon: 'list-unordered',
        actions: { 'nimbus.table.of': { table: `${label} in ${name}`, tool: 'kubernetes.get', input: { kind, namespace: name, context } } },
        children: (ask) => objectsOf(`${id}/${kind}`, context, name, kind, ask),
      }),
    ),
    {
      id: `${id}/helm`,
      label: 'Helm Releases',
      icon: 'package',
      actions: helmActions(context, name),
      children: (ask) => helmReleases(`${id}/helm`, context, name, ask),
    },
  ],
});

async function objectsOf(
  id: string,
  context: string,
  namespace: string,
  kind: string,
  ask: Parameters<NonNullable<Branch['children']>>[0],
): Promise<readonly Branch[]> {
  const { objects, columns } = listed.parse(await ask('kubernetes.get', { kind, namespace, context }, patienceMs));
  return objects.map((row) => objectLine(`${id}/${row.name}`, { kind, namespace, context }, row, columns));
}

/** An object, from a row of `kubernetes.get` and the titles of its cells. `kind`: singular, in small letters. */
export function objectLine(
  id: string,
  { kind, namespace, context }: { readonly kind: string; readonly namespace: string; readonly context: string },
  { name, status, cells }: z.output<typeof listed>['objects'][number],
  columns: readonly string[],
): Branch {
  const ready = columns.findIndex((column) => column === 'Ready');
  const readiness = ready < 0 ? undefined : cells[ready];
  const look = healthOf(status, readiness);
  const where = { kind, name, namespace, context };
  const isWorkload = kind === 'deployment' || kind === 'statefulset' || kind === 'daemonset';
  return {
    id,
    label: name,
    // Of a workload the server's own word is how many are ready: once is enough.
    description: [...new Set([readiness, status])].filter(Boolean).join(' · '),
    icon: look.icon,
    ...(look.color === undefined ? {} : { color: look.color }),
    tooltip: columns.map((column, i) => `**${column}** ${cells[i] ?? ''}`).join('  \n'),
    click: 'nimbus.kubernetes.describe',
    actions: {
      'nimbus.kubernetes.describe': { show: `${kind} ${name}`, tool: 'kubernetes.describe', input: where },
      ...(hasLog.has(kind) ? logActions(where) : {}),
      ...(kind === 'pod' || isWorkload ? { 'nimbus.kubernetes.shell': { do: async (at: Doing) => (await actions()).openShell(at, where) } } : {}),
      ...(kind === 'pod' || kind === 'service' || isWorkload
        ? { 'nimbus.kubernetes.forward': { do: async (at: Doing) => (await actions()).forward(at, where) } }
        : {}),
      ...(isWorkload
        ? {
            'nimbus.kubernetes.restart': {
              plan: `Restart ${kind} ${name} in ${namespace}`,
              steps: [step('kubernetes.rollout', { ...where, action: 'restart' })],
            },
            'nimbus.kubernetes.undoRollout': {
              plan: `Undo the rollout of ${kind} ${name} in ${namespace}`,
              steps: [step('kubernetes.rollout', { ...where, action: 'undo' })],
            },
            'nimbus.kubernetes.rolloutStatus': { show: `Rollout of ${name}`, tool: 'kubernetes.rollout', input: { ...where, action: 'status', wait: false } },
          }
        : {}),
      ...(kind === 'deployment' || kind === 'statefulset'
        ? {
            'nimbus.kubernetes.scale': {
              question: `How many replicas of ${name}?`,
              ofMany: 'How many replicas of each?',
              value: readiness?.split('/')[1] ?? '',
              check: (text: string) => (/^\d{1,4}$/.test(text) ? undefined : 'A number from 0 on.'),
              make: (text: string) => ({
                plan: `Scale ${kind} ${name} in ${namespace} to ${text}`,
                steps: [step('kubernetes.scale', { ...where, replicas: Number(text) })],
              }),
            },
          }
        : {}),
      'nimbus.kubernetes.delete': { plan: `Delete ${kind} ${name} in ${namespace}`, steps: [step('kubernetes.delete', where)] },
    },
  } satisfies Branch;
}

const hasLog: ReadonlySet<string> = new Set(['pod', 'deployment', 'statefulset', 'daemonset', 'job', 'cronjob']);

/** What is done with the log of a pod, or of those behind a workload. */
export const logActions = (where: Place): NonNullable<Branch['actions']> => ({
  'nimbus.kubernetes.logs': { do: async (at) => (await actions()).openLogs(at, where) },
  'nimbus.kubernetes.followLogs': { do: async (at) => (await actions()).follow(at, where) },
  'nimbus.kubernetes.followLogsFrom': { do: async (at) => (await actions()).followFrom(at, where) },
});

const actions = () => import('../kubernetes/actions.ts');

/** How an object stands, from the columns the server prints for it. */
export function healthOf(status: string | undefined, ready: string | undefined): { readonly icon: string; readonly color?: string } {
  const [up, of] = (ready ?? '').split('/').map(Number);
  if (status !== undefined && /error|crash|backoff|failed|evicted|invalid|oom/i.test(status)) return { icon: 'error', color: 'testing.iconFailed' };
  if (status !== undefined && /pending|creating|terminating|unknown|waiting/i.test(status)) return { icon: 'loading', color: 'charts.yellow' };
  if (of !== undefined && up !== undefined && up < of && status !== 'Completed') return { icon: 'warning', color: 'charts.orange' };
  return of === undefined && status === undefined ? { icon: 'symbol-object' } : { icon: 'pass', color: 'testing.iconPassed' };
}
