/**
 * Runs a plan, or takes a run up or back, in a process of its own that can be killed: everything real but the person,
 * who says yes. Arguments: a JSON document {@link Task}. Prints a line when the run begins and one when it has ended.
 */
import { ok } from '../../../src/domain/failure/failure.ts';
import { makePlan } from '../../../src/planner/make.ts';
import { readyToResume } from '../../../src/session/resume.ts';
import { rollbackPlan } from '../../../src/session/rollback.ts';
import { type House, type RunHandle, type RunRequest, resumeRun, startRun } from '../../../src/session/start.ts';
import { type Answer, houseIn, type Task } from './task.ts';

const tell = (answer: Answer): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);

async function main(task: Task): Promise<void> {
  const house = houseIn(task.data);
  const common: Omit<RunRequest, 'plan' | 'goal'> = {
    folder: task.folder,
    circumstances: { trusted: true, mode: 'act' },
    consent: async ({ plan }, decisions) =>
      ok({
        hash: plan.hash,
        by: 'test',
        typed: new Map([...decisions].flatMap(([id, d]) => (d.kind === 'confirm' && d.typed !== undefined ? [[id, d.typed]] : []))),
      }),
  };
  const handle = await begin(house, task, common);
  if (handle === undefined) return;
  tell({ runId: handle.runId });
  let outcome = 'none';
  let why: string | undefined;
  for await (const { event } of handle.events) {
    if (event.type === 'step-ended' && event.status === 'failed') why ??= `${event.id}: ${event.summary}`;
    if (event.type === 'run-ended') {
      outcome = event.outcome;
      why ??= event.failure?.message ?? (event.missing.length > 0 ? event.missing.join('; ') : undefined);
    }
  }
  tell({ runId: handle.runId, outcome, ...(why === undefined ? {} : { why }) });
  house.close();
}

async function begin(house: House, { does, folder }: Task, common: Omit<RunRequest, 'plan' | 'goal'>): Promise<RunHandle | undefined> {
  if ('run' in does) {
    const plan = makePlan({ goal: 'A mixed plan', steps: does.run }, house.tools);
    if (!plan.ok) throw new Error(JSON.stringify(plan.failure));
    return startRun(house, { ...common, goal: 'A mixed plan', plan: async () => plan });
  }
  const id = 'resume' in does ? does.resume : does.rollBack;
  const row = house.journal.run(id);
  if (row === undefined) throw new Error(`no run ${id}`);
  if ('resume' in does) {
    const ready = await readyToResume(house, row, house.journal.events(id));
    if (!ready.ok) {
      tell({ runId: id, outcome: 'not resumable', why: ready.failure.message });
      return undefined;
    }
    return resumeRun(house, id, { ...common, goal: row.goal, ...ready.value });
  }
  await house.endOrphans(folder);
  const plan = rollbackPlan(id, row.goal, house.journal.events(id), house.tools);
  if (!plan.ok) {
    tell({ runId: id, outcome: plan.failure.code, why: plan.failure.message });
    return undefined;
  }
  return startRun(house, { ...common, goal: plan.value.goal, plan: async () => plan, rollbackOf: id });
}

await main(JSON.parse(process.argv[2] ?? '{}'));
