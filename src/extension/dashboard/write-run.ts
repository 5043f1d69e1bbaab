import { count, duration } from '../../base/say.ts';
import { leftSentences, notLeft, outcomeSentence } from '../../protocol/run-words.ts';
import type { Looked } from '../runs/look.ts';

/** A run as one JSON document: its line in the history, its plan, and every event that was kept. */
export const runJson = ({ row, events, view }: Looked): string =>
  `${JSON.stringify({ nimbus: 1, run: { ...row, startedAt: new Date(row.startedAt).toISOString() }, plan: view.plan ?? null, events }, null, 2)}\n`;

/** A run for people: what it was for, how it ended, each step, what is left to know. */
export function runMarkdown({ row, view }: Looked): string {
  const steps = view.steps.map(({ step, status, durationMs, summary, failure }) =>
    [
      step.id,
      step.tool,
      step.effect,
      status,
      durationMs === undefined ? '' : duration(durationMs),
      failure === undefined ? summary : `${failure.message} ${failure.fix}`,
    ]
      .map(cell)
      .join(' | '),
  );
  const files = view.steps.flatMap(({ preview }) => preview?.files.filter(({ action }) => action !== 'unchanged') ?? []);
  const parts = [
    `# ${inline(row.goal)}`,
    view.outcome === undefined ? `Not ended: ${row.status}.` : inline(outcomeSentence(view)),
    [
      `- Run \`${row.id}\`, ${row.status}${row.rolledBackBy === undefined ? '' : `, taken back by \`${row.rolledBackBy}\``}${row.rolledBackInPartBy === undefined ? '' : `, taken back in part by \`${row.rolledBackInPartBy}\``}${row.rollbackOf === undefined ? '' : `, takes back \`${row.rollbackOf}\``}`,
      `- Started ${new Date(row.startedAt).toISOString()}, took ${duration(row.durationMs)}`,
      `- In \`${row.folder}\``,
      ...(view.plan === undefined ? [] : [`- Plan \`${view.plan.hash}\``]),
    ].join('\n'),
    ...(steps.length === 0
      ? []
      : [
          `## ${count(steps.length, 'step')}`,
          ['| step | tool | effect | ended | took | what |', '|---|---|---|---|---|---|', ...steps.map((line) => `| ${line} |`)].join('\n'),
        ]),
    ...(files.length === 0
      ? []
      : [
          `## ${count(files.length, 'file')}`,
          files.map(({ path, action, added, removed }) => `- \`${path}\`: ${words[action]}, +${added} −${removed}`).join('\n'),
        ]),
    ...listed('Left by the roll-back', leftSentences(row)),
    ...listed('Not as it should be', notLeft(view, 'missing')),
    ...listed('Not checked', view.unverified),
  ];
  return `${parts.join('\n\n')}\n`;
}

const words = { create: 'new', update: 'changed', delete: 'deleted', unchanged: 'unchanged' } as const;
const listed = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`## ${title}`, lines.map((line) => `- ${inline(line)}`).join('\n')];
const inline = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|~]/g, '\\$&');
const cell = (text: string): string => inline(text);
