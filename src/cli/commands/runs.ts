import { nearest } from '../../base/nearest.ts';
import { count, duration, list } from '../../base/say.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { badUsage, runUnknown } from '../../domain/failure/run.ts';
import { eventsIfReadable, type RunRow } from '../../domain/journal.ts';
import type { OpenHouse } from '../../host/house.ts';
import { emptyRun, foldRun } from '../../protocol/run-fold.ts';
import { billWords, leftSentences } from '../../protocol/run-words.ts';
import { type Spend, statsOf } from '../../session/stats.ts';
import { stepLine } from '../drive.ts';
import { withHouse } from '../house.ts';
import type { Screen } from '../screen.ts';
import { endText, runDocument } from './run.ts';

const statuses: readonly RunRow['status'][] = ['planning', 'waiting', 'running', 'paused', 'interrupted', 'succeeded', 'failed', 'refused', 'cancelled'];

/** What a run adds to the bill, in US dollars a month: what is not known is no zero. */
const costOf = ({ bill }: RunRow): number | null => bill?.monthlyDelta ?? null;

export const listRuns = (
  options: {
    readonly status?: string;
    readonly text?: string;
    readonly tool?: string;
    readonly resource?: string;
    readonly since?: string;
    readonly all: boolean;
    readonly limit: string;
  },
  screen: Screen,
): Promise<number> =>
  withHouse(async (house) => {
    const status = statuses.find((s) => s === options.status);
    if (options.status !== undefined && status === undefined)
      throw new FailureError(badUsage(`There is no status ${options.status}.`, `One of: ${statuses.join(', ')}.`));
    const limit = Number(options.limit);
    if (!Number.isInteger(limit) || limit < 1)
      throw new FailureError(badUsage(`--limit takes a whole number from 1 on, not ${options.limit}.`, 'For example --limit 20.'));
    const runs = house.journal.runs({
      limit,
      ...(options.all ? {} : { folder: screen.folder }),
      ...(status === undefined ? {} : { status }),
      ...(options.text === undefined ? {} : { text: options.text }),
      ...(options.tool === undefined ? {} : { tool: options.tool }),
      ...(options.resource === undefined ? {} : { resource: options.resource }),
      ...(options.since === undefined ? {} : { since: sinceOf(options.since, Date.now()) }),
    });
    screen.result({ runs: runs.map((run) => ({ ...run, startedAt: new Date(run.startedAt).toISOString(), cost: costOf(run) })) }, () =>
      runs.length === 0
        ? `No runs ${options.all ? 'yet' : 'in this folder; --all shows those of every folder'}.`
        : runs.map((run) => `${run.id}  ${statusWord(run).padEnd(17)} ${ago(run.startedAt).padEnd(14)} ${run.goal}${backWord(run)}`).join('\n'),
    );
    return 0;
  });

/** Nobody reads "succeeded" of what nobody could check, nor "failed" of a roll-back that took back all that can be. */
const statusWord = ({ status, unverified, rollbackOf, left }: RunRow): string =>
  rollbackOf !== undefined && left !== undefined ? 'done in part' : unverified === undefined ? status : 'done, not checked';

const backWord = ({ rolledBackBy, rolledBackInPartBy, left = [] }: RunRow): string => {
  if (rolledBackBy !== undefined) return '  (rolled back)';
  return rolledBackInPartBy === undefined ? '' : `  (rolled back in part, but not ${list(left.map(({ step }) => step))})`;
};

