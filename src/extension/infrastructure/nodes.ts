import { plainly } from '../plainly.ts';
import { type Act, about, type Branch, optional, orNone, step } from './branch.ts';
import { patienceMs } from './cluster-patience.ts';
import { labelling, listed } from './kubernetes.ts';

/** The machines of a cluster, below its name. */
export const nodes = (id: string, context: string): Branch => ({
  id: `${id}/ nodes`,
  label: 'Nodes',
  icon: 'server-process',
  actions: {
    'nimbus.table.of': { table: `Nodes of ${context}`, tool: 'kubernetes.get', input: { kind: 'node', context } },
    'nimbus.kubernetes.top': { table: `What Nodes of ${context} Use`, tool: 'kubernetes.top', input: { kind: 'node', context } },
  },
  children: async (ask) => {
    const { objects, columns } = listed.parse(await ask('kubernetes.get', { kind: 'node', context }, patienceMs));
    return orNone(
      `${id}/ nodes`,
      `No node in ${context}`,
      objects.map((row) => nodeLine(`${id}/ nodes/${row.name}`, context, row, columns)),
    );
  },
});

interface Row {
  readonly name: string;
  readonly status?: string | undefined;
  readonly cells: readonly string[];
}

/** A node, from a row of `kubernetes.get`; of one whose state is not known all is offered. */
export function nodeLine(id: string, context: string, { name, status, cells }: Row, columns: readonly string[]): Branch {
  const where = { kind: 'node', name, context };
  const isClosed = status?.includes('SchedulingDisabled');
  const at = `context ${context}`;
  return {
    id,
    label: name,
    ...(status === undefined ? {} : { description: status.replace('SchedulingDisabled', 'no new pods').replace(',', ' · ') }),
    ...lookOf(status),
    tooltip: [...columns.map((column, i) => `**${plainly(column)}** ${plainly(cells[i] ?? '')}`), `**In** ${plainly(at)}`].join('  \n'),
    click: 'nimbus.kubernetes.describe',
    actions: {
      ...about('kubernetes.describe', where),
      'nimbus.kubernetes.describe': { show: `node ${name}`, tool: 'kubernetes.describe', input: where },
      'nimbus.kubernetes.pods': {
        table: `Pods on ${name}`,
        tool: 'kubernetes.get',
        input: { kind: 'pod', allNamespaces: true, fieldSelector: `spec.nodeName=${name}`, context },
      },
      ...(isClosed === true ? {} : { 'nimbus.kubernetes.cordon': cordon('cordon', `Keep new pods off ${name} in ${at}`, name, context) }),
      ...(isClosed === false ? {} : { 'nimbus.kubernetes.uncordon': cordon('uncordon', `Let new pods onto ${name} again in ${at}`, name, context) }),
      'nimbus.kubernetes.drain': drain(name, context, at),
      'nimbus.kubernetes.label': labelling(where, at),
      'nimbus.infrastructure.copy': { copy: name },
    },
  };
}

function lookOf(status: string | undefined): Pick<Branch, 'icon' | 'color'> {
  if (status === undefined) return { icon: 'server-process' };
  if (!/^Ready/.test(status)) return { icon: 'error', color: 'testing.iconFailed' };
  return status.includes('SchedulingDisabled') ? { icon: 'circle-slash', color: 'charts.orange' } : { icon: 'pass', color: 'testing.iconPassed' };
}

const cordon = (action: 'cordon' | 'uncordon', plan: string, name: string, context: string): Act => ({
  plan,
  steps: [step('kubernetes.cordon', { action, name, context })],
});

const losses: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  none: {},
  data: { deleteLocalData: true },
  alone: { force: true },
  both: { deleteLocalData: true, force: true },
};

const drain = (name: string, context: string, at: string): Act => ({
  questions: [
    {
      id: 'losses',
      title: `What may be lost when ${name} in ${at} is emptied?`,
      options: [
        { value: 'none', label: 'Nothing', description: 'pods that would lose something stop it, and are named' },
        { value: 'data', label: 'Data in emptyDir volumes', description: 'it ends with its pod' },
        { value: 'alone', label: 'Pods that nothing makes anew' },
        { value: 'both', label: 'Both' },
      ],
    },
    {
      id: 'selector',
      title: 'Only pods with which labels?',
      prompt: 'Left empty: all of them.',
      placeHolder: 'app=web',
      optional: true,
    },
  ],
  planOf: ({ losses: chosen = 'none', selector }) => ({
    plan: `Drain ${name} in ${at}`,
    steps: [step('kubernetes.drain', { name, context, ...losses[chosen], ...optional('selector', selector) })],
  }),
});
