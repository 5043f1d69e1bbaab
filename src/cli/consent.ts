import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { failed, type Outcome, ok } from '../domain/failure/failure.ts';
import { needsApproval, wrongHash } from '../domain/failure/plan.ts';
import type { Decision, Plan } from '../domain/plan.ts';
import { writeWhole } from '../machine/files.ts';
import { dataFolder, privateFolder } from '../machine/folders.ts';
import { writePlan } from '../planner/file.ts';
import { toolWords } from '../protocol/run-words.ts';
import type { Consent } from '../safety/approve.ts';
import type { Previewed } from '../session/run.ts';
import { planText } from './plan-text.ts';
import type { Screen } from './screen.ts';

export interface ConsentOptions {
  /** `--yes`: writes inside the workspace, nothing graver. */
  readonly yes?: boolean;
  /** `--approve`: this exact plan. */
  readonly approve?: string;
}

/**
 * How the command line answers when a plan needs a yes: by its options, by asking on a terminal, else not at all: the
 * plan is saved, outside the workspace, for somebody to approve.
 */
export const consentFrom = (options: ConsentOptions, screen: Screen) => {
  /**
   * What was given by option answers one question; a later stage of the run is another, which it neither answers nor
   * speaks against: the stage before may have asked nothing.
   */
  let given = options.approve;
  return async (
    { plan, previews }: Previewed,
    decisions: ReadonlyMap<string, Decision>,
    signal: AbortSignal,
    underWay?: string,
  ): Promise<Outcome<Consent | undefined>> => {
    const asking = plan.steps.filter((step) => decisions.get(step.id)?.kind === 'confirm');
    if (given !== undefined) {
      const hash = given;
      given = undefined;
      if (hash === plan.hash) return ok({ hash, by: '--approve', typed: typedNames(decisions) });
      if (underWay === undefined) return failed(wrongHash(hash, plan.hash));
    }
    if (options.yes && asking.every((step) => step.effect === 'write')) return ok({ hash: plan.hash, by: '--yes', covers: ['write'] });
    if (!screen.interactive) {
      screen.say(planText(plan, previews, decisions));
      return failed(needsApproval(await savePlan(plan), plan.hash, underWay));
    }
    screen.say(planText(plan, previews, decisions));
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      const typed = new Map<string, string>();
      for (const step of asking) {
        const decision = decisions.get(step.id);
        if (decision?.kind !== 'confirm' || decision.typed === undefined) continue;
        typed.set(
          step.id,
          (await lines.question(`${previews.get(step.id)?.summary || toolWords(step.tool)}: type ${decision.typed} to confirm: `, { signal })).trim(),
        );
        if (typed.get(step.id) !== decision.typed) return ok(undefined);
      }
      const label = asking.map((step) => previews.get(step.id)?.summary ?? step.tool).join(', ');
      const answer = (await lines.question(`${label}? [y/N] `, { signal })).trim().toLowerCase();
      return ok(answer === 'y' || answer === 'yes' ? { hash: plan.hash, by: 'person', typed } : undefined);
    } catch (error) {
      // Ctrl-C or Ctrl-D instead of an answer: no.
      if ((error as Error | undefined)?.name === 'AbortError') return ok(undefined);
      throw error;
    } finally {
      lines.close();
    }
  };
};

/** Keeps a plan that waits for a yes, outside the workspace; its path. */
export async function savePlan(plan: Plan): Promise<string> {
  const path = join(await privateFolder(dataFolder(), 'plans'), `${plan.hash.slice(0, 16)}.plan.yaml`);
  await writeWhole(path, writePlan(plan), { mode: 0o600 });
  return path;
}

/** Who gives the hash of a plan has read its names. */
const typedNames = (decisions: ReadonlyMap<string, Decision>): ReadonlyMap<string, string> =>
  new Map([...decisions].flatMap(([id, d]) => (d.kind === 'confirm' && d.typed !== undefined ? [[id, d.typed] as const] : [])));
