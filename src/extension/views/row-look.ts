import { duration } from '../../base/say.ts';
import type { RunRow } from '../../domain/journal.ts';
import { leftSentences } from '../../protocol/run-words.ts';
import { plainly } from '../plainly.ts';

/** A run as a line of the tree: what it says, and what can be done with it. */
export interface RowLook {
  readonly label: string;
  readonly description: string;
  /** In a word or three: "waits for you". */
  readonly state: string;
  /** A codicon's name. */
  readonly icon: string;
  /** Theme colour of the icon. */
  readonly color?: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly can: readonly ('live' | 'undoable' | 'resumable')[];
}

const looks: Readonly<Record<RunRow['status'], { readonly word: string; readonly icon: string; readonly color?: string }>> = {
  planning: { word: 'planning', icon: 'loading~spin' },
  waiting: { word: 'waits for you', icon: 'question', color: 'charts.yellow' },
  running: { word: 'running', icon: 'loading~spin' },
  paused: { word: 'waits for approval', icon: 'debug-pause', color: 'charts.yellow' },
  interrupted: { word: 'cut off', icon: 'debug-disconnect', color: 'charts.orange' },
  succeeded: { word: 'succeeded', icon: 'pass', color: 'testing.iconPassed' },
  failed: { word: 'failed', icon: 'error', color: 'testing.iconFailed' },
  refused: { word: 'refused', icon: 'circle-slash', color: 'charts.orange' },
  cancelled: { word: 'cancelled', icon: 'debug-stop' },
};

/** "waits for you", "cut off": the one word for a status, wherever it is said. */
export const statusWord = (status: RunRow['status']): string => looks[status].word;

/** `now` in ms since 1970. */
export function rowLook(row: RunRow, now: number): RowLook {
  const { word: plain, icon, color } = looks[row.status];
  const isInPart = row.rollbackOf !== undefined && row.left !== undefined;
  const word = isInPart ? 'done in part' : row.unverified === undefined ? plain : 'done, not checked';
  const state = row.rolledBackBy !== undefined ? 'rolled back' : row.rolledBackInPartBy !== undefined ? 'rolled back in part' : word;
  const isLive = row.status === 'planning' || row.status === 'waiting' || row.status === 'running';
  const isCutOff = row.status === 'interrupted' || row.status === 'paused';
  const ended = row.status === 'succeeded' || row.status === 'failed' || row.status === 'cancelled' || isCutOff;
  const [label, rest] = cut(row.goal);
  return {
    label,
    description: [...(state === looks.succeeded.word ? [] : [state]), ago(row.startedAt, now), ...(rest === '' ? [] : [rest])].join(' · '),
    state,
    icon: row.rolledBackBy === undefined ? icon : 'discard',
    ...(color === undefined || row.rolledBackBy !== undefined ? {} : { color }),
    tooltip: [
      `**${plainly(row.goal)}**`,
      `${state}${isLive ? '' : ` after ${duration(row.durationMs)}`} · started ${exactly(row.startedAt)}`,
      `in ${plainly(row.folder)}`,
      `\`${row.id}\`${row.rollbackOf === undefined ? '' : `, takes back \`${row.rollbackOf}\``}${row.rolledBackBy === undefined ? '' : `, taken back by \`${row.rolledBackBy}\``}${row.rolledBackInPartBy === undefined ? '' : `, taken back in part by \`${row.rolledBackInPartBy}\``}`,
      ...leftSentences(row).map(plainly),
    ].join('\n\n'),
    can: [
      ...(isLive ? (['live'] as const) : []),
      ...(ended && row.rolledBackBy === undefined && row.rollbackOf === undefined ? (['undoable'] as const) : []),
      ...(isCutOff ? (['resumable'] as const) : []),
    ],
  };
}

/** "Terraform in infra: network and cluster" → its first half, and what it is made of: a side bar is narrow. */
function cut(goal: string): readonly [string, string] {
  const at = goal.lastIndexOf(': ');
  return at < 0 || (goal.startsWith('Roll back: ') && at === goal.indexOf(': ')) ? [goal, ''] : [goal.slice(0, at), goal.slice(at + 2)];
}

export function ago(at: number, now: number): string {
  const ms = now - at;
  if (ms < 60_000) return 'just now';
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ago`;
  if (ms < 86_400_000) return `${Math.floor(ms / 3_600_000)} h ago`;
  return `${Math.floor(ms / 86_400_000)} d ago`;
}

/** `2026-11-21 10:15:03`, in the person's own time. */
function exactly(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
