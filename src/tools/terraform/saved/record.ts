import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { planUnknown } from '../../../domain/failure/terraform.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { providerSettings } from './elsewhere.ts';

const options = z.object({
  varFiles: z.array(z.string()),
  vars: z.record(z.string(), z.unknown()),
  targets: z.array(z.string()),
  replace: z.array(z.string()),
  destroy: z.boolean(),
  refreshOnly: z.boolean(),
  refresh: z.boolean(),
  parallelism: z.number().optional(),
});
export type PlanOptions = z.output<typeof options>;

/** How a world is brought back to before a plan was applied. */
const before = z.union([
  /** To the configuration of this plan, which was the last that was applied, or is the plan's own. */
  z.object({ configOf: z.string() }),
  /** Nothing was managed: everything goes. */
  z.object({ empty: z.literal(true) }),
  /** The plan only makes things: these go. */
  z.object({ created: z.array(z.string()) }),
  z.object({ impossible: z.string() }),
  z.object({ nothing: z.literal(true) }),
]);
export type Before = z.output<typeof before>;

/** A plan that was made and kept, with everything that must still hold when it is applied. */
const record = z.object({
  id: z.string(),
  kind: z.enum(['plan', 'destroy', 'drift', 'import', 'revert']),
  /** The workspace folder, absolute. */
  at: z.string(),
  directory: z.string(),
  /** The real folder of the root module, absolute. */
  folder: z.string(),
  options,
  program: z.object({ command: z.string(), product: z.enum(['Terraform', 'OpenTofu']), version: z.string() }),
  workspace: z.string(),
  backend: z.object({ type: z.string(), label: z.string(), identity: z.string(), file: z.string().optional() }),
  lineage: z.string(),
  serial: z.number(),
  /** Managed in that state. */
  resources: z.number(),
  /** `account`, `region`, and what `elsewhere.ts` tells: where the configuration says or the sign-in tells. `environment`, `varFiles`: which environment the plan says it is for. */
  facts: z.record(z.string(), z.string()),
  /** What has to be looked up again before it is applied. Absent: nothing. */
  providers: z.array(providerSettings).optional(),
  /** Where it would act as far as nobody could tell, a sentence each. */
  open: z.array(z.string()).optional(),
  /** Sensitive values that there were too many of to be known by their value. Absent: none. */
  unhidden: z.number().optional(),
  /** Absent: the plan is of another configuration than the folder's. */
  configDigest: z.string().optional(),
  /** SHA-256 by path, relative to the workspace folder; what is kept for undo is in the store under it. */
  files: z.record(z.string(), z.string()),
  /** Written into the folder before it is applied. */
  lockFile: z.string().optional(),
  /** What it takes the place of; absent: there is none. */
  lockBefore: z.string().optional(),
  planSha: z.string(),
  showSha: z.string(),
  counts: z.object({ add: z.number(), change: z.number(), remove: z.number(), import: z.number() }),
  /** Things that would be touched. */
  changes: z.number(),
  before,
  /** What it adds to the bill, as it was priced when it was made. */
  cost: z.object({ monthlyDelta: z.number().optional(), currency: z.literal('USD'), priced: z.number(), unpriced: z.number(), asOf: z.string() }).optional(),
  /** Of an empty state: what tells of another one, and whether it is right to be empty. */
  first: z.object({ elsewhere: z.string().optional(), isNew: z.literal(true).optional() }).optional(),
  /** It holds a path of the copy it was made in. */
  tied: z.boolean(),
  outcome: z.enum(['begun', 'applied', 'partly', 'interrupted', 'failed']).optional(),
});
export type SavedPlan = z.output<typeof record>;

const folderOf = async (at: Workplace): Promise<string> => join(await at.scratch('terraform'), 'plans');
const days = 24 * 60 * 60_000;
/** A plan nobody applied is old after this; one that was applied may still be needed to roll back. */
const keptMs = { plan: 7 * days, applied: 60 * days };

export const placeOf = async (id: string, at: Workplace): Promise<string> => join(await folderOf(at), id);
export const planFileIn = (place: string): string => join(place, 'plan.tfplan');
export const showFileIn = (place: string): string => join(place, 'plan.json');

