import { stat } from 'node:fs/promises';
import { basename, relative, sep } from 'node:path';
import { z } from 'zod';
import { count, list } from '../../base/say.ts';
import { FailureError, failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { notPlanJson } from '../../domain/failure/terraform-plan.ts';
import { planCharactersMax } from '../../domain/terraform/plan-json.ts';
import type { Workplace } from '../../domain/workplace.ts';
import type { OpenHouse } from '../../host/house.ts';
import type { PlanRemark, ShownPlan } from '../../protocol/tfplan.ts';
import { changedFiles, readConfig } from '../../tools/terraform/root/config.ts';
import { targetOf } from '../../tools/terraform/saved/fits.ts';
import { placeOf, readRecord, readSeen, type SavedPlan, showFileIn } from '../../tools/terraform/saved/record.ts';
import { nextOf } from './next.ts';
import { madeAtOf } from './saved.ts';
import type { PlanAbout } from './shown.ts';
import type { PlanThread } from './thread.ts';
import type { ToRead } from './worker/messages.ts';

const source = z.union([
  /** One that Nimbus made and kept; `folder`: the workspace folder, absolute. */
  z.object({ folder: z.string(), plan: z.string() }),
  /** What `terraform show -json` wrote, absolute; `folder`: the workspace folder it lies in, or the folder itself. */
  z.object({ folder: z.string(), file: z.string() }),
]);
/** Where a plan comes from. */
export type PlanSource = z.output<typeof source>;

/** What a panel keeps over a reload of the window, and back. */
export const subjectOf = (of: PlanSource): string => JSON.stringify(of);
export function sourceIn(subject: string | undefined): PlanSource | undefined {
  try {
    return source.safeParse(JSON.parse(subject ?? '')).data;
  } catch {
    return undefined;
  }
}

export const titleOf = (of: PlanSource): string => ('file' in of ? basename(of.file) : 'Terraform plan');

/** A plan as its panel shows it; what a row expands to its thread knows. */
export interface LoadedPlan {
  readonly shown: ShownPlan;
  /** Where its configuration may be: the folders of root modules, relative to the workspace folder, the likeliest first. */
  readonly roots: readonly string[];
  /** Of a plan that Nimbus made. */
  readonly saved?: SavedPlan;
}

/** What a thread is asked, and what needs none. */
interface Prepared {
  readonly ask: ToRead;
  readonly roots: LoadedPlan['roots'];
  readonly saved?: SavedPlan;
  /** Files are not as they were when it was planned. */
  readonly isOutdated?: boolean;
}

/** Has a plan read on `thread`, reviewed and priced; hides its secrets from everything that leaves the runtime. Rejects when the thread is ended. */
export async function loadPlan(
  of: PlanSource,
  house: Pick<OpenHouse, 'workplace' | 'circumstances'>,
  trusted: boolean,
  thread: PlanThread,
): Promise<Outcome<LoadedPlan>> {
  const at = house.workplace(of.folder, new AbortController().signal, () => {});
  const { policies, environment } = await house.circumstances(at, { trusted, mode: 'act' });
  const rules = { environment, ...(policies === undefined ? {} : { policies }) };
  const prepared = 'file' in of ? await fromFile(of, rules) : await fromSaved(of.plan, at, rules);
  if (!prepared.ok) return prepared;
  const { ask, roots, saved, isOutdated = false } = prepared.value;
  const region = ask.place.facts?.region ?? at.env.AWS_REGION ?? at.env.AWS_DEFAULT_REGION;
  try {
    const { shown, hidden } = await thread.ask('read', { ...ask, ...(region === undefined ? {} : { region }) });
    for (const [name, value] of hidden) at.hide(name, value);
    const next = saved && nextOf(saved, shown, isOutdated);
    return ok({ shown: next === undefined ? shown : { ...shown, next }, roots, ...(saved === undefined ? {} : { saved }) });
  } catch (error) {
    if (error instanceof FailureError) return failed(error.failure);
    throw error;
  }
}

type Rules = Pick<ToRead['place'], 'environment' | 'policies'>;

async function fromFile({ folder, file }: { readonly folder: string; readonly file: string }, rules: Rules): Promise<Outcome<Prepared>> {
  const found = await stat(file).catch(() => undefined);
  if (found !== undefined && found.size > planCharactersMax) return failed(notPlanJson('longer than any plan that can be read here'));
  const path = relative(folder, file).split(sep).join('/');
  const about = { title: basename(file), where: [path], remarks: [], hasCode: true, ...(found === undefined ? {} : { madeAt: found.mtimeMs }) };
  const directory = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  return ok({ ask: { text: { file, folder }, about, place: rules }, roots: [directory] });
}

async function fromSaved(id: string, at: Workplace, rules: Rules): Promise<Outcome<Prepared>> {
  const record = await readRecord(id, at);
  if (!record.ok) return record;
  const saved = record.value;
  const { account, region, profile } = saved.facts;
  const madeAt = await madeAtOf(id, at);
  const changed = await outdated(saved, at);
  const about: PlanAbout = {
    title: saved.directory === '' ? basename(saved.at) : `${saved.directory}/`,
    where: [
      `workspace ${saved.workspace}`,
      ...(account === undefined ? [] : [`account ${account}`]),
      ...(region === undefined ? [] : [region]),
      ...(profile === undefined ? [] : [`profile ${profile}`]),
    ],
    ...(madeAt === undefined ? {} : { madeAt }),
    madeBy: `${saved.program.product} ${saved.program.version}`,
    remarks: [...remarksOf(saved), ...changed],
    hasCode: true,
  };
  const seen = await readSeen(saved.backend.identity, at);
  const states = {
    now: { lineage: saved.lineage, serial: saved.serial, resources: saved.resources },
    // One that was applied moved the state itself.
    ...(saved.outcome !== undefined || seen === undefined || seen.lineage === '' ? {} : { last: seen }),
  };
  const kept = showFileIn(await placeOf(id, at));
  return ok({
    ask: { text: { kept, id }, about, place: { ...rules, facts: targetOf(saved).facts, states } },
    roots: [saved.directory],
    saved,
    isOutdated: changed.length > 0,
  });
}

const outcomes: Readonly<Record<NonNullable<SavedPlan['outcome']>, PlanRemark>> = {
  begun: { level: 'info', text: 'This plan is being applied, or was when it was last heard of.' },
  applied: { level: 'info', text: 'This plan was applied: what it says has happened.' },
  partly: { level: 'warning', text: 'This plan was applied in part, and can’t be applied again. Plan again: the new plan holds what is left.' },
  interrupted: { level: 'warning', text: 'Applying this plan was interrupted. Plan again: the new plan holds what is left.' },
  failed: { level: 'warning', text: 'Applying this plan failed before anything was changed.' },
};

function remarksOf({ kind, options, outcome }: SavedPlan): readonly PlanRemark[] {
  const remarks: PlanRemark[] = outcome === undefined ? [] : [outcomes[outcome]];
  if (kind === 'drift')
    remarks.push({ level: 'info', text: 'It looks for drift: applying it changes nothing but the state, which takes over what changed outside Terraform.' });
  if (kind === 'destroy' && options.targets.length === 0) remarks.push({ level: 'warning', text: 'It destroys everything this state manages.' });
  if (options.targets.length > 0) remarks.push({ level: 'info', text: `It looks at ${list(options.targets)} alone, and at what that depends on.` });
  return remarks;
}

/** Files that are not as they were when it was planned. */
async function outdated(saved: SavedPlan, at: Workplace): Promise<readonly PlanRemark[]> {
  if (saved.outcome !== undefined || saved.configDigest === undefined) return [];
  const config = await readConfig(saved.directory === '' ? '.' : saved.directory, saved.options.varFiles, at);
  const changed = config.ok ? changedFiles(saved.files, config.value.files).filter((path) => !path.endsWith('.terraform.lock.hcl')) : [saved.directory];
  if (changed.length === 0) return [];
  const named = changed.length > 3 ? `${changed[0]} and ${count(changed.length - 1, 'more file')}` : list(changed);
  return [{ level: 'warning', text: `Since this plan was made ${named} changed: it can’t be applied any more. Plan again.` }];
}