/** `2026-11-21`, in the person's own time, or so many hours or days ago: ms since 1970. */
export function sinceOf(text: string, now: number): number {
  const [, n, unit] = /^(\d{1,5})([hd])$/.exec(text) ?? [];
  if (n !== undefined) return now - Number(n) * (unit === 'h' ? 1 : 24) * 60 * 60_000;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00`).getTime() : Number.NaN;
  if (Number.isNaN(day))
    throw new FailureError(badUsage(`--since takes a day or how long ago, not ${text}.`, 'For example --since 2026-11-21, --since 24h or --since 7d.'));
  return day;
}

export const showRun = (id: string, screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const row = known(house, id);
    const { view } = foldRun(emptyRun, house.journal.events(id));
    screen.result({ run: { ...row, startedAt: new Date(row.startedAt).toISOString(), cost: costOf(row) }, ...runDocument(view), status: row.status }, () =>
      [
        `${row.id}  ${statusWord(row)}  ${new Date(row.startedAt).toISOString()}  ${row.folder}`,
        ...view.steps.map((step) => stepLine(step, screen)),
        endText(view, { isRollback: row.rollbackOf !== undefined }),
        ...(row.bill === undefined ? [] : [`The bill: ${billWords(row.bill)}.`]),
        ...(row.rolledBackInPartBy === undefined
          ? []
          : [`Rolled back in part by ${row.rolledBackInPartBy}:`, ...leftSentences(row).map((left) => `  ${left}`)]),
      ].join('\n'),
    );
    return 0;
  });

export const runStats = (screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const rows = house.journal.runs({ limit: 100_000 });
    const stats = statsOf(rows, (id) => eventsIfReadable(house.journal, id));
    screen.result({ ...stats }, () =>
      [
        `${count(stats.count, 'run')}, ${stats.successRate === undefined ? 'none ended yet' : `${Math.round(stats.successRate * 100)} % of those that ended succeeded`}`,
        ...(stats.durationMs === undefined ? [] : [`half took under ${duration(stats.durationMs.p50)}, nine of ten under ${duration(stats.durationMs.p90)}`]),
        ...(stats.costUsd === undefined && stats.tokens === undefined ? [] : [spendText(stats)]),
        ...(stats.bill === undefined ? [] : [`the bill: ${billWords(stats.bill)}`]),
        ...stats.tools.map(
          (tool) =>
            `  ${tool.name.padEnd(24)} ${count(tool.count, 'call')}, ${tool.failed} failed, half under ${duration(tool.p50Ms)}, 95 of 100 under ${duration(tool.p95Ms)}`,
        ),
        ...stats.days
          .slice(-daysTold)
          .map(
            (day) =>
              `  ${day.day}  ${day.succeeded} succeeded, ${day.failed} failed, ${day.other} other${day.costUsd === undefined ? '' : `, ${spendText(day)}`}${day.bill === undefined ? '' : `, ${billWords(day.bill)}`}`,
          ),
      ].join('\n'),
    );
    return 0;
  });

/** Days the text tells; the document has them all. */
const daysTold = 14;

const spendText = ({ tokens, costUsd }: Spend): string =>
  [...(costUsd === undefined ? [] : [`$${costUsd.toFixed(2)}`]), ...(tokens === undefined ? [] : [`${tokens.toLocaleString('en-US')} tokens`])].join(', ');

export const cancelRun = (id: string, screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const row = known(house, id);
    if (row.status !== 'running' && row.status !== 'waiting' && row.status !== 'planning') {
      screen.result({ runId: id, status: row.status, cancelled: false }, () => `Run ${id} is not running: ${row.status}.`);
      return 0;
    }
    house.journal.requestCancel(id);
    screen.result({ runId: id, status: row.status, cancelled: true }, () => `Run ${id} was asked to stop; nimbus runs show ${id} tells how it ended.`);
    return 0;
  });

/** The run, or the failure that names the nearest. */
export function known(house: OpenHouse, id: string): RunRow {
  const row = house.journal.run(id);
  if (row === undefined)
    throw new FailureError(
      runUnknown(
        id,
        nearest(
          id,
          house.journal.runs().map((r) => r.id),
        ),
      ),
    );
  return row;
}

function ago(at: number): string {
  const ms = Date.now() - at;
  if (ms < 60_000) return 'just now';
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ago`;
  return ms < 86_400_000 ? `${Math.floor(ms / 3_600_000)} h ago` : `${Math.floor(ms / 86_400_000)} days ago`;
}
