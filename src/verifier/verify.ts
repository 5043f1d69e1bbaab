import type { StepStatus } from '../domain/event.ts';
import { type Left, leftBy, leftWords } from '../domain/left.ts';
import type { Plan } from '../domain/plan.ts';
import type { Tool, Verdict } from '../domain/tool.ts';
import type { Workplace } from '../domain/workplace.ts';

/** Asks the tool to look again; `undefined` when it has no way to, for this call or for any. A check that breaks is not a yes. */
export async function verifyStep(tool: Tool, input: unknown, output: unknown, at: Workplace): Promise<Verdict | undefined> {
  if (tool.verify === undefined) return undefined;
  try {
    return await tool.verify(input, output, at);
  } catch (error) {
    if (at.signal.aborted) throw error;
    return { met: false, missing: [`the check itself broke: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

export interface SeenStep {
  readonly status: StepStatus;
  readonly summary: string;
  readonly notBegun?: 'blocked' | 'not-needed';
  readonly verdict?: Verdict;
}

export interface RunVerdict {
  /** What is not as the goal says, a sentence each; empty: the goal is met. */
  readonly missing: readonly string[];
  /** What nobody could check, and why. */
  readonly unverified: readonly string[];
  /** Of a roll-back: what it could not take back, which is missing, too. Absent: nothing. */
  readonly left?: readonly Left[];
}

/** Whether the run's goal is met, from how its steps ended. Pure. */
export function verifyRun(plan: Plan, seen: ReadonlyMap<string, SeenStep>): RunVerdict {
  const missing: string[] = [];
  const unverified: string[] = [];
  for (const step of plan.steps) {
    const end = seen.get(step.id);
    if (end === undefined) missing.push(`${step.id} never ran`);
    else if (end.notBegun === 'not-needed') continue;
    else if (end.status === 'skipped') unverified.push(`${step.id}: ${end.summary}`);
    else if (end.status !== 'succeeded') missing.push(`${step.id}: ${end.summary}`);
    else if (end.verdict?.met === false) missing.push(...end.verdict.missing.map((what) => `${step.id}: ${what}`));
    else if (end.verdict === undefined && step.effect !== 'read' && step.effect !== 'plan') unverified.push(`${step.id}: done, not verified`);
  }
  const left = leftBy(plan);
  missing.push(...left.map(leftWords));
  return { missing, unverified, ...(left.length === 0 ? {} : { left }) };
}
