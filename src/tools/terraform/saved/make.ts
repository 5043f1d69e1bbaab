import { existsSync } from 'node:fs';
import { chmod, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../../base/hash.ts';
import { nearest } from '../../../base/nearest.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { programGarbled } from '../../../domain/failure/process.ts';
import { variableUnknown } from '../../../domain/failure/terraform.ts';
import type { Impact } from '../../../domain/impact.ts';
import { type PlanJson, parsePlanJson } from '../../../domain/terraform/plan-json.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { explain } from '../explain.ts';
import { requireFiles } from '../root/config.ts';
import { openRoot, type Root, type RunOptions } from '../root/open.ts';
import type { Replacements } from '../root/shadow.ts';
import { readState, type State } from '../root/state.ts';
import { readMessage } from '../stream.ts';
import { beforeOf, isTouched } from './before.ts';
import { costOf } from './cost.ts';
import { elsewhereOf, providersIn } from './elsewhere.ts';
import { factsOf, namesIn } from './facts.ts';
import { firstTime } from './first-time.ts';
import { hideSensitive } from './hide.ts';
import { impactsOf } from './impacts.ts';
import { noteState } from './known-state.ts';
import { keepRecord, keepSeen, newPlace, type PlanOptions, planFileIn, readSeen, type SavedPlan, showFileIn, writeWhole } from './record.ts';

export interface PlanRequest extends Partial<PlanOptions> {
  readonly kind: SavedPlan['kind'];
  readonly directory: string;
  readonly workspace?: string | undefined;
  /** Another configuration than the folder's. */
  readonly replaced?: Replacements;
  /** Makes configuration for what is imported into this file of the copy, relative to the directory. */
  readonly generate?: string;
}

export interface MadePlan {
  readonly saved: SavedPlan;
  readonly plan: PlanJson;
  /** What it would do, the gravest first, with what is odd about the state. */
  readonly impacts: readonly Impact[];
  readonly changes: readonly PlannedChange[];
  readonly root: Root;
  readonly state: State;
}

export interface PlannedChange {
  readonly address: string;
  readonly action: string;
  readonly reason?: string | undefined;
}

const planMs = 55 * 60_000;
const planRun: RunOptions = { timeoutMs: planMs, outputBytesMax: 64 * 1024 * 1024, interrupt: { signal: 'SIGINT', graceMs: 10_000 } };
const showBytesMax = 400 * 1024 * 1024;
/** Files kept for a roll back, each. */
const keptBytesMax = 2 * 1024 * 1024;

export const planOptions = (request: Partial<PlanOptions>): PlanOptions => ({
  varFiles: request.varFiles ?? [],
  vars: request.vars ?? {},
  targets: request.targets ?? [],
  replace: request.replace ?? [],
  destroy: request.destroy ?? false,
  refreshOnly: request.refreshOnly ?? false,
  refresh: request.refresh ?? true,
  ...(request.parallelism === undefined ? {} : { parallelism: request.parallelism }),
});

/**
 * Plans and keeps the plan, with all that must still hold when it is applied. Without the state's lock: a plan keeps nobody
 * waiting and leaves no lock behind, and one made from a state that then moved is refused at apply, by us and by Terraform.
 */
export async function makePlan(request: PlanRequest, at: Workplace): Promise<Outcome<MadePlan>> {
  const { id, place } = await newPlace(at);
  try {
    const made = await planIn(id, place, request, at);
    if (!made.ok) await rm(place, { recursive: true, force: true });
    return made;
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    throw error;
  }
}

async function planIn(id: string, place: string, request: PlanRequest, at: Workplace): Promise<Outcome<MadePlan>> {
  const options = planOptions(request);
  const ready = await readyToPlan(place, request, options, at);
  if (!ready.ok) return ready;
  const { root } = ready.value;
  const args = [...ready.value.args, `-out=${planFileIn(place)}`, ...(request.generate === undefined ? [] : [`-generate-config-out=${request.generate}`])];
  const done = await root.run(args, planRun);
  if (!done.ok) return done;
  if (done.value.code !== 0) return failed(explain('plan', done.value, root));
  if (!existsSync(planFileIn(place))) return failed(programGarbled(`${root.program.command} plan -json`, done.value.stdout));
  await chmod(planFileIn(place), 0o600);
  const shown = await root.run(['show', '-json', '-no-color', planFileIn(place)], { timeoutMs: planMs, outputBytesMax: showBytesMax, quietly: true });
  if (!shown.ok) return shown;
  if (shown.value.code !== 0) return failed(explain('show', shown.value, root));
  const text = shown.value.stdout;
  const plan = parsePlanJson(text);
  if (!plan.ok) return plan;
  await writeWhole(showFileIn(place), text);
  const state = await readState(root);
  if (!state.ok) return state;

  const told = toldIn(done.value.stdout);
  const known = await readSeen(root.backend.identity, at);
  const unhidden = hideSensitive(text, plan.value, at);
  const { file: stateFile, ...backend } = root.backend;
  const providers = providersIn(text);
  const elsewhere = await elsewhereOf(providers, root.folder, at.env);
  const saved: SavedPlan = {
    id,
    kind: request.kind,
    at: at.folder,
    directory: root.directory,
    folder: root.folder,
    options,
    program: root.program,
    workspace: root.workspace,
    backend: stateFile === undefined ? backend : { ...backend, file: stateFile },
    lineage: state.value.lineage,
    serial: state.value.serial,
    resources: state.value.addresses.length,
    facts: { ...(await factsOf(text, root, at)), ...elsewhere.facts, ...namesIn(plan.value, options.varFiles, root) },
    ...(providers.length === 0 ? {} : { providers: [...providers] }),
    ...(unhidden === 0 ? {} : { unhidden }),
    ...(elsewhere.open.length === 0 ? {} : { open: [...elsewhere.open] }),
    ...(request.replaced === undefined ? { configDigest: root.config.digest } : {}),
    files: await keepFiles(root, request.replaced, at),
    ...(root.lockFile === undefined ? {} : { lockFile: root.lockFile, ...(root.config.lock === undefined ? {} : { lockBefore: root.config.lock }) }),
    planSha: sha256(await readFile(planFileIn(place))),
    showSha: sha256(text),
    counts: told.counts,
    changes: plan.value.changes.filter(isTouched).length,
    before: beforeOf(request.kind, id, plan.value, state.value, known),
    cost: await costOf(plan.value, showFileIn(place), at),
    first: await firstTime(root, state.value, text, at),
    tied: root.cwd !== root.folder && text.includes(JSON.stringify(join(place, 'copy')).slice(1, -1)),
  };
  await keepRecord(saved, at);
  noteState(id, state.value, at, 'plan');
  const impacts = impactsOf(saved, plan.value, state.value.addresses.length, known);
  if (!impacts.some(({ marks }) => marks.includes('stale-state')))
    await keepSeen(
      root.backend.identity,
      { ...known, lineage: state.value.lineage || known?.lineage || '', serial: state.value.serial, resources: state.value.addresses.length },
      at,
    );
  return ok({ saved, plan: plan.value, impacts, changes: told.changes, root, state: state.value });
}

/** The root, and `plan` with everything but where the plan is kept. */
async function readyToPlan(
  place: string,
  request: PlanRequest,
  options: PlanOptions,
  at: Workplace,
): Promise<Outcome<{ readonly root: Root; readonly args: readonly string[] }>> {
  for (const file of options.varFiles) {
    const located = await at.files.locate(join(request.directory, file));
    if (!located.ok) return located;
  }
  const opened = await openRoot(
    {
      directory: request.directory,
      workspace: request.workspace,
      varFiles: options.varFiles,
      place,
      for: 'plan',
      ...(request.replaced === undefined ? {} : { replaced: request.replaced }),
    },
    at,
  );
  if (!opened.ok) return opened;
  const root = opened.value;
  if (!options.destroy && request.replaced === undefined) {
    const there = await requireFiles(root.config, at);
    if (!there.ok) return there;
  }
  const declared = root.config.modules[0]?.variables;
  for (const name of Object.keys(options.vars))
    if (declared !== undefined && !declared.has(name) && root.config.json.length === 0 && request.replaced === undefined)
      return failed(variableUnknown(name, nearest(name, declared.keys())));
  const values = join(place, 'values.tfvars.json');
  if (Object.keys(options.vars).length > 0) await writeWhole(values, JSON.stringify(options.vars));
  const args = [
    ...['plan', '-json', '-input=false', '-no-color', '-lock=false'],
    ...(options.destroy ? ['-destroy'] : []),
    ...(options.refreshOnly ? ['-refresh-only'] : []),
    ...(options.refresh ? [] : ['-refresh=false']),
    ...(options.parallelism === undefined ? [] : [`-parallelism=${options.parallelism}`]),
    ...options.varFiles.map((file) => `-var-file=${join(root.cwd, file)}`),
    ...(Object.keys(options.vars).length > 0 ? [`-var-file=${values}`] : []),
    ...options.targets.map((address) => `-target=${address}`),
    ...options.replace.map((address) => `-replace=${address}`),
  ];
  return ok({ root, args });
}

/** What a plan would do now, in Terraform's own words for it; nothing is kept. */
export async function lookAhead(
  request: PlanRequest,
  at: Workplace,
): Promise<Outcome<{ readonly changes: readonly PlannedChange[]; readonly drifted: readonly string[] }>> {
  const { place } = await newPlace(at);
  try {
    const ready = await readyToPlan(place, request, planOptions(request), at);
    if (!ready.ok) return ready;
    const { root, args } = ready.value;
    const done = await root.run(args, planRun);
    if (!done.ok) return done;
    if (done.value.code !== 0) return failed(explain('plan', done.value, root));
    const told = toldIn(done.value.stdout);
    return ok({ changes: told.changes.filter(({ action }) => action !== 'noop' && action !== 'read'), drifted: told.drifted });
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Contents go into the store, so that a later roll back can plan with this very configuration. */
async function keepFiles(root: Root, replaced: Replacements | undefined, at: Workplace): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  if (replaced !== undefined) {
    for (const [path, content] of replaced) if (content !== undefined) files[path] = at.blobs.keep(content);
    return files;
  }
  for (const [path, sha] of root.config.files) {
    files[path] = sha;
    const content = await at.files.read(path);
    if (content.ok && content.value !== undefined && content.value.length <= keptBytesMax) at.blobs.keep(content.value);
  }
  return files;
}

const counts = z.object({ add: z.number(), change: z.number(), remove: z.number(), import: z.number().default(0) });
const planned = z.object({ resource: z.object({ addr: z.string() }), action: z.string(), reason: z.string().optional() });

interface Told {
  readonly counts: z.output<typeof counts>;
  readonly changes: readonly PlannedChange[];
  readonly drifted: readonly string[];
}

/** What `plan -json` told line by line. A refresh has no summary where nothing is to be made. */
function toldIn(stdout: string): Told {
  const changes: PlannedChange[] = [];
  const drifted: string[] = [];
  let summary: z.output<typeof counts> | undefined;
  for (const line of stdout.split('\n')) {
    const message = readMessage(line);
    if (message?.type === 'change_summary') summary = counts.safeParse(message.changes).data;
    const change = planned.safeParse(message?.change).data;
    if (change === undefined) continue;
    const { addr } = change.resource;
    if (message?.type === 'planned_change')
      changes.push({ address: addr, action: change.action, ...(change.reason === undefined ? {} : { reason: change.reason }) });
    if (message?.type === 'resource_drift') drifted.push(addr);
  }
  return { counts: summary ?? { add: 0, change: 0, remove: 0, import: 0 }, changes, drifted };
}