/** A new place for a plan. */
export async function newPlace(at: Workplace): Promise<{ readonly id: string; readonly place: string }> {
  const folder = await folderOf(at);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await sweep(folder);
  const id = `tfplan-${randomBytes(10).toString('hex')}`;
  const place = join(folder, id);
  await mkdir(place, { mode: 0o700 });
  return { id, place };
}

/** Takes away what is too old, once a day. */
async function sweep(folder: string): Promise<void> {
  const marker = join(folder, 'swept');
  const last = await stat(marker).catch(() => undefined);
  if (last !== undefined && Date.now() - last.mtimeMs < days) return;
  await writeFile(marker, '', { mode: 0o600 });
  for (const name of await readdir(folder)) {
    if (!name.startsWith('tfplan-')) continue;
    const text = await textOrNothing(join(folder, name, 'record.json'));
    const found = await stat(join(folder, name, text === undefined ? '' : 'record.json')).catch(() => undefined);
    const isOld = found !== undefined && Date.now() - found.mtimeMs > (text?.includes('"outcome"') ? keptMs.applied : keptMs.plan);
    if (isOld) await rm(join(folder, name), { recursive: true, force: true });
  }
}

export async function keepRecord(saved: SavedPlan, at: Workplace): Promise<void> {
  await writeWhole(join(await placeOf(saved.id, at), 'record.json'), JSON.stringify(saved));
}

/** A plan that was saved for this very workspace folder. */
export async function readRecord(id: string, at: Workplace): Promise<Outcome<SavedPlan>> {
  const text = await textOrNothing(join(await placeOf(id, at), 'record.json'));
  const parsed = text === undefined ? undefined : record.safeParse(jsonIn(text));
  return parsed?.success && parsed.data.at === at.folder ? ok(parsed.data) : failed(planUnknown(id));
}

/** Whether the files of a saved plan are still what was made; the name of the first that is not. */
export async function damageOf(saved: SavedPlan, at: Workplace): Promise<string | undefined> {
  const place = await placeOf(saved.id, at);
  const shaOf = (path: string) => readFile(path).then(sha256, () => undefined);
  if ((await shaOf(planFileIn(place))) !== saved.planSha) return 'the plan file';
  return (await shaOf(showFileIn(place))) === saved.showSha ? undefined : 'its description';
}

const seen = z.object({
  lineage: z.string(),
  serial: z.number(),
  resources: z.number(),
  applied: z.object({ plan: z.string(), serial: z.number() }).optional(),
});
/** What is known of a state from the last time it was looked at from here. */
export type Seen = z.output<typeof seen>;

const seenFile = async (identity: string, at: Workplace): Promise<string> => {
  const folder = join(await at.scratch('terraform'), 'states');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${sha256(identity).slice(0, 24)}.json`);
};

export async function readSeen(identity: string, at: Workplace): Promise<Seen | undefined> {
  const text = await textOrNothing(await seenFile(identity, at));
  const parsed = text === undefined ? undefined : seen.safeParse(jsonIn(text));
  return parsed?.success ? parsed.data : undefined;
}

export const keepSeen = async (identity: string, value: Seen, at: Workplace): Promise<void> => writeWhole(await seenFile(identity, at), JSON.stringify(value));

const statePlace = z.object({ identity: z.string(), label: z.string(), resources: z.number() });
/** Where the state of a root was when it held something. */
export type StatePlace = z.output<typeof statePlace>;

/** `root`: a root's folder and workspace. */
export async function readPlaceOf(root: string, at: Workplace): Promise<StatePlace | undefined> {
  const text = await textOrNothing(await seenFile(root, at));
  const parsed = text === undefined ? undefined : statePlace.safeParse(jsonIn(text));
  return parsed?.success ? parsed.data : undefined;
}

export const keepPlaceOf = async (root: string, value: StatePlace, at: Workplace): Promise<void> => writeWhole(await seenFile(root, at), JSON.stringify(value));

/** The old content or the new one, never a part. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(beside, content, { mode: 0o600 });
  await rename(beside, path);
}

const textOrNothing = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A plan nobody needs any more, unless it was begun: a roll back may need that one. */
export async function discard(id: string, at: Workplace): Promise<void> {
  const read = await readRecord(id, at);
  if (read.ok && read.value.outcome === undefined) await rm(await placeOf(id, at), { recursive: true, force: true });
}
