import { z } from 'zod';
import type { Failure } from '../../domain/failure/failure.ts';
import { type Place, placeOf } from '../kubernetes/place.ts';
import { plainly } from '../plainly.ts';
import { type Act, type Ask, AskFailed, about, type Branch, type Doing, notTooMany, optional, orNone, step } from './branch.ts';
import { patienceMs } from './cluster-patience.ts';
import { helmActions, helmReleases } from './helm.ts';
import { type Standing, standingLook, standings } from './namespace-health.ts';
import { nodes } from './nodes.ts';

export const listed = z.object({
  objects: z.array(z.object({ name: z.string(), namespace: z.string().optional(), status: z.string().optional(), cells: z.array(z.string()) })),
  columns: z.array(z.string()),
});

export interface ContextName {
  readonly name: string;
  readonly isCurrent: boolean;
  /** The one it stands in. */
  readonly namespace?: string;
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

/** There is a kubeconfig that can't be read: why stands in the place of its contexts. */
export const unreadableClusters = (id: string, failure: Failure): Branch => ({
  id,
  label: 'Clusters',
  icon: 'server-environment',
  isOpen: true,
  children: async () => {
    throw new AskFailed(failure);
  },
});

const cluster = (id: string, { name: context, isCurrent, namespace: own = 'default' }: ContextName): Branch => ({
  id,
  label: context,
  description: isCurrent ? 'current' : undefined,
  icon: 'server',
  actions: {
    ...about('kubernetes.get', { context }),
    'nimbus.kubernetes.nodes': { table: `Nodes of ${context}`, tool: 'kubernetes.get', input: { kind: 'node', context } },
    'nimbus.kubernetes.anyKind': anyKind(context, { allNamespaces: true }),
    'nimbus.kubernetes.canI': { do: async (at) => (await import('../kubernetes/permission.ts')).checkPermission(at, { context }) },
    'nimbus.kubernetes.top': { table: `What Nodes of ${context} Use`, tool: 'kubernetes.top', input: { kind: 'node', context } },
    'nimbus.infrastructure.copy': { copy: context },
  },
  children: async (ask) => {
    try {
      const [namespaces, health] = await Promise.all([ask('kubernetes.get', { kind: 'namespace', context }, patienceMs), standings(context, ask)]);
      const { objects } = listed.parse(namespaces);
      return [nodes(id, context), ...objects.map(({ name, status }) => namespace(`${id}/${name}`, context, name, status, health.get(name)))];
    } catch (error) {
      // Many people may work in a namespace and not list those of others.
      if (!(error instanceof AskFailed) || error.failure.code !== 'kubernetes/forbidden') throw error;
      return [nodes(id, context), namespace(`${id}/${own}`, context, own, 'of this context; others may not be listed')];
    }
  },
});

/** Any kind the cluster knows, custom ones too, as a table. */
const anyKind = (context: string, where: { readonly namespace: string } | { readonly allNamespaces: true }) =>
  ({ do: async (at: Doing) => (await actions()).listKind(at, { context, ...where }) }) as const;

const kinds: Readonly<Record<string, string>> = {
  deployment: 'Deployments',
  statefulset: 'Stateful Sets',
  daemonset: 'Daemon Sets',
  pod: 'Pods',
  job: 'Jobs',
  cronjob: 'Cron Jobs',
  service: 'Services',
  ingress: 'Ingresses',
  configmap: 'Config Maps',
};

const namespace = (id: string, context: string, name: string, status: string | undefined, standing?: Standing): Branch => ({
  id,
  label: name,
  icon: 'symbol-namespace',
  ...(status === 'Active' ? standingLook(standing) : { description: status }),
  tooltip: `Namespace ${plainly(placeOf(name, context))}`,
  actions: {
    ...about('kubernetes.get', { namespace: name, context }),
    'nimbus.kubernetes.logsByLabel': { do: async (at) => (await actions()).openLogsByLabel(at, { namespace: name, context }) },
    'nimbus.kubernetes.anyKind': anyKind(context, { namespace: name }),
    'nimbus.kubernetes.canI': { do: async (at) => (await import('../kubernetes/permission.ts')).checkPermission(at, { context, namespace: name }) },
    'nimbus.kubernetes.top': { table: `What Pods in ${name} Use`, tool: 'kubernetes.top', input: { namespace: name, context } },
    'nimbus.infrastructure.copy': { copy: name },
  },
  children: async () => [
    ...Object.entries(kinds).map(
      ([kind, label]): Branch => ({
        id: `${id}/${kind}`,
        label,
        icon: 'list-unordered',
        actions: { 'nimbus.table.of': listOf(label, { kind, namespace: name, context }) },
        children: (ask) => objectsOf(`${id}/${kind}`, label, { kind, namespace: name, context }, ask),
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

interface Listed {
  /** Singular, in small letters. */
  readonly kind: string;
  readonly namespace: string;
  readonly context: string;
}

const listOf = (label: string, what: Listed) => ({ table: `${label} in ${what.namespace}`, tool: 'kubernetes.get', input: { ...what } });

async function objectsOf(id: string, label: string, what: Listed, ask: Ask): Promise<readonly Branch[]> {
  const { objects, columns } = listed.parse(await ask('kubernetes.get', { ...what }, patienceMs));
  const lines = objects.map((row): Branch => {
    const line = objectLine(`${id}/${row.name}`, what, row, columns);
    return ownsPods.has(what.kind) ? { ...line, children: (again) => podsOf(line.id, { ...what, name: row.name }, again) } : line;
  });
  return notTooMany(id, orNone(id, `No ${label.toLowerCase()} in ${what.namespace}`, lines), listOf(label, what));
}

const ownsPods: ReadonlySet<string> = new Set(['deployment', 'statefulset', 'daemonset', 'job']);
const offered = z.object({ offers: z.object({ selector: z.string().optional() }).optional() });

/** The pods of a workload, where labels alone say which they are. */
async function podsOf(id: string, { kind, name, namespace, context }: Listed & { readonly name: string }, ask: Ask): Promise<readonly Branch[]> {
  const { offers } = offered.parse(await ask('kubernetes.get', { kind, name, namespace, context }, patienceMs));
  const pods = { kind: 'pod', namespace, context };
  const selector = offers?.selector;
  if (selector === undefined) return [{ id: `${id}/unknown`, label: 'Its labels do not say which pods are its own', icon: 'info' }];
  const { objects, columns } = listed.parse(await ask('kubernetes.get', { ...pods, selector }, patienceMs));
  const lines = objects.map((row) => objectLine(`${id}/${row.name}`, pods, row, columns));
  const table = { table: `Pods of ${name}`, tool: 'kubernetes.get', input: { ...pods, selector } };
  return notTooMany(id, orNone(id, `${name} has no pod now`, lines), table);
}

/** An object, from a row of `kubernetes.get` and the titles of its cells. */
export function objectLine(
  id: string,
  { kind, namespace, context }: Listed,
  { name, status, cells }: z.output<typeof listed>['objects'][number],
  columns: readonly string[],
): Branch {
  const ready = columns.indexOf('Ready');
  const readiness = ready < 0 ? undefined : cells[ready];
  const look = healthOf(status, readiness);
  const where = { kind, name, namespace, context };
  const at = placeOf(namespace, context);
  const isWorkload = kind === 'deployment' || kind === 'statefulset' || kind === 'daemonset';
  return {
    id,
    label: name,
    // Of a workload the server's own word is how many are ready: once is enough.
    description: [...new Set([readiness, status])].filter(Boolean).join(' · '),
    icon: look.icon,
    ...(look.color === undefined ? {} : { color: look.color }),
    tooltip: [...columns.map((column, i) => `**${plainly(column)}** ${plainly(cells[i] ?? '')}`), `**In** ${plainly(at)}`].join('  \n'),
    click: 'nimbus.kubernetes.describe',
    actions: {
      ...about('kubernetes.describe', where),
      'nimbus.kubernetes.describe': { show: `${kind} ${name}`, tool: 'kubernetes.describe', input: where },
      ...(hasLog.has(kind) ? logActions(where) : {}),
      ...(kind === 'pod' || isWorkload ? { 'nimbus.kubernetes.shell': { do: async (at: Doing) => (await actions()).openShell(at, where) } } : {}),
      ...(kind === 'pod' || kind === 'service' || isWorkload
        ? { 'nimbus.kubernetes.forward': { do: async (at: Doing) => (await actions()).forward(at, where) } }
        : {}),
      ...(isWorkload
        ? {
            'nimbus.kubernetes.restart': {
              plan: `Restart ${kind} ${name} in ${at}`,
              steps: [step('kubernetes.rollout', { ...where, action: 'restart' })],
            },
            'nimbus.kubernetes.undoRollout': {
              plan: `Undo the rollout of ${kind} ${name} in ${at}`,
              steps: [step('kubernetes.rollout', { ...where, action: 'undo' })],
            },
            'nimbus.kubernetes.rolloutStatus': { show: `Rollout of ${name}`, tool: 'kubernetes.rollout', input: { ...where, action: 'status', wait: false } },
          }
        : {}),
      ...(isWorkload ? { 'nimbus.kubernetes.setImage': setImage(where, at) } : {}),
      ...(kind === 'deployment'
        ? {
            'nimbus.kubernetes.pauseRollout': {
              plan: `Pause the rollout of ${name} in ${at}`,
              steps: [step('kubernetes.rollout', { ...where, action: 'pause' })],
            },
            'nimbus.kubernetes.resumeRollout': {
              plan: `Resume the rollout of ${name} in ${at}`,
              steps: [step('kubernetes.rollout', { ...where, action: 'resume' })],
            },
          }
        : {}),
      ...(kind === 'cronjob'
        ? {
            'nimbus.kubernetes.runNow': {
              plan: `Run cron job ${name} now in ${at}`,
              steps: [step('kubernetes.createJob', { name, namespace, context })],
            },
          }
        : {}),
      'nimbus.kubernetes.label': labelling(where, at),
      ...(kind === 'deployment' || kind === 'statefulset'
        ? {
            'nimbus.kubernetes.scale': {
              question: `How many replicas of ${name} in ${at}?`,
              ofMany: 'How many replicas of each?',
              value: readiness?.split('/')[1] ?? '',
              check: (text: string) => (/^\d{1,4}$/.test(text) ? undefined : 'A number from 0 on.'),
              make: (text: string) => ({
                plan: `Scale ${kind} ${name} to ${text} in ${at}`,
                steps: [step('kubernetes.scale', { ...where, replicas: Number(text) })],
              }),
            },
          }
        : {}),
      'nimbus.kubernetes.delete': { plan: `Delete ${kind} ${name} in ${at}`, steps: [step('kubernetes.delete', where)] },
    },
  } satisfies Branch;
}

const setImage = (where: Listed & { readonly name: string }, at: string): Act => ({
  questions: [
    {
      id: 'image',
      title: `Which image is ${where.name} in ${at} to run?`,
      placeHolder: 'registry.example.com/shop/web:1.2',
      check: (text) => (/^\S+$/.test(text.trim()) ? undefined : 'An image such as web:1.2.'),
    },
    { id: 'container', title: 'In which container?', prompt: 'Left empty where its pods have one.', optional: true },
  ],
  planOf: ({ image = '', container }) => ({
    plan: `Set the image of ${where.name} in ${at} to ${image.trim()}`,
    steps: [step('kubernetes.setImage', { ...where, image: image.trim(), ...optional('container', container) })],
  }),
});

export const labelling = (where: Place, at: string): Act => ({
  question: `Which label for ${where.kind} ${where.name} in ${at}?`,
  ofMany: 'Which label for each?',
  placeHolder: 'team=shop; with a minus behind it, it is taken off: team-',
  check: (text) => (readLabel(text) === undefined ? 'A label and its value such as team=shop, or team- to take it off.' : undefined),
  make: (text) => ({ plan: `Label ${where.kind} ${where.name} in ${at}: ${text.trim()}`, steps: [step('kubernetes.label', { ...where, ...readLabel(text) })] }),
});

/** As kubectl reads it: `team=shop` sets, `team-` takes off. */
function readLabel(text: string): { readonly labels: Readonly<Record<string, string>> } | { readonly removeLabels: readonly string[] } | undefined {
  const [, key = '', value, minus] = /^\s*([\w./-]*\w)(?:=([\w.-]*)|(-))\s*$/.exec(text) ?? [];
  if (key === '') return undefined;
  return minus === undefined ? { labels: { [key]: value ?? '' } } : { removeLabels: [key] };
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
