import { basename, join } from 'node:path';
import { nearest } from '../../../base/nearest.ts';
import { count } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { notInState } from '../../../domain/failure/terraform.ts';
import { stateMoved } from '../../../domain/failure/terraform-state.ts';
import type { Target } from '../../../domain/impact.ts';
import type { Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { explain } from '../explain.ts';
import type { Root } from '../root/open.ts';
import { pullState, readState, type State } from '../root/state.ts';
import { withRoot } from '../root/with-root.ts';
import { idOf, keepBackup } from './backup.ts';

// What `state rm` and `state mv` have in common: the state is looked at, kept, edited under its lock, and can be put back.

export interface Where {
  readonly directory: string;
  readonly workspace?: string | undefined;
}

/** A state as it is, and how its files name what is in it. */
export interface SeenState {
  readonly state: State;
  /** What it would be kept under. */
  readonly backup: string;
  readonly root: Pick<Root, 'backend' | 'workspace' | 'config' | 'folder'>;
}

export const lookAtState = (where: Where, at: Workplace): Promise<Outcome<SeenState>> =>
  withRoot({ directory: where.directory, workspace: where.workspace, for: 'state' }, at, async (root) => {
    const pulled = await pullState(root);
    if (!pulled.ok) return pulled;
    const { backend, workspace, config, folder } = root;
    return ok({ state: pulled.value.state, backup: idOf(pulled.value.text), root: { backend, workspace, config, folder } });
  });

/** The instances an address stands for: itself, all of a resource with `count` or `for_each`, all of a module. */
export const coveredBy = (address: string, { addresses }: State): readonly string[] =>
  addresses.filter((one) => one === address || one.startsWith(`${address}[`) || one.startsWith(`${address}.`));

export const notThere = (address: string, { addresses }: State, directory: string) => failed(notInState(address, nearest(address, addresses), directory));

export const targetOfState = ({ state, root: { workspace, backend, folder } }: SeenState): Target => ({
  system: 'terraform',
  label: `workspace ${workspace} · ${backend.label}`,
  facts: { workspace, folder: basename(folder), lineage: state.lineage, serial: String(state.serial), backend: backend.identity },
  exclusive: `terraform:${backend.identity}`,
});

export const aboutState = ({ state: { serial, lineage, addresses } }: SeenState): string =>
  `the state is at serial ${serial} with ${count(addresses.length, 'resource')}, lineage ${lineage}; it is kept before anything is changed`;

/** Puts the state back that was kept, as long as it is the one this left. */
export const putBack = ({ directory, workspace }: Where, backup: string, expect: Pick<State, 'lineage' | 'serial'>): Undo => ({
  steps: [
    {
      tool: 'terraform.restoreState',
      input: { directory, ...(workspace === undefined ? {} : { workspace }), backup, expect: { lineage: expect.lineage, serial: expect.serial } },
    },
  ],
});

/** Edits it by one command of Terraform's, under its lock; the state before it is kept first. */
export const editState = (command: 'rm' | 'mv', addresses: readonly string[], where: Where, backup: string, at: Workplace) =>
  withRoot({ directory: where.directory, workspace: where.workspace, for: 'state' }, at, async (root) => {
    const pulled = await pullState(root);
    if (!pulled.ok) return pulled;
    if (idOf(pulled.value.text) !== backup) return failed(stateMoved(where.directory));
    await keepBackup(pulled.value.text, at);
    // Beside a local state Terraform would leave its own copy of it.
    const own = root.backend.type === 'local' ? [`-backup=${join(await at.scratch('terraform'), `before-${command}.tfstate`)}`] : [];
    const done = await root.run(['state', command, '-lock-timeout=10s', ...own, ...addresses], editing);
    if (!done.ok) return done;
    if (done.value.code !== 0) return failed(explain(`state ${command}`, done.value, root));
    return readState(root);
  });

export const editing = { timeoutMs: 120_000, interrupt: { signal: 'SIGINT', graceMs: 60_000 } } as const;

/** The file that still has a resource or a module, by its address; `undefined`: none of this folder, or it can't be told. */
export function declaredIn(address: string, { config }: Pick<Root, 'config'>): boolean | undefined {
  const [root] = config.modules;
  if (root === undefined || config.json.length > 0) return undefined;
  const called = /^module\.([\w-]+)(?:\[[^\]]*\])?(?:\.(.*))?$/.exec(address);
  if (called === null) return root.byAddress.has(address.replace(/\[.*$/, ''));
  if (!root.calls.has(called[1] ?? '')) return false;
  return called[2] === undefined ? true : undefined;
}
