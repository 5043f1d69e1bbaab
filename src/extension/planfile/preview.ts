import { createTwoFilesPatch } from 'diff';
import { count } from '../../base/say.ts';
import type { Failure } from '../../domain/failure/failure.ts';
import type { Decision, Plan, Step } from '../../domain/plan.ts';
import type { FileChange, Preview, Undo } from '../../domain/tool.ts';
import { effectMark, toolWords } from '../../protocol/run-words.ts';
import { code, document, escapeText } from './explain.ts';

export interface Looked {
  readonly plan: Plan;
  readonly previews: ReadonlyMap<string, Preview>;
  readonly decisions: ReadonlyMap<string, Decision>;
}

/** Lines of one file's difference that are shown; the plan's own panel opens all of them. */
const diffLinesMax = 200;
/** Files of a step whose difference is shown. */
const filesMax = 20;

/** What a plan would do now, as Markdown. */
export function previewWords({ plan, previews, decisions }: Looked): string {
  const denied = [...decisions.values()].filter(({ kind }) => kind === 'deny').length;
  const asked = [...decisions.values()].filter(({ kind }) => kind === 'confirm' || kind === 'later').length;
  const head =
    denied > 0
      ? `It would not run: ${count(denied, 'step is', 'steps are')} refused.`
      : asked > 0
        ? `You would be asked about ${count(asked, 'step')}.`
        : 'It would run without asking, as it changes nothing.';
  return document([
    `# ${escapeText(plan.goal)}`,
    `${head} Nothing was run and nothing was changed.`,
    ...plan.warnings.map((warning) => `> ⚠ ${escapeText(warning)}`),
    ...plan.steps.map((step, i) => stepWords(step, i + 1, previews.get(step.id), decisions.get(step.id))),
    `Hash: ${code(plan.hash)}. It covers what the steps would touch as it is now.`,
  ]);
}

function stepWords(step: Step, n: number, preview: Preview | undefined, decision: Decision | undefined): string {
  const files = preview?.files.filter(({ action }) => action !== 'unchanged') ?? [];
  return [
    `## ${n}. ${effectMark[step.effect]} ${escapeText(preview?.summary || toolWords(step.tool))}`,
    `${code(step.id)} · ${code(step.tool)} · ${step.effect}${decision === undefined ? '' : ` · **${answers[decision.kind]}**: ${escapeText(decision.reasons.join('; '))}`}`,
    ...(decision?.kind === 'deny' ? [`Instead: ${escapeText(decision.instead)}`] : []),
    ...(preview?.target === undefined ? [] : [`Acts on ${escapeText(preview.target.label)}.`]),
    ...(preview === undefined && step.effect !== 'read' && step.effect !== 'plan' ? ['What it touches is known only when what it is made from is there.'] : []),
    ...(preview?.warnings ?? []).map((warning) => `> ⚠ ${escapeText(warning)}`),
    ...impactsOf(preview),
    ...(files.length === 0 ? [] : [files.map((file) => `- ${code(file.path)}: ${words[file.action]}, +${file.added} −${file.removed}`).join('\n')]),
    ...files.slice(0, filesMax).flatMap(diffOf),
    ...(preview === undefined ? [] : [undoWords(preview.undo)]),
  ].join('\n\n');
}

const answers = { allow: 'runs', confirm: 'asks first', deny: 'refused', later: 'asks when it comes to it' } as const;
const words = { create: 'new', update: 'changed', delete: 'deleted', unchanged: 'unchanged' } as const;

const impactsOf = (preview: Preview | undefined): readonly string[] =>
  preview?.impacts === undefined || preview.impacts.length === 0
    ? []
    : [
        preview.impacts
          .slice(0, 50)
          .map(({ operation, address }) => `- ${operation} ${code(address)}`)
          .join('\n'),
      ];

function diffOf({ path, before = '', after = '' }: FileChange): readonly string[] {
  const lines = createTwoFilesPatch(path, path, before, after, '', '', { context: 3 }).split('\n').slice(4);
  const shown = lines.slice(0, diffLinesMax);
  const fence = '~'.repeat(Math.max(3, ...[...shown.join('\n').matchAll(/~+/g)].map((m) => m[0].length + 1)));
  return [
    `${fence}diff\n${shown.join('\n').trimEnd()}\n${fence}${lines.length > shown.length ? `\n\n${count(lines.length - shown.length, 'more line')} of ${code(path)} are not shown here.` : ''}`,
  ];
}

function undoWords(undo: Undo): string {
  if (undo === 'nothing-changed') return 'There is nothing to take back.';
  return 'impossible' in undo ? `It can’t be taken back: ${escapeText(undo.impossible)}` : 'It can be taken back.';
}

/** A plan that can't be looked at, as Markdown. */
export const failureWords = (goal: string, { message, fix, problems = [] }: Failure): string =>
  document([
    `# ${escapeText(goal)}`,
    `**${escapeText(message)}**`,
    ...(problems.length === 0 ? [] : [problems.map((p) => `- ${code(p.path)}: ${escapeText(p.message)}`).join('\n')]),
    escapeText(fix),
    'Nothing was run and nothing was changed.',
  ]);
