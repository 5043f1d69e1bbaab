import * as vscode from 'vscode';
import { shellCommand } from '../../tools/kubernetes/terminal/shell-command.ts';
import type { Offers } from '../../tools/kubernetes/workload/offers.ts';
import { type Doing, step } from '../infrastructure/branch.ts';
import { runDraft } from '../runs/begin.ts';
import { asker, choicesOf, chooseOne, choosePod } from './choose.ts';
import { chooseKind } from './kinds.ts';
import { openLog, pin } from './log-document.ts';
import { type Place, placeOf } from './place.ts';
import { freePort, isFree } from './ports.ts';

/** Lines of the past that a followed log begins with. */
const usualTail = 200;

const allOfThem = 'All Containers';

/** A container of it, or all, asked for where it has several. */
const containersIn = async (at: Doing, place: Place): Promise<{ readonly container?: string; readonly allContainers?: true }> => {
  const { containers } = await choicesOf(at, place);
  if (containers.length < 2) return {};
  const container = await chooseOne(`Which container of ${place.name}?`, [...containers, allOfThem]);
  return container === undefined ? {} : container === allOfThem ? { allContainers: true } : { container };
};

/** The last lines in an editor. */
export async function openLogs(at: Doing, place: Place): Promise<void> {
  const from = await pin(at, place);
  await openLog(at, { ...from, ...(await containersIn(at, from)) }, place.name);
}

/** The same of all pods with the labels a person names. */
export async function openLogsByLabel(at: Doing, where: { readonly namespace: string; readonly context: string }): Promise<void> {
  const said = await vscode.window.showInputBox({
    title: `Logs of the pods in ${placeOf(where.namespace, where.context)} with which labels?`,
    prompt: 'All of their containers are read.',
    placeHolder: 'app=web,tier!=cache',
    ignoreFocusOut: true,
    validateInput: (text) => (/^[A-Za-z0-9(!][\w./=!, ()-]{0,999}$/.test(text.trim()) ? undefined : 'Labels, such as app=web.'),
  });
  if (said === undefined) throw new vscode.CancellationError();
  const selector = said.trim();
  await openLog(at, { selector, ...where, allContainers: true }, selector);
}

/** In a terminal, from the last lines on. */
export async function follow(at: Doing, place: Place): Promise<void> {
  await inTerminal(at, { ...place, ...(await containersIn(at, place)), tail: usualTail });
}

const beginnings = [
  { label: `Last ${usualTail} Lines`, input: { tail: usualTail } },
  { label: 'Last 10 Minutes', input: { since: '10m' } },
  { label: 'Last Hour', input: { since: '1h' } },
  { label: 'Last Day', input: { since: '24h' } },
  { label: 'All There Is', input: {} },
  { label: 'Before the Last Restart', description: 'of the container that ended', input: { previous: true, tail: 20_000 } },
] as const;

/** In a terminal, from where the person says, with timestamps if they want them. */
export async function followFrom(at: Doing, place: Place): Promise<void> {
  const containers = await containersIn(at, place);
  const from = await vscode.window.showQuickPick(beginnings, { title: `Follow the log of ${place.name} from…` });
  if (from === undefined) throw new vscode.CancellationError();
  const stamps = await vscode.window.showQuickPick(['Without Timestamps', 'With Timestamps'], { title: 'Timestamps? In the terminal, t switches them.' });
  if (stamps === undefined) throw new vscode.CancellationError();
  await inTerminal(at, { ...place, ...containers, ...from.input, timestamps: stamps === 'With Timestamps' });
}

const inTerminal = (at: Doing, input: Record<string, unknown>) => asker(at)('kubernetes.logs', { ...input, terminal: true });

/** Where a lens leaves both to the context, the plan itself says which they are. */
const whereOf = ({ namespace, context }: { readonly namespace?: unknown; readonly context?: unknown }): string => {
  const [space, cluster] = [namespace, context].map((one) => (typeof one === 'string' ? one : undefined));
  return space === undefined && cluster === undefined ? '' : ` in ${placeOf(space, cluster)}`;
};

/** A kind the person names, custom ones too, as a table. */
export async function listKind(at: Doing, where: Record<string, unknown>): Promise<void> {
  const { context, namespace } = where;
  const chosen = await chooseKind(at, where, 'List Which Kind?');
  const { openTable } = await import('../panels/table.ts');
  await openTable(at.shell, {
    folder: at.folder.uri.fsPath,
    tool: 'kubernetes.get',
    input: { kind: chosen.label, ...where, ...(chosen.isNamespaced ? {} : { allNamespaces: false }) },
    title: `${chosen.label} in ${String(namespace ?? context)}`,
  });
}

/** A shell in a container, as a plan: its terminal opens once it is approved. */
export async function openShell(at: Doing, place: Place): Promise<void> {
  const choices = await choicesOf(at, place);
  const pod = await choosePod(at, place, choices);
  const own = place.kind === 'pod' ? choices : await choicesOf(at, { ...place, kind: 'pod', name: pod });
  const container = await chooseOne(`Which container of ${pod}?`, own.containers);
  const { kind: _, ...where } = place;
  await runDraft(at.shell, at.folder.uri.fsPath, {
    goal: `Open a shell in ${pod}${whereOf(place)}`,
    steps: [step('kubernetes.exec', { ...where, name: pod, ...(container === undefined ? {} : { container }), command: [...shellCommand], terminal: true })],
  });
}

/** A port of this machine that leads to it, as a plan. */
export async function forward(at: Doing, place: Place): Promise<void> {
  const { ports } = await choicesOf(at, place);
  const remotePort = await remote(place, ports);
  const localPort = await local(place, remotePort);
  await forwardAs(at, { ...place, remotePort, localPort });
}

/** Again, with what it was asked for with. */
export const forwardAs = (at: Doing, input: Record<string, unknown>): Promise<void> =>
  runDraft(at.shell, at.folder.uri.fsPath, {
    goal: `Forward port ${String(input.localPort)} to ${String(input.kind)} ${String(input.name)}${whereOf(input)}`,
    steps: [step('kubernetes.portForward', input)],
  });

async function remote(place: Place, ports: Offers['ports']): Promise<number> {
  const items = ports.map(({ port, name }) => ({ label: String(port), description: name, port: port as number | undefined }));
  const other = { label: 'Another Port…', description: undefined, port: undefined };
  const chosen = items.length === 0 ? other : await vscode.window.showQuickPick([...items, other], { title: `Which port of ${place.name}?` });
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen.port ?? askPort(`Which port of ${place.name}?`, '', 1);
}

async function local(place: Place, remotePort: number): Promise<number> {
  const proposed = remotePort >= 1024 && (await isFree(remotePort)) ? remotePort : await freePort();
  return askPort(`Which port of this machine leads to port ${remotePort} of ${place.name}?`, String(proposed), 1);
}

async function askPort(title: string, value: string, from: number): Promise<number> {
  const text = await vscode.window.showInputBox({
    title,
    value,
    ignoreFocusOut: true,
    validateInput: async (typed) => {
      const port = Number(typed);
      if (!/^\d{1,5}$/.test(typed) || port < from || port > 65_535) return `A number from ${from} to 65535.`;
      return value === '' || (await isFree(port)) ? undefined : `Port ${port} of this machine is in use.`;
    },
  });
  if (text === undefined) throw new vscode.CancellationError();
  return Number(text);
}
