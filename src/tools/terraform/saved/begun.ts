import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { list } from '../../../base/say.ts';
import { parsePlanJson, type ResourceChange } from '../../../domain/terraform/plan-json.ts';
import { isFields, text } from '../../../domain/terraform/read.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import type { Root } from '../root/open.ts';
import { textIn } from '../root/open.ts';
import { currentIds, pullState } from '../root/state.ts';
import { readMessage } from '../stream.ts';
import { runnerOf } from './fits.ts';
import { placeOf, type SavedPlan, showFileIn } from './record.ts';

/** A note on something an apply makes: that it began, that it is made, that it could not be made. */
const note = z.object({ address: z.string(), what: z.enum(['begun', 'done', 'failed']), id: z.string().optional() });
type Note = z.output<typeof note>;

const kinds = { apply_start: 'begun', apply_complete: 'done', apply_errored: 'failed' } as const;
const hook = z.object({ resource: z.object({ addr: z.string() }), action: z.literal('create'), id_value: z.string().optional() });

const notesFileIn = (place: string): string => join(place, 'begun.jsonl');

/**
 * Keeps what an apply began to make, line by line beside its plan: Terraform writes a thing into the state only when it is made, and one
 * that is killed before leaves it in the cloud with nobody who knows.
 */
export function noteBegun(place: string): (line: string) => void {
  return (line) => {
    const message = readMessage(line);
    const what = kinds[message?.type as keyof typeof kinds];
    const seen = what === undefined ? undefined : hook.safeParse(message?.hook).data;
    if (what === undefined || seen === undefined) return;
    const { resource, id_value: id } = seen;
    try {
      appendFileSync(notesFileIn(place), `${JSON.stringify({ address: resource.addr, what, ...(id === undefined ? {} : { id }) } satisfies Note)}\n`, {
        mode: 0o600,
      });
    } catch {
      // A full disk must not end an apply that works; what it says is in the run as well.
    }
  };
}

/** Something that may be in the cloud and is not in the state. */
export interface Stray {
  readonly address: string;
  /** `bucket example-logs`, `id i-0123`; absent: it has no name before it is made. */
  readonly name?: string;
}

/**
 * What the apply of this plan began to make and its state does not know, after an end that was not in order. `state`: its text as it is
 * now; left out, only what was never heard of again counts.
 */
export async function straysOf(saved: SavedPlan, state: string | undefined, at: Workplace): Promise<readonly Stray[]> {
  const place = await placeOf(saved.id, at);
  const last = new Map((await notesIn(place)).map((one) => [one.address, one]));
  const open = [...last.values()].filter(({ what }) => what === 'begun' || (what === 'done' && state !== undefined));
  if (open.length === 0) return [];
  const plan = parsePlanJson((await textIn(showFileIn(place))) ?? '');
  const changes = new Map(plan.ok ? plan.value.changes.filter(({ deposed }) => deposed === undefined).map((change) => [change.address, change]) : []);
  const ids = state === undefined ? new Map<string, string | undefined>() : currentIds(state);
  return open
    .filter(({ address }) => !ids.has(address) || isFormer(ids.get(address), changes.get(address)))
    .map(({ address, id }) => {
      const name = nameOf(changes.get(address)) ?? (id === undefined ? undefined : `id ${id}`);
      return { address, ...(name === undefined ? {} : { name }) };
    });
}

/** Them to a person, as a sentence. */
export function strayNames(strays: readonly Stray[]): string {
  const named = strays.map(({ address, name }) => (name === undefined ? address : `${address} (${name})`));
  return `May exist, Terraform’s state does not know ${strays.length === 1 ? 'it' : 'them'}: ${list(named)}.`;
}

/** As {@link straysOf}, of a plan whose apply came to no good end, with the state as it is now. */
export async function straysNow(saved: SavedPlan, at: Workplace): Promise<readonly Stray[]> {
  if (saved.outcome === undefined || saved.outcome === 'applied') return [];
  if ((await notesIn(await placeOf(saved.id, at))).length === 0) return [];
  const pulled = await pullState({ ...(await runnerOf(saved, at)) } as Root);
  return straysOf(saved, pulled.ok ? pulled.value.text : undefined, at);
}

const notesIn = async (place: string): Promise<readonly Note[]> =>
  ((await textIn(notesFileIn(place))) ?? '').split('\n').flatMap((line) => note.safeParse(readMessage(line)).data ?? []);

/** Made before what it replaces is deleted: the state still shows the former one. */
const isFormer = (id: string | undefined, change: ResourceChange | undefined): boolean =>
  id !== undefined && change?.actions[0] === 'create' && change.actions[1] === 'delete' && isFields(change.before) && id === text(change.before.id);

/** The attributes that name a thing to a person, as the big providers call them. */
const naming = [
  'bucket',
  'name',
  'identifier',
  'cluster_identifier',
  'function_name',
  'cluster_name',
  'key_name',
  'domain_name',
  'domain',
  'table_name',
  'title',
];

function nameOf(change: ResourceChange | undefined): string | undefined {
  if (change === undefined || !isFields(change.after) || change.afterSensitive === true) return undefined;
  const hidden = isFields(change.afterSensitive) ? change.afterSensitive : {};
  const { after } = change;
  const attribute = naming.find((name) => text(after[name]) && hidden[name] === undefined);
  if (attribute !== undefined) return `${attribute} ${text(after[attribute])}`;
  const tag = isFields(after.tags) && hidden.tags !== true ? text(after.tags.Name) : undefined;
  return tag === undefined ? undefined : `tag Name ${tag}`;
}
