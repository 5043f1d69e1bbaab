import { list } from '../../base/say.ts';
import { withoutKeys } from '../../domain/terraform/address.ts';
import type { PlanJson, ResourceChange } from '../../domain/terraform/plan-json.ts';
import type { PlanAction } from '../../protocol/tfplan.ts';
import { type MovedProposal, movedProposals } from '../../tools/terraform/moved.ts';
import { changedNames } from './diff.ts';
import { actionOf, noteOf } from './words.ts';

/** What a plan does to the resources of one block. */
export interface BlockPlan {
  /** Of the gravest: where the viewer goes. */
  readonly address: string;
  /** `replace — forced by engine_version`, `2 to create, 1 to replace`. */
  readonly says: string;
  /** What would keep things it makes that the plan destroys elsewhere: blocks to add to the root module. */
  readonly moved?: readonly MovedProposal[];
}

/** By folder, relative to the workspace folder, then by the block's address in it: `aws_vpc.main`, `data.aws_ami.linux`, `module.net`. */
export type BlockPlans = ReadonlyMap<string, ReadonlyMap<string, BlockPlan>>;

/** What is lost first. Reading changes nothing, and drift is told by plans that look for it. */
const told: readonly PlanAction[] = ['delete', 'replace', 'forget', 'update', 'create', 'import', 'move', 'unknown', 'drift'];
const verbs: Readonly<Partial<Record<PlanAction, string>>> = {
  delete: 'destroy',
  update: 'change',
  unknown: 'not understood',
  drift: 'changed outside Terraform',
};
const namesSaid = 3;

interface Told {
  readonly action: PlanAction;
  readonly change: ResourceChange;
}

/** What a plan of the root module in `root` would do, block by block: of resources, and of the calls of modules they are in. Pure. */
export function blockPlans(plan: PlanJson, root: string): BlockPlans {
  const folders = moduleFolders(plan, root);
  const blocks = new Map<string, Map<string, Told[]>>();
  const add = (folder: string | undefined, block: string, one: Told): void => {
    if (folder === undefined) return;
    const own = blocks.get(folder) ?? new Map<string, Told[]>();
    blocks.set(folder, own);
    own.set(block, [...(own.get(block) ?? []), one]);
  };
  const take = (change: ResourceChange, action: PlanAction | undefined): void => {
    if (action === undefined || !told.includes(action) || change.deposed !== undefined) return;
    const module = withoutKeys(change.module);
    const plain = withoutKeys(change.address);
    add(folders.get(module), module === '' ? plain : plain.slice(module.length + 1), { action, change });
    const calls = module === '' ? [] : module.slice('module.'.length).split('.module.');
    for (const [depth, name] of calls.entries()) {
      const caller = calls.slice(0, depth).map((outer) => `module.${outer}`);
      add(folders.get(caller.join('.')), `module.${name}`, { action, change });
    }
  };
  for (const change of plan.changes) take(change, actionOf(change));
  for (const change of plan.drift) take(change, 'drift');
  const moved = Map.groupBy(movedProposals(plan), ({ to }) => withoutKeys(to));
  const planOf = (folder: string, block: string, all: readonly Told[]): BlockPlan => {
    const own = folder === root ? moved.get(block) : undefined;
    return { ...summed(all, block.startsWith('module.')), ...(own ? { moved: own } : {}) };
  };
  return new Map([...blocks].map(([folder, own]) => [folder, new Map([...own].map(([block, all]) => [block, planOf(folder, block, all)]))]));
}

/** Folders of the root module and of every module in it that is in one here. */
function moduleFolders({ configuration }: PlanJson, root: string): ReadonlyMap<string, string> {
  const folders = new Map([['', root]]);
  for (const [path, { source }] of [...configuration.modules].sort(([a], [b]) => a.length - b.length)) {
    const outer = folders.get(path.includes('.module.') ? path.slice(0, path.lastIndexOf('.module.')) : '');
    const folder = outer === undefined || !/^\.\.?(\/|$)/.test(source) ? undefined : joined(outer, source);
    if (folder !== undefined) folders.set(path, folder);
  }
  return folders;
}

/** `undefined`: it leads out of the workspace folder. */
function joined(folder: string, way: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of way.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

function summed(all: readonly Told[], isModule: boolean): BlockPlan {
  const sorted = all.toSorted((a, b) => told.indexOf(a.action) - told.indexOf(b.action));
  const first = sorted[0] as Told;
  const verb = verbs[first.action] ?? first.action;
  const why = reasonOf(first);
  const tail = why === undefined || isModule ? '' : ` — ${why}`;
  if (all.length === 1) return { address: first.change.address, says: isModule ? `1 ${toDo(first.action)} in it` : `${verb}${tail}` };
  const counts = told.flatMap((action) => {
    const number = sorted.filter((one) => one.action === action).length;
    return number === 0 ? [] : [`${number.toLocaleString('en-US')} ${toDo(action)}`];
  });
  // Why is told where it is one and the same for all.
  const isSame = sorted.every((one) => one.action === first.action && reasonOf(one) === why);
  return { address: first.change.address, says: `${counts.join(', ')}${isModule ? ' in it' : isSame ? tail : ''}` };
}

const toDo = (action: PlanAction): string => (action === 'unknown' || action === 'drift' ? (verbs[action] ?? action) : `to ${verbs[action] ?? action}`);

/** Why, where Terraform says; else what of it changes. */
function reasonOf({ action, change }: Told): string | undefined {
  const note = action === 'drift' ? undefined : noteOf(change);
  if (note !== undefined || (action !== 'update' && action !== 'drift')) return note;
  const names = changedNames(change);
  return names.length === 0 ? undefined : list(names.length <= namesSaid ? names : [...names.slice(0, namesSaid - 1), `${names.length - namesSaid + 1} more`]);
}
