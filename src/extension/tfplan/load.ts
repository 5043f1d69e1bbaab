import { stat } from 'node:fs/promises';
import { basename, relative, sep } from 'node:path';
import { z } from 'zod';
import { count, list } from '../../base/say.ts';
import { documentIn } from '../../cli/review/read.ts';
import { type Failure, FailureError, failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { planDamaged } from '../../domain/failure/terraform.ts';
import { notPlanJson } from '../../domain/failure/terraform-plan.ts';
import { planCharactersMax } from '../../domain/terraform/plan-json.ts';
import type { Workplace } from '../../domain/workplace.ts';
import type { OpenHouse } from '../../host/house.ts';
import type { PlanRemark } from '../../protocol/tfplan.ts';
import { changedFiles, readConfig } from '../../tools/terraform/root/config.ts';
import { textIn } from '../../tools/terraform/root/open.ts';
import { hideSensitive } from '../../tools/terraform/saved/hide.ts';
import { placeOf, readRecord, readSeen, type SavedPlan, showFileIn } from '../../tools/terraform/saved/record.ts';
import { type Entry, entriesOf } from './entries.ts';
import { type ReadPlan, readDocument, readPlan } from './read-plan.ts';
import { madeAtOf } from './saved.ts';
import type { PlanAbout } from './shown.ts';

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

/** A plan with what is listed of it. */
export interface LoadedPlan {
  readonly read: ReadPlan;
  readonly entries: readonly Entry[];
  readonly about: PlanAbout;
  /** Where its configuration may be: the folders of root modules, relative to the workspace folder, the likeliest first. */
  readonly roots: readonly string[];
}

/** Reads a plan, hides its secrets from everything that leaves the runtime, reviews and prices it. */
export async function loadPlan(of: PlanSource, house: Pick<OpenHouse, 'workplace' | 'circumstances'>, trusted: boolean): Promise<Outcome<LoadedPlan>> {
  const at = house.workplace(of.folder, new AbortController().signal, () => {});
  return 'file' in of ? fromFile(of, at, house, trusted) : fromSaved(of.plan, at, house, trusted);
}

type House = Pick<OpenHouse, 'circumstances'>;

async function fromFile(
  { folder, file }: { readonly folder: string; readonly file: string },
  at: Workplace,
  house: House,
  trusted: boolean,
): Promise<Outcome<LoadedPlan>> {
  const found = await stat(file).catch(() => undefined);
  if (found !== undefined && found.size > planCharactersMax) return failed(notPlanJson('longer than any plan that can be read here'));
  const document = await documentIn(file, folder).catch(failureIn);
  if ('failure' in document) return document;
  if (document.kind !== 'terraform') return failed(notPlanJson('not a JSON object of Terraform’s'));
  const path = relative(folder, file).split(sep).join('/');
  const about = { title: basename(file), where: [path], remarks: [], hasCode: true, ...(found === undefined ? {} : { madeAt: found.mtimeMs }) };
  const directory = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  return read(document.content, { about, roots: [directory] }, {}, at, house, trusted);
}

const failureIn = (error: unknown): { readonly ok: false; readonly failure: Failure } => {
  if (error instanceof FailureError) return failed(error.failure);
  throw error;
};

async function fromSaved(id: string, at: Workplace, house: House, trusted: boolean): Promise<Outcome<LoadedPlan>> {
  const record = await readRecord(id, at);
  if (!record.ok) return record;
  const saved = record.value;
  const content = await textIn(showFileIn(await placeOf(id, at)));
  if (content === undefined) return failed(planDamaged(id, 'its description'));
  const { account, region, profile } = saved.facts;
  const madeAt = await madeAtOf(id, at);
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
    remarks: [...remarksOf(saved), ...(await outdated(saved, at))],
    hasCode: true,
  };
  const seen = await readSeen(saved.backend.identity, at);
  const states = {
    now: { lineage: saved.lineage, serial: saved.serial, resources: saved.resources },
    // One that was applied moved the state itself.
    ...(saved.outcome !== undefined || seen === undefined || seen.lineage === '' ? {} : { last: seen }),
  };
  return read(content, { about, roots: [saved.directory] }, { facts: saved.facts, states }, at, house, trusted);
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

async function read(
  content: string,
  known: Pick<LoadedPlan, 'about' | 'roots'>,
  place: { readonly facts?: Readonly<Record<string, string>>; readonly states?: Parameters<typeof readPlan>[2]['states'] },
  at: Workplace,
  house: House,
  trusted: boolean,
): Promise<Outcome<LoadedPlan>> {
  const document = readDocument(content);
  if (!document.ok) return document;
  hideSensitive(document.value.document, document.value.plan, at);
  const { policies, environment } = await house.circumstances(at, { trusted, mode: 'act' });
  const { facts, states } = place;
  const done = readPlan(
    document.value.plan,
    document.value.document,
    { environment, ...(facts === undefined ? {} : { facts }), ...(states === undefined ? {} : { states }), ...(policies === undefined ? {} : { policies }) },
    facts?.region ?? at.env.AWS_REGION ?? at.env.AWS_DEFAULT_REGION,
  );
  return ok({ read: done, entries: entriesOf(done), ...known });
}
