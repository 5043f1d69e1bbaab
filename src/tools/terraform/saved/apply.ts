import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { type Failure, failed, type Outcome, ok, type Problem } from '../../../domain/failure/failure.ts';
import { applyFailed, applyInterrupted, mayExist, type Progress, partlyApplied, planOutdated, stateNotSaved } from '../../../domain/failure/terraform.ts';
import { applyCutOff } from '../../../domain/failure/terraform-state.ts';
import type { Observation, Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { commonFailure, problemsIn, saidIn } from '../explain.ts';
import type { Root } from '../root/open.ts';
import { pullState } from '../root/state.ts';
import { messageIn, readMessage } from '../stream.ts';
import { noteBegun, strayNames, straysOf } from './begun.ts';
import { type Fitting, fitting } from './fits.ts';
import { lockAfter, withLock } from './lock-left.ts';
import { keepRecord, keepSeen, placeOf, planFileIn, readSeen, type SavedPlan } from './record.ts';
import { isWholeState, salvagedState } from './salvage.ts';

export interface Applied {
  readonly directory: string;
  readonly workspace: string;
  readonly serial: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly imported: number;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Terraform finishes what is in flight when it is asked to stop; a database may take its minutes. */
export const graceMs = 10 * 60_000;
export const applyMs = 4 * 60 * 60_000;

/**
 * Applies a saved plan, and only that: what moved since it was made stops it before anything begins, and Terraform itself refuses
 * a state that is not the one it was made from. When the step is cancelled Terraform is asked to stop in order; it finishes what
 * is in flight, writes the state and lets go of the lock.
 */
export async function applySaved(
  id: string,
  asked: {
    readonly workspace?: string | undefined;
    readonly directory?: string;
    readonly lockTimeoutSeconds?: number | undefined;
    readonly parallelism?: number | undefined;
  },
  at: Workplace,
): Promise<Observation<Applied>> {
  const fit = await fitting(id, asked, 'apply', at);
  if (!fit.ok) return fit;
  const { saved, runner } = fit.value;
  const locked = await putLockFile(saved, at);
  if (!locked.ok) return locked;
  const place = await placeOf(id, at);
  const tally = newTally();
  const note = noteBegun(place);
  await keepRecord({ ...saved, outcome: 'begun' }, at);
  const run = () =>
    runner.run(['apply', '-json', '-input=false', '-no-color', ...howOf(asked), planFileIn(place)], {
      timeoutMs: applyMs,
      interrupt: { signal: 'SIGINT', graceMs },
      onLine: (line) => {
        tally.take(line);
        note(line);
        at.progress(messageIn(line), saved.changes === 0 ? undefined : Math.min(1, tally.done.size / saved.changes));
      },
    });
  let done: Awaited<ReturnType<typeof run>>;
  try {
    done = await run();
  } catch (error) {
    await keepRecord({ ...saved, outcome: 'interrupted' }, at);
    const strays = await straysOf(saved, undefined, at);
    if (strays.length > 0) at.progress(strayNames(strays));
    const lock = await lockAfter(saved, at);
    // One that was stopped in order is cancelled and no more. A lock that stays is news that must not be lost among the messages.
    if (lock.ok && lock.value === 'none') throw error;
    const cut = strays.length > 0 ? mayExist(applyCutOff(), strayNames(strays), strays.length) : applyCutOff();
    return { ok: false, failure: withLock(cut, lock, saved), undo: undoOf(saved, at) };
  }
  const pulled = await pullState({ ...runner } as Root);
  const after = pulled.ok ? ok(pulled.value.state) : pulled;
  const serial = after.ok ? after.value.serial : saved.serial;
  const isWhole = done.ok && done.value.code === 0;
  await keepRecord({ ...saved, outcome: isWhole ? 'applied' : tally.begun.size > 0 ? 'partly' : 'failed' }, at);
  if (after.ok) {
    const known = await readSeen(saved.backend.identity, at);
    const applied = isWhole && saved.kind === 'plan' && saved.options.targets.length === 0 ? { plan: saved.id, serial } : undefined;
    await keepSeen(
      saved.backend.identity,
      {
        lineage: after.value.lineage,
        serial,
        resources: after.value.addresses.length,
        ...(applied !== undefined ? { applied } : known?.applied !== undefined && serial === saved.serial ? { applied: known.applied } : {}),
      },
      at,
    );
  }
  const lock = lockUndo(saved, at);
  const undo = tally.begun.size > 0 || isWhole ? undoOf(saved, at) : lock.length > 0 ? { steps: lock } : 'nothing-changed';
  const strays = isWhole ? [] : await straysOf(saved, pulled.ok ? pulled.value.text : undefined, at);
  if (!done.ok) {
    const ended = strays.length > 0 ? mayExist(done.failure, strayNames(strays), strays.length) : done.failure;
    const failure = { ...ended, fix: `${ended.fix} Plan again: the new plan holds what is left.` };
    return { ok: false, failure: withLock(failure, await lockAfter(saved, at), saved), undo };
  }
  if (!isWhole) {
    const problems = problemsIn(tally.diagnostics.join('\n') || done.value.stdout, done.value.stderr);
    const said = saidIn(problems, done.value.stderr);
    if (unsaved.test(said)) return { ok: false, failure: await notSaved(saved, runner.program.command, done.value.stdout, said, at), undo };
    const why = whyNot(fit.value, tally, problems, said);
    const failure = strays.length > 0 ? mayExist(why, strayNames(strays), strays.length) : why;
    // It ends with 1 when it failed, and with its lock let go; with anything else when it fell over.
    const isOrderly = done.value.code === 1 && !/error releasing the state lock/i.test(said);
    return { ok: false, failure: isOrderly ? failure : withLock(failure, await lockAfter(saved, at), saved), undo };
  }
  const { add, change, remove, import: imported } = tally.summary ?? { add: 0, change: 0, remove: 0, import: 0 };
  return {
    ok: true,
    output: {
      directory: saved.directory || '.',
      workspace: saved.workspace,
      serial,
      added: add,
      changed: change,
      removed: remove,
      imported,
      outputs: tally.outputs,
    },
    summary:
      add + change + remove + imported === 0
        ? 'Applied: nothing had to be changed.'
        : `Applied: ${[
            [add, 'made'],
            [change, 'changed'],
            [remove, 'deleted'],
            [imported, 'imported'],
          ]
            .flatMap(([n, verb]) => (n === 0 ? [] : [`${count(Number(n), 'resource')} ${verb}`]))
            .join(', ')}.`,
    undo,
  };
}

const howOf = ({ lockTimeoutSeconds, parallelism }: { readonly lockTimeoutSeconds?: number | undefined; readonly parallelism?: number | undefined }) => [
  ...(lockTimeoutSeconds === undefined ? [] : [`-lock-timeout=${lockTimeoutSeconds}s`]),
  ...(parallelism === undefined ? [] : [`-parallelism=${parallelism}`]),
];

/** How an apply of this plan is taken back: what it did, then the lock file it wrote. */
export function undoOf(saved: SavedPlan, at: Workplace): Undo {
  if ('impossible' in saved.before) return { impossible: saved.before.impossible };
  const revert = 'nothing' in saved.before ? [] : [{ tool: 'terraform.revert', input: { plan: saved.id, directory: saved.directory || '.' } }];
  const steps = [...revert, ...lockUndo(saved, at)];
  return steps.length === 0 ? 'nothing-changed' : { steps };
}

export function lockUndo(saved: SavedPlan, at: Workplace): readonly { readonly tool: string; readonly input: unknown }[] {
  if (saved.lockFile === undefined) return [];
  const path = lockPath(saved);
  const expect = at.blobs.keep(new TextEncoder().encode(saved.lockFile));
  return [
    {
      tool: 'files.restore',
      input: { files: [{ path, to: saved.lockBefore === undefined ? null : at.blobs.keep(new TextEncoder().encode(saved.lockBefore)), expect }], folders: [] },
    },
  ];
}

const unsaved = /errored\.tfstate|failed to (save|persist) state|error saving state/i;

async function notSaved(saved: SavedPlan, program: string, stdout: string, said: string, at: Workplace): Promise<Failure> {
  const { file } = saved.backend;
  const broken = file === undefined || (await isWholeState(file)) ? undefined : file;
  return stateNotSaved(await salvagedState(saved, stdout, at), broken, program, said);
}

function whyNot({ runner }: Fitting, tally: Tally, problems: readonly Problem[], said: string): Failure {
  const how: Progress = { done: [...tally.done], failed: [...tally.failed], open: tally.planned.filter((address) => !tally.begun.has(address)) };
  if (tally.begun.size === 0) return commonFailure(said, runner.program) ?? applyFailed(problems, said);
  if (tally.interrupted) return applyInterrupted(how, said);
  return partlyApplied(how, problems, said);
}

interface Tally {
  readonly planned: string[];
  readonly begun: Set<string>;
  readonly done: Set<string>;
  readonly failed: Set<string>;
  readonly diagnostics: string[];
  summary: z.output<typeof counts> | undefined;
  outputs: Record<string, unknown>;
  interrupted: boolean;
  take(line: string): void;
}

const counts = z.object({ add: z.number(), change: z.number(), remove: z.number(), import: z.number().default(0) });
const hook = z.object({ resource: z.object({ addr: z.string() }) });
const outputs = z.record(z.string(), z.object({ sensitive: z.boolean().optional(), value: z.unknown().optional() }));
const diagnosticsMax = 200;

/** What the messages of an apply add up to. */
function newTally(): Tally {
  return {
    planned: [],
    begun: new Set(),
    done: new Set(),
    failed: new Set(),
    diagnostics: [],
    summary: undefined,
    outputs: {},
    interrupted: false,
    take(line) {
      const message = readMessage(line);
      if (message === undefined) return;
      const address = hook.safeParse(message.hook ?? message.change).data?.resource.addr;
      if (message.type === 'planned_change' && address !== undefined) this.planned.push(address);
      if (message.type === 'apply_start' && address !== undefined) this.begun.add(address);
      if (message.type === 'apply_complete' && address !== undefined) this.done.add(address);
      if (message.type === 'apply_errored' && address !== undefined) {
        this.failed.add(address);
        this.done.delete(address);
      }
      if (message.type === 'change_summary') this.summary = counts.safeParse(message.changes).data;
      if (message.type === 'outputs') this.outputs = outputsOf(message.outputs);
      if (message.type === 'diagnostic' && this.diagnostics.length < diagnosticsMax) this.diagnostics.push(line);
      if (/^\s*(Interrupt received|Stopping operation)/.test(message['@message'] ?? '')) this.interrupted = true;
    },
  };
}

/** Sensitive ones as handles: Terraform does not tell their values here, and neither do we. */
const outputsOf = (value: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(outputs.safeParse(value).data ?? {}).map(([name, output]) => [name, output.sensitive ? secretOutput(name) : output.value]));

export const secretOutput = (name: string): string => `<secret:terraform.${name}>`;

/** A plan that was made in a copy chose providers: Terraform wants their lock file in the folder before it applies. */
async function putLockFile(saved: SavedPlan, at: Workplace): Promise<Outcome<void>> {
  if (saved.lockFile === undefined) return { ok: true, value: undefined };
  const path = lockPath(saved);
  const there = await at.files.read(path);
  if (!there.ok) return there;
  const text = there.value === undefined ? undefined : new TextDecoder().decode(there.value);
  if (text !== saved.lockFile && text !== saved.lockBefore) return failed(planOutdated([{ path, message: `${path} changed` }]));
  return text === saved.lockFile ? { ok: true, value: undefined } : at.files.write(path, new TextEncoder().encode(saved.lockFile));
}

export const lockPath = (saved: Pick<SavedPlan, 'directory'>): string =>
  saved.directory === '' ? '.terraform.lock.hcl' : `${saved.directory}/.terraform.lock.hcl`;
