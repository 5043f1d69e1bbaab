import { count, list } from '../../base/say.ts';
import type { Failure, Problem } from './failure.ts';

export const howToGetTerraform =
  'Install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install) or OpenTofu, and see that it is on your PATH.';

export const notFormatted = (files: readonly string[]): Failure => ({
  code: 'terraform/not-formatted',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `${count(files.length, 'file')} ${files.length === 1 ? 'is' : 'are'} not formatted: ${files.join(', ')}.`,
  fix: 'terraform fmt -recursive formats them.',
});

export const notValid = (problems: readonly Problem[]): Failure => ({
  code: 'terraform/not-valid',
  category: 'validation',
  severity: 'medium',
  recoverable: true,
  message: `Terraform found ${count(problems.length, 'error')}. First: ${problems[0]?.path}: ${problems[0]?.message}`,
  fix: 'Correct the files; nothing was changed outside this folder.',
  problems,
});

export const initFailed = (problem: string, details: string): Failure => ({
  code: 'terraform/init-failed',
  category: 'system',
  severity: 'medium',
  recoverable: true,
  message: `terraform init failed: ${problem}`,
  fix: 'Correct what it names; the whole output is in the run.',
  details,
});

export const backendChanged = (details: string): Failure => ({
  code: 'terraform/backend-changed',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: 'The configuration names another place for the state than the folder was initialised with. Nothing was changed.',
  fix: 'Initialise again (terraform.init): with `migrateState` to copy the state to the new place, with `reconfigure` to take up what is there.',
  details,
});

export const planFailed = (problems: readonly Problem[], details: string): Failure => ({
  code: 'terraform/plan-failed',
  category: 'api',
  severity: 'medium',
  recoverable: true,
  message: `terraform plan failed: ${problems[0]?.message ?? 'it gave no reason'}`,
  fix: 'Nothing was changed. Correct what it names and plan again.',
  problems,
  details,
});

export const folderMissing = (directory: string): Failure => ({
  code: 'terraform/no-folder',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `There is no folder ${directory} in this workspace.`,
  fix: 'Name the folder that holds the root module, relative to the workspace folder.',
});

/** `others`: folders of the workspace that hold some. */
export const noConfiguration = (folder: string, others: readonly string[]): Failure => ({
  code: 'terraform/no-configuration',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `There is no Terraform configuration in ${folder}. Nothing was done.`,
  fix:
    others.length > 0
      ? `Name the folder that holds the root module (\`directory\`), such as ${others.join(' or ')}.`
      : 'Name the folder that holds the root module (`directory`), or generate one: nimbus generate terraform.',
});

export const tooManyFiles = (directory: string, filesMax: number): Failure => ({
  code: 'terraform/too-many-files',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `There are more than ${filesMax} configuration files in ${directory} and the modules it calls.`,
  fix: 'Name the root module itself, not a folder above it.',
});

export const workspaceMissing = (name: string, all: readonly string[], near: string | undefined): Failure => ({
  code: 'terraform/workspace-missing',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: `There is no Terraform workspace ${name}${near === undefined ? '' : `; did you mean ${near}?`} There are: ${list(all)}. Nothing was changed.`,
  fix: 'Choose one of them, or make it with terraform.init and createWorkspace.',
});

export const variableUnknown = (name: string, near: string | undefined): Failure => ({
  code: 'terraform/variable-unknown',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `The configuration has no variable ${name}${near === undefined ? '' : `; did you mean ${near}?`}`,
  fix: 'Correct the name, or declare the variable.',
});

/** A lock as Terraform describes it; fields it did not tell are absent. */
export interface StateLock {
  readonly id: string;
  readonly holder?: string;
  readonly operation?: string;
  readonly since?: string;
}

export const stateLocked = (lock: StateLock | undefined, program: string, details: string): Failure => ({
  code: 'terraform/state-locked',
  category: 'api',
  severity: 'medium',
  recoverable: true,
  message: `The state is locked${lock === undefined ? '' : ` by ${lock.holder ?? 'somebody'}${lock.operation ? ` (${lock.operation.replace('OperationType', '').toLowerCase()})` : ''}${lock.since ? ` since ${lock.since}` : ''}, lock ${lock.id}`}. Nothing was changed.`,
  fix: `Wait until that is done and try again. Only when you know that nothing holds it any more, for example because that process is dead: ${program} force-unlock ${lock?.id ?? 'LOCK_ID'}`,
  details,
});

