import { sha256 } from '../../../../base/hash.ts';
import type { Workplace } from '../../../../domain/workplace.ts';
import type { Pinned } from '../../aws-tool.ts';
import { type Bucket, theBucket } from '../bucket.ts';
import { sizeOf } from '../size.ts';
import { eachOf } from '../transfer/each-of.ts';
import { chosen } from './patterns.ts';
import { isSame } from './same.ts';
import { checkSides, type Entry, lookAt, nameOf, notAFileName, type Side, sideOf } from './sides.ts';

export interface Asked {
  readonly source: string;
  readonly destination: string;
  readonly delete: boolean;
  readonly exclude: readonly string[];
  readonly include: readonly string[];
}

/** One thing that would be copied. */
export interface Transfer {
  /** Below both sides. */
  readonly name: string;
  readonly from: Entry;
  /** What is there already; absent: nothing is. */
  readonly over?: Entry;
}

export interface Removal {
  readonly name: string;
  readonly entry: Entry;
}

export interface SyncPlan {
  readonly from: Side;
  readonly to: Side;
  /** Of the destination, where that is one. */
  readonly bucket?: Bucket;
  readonly transfers: readonly Transfer[];
  readonly removals: readonly Removal[];
  readonly unchanged: number;
  readonly sourceCount: number;
  readonly left: readonly string[];
  readonly bytes: number;
  /** Bytes that are overwritten or removed. */
  readonly lostBytes: number;
}

const lookedAtOnce = 16;

/** What a sync would do. Reads both sides, and of the files that are on both their content. */
export async function planSync(asked: Asked, aws: Pinned, at: Workplace): Promise<SyncPlan> {
  const [from, to] = [sideOf(asked.source), sideOf(asked.destination)];
  checkSides(from, to);
  const wanted = chosen(asked.exclude, asked.include);
  if (from.kind === 's3') await theBucket(from.bucket, aws);
  const bucket = to.kind === 's3' ? await theBucket(to.bucket, aws) : undefined;
  const [source, destination] = await Promise.all([lookAt(from, wanted, true, aws, at), lookAt(to, wanted, false, aws, at)]);
  const left = [...source.left];
  const names = usable([...source.entries.keys()], to, left);

  const transfers: Transfer[] = [];
  let unchanged = 0;
  await eachOf(names, { atOnce: lookedAtOnce }, async (name) => {
    const entry = source.entries.get(name);
    if (entry === undefined) return;
    const over = destination.entries.get(name);
    if (over !== undefined && (await isSame(entry, over, { from, to }, aws, at))) unchanged++;
    else transfers.push({ name, from: entry, ...(over === undefined ? {} : { over }) });
  });
  transfers.sort(byName);
  const removals = asked.delete ? [...destination.entries].flatMap(([name, entry]) => (source.entries.has(name) ? [] : [{ name, entry }])).sort(byName) : [];
  return {
    from,
    to,
    ...(bucket === undefined ? {} : { bucket }),
    transfers,
    removals,
    unchanged,
    sourceCount: source.entries.size,
    left,
    bytes: transfers.reduce((sum, t) => sum + t.from.bytes, 0),
    lostBytes: [...transfers.flatMap((t) => t.over ?? []), ...removals.map((r) => r.entry)].reduce((sum, e) => sum + e.bytes, 0),
  };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

/** Names that can be on the other side; the rest is said in `left`. */
function usable(names: readonly string[], to: Side, left: string[]): readonly string[] {
  if (to.kind === 's3') {
    return names.filter((name) => {
      const fits = Buffer.byteLength(to.prefix + name) <= 1_024 && name.isWellFormed();
      if (!fits) left.push(`${name} can’t be a key: more than 1,024 bytes, or not text`);
      return fits;
    });
  }
  const files = new Set(names);
  return names.filter((name) => {
    const above = name
      .split('/')
      .slice(0, -1)
      .map((_, i, parts) => parts.slice(0, i + 1).join('/'));
    const why = notAFileName(name) ?? (above.some((folder) => files.has(folder)) ? 'is below a key that is a file itself' : undefined);
    if (why !== undefined) left.push(`${name} ${why}`);
    return why === undefined;
  });
}

/** What the approval covers: every name with what it is and what it replaces. */
export function coverOf(plan: SyncPlan): unknown {
  const id = (entry: Entry | undefined): string => (entry === undefined ? '-' : entry.kind === 'file' ? entry.version : `${entry.etag}-${entry.bytes}`);
  const lines = [...plan.transfers.map((t) => ['copy', t.name, id(t.from), id(t.over)]), ...plan.removals.map((r) => ['remove', r.name, id(r.entry)])];
  return {
    from: nameOf(plan.from),
    to: nameOf(plan.to),
    versioning: plan.bucket?.versioning ?? null,
    public: plan.bucket?.public ?? null,
    transfers: plan.transfers.length,
    removals: plan.removals.length,
    all: sha256(JSON.stringify(lines)),
  };
}

/** `Copy 3 files (1.2 MB) and delete 2`. */
export function inWords(plan: SyncPlan): string {
  const n = plan.transfers.length;
  const copied = n === 0 ? '' : `copy ${n.toLocaleString('en-US')} ${n === 1 ? 'file' : 'files'} (${sizeOf(plan.bytes)})`;
  const gone = plan.removals.length === 0 ? '' : `delete ${plan.removals.length.toLocaleString('en-US')}`;
  return [copied, gone].filter((part) => part !== '').join(' and ');
}
