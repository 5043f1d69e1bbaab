import { list } from '../../base/say.ts';
import type { Failure } from './failure.ts';
import type { StateLock } from './terraform.ts';

// What stands in the way of an edit of a state, of its workspaces and of its lock.

const user = { category: 'user', severity: 'medium', recoverable: true } as const;

export const backupGone = (id: string): Failure => ({
  ...user,
  code: 'terraform/backup-gone',
  missing: true,
  message: `The state ${id} that was kept is no longer there, or was changed. Nothing was changed.`,
  fix: 'Kept states go after 90 days. A backend with versions (S3 and others) may have it: look there.',
});

export const stateMoved = (directory: string): Failure => ({
  ...user,
  code: 'terraform/state-moved',
  message: `The state of ${directory} is not the one that was looked at: somebody changed it in between. Nothing was changed.`,
  fix: 'Look at it again, then decide again.',
});

export const stateMovedOn = (directory: string): Failure => ({
  ...user,
  code: 'terraform/state-moved-on',
  message: `The state of ${directory} is not as the run left it: something was applied or edited since. It was left alone.`,
  fix: 'Look at it with terraform.stateList and change by hand what is still wanted.',
});

export const differentKinds = (from: string, fromKind: string, to: string, toKind: string): Failure => ({
  ...user,
  code: 'terraform/different-kinds',
  message: `${from} is ${fromKind} and ${to} would be ${toKind}: only the name and the module of a resource can change.`,
  fix: 'Name an address of the same kind.',
});

export const workspaceExists = (name: string): Failure => ({
  ...user,
  code: 'terraform/workspace-exists',
  message: `There is a Terraform workspace ${name} already. Nothing was changed.`,
  fix: `Select it (action: select), or choose another name.`,
});

export const workspaceInUse = (name: string): Failure => ({
  ...user,
  code: 'terraform/workspace-in-use',
  message:
    name === 'default' ? 'The workspace default is always there and is not deleted.' : `${name} is the workspace that is selected here, so it is not deleted.`,
  fix: name === 'default' ? 'terraform.destroy removes what it manages.' : 'Select another one first (action: select, name: default).',
});

export const workspaceNotEmpty = (name: string, addresses: readonly string[]): Failure => ({
  ...user,
  code: 'terraform/workspace-not-empty',
  message: `The workspace ${name} still manages ${list(addresses.slice(0, 5))}${addresses.length > 5 ? ` and ${addresses.length - 5} more` : ''}. Nothing was changed.`,
  fix: `Destroy them first (terraform.destroy, workspace: ${name}); or say force: true: they stay in the world, and nobody manages them any more.`,
});

export const notLocked = (directory: string): Failure => ({
  ...user,
  code: 'terraform/not-locked',
  severity: 'low',
  message: `Nobody holds the lock of the state of ${directory}. Nothing was changed.`,
  fix: 'There is nothing to remove: try again what was refused.',
});

export const lockIsOther = (asked: string, { id, holder }: StateLock): Failure => ({
  ...user,
  code: 'terraform/other-lock',
  message: `The lock that is held is ${id}${holder === undefined ? '' : ` by ${holder}`}, and not ${asked}. Nothing was changed.`,
  fix: 'Somebody took it since. Wait until that is done; only when you know that it is dead, name that one.',
});

export const lockIsLocal = ({ holder, id }: StateLock): Failure => ({
  ...user,
  code: 'terraform/local-lock',
  message: `The lock ${id} of this local state is held by a process on this machine that is alive${holder === undefined ? '' : ` (${holder})`}: the system frees it when that ends. Nothing was changed.`,
  fix: 'Wait until it is done, or end that process.',
});

/** Terraform ended out of order and could not let go of the lock. */
export const lockLeft = (ended: Failure, lock: StateLock, program: string): Failure => ({
  ...ended,
  message: `${ended.message} The state is still locked: lock ${lock.id}${lock.holder === undefined ? '' : `, held by ${lock.holder}`}.`,
  fix: `${ended.fix} First, when nothing works on that state any more, remove the lock: terraform.unlock with the lock ${lock.id} (${program} force-unlock ${lock.id}).`,
});

/** As {@link lockLeft}, where nobody could look. `place`: of the state. */
export const lockMayBeLeft = (ended: Failure, place: string, why: string): Failure => ({
  ...ended,
  message: `${ended.message} The state may still be locked (${place}): that could not be seen.`,
  fix: `${ended.fix} If that then fails because the state is locked, it tells the id of the lock, and terraform.unlock removes it.`,
  details: [ended.details, why].filter((text) => text !== undefined).join('\n'),
});

/** Cancelled, or over its time; it was asked to stop, and ended before it had put its house in order. */
export const applyCutOff = (): Failure => ({
  code: 'terraform/cut-off',
  category: 'system',
  severity: 'high',
  recoverable: true,
  message: 'Applying was stopped, and Terraform ended before it was done with that.',
  fix: 'Plan again: the new plan holds what is left. Or roll this run back.',
});