export const planUnknown = (id: string): Failure => ({
  code: 'terraform/plan-unknown',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: `There is no saved plan ${id} for this workspace folder. Nothing was changed.`,
  fix: 'Plan again: terraform.plan gives a new one. Plans are kept for a week.',
});

export const planUsed = (id: string, how: string): Failure => ({
  code: 'terraform/plan-used',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: `The saved plan ${id} ${how}. A plan is applied once.`,
  fix: 'Plan again.',
});

export const planDamaged = (id: string, what: string): Failure => ({
  code: 'terraform/plan-damaged',
  category: 'system',
  severity: 'high',
  recoverable: true,
  message: `The saved plan ${id} is not what was made: ${what} differs. It is not applied.`,
  fix: 'Plan again, and find out who writes into Nimbus’s own folder.',
});

/** `moved`: each thing that is not as it was when the plan was made. */
export const planOutdated = (moved: readonly Problem[]): Failure => ({
  code: 'terraform/plan-outdated',
  category: 'validation',
  severity: 'medium',
  recoverable: true,
  message: `The saved plan no longer fits: ${list(moved.map((m) => m.message))}. Nothing was changed.`,
  fix: 'Plan again and look at what it says now.',
  problems: moved,
});

export const planTied = (): Failure => ({
  code: 'terraform/plan-tied-to-copy',
  category: 'validation',
  severity: 'medium',
  recoverable: true,
  message: 'The plan was made in a copy, because the folder has no lock file yet, and holds an absolute path of it (path.cwd or abspath). Nothing was changed.',
  fix: 'Run terraform.init, which writes the lock file, and plan again.',
});

export const stateChanged = (details: string): Failure => ({
  code: 'terraform/state-changed',
  category: 'api',
  severity: 'medium',
  recoverable: true,
  message: 'Somebody changed the state after the plan was made. Nothing was changed.',
  fix: 'Plan again and look at what it says now.',
  details,
});

export const applyFailed = (problems: readonly Problem[], details: string): Failure => ({
  code: 'terraform/apply-failed',
  category: 'api',
  severity: 'high',
  recoverable: true,
  message: `Applying failed before anything was changed: ${problems[0]?.message ?? 'it gave no reason'}`,
  fix: 'Correct what it names and plan again.',
  problems,
  details,
});

export interface Progress {
  readonly done: readonly string[];
  readonly failed: readonly string[];
  readonly open: readonly string[];
}

const some = (addresses: readonly string[]): string =>
  addresses.length > 5 ? `${addresses.slice(0, 5).join(', ')} and ${addresses.length - 5} more` : list(addresses);

const stands = ({ done, failed: broken, open }: Progress): string =>
  [
    `${done.length === 0 ? 'nothing is' : `${some(done)} ${done.length === 1 ? 'is' : 'are'}`} done`,
    ...(broken.length > 0 ? [`${some(broken)} failed and may be half done`] : []),
    ...(open.length > 0 ? [`${some(open)} ${open.length === 1 ? 'was' : 'were'} not begun`] : []),
  ].join('; ');

export const partlyApplied = (how: Progress, problems: readonly Problem[], details: string): Failure => ({
  code: 'terraform/partly-applied',
  category: 'api',
  severity: 'high',
  recoverable: true,
  message: `Only a part was applied: ${stands(how)}. First error: ${problems[0]?.message ?? 'it gave no reason'} The state says what is there.`,
  fix: 'Correct what it names and plan again: the new plan holds the rest. Or roll this run back.',
  problems,
  details,
});

export const applyInterrupted = (how: Progress, details: string): Failure => ({
  code: 'terraform/apply-interrupted',
  category: 'system',
  severity: 'high',
  recoverable: true,
  message: `Applying was interrupted from outside and stopped in order: ${stands(how)}. The state says what is there.`,
  fix: 'Plan again: the new plan holds the rest. Or roll this run back.',
  details,
});

/** What was being made when Terraform ended out of order. `strays`: them in words, as told after any such end. */
export const mayExist = (ended: Failure, strays: string, n: number): Failure => ({
  ...ended,
  code: 'terraform/may-exist',
  severity: 'critical',
  message: `${ended.message} ${strays}`,
  fix: `Look in the cloud whether ${n === 1 ? 'it is' : 'they are'} there, before anything is applied again: what is there is taken into the state (terraform.import) or deleted by hand.`,
});

