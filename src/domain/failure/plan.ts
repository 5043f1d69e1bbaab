import { list } from '../../base/say.ts';
import type { Failure, Problem } from './failure.ts';

/** All that is wrong with a plan, at once. */
export const planInvalid = (problems: readonly Problem[]): Failure => ({
  code: 'plan/invalid',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message:
    problems.length === 1
      ? `The plan can't be run: ${at(problems[0])}`
      : `The plan can't be run: ${problems.length} things are wrong. First: ${at(problems[0])}`,
  fix: 'Correct the plan; nothing was run.',
  problems,
});

export const planUnreadable = (path: string, why: string): Failure => ({
  code: 'plan/unreadable',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `${path} is not a plan file: ${why}`,
  fix: 'A plan file is YAML with `nimbus: 1`, a `goal` and `steps`.',
});

/** `moved`: in what the place it acts on is another one, where that is what changed. */
export const changedSinceApproval = (step: string, moved: readonly string[] = []): Failure => ({
  code: 'plan/changed-since-approval',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message:
    moved.length === 0
      ? `What step ${step} would touch changed after the plan was approved, so it was not run.`
      : `Step ${step} would act on another place than the one that was approved, so it was not run: ${list(moved)}.`,
  fix: 'Look at the plan again as it is now, and approve that.',
});

export const wrongHash = (given: string, actual: string): Failure => ({
  code: 'safety/other-hash',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: `The approval is for ${given.slice(0, 12)}…, but the plan as it stands now is ${actual.slice(0, 12)}…. Nothing was run.`,
  fix: `Look at the plan; if it is what you want, approve ${actual}.`,
});

export const alreadyApproved = (hash: string, runId: string): Failure => ({
  code: 'safety/already-approved',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: `The approval ${hash.slice(0, 12)}… was used by run ${runId}; an approval is good for one run. Nothing was run.`,
  fix: 'Look at the plan again: it is asked about anew.',
});

/** `clock`: it was asked for at a time that is yet to come. */
export const approvalExpired = (hash: string, why: 'age' | 'clock' = 'age'): Failure => ({
  code: 'safety/approval-expired',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message:
    why === 'age'
      ? `The approval ${hash.slice(0, 12)}… was asked for more than a day ago, so it does not count any more. Nothing was run.`
      : `This machine’s clock went back since the approval ${hash.slice(0, 12)}… was asked for, so nobody can tell how old it is. Nothing was run.`,
  fix: 'Look at the plan again: it is asked about anew.',
});

export const notAsked = (): Failure => ({
  code: 'plan/not-asked',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: 'This plan does not wait for an answer any more. Nothing was approved.',
  fix: 'Make the plan again.',
});

export const stillMissing = (missing: readonly string[]): Failure => ({
  code: 'plan/approval-incomplete',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `Not approved yet: ${list(missing)}. Nothing was run.`,
  fix: 'Give what is missing, then approve again.',
});

/** `run`: it is under way, and waits for this in its journal. */
export const needsApproval = (path: string, hash: string, run?: string): Failure => ({
  code: 'safety/needs-approval',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `The plan needs an approval and nobody is there to give it. It was saved as ${path}; ${run === undefined ? 'nothing was run' : 'nothing more was run'}.`,
  fix: `Read it, then: nimbus run ${run === undefined ? path : `--resume ${run}`} --approve ${hash}`,
  plan: { path, hash },
});

export const refused = (reasons: readonly string[], instead: string, isUnderWay = false): Failure => ({
  code: 'safety/refused',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: `Refused: ${list(reasons)}. ${isUnderWay ? 'What was done before it stays, and can be rolled back.' : 'Nothing was run.'}`,
  fix: instead,
});

export const badInput = (what: string, problems: readonly Problem[]): Failure => ({
  code: 'input/invalid',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: problems.length === 1 ? `${what}: ${at(problems[0])}` : `${what}: ${problems.length} things are wrong. First: ${at(problems[0])}`,
  fix: 'Correct the input; nothing was run.',
  problems,
});

export const stepTimedOut = (step: string, after: string): Failure => ({
  code: 'step/timeout',
  category: 'system',
  severity: 'medium',
  recoverable: true,
  message: `Step ${step} was not done after ${after} and was stopped.`,
  fix: 'Run it again, or allow it more time.',
});

/** A ceiling was reached: the step was not begun. */
export const overBudget = (why: string, limit: string): Failure => ({
  code: 'safety/over-budget',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: `Stopped before it began: ${why}.`,
  fix: `Look whether the run goes round in circles; if it does not, raise limits.${limit} in your policy.`,
});

/** A bug of ours in a tool: said as what it is, the run goes on to its end. */
export const toolBroke = (toolName: string, error: unknown): Failure => ({
  code: 'tool/broke',
  category: 'system',
  severity: 'high',
  recoverable: false,
  message: `${toolName} broke: ${error instanceof Error ? error.message : String(error)}. This is a fault in Nimbus.`,
  fix: 'Report it with the details; what was done before is in the run and can be rolled back.',
  details: error instanceof Error ? error.stack : undefined,
});

const at = (problem: Problem | undefined): string =>
  problem === undefined ? '' : problem.path === '' ? problem.message : `${problem.path}: ${problem.message}`;
