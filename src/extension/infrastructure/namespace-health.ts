import { z } from 'zod';
import { count } from '../../base/say.ts';
import { type Ask, AskFailed } from './branch.ts';

/** How the workloads of a namespace stand. */
export interface Standing {
  readonly all: number;
  /** Those that have fewer pods ready than they want. */
  readonly short: number;
}

/** Health is a help, and nobody waits long for it: without it the namespaces are listed all the same. */
export const healthPatienceMs = 2_000;

const kinds = ['deployment', 'statefulset', 'daemonset'];
const workloads = z.object({
  objects: z.array(z.object({ namespace: z.string().optional(), cells: z.array(z.string()) })),
  columns: z.array(z.string()),
  truncated: z.boolean().optional(),
});

/** By namespace, from one look at each kind over the whole cluster. Empty where not all of it may be seen, or not in time: half of it would say that all is well. */
export async function standings(context: string, ask: Ask): Promise<ReadonlyMap<string, Standing>> {
  const found = new Map<string, Standing>();
  try {
    const answers = await Promise.all(kinds.map((kind) => ask('kubernetes.get', { kind, allNamespaces: true, context }, healthPatienceMs)));
    for (const { objects, columns, truncated } of answers.map((answer) => workloads.parse(answer))) {
      if (truncated === true) return new Map();
      for (const { namespace, cells } of objects) {
        if (namespace === undefined) continue;
        const { all, short } = found.get(namespace) ?? { all: 0, short: 0 };
        found.set(namespace, { all: all + 1, short: short + (isShort(cells, columns) ? 1 : 0) });
      }
    }
    return found;
  } catch (error) {
    if (error instanceof AskFailed) return new Map();
    throw error;
  }
}

/** “1/3” of a deployment; of a daemon set, how many are ready and how many it wants stand in columns of their own. */
function isShort(cells: readonly string[], columns: readonly string[]): boolean {
  const cell = (title: string): string | undefined => cells[columns.indexOf(title)];
  const [up, of = cell('Desired')] = (cell('Ready') ?? '').split('/');
  return up !== undefined && up !== '' && of !== undefined && Number(up) < Number(of);
}

/** What stands behind the name of a namespace, and how it looks. */
export function standingLook(standing: Standing | undefined): { readonly description?: string; readonly icon?: string; readonly color?: string } {
  if (standing === undefined) return {};
  const { all, short } = standing;
  if (short === 0) return { description: `${count(all, 'workload')} ready` };
  return { description: `${short} of ${count(all, 'workload')} not ready`, icon: 'warning', color: 'charts.orange' };
}