/** `file`: where the state is instead, whole. `broken`: the file of the state that was left half-written. */
export function stateNotSaved(file: string | undefined, broken: string | undefined, program: string, details: string): Failure {
  const base = { code: 'terraform/state-not-saved', category: 'system', severity: 'critical', recoverable: true, details } as const;
  const left = broken === undefined ? '' : ` ${broken} was left half-written.`;
  if (file === undefined)
    return {
      ...base,
      message: `Things were changed, but their state could not be saved anywhere.${left}`,
      fix: `Make room on the disk and apply nothing before the state is right again: ${broken === undefined ? '' : `${broken}.backup, where it is there, is the state before; `}what was made is in this run, and is taken into a state with ${program} import.`,
    };
  return {
    ...base,
    message: `Things were changed, but their state could not be saved where it belongs.${left} It is in ${file}; keep that file.`,
    fix:
      broken === undefined
        ? `When the place of the state can be reached again, run in that folder: ${program} state push ${file}. Apply nothing before.`
        : `Make room on the disk, then put ${file} in the place of ${broken}; ${program} state list shows it. Apply nothing before.`,
  };
}

export const outputMissing = (name: string, near: string | undefined, directory: string): Failure => ({
  code: 'terraform/output-missing',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `The state of ${directory} has no output ${name}${near === undefined ? '' : `; did you mean ${near}?`}`,
  fix: 'terraform.output without a name lists them all. A new output is there after the next apply.',
});

export const notInState = (address: string, near: string | undefined, directory: string): Failure => ({
  code: 'terraform/not-in-state',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `The state of ${directory} has no ${address}${near === undefined ? '' : `; did you mean ${near}?`}`,
  fix: 'terraform.stateList lists what is in it.',
});

export const alreadyManaged = (address: string, where: string): Failure => ({
  code: 'terraform/already-managed',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `${address} is in ${where} already. Nothing was changed.`,
  fix: 'Choose another address, or look at it with terraform.show.',
});

export const commandFailed = (command: string, problems: readonly Problem[], details: string): Failure => ({
  code: 'terraform/command-failed',
  category: 'api',
  severity: 'medium',
  recoverable: true,
  message: `terraform ${command} failed: ${problems[0]?.message ?? (details.trim().split('\n').at(-1) || 'it gave no reason')}`,
  fix: 'Nothing was changed. Correct what it names and try again.',
  problems,
  details,
});

export const testsFailed = (failed: readonly Problem[], passed: number): Failure => ({
  code: 'terraform/tests-failed',
  category: 'validation',
  severity: 'medium',
  recoverable: true,
  message: `${count(failed.length, 'test')} failed, ${passed} passed. First: ${failed[0]?.path}: ${failed[0]?.message}`,
  fix: 'Correct the configuration or the tests.',
  problems: failed,
});

export const formerConfigGone = (path: string): Failure => ({
  code: 'terraform/former-configuration-gone',
  category: 'system',
  severity: 'medium',
  recoverable: false,
  message: `The former ${path} is not kept any more, so nothing can be brought back to it. Nothing was changed.`,
  fix: 'Put the former configuration back by hand (from git, for example), plan and apply it.',
});

export const cantRevert = (why: string): Failure => ({
  code: 'terraform/cant-revert',
  category: 'user',
  severity: 'medium',
  recoverable: false,
  message: `It can’t be taken back: ${why}.`,
  fix: 'Correct the configuration, plan and apply it.',
});

export const testsLeft = (left: readonly string[]): Failure => ({
  code: 'terraform/tests-left-resources',
  category: 'api',
  severity: 'high',
  recoverable: false,
  message: `The tests made things and could not destroy them: ${some(left)}. They are still there, and no state knows them.`,
  fix: 'Delete them by hand, in the account the tests ran in.',
});

export const importNotAlone = (address: string, others: readonly string[]): Failure => ({
  code: 'terraform/import-not-alone',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `Importing ${address} would come with other changes that are waiting: ${some(others)}. Nothing was changed.`,
  fix: 'Plan and apply those first, or take them out of the configuration, and import then.',
});
