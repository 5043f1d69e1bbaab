import { count } from '../../base/say.ts';
import { type Forward, onForwardsChanged, openForwards } from '../../tools/kubernetes/forward/forwards.ts';
import { plainly } from '../plainly.ts';
import type { Branch } from './branch.ts';

/** Changes of a moment are drawn together, in ms; ages grow by themselves. */
const togetherMs = 300;
const ageMs = 30_000;

/** The ports of this machine that lead into clusters, as long as this window is open. */
export const forwards = (id: string, all: () => readonly Forward[] = openForwards, now: () => number = Date.now): Branch => ({
  id,
  label: 'Port Forwards',
  icon: 'plug',
  isOpen: true,
  tooltip: 'Ports of this machine that lead into a cluster. They end with this window.',
  live: watching(all),
  // What follows is asked for whenever the line is drawn.
  get description() {
    return all().length === 0 ? 'none' : String(all().length);
  },
  // Also when there are none: a line that is open already shows the first one at once.
  children: async () => all().map((forward) => line(`${id}/${forward.id}`, forward, now())),
  get actions() {
    return all().length === 0 ? {} : { 'nimbus.kubernetes.stopForwards': { do: async () => stop(all().map((forward) => forward.id)) } };
  },
});

function line(id: string, forward: Forward, now: number): Branch {
  const { name, context, localPort, url, since, asked } = forward;
  const address = url.replace('http://', '');
  const problem = forward.problem();
  const open = forward.connections();
  const connections = open === 0 ? 'no connection' : count(open, 'connection');
  return {
    id,
    label: address,
    // What is wrong comes first: the end may be cut off.
    description: [
      ...(problem === undefined ? [] : [`broken: ${problem}`]),
      `${name}:${String(asked.remotePort ?? forward.remotePort())}`,
      ...(problem === undefined ? [connections] : []),
      ageOf(now - since),
    ].join(' · '),
    icon: problem === undefined ? 'plug' : 'warning',
    ...(problem === undefined ? {} : { color: 'charts.orange' }),
    tooltip: [
      `**${plainly(address)}** → port ${forward.remotePort()} of pod ${plainly(forward.pod())}`,
      `**context** ${plainly(context)}`,
      `**asked for** ${plainly(name)}`,
      `**open** ${ageOf(now - since)}, ${connections}`,
      ...(problem === undefined ? [] : [`**broken** ${plainly(problem)}`]),
    ].join('  \n'),
    actions: {
      'nimbus.kubernetes.openForward': { link: url },
      'nimbus.kubernetes.copyForward': { do: async () => (await import('vscode')).env.clipboard.writeText(address) },
      ...(problem === undefined ? {} : { 'nimbus.kubernetes.forwardAgain': { do: async (at) => again(at, forward.id, { ...asked, localPort }) } }),
      'nimbus.kubernetes.stopForward': { do: async () => stop([forward.id]) },
    },
  };
}

/** A person's own hand on what this window holds open: nothing is asked, as when a terminal is closed. */
async function stop(ids: readonly string[]): Promise<void> {
  const { stopForward } = await import('../../tools/kubernetes/forward/forwards.ts');
  await Promise.all(ids.map((id) => stopForward(id)));
}

async function again(at: Parameters<typeof import('../kubernetes/actions.ts').forwardAs>[0], id: string, input: Record<string, unknown>): Promise<void> {
  const { forwardAs } = await import('../kubernetes/actions.ts');
  await stop([id]);
  await forwardAs(at, input);
}

const watching = (all: () => readonly Forward[]) => (changed: () => void) => {
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      changed();
    }, togetherMs);
  };
  const stopListening = onForwardsChanged(soon);
  const ages = setInterval(() => all().length > 0 && soon(), ageMs);
  ages.unref();
  return () => {
    stopListening();
    clearInterval(ages);
    clearTimeout(timer);
  };
};

/** `just now`, `5 min`, `3 h`. */
export const ageOf = (ms: number): string => (ms < 60_000 ? 'just now' : ms < 3_600_000 ? `${Math.floor(ms / 60_000)} min` : `${Math.floor(ms / 3_600_000)} h`);
