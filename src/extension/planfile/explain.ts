import { count, duration, list } from '../../base/say.ts';
import { conditionText } from '../../domain/condition.ts';
import { isLookOnly } from '../../domain/effect.ts';
import type { Plan, Step } from '../../domain/plan.ts';
import { referencesIn } from '../../domain/reference.ts';
import { effectMark, estimateWords, toolWords } from '../../protocol/run-words.ts';
import type { Tools } from './complete.ts';

/** A plan in words, as Markdown: what it would do, in which order and why. Looks at nothing but the plan. */
export function explainPlan(plan: Plan, tools: Tools): string {
  const changing = plan.steps.filter((step) => !isLookOnly(step.effect));
  const turns = inTurns(plan.steps);
  const sentence =
    changing.length === 0
      ? 'It only looks: nothing is changed, and nobody is asked, unless a policy says so.'
      : `${count(changing.length, 'step')} of ${plan.steps.length} ${changing.length === 1 ? 'changes' : 'change'} something: ${list(changing.map(({ id }) => code(id)))}. You are asked before ${changing.length === 1 ? 'it runs' : 'they run'}.`;
  return document([
    `# ${escapeText(plan.goal)}`,
    `${count(plan.steps.length, 'step')}, about ${duration(longest(plan.steps))} in all. ${sentence}`,
    ...plan.warnings.map((warning) => `> ⚠ ${escapeText(warning)}`),
    '## In order',
    ...turns.flatMap((turn, i) => [
      turns.length === 1 && turn.length === 1
        ? ''
        : `### ${i + 1}. ${turn.length === 1 ? 'Then' : 'Then, side by side'}`.replace(/Then/, i === 0 ? 'First' : 'Then'),
      ...turn.map((step) => stepWords(step, tools)),
    ]),
    `Hash of the steps: ${code(plan.hash)}. Nothing was run and nothing was looked at.`,
  ]);
}

function stepWords(step: Step, tools: Tools): string {
  const from = [...new Set(referencesIn(step.input).map(({ stepId, path }) => `${code([stepId, ...path].join('.'))}`))];
  const notes = [
    ...(from.length > 0 ? [`Takes ${list(from)} from what came before.`] : []),
    ...(step.when === undefined ? [] : [`Only when ${code(conditionText(step.when))}.`]),
    ...(step.optional ? ['Left out, and said so, where what it needs is missing.'] : []),
    ...(step.continueOnError ? ['What comes after it goes on if it fails.'] : []),
    ...(step.needsTrust ? ['Needs a folder you trust, even to look.'] : []),
  ];
  return [
    `- **${escapeText(step.id)}**: ${effectMark[step.effect]} ${step.effect} · ${toolWords(step.tool)} (${code(step.tool)}), ${step.risk} risk, ${estimateWords(step)}`,
    `  ${escapeText(step.reason)}${step.reason === tools.get(step.tool)?.summary ? '' : ` ${escapeText(tools.get(step.tool)?.summary ?? '')}`}`,
    ...notes.map((note) => `  ${note}`),
  ].join('  \n');
}

/** Paragraphs as a document. */
export const document = (parts: readonly string[]): string => `${parts.join('\n\n')}\n`;

/** Steps that can run at the same time, turn by turn. */
export function inTurns(steps: readonly Step[]): readonly (readonly Step[])[] {
  const turn = new Map<string, number>();
  const left = new Set(steps);
  for (let n = 0; left.size > 0; n++) {
    const free = [...left].filter((step) => step.dependsOn.every((id) => (turn.get(id) ?? n) < n));
    if (free.length === 0) break;
    for (const step of free) {
      turn.set(step.id, n);
      left.delete(step);
    }
  }
  const turns: Step[][] = [];
  for (const step of steps) {
    const n = turn.get(step.id) ?? 0;
    turns[n] = [...(turns[n] ?? []), step];
  }
  return turns;
}

/** ms of the longest way through the steps. */
function longest(steps: readonly Step[]): number {
  const done = new Map<string, number>();
  for (const turn of inTurns(steps))
    for (const step of turn) done.set(step.id, step.estimateMs + Math.max(0, ...step.dependsOn.map((id) => done.get(id) ?? 0)));
  return Math.max(0, ...done.values());
}

export const code = (text: string): string => `\`${text.replaceAll('`', 'ˋ').replaceAll(/\s+/g, ' ')}\``;

/** Text that stays text in Markdown. */
export const escapeText = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]<>#|~]/g, '\\$&');
