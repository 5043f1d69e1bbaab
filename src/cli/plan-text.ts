import { type Effect, effectSeen } from '../domain/effect.ts';
import type { Decision, Plan } from '../domain/plan.ts';
import type { Preview } from '../domain/tool.ts';
import { reachWords } from '../protocol/reach-words.ts';
import { costOfAll, costWords, estimateWords } from '../protocol/run-words.ts';

/** One look for effects, everywhere. */
export const effectMark: Record<Effect, string> = { read: '○ read', plan: '◇ plan', write: '✎ write', change: '▲ change', destroy: '✖ destroy' };

/** Files shown by name; the rest is counted. */
const filesShown = 40;
const impactsShown = 60;

/** A plan as a person reads it before saying yes. */
export function planText(plan: Plan, previews: ReadonlyMap<string, Preview>, decisions: ReadonlyMap<string, Decision>): string {
  const lines = [plan.goal, ''];
  for (const [n, step] of plan.steps.entries()) {
    const preview = previews.get(step.id);
    lines.push(`${n + 1} ${effectMark[effectSeen(step.effect, preview?.impacts)]}  ${preview?.summary ?? step.tool}   ${estimateWords(step)}   ${step.reason}`);
    const changed = preview?.files.filter((f) => f.action !== 'unchanged') ?? [];
    for (const file of changed.slice(0, filesShown)) lines.push(`    ${file.action.padEnd(9)} ${file.path}  +${file.added} −${file.removed}`);
    if (changed.length > filesShown) lines.push(`    … and ${changed.length - filesShown} more`);
    if (preview?.target !== undefined) lines.push(`    on ${preview.target.label}`);
    for (const one of (preview?.impacts ?? []).slice(0, impactsShown))
      lines.push(`    ${one.operation.padEnd(9)} ${one.address}${one.detail === undefined ? '' : `  ${one.detail}`}`);
    const more = (preview?.impacts?.length ?? 0) - impactsShown;
    if (more > 0) lines.push(`    … and ${more} more`);
    if (preview?.reached !== undefined) {
      const reach = reachWords(preview.reached.map(({ address }) => address));
      lines.push(`    reaches ${reach.says}: ${reach.named.join(', ')}${reach.more > 0 ? ', …' : ''}`);
    }
    for (const { severity, file, line, message } of preview?.findings ?? []) lines.push(`    ${severity.padEnd(9)} ${file}:${line}  ${message}`);
    for (const warning of preview?.warnings ?? []) lines.push(`    ⚠ ${warning}`);
    const decision = decisions.get(step.id);
    const risk = decision?.risk ?? step.risk;
    // Of what is asked about later it is not known yet.
    if (decision?.kind !== 'later' && risk !== 'low') lines.push(`    risk ${risk}`);
    if (decision !== undefined && decision.kind !== 'allow')
      lines.push(
        `    ${decision.kind === 'confirm' && decision.typed !== undefined ? `confirm by typing ${decision.typed}` : decision.kind}: ${decision.reasons.join('; ')}`,
      );
  }
  for (const warning of plan.warnings) lines.push(`⚠ ${warning}`);
  const cost = costOfAll(plan.steps.flatMap((step) => previews.get(step.id)?.cost ?? []));
  if (cost !== undefined) lines.push(costWords(cost));
  lines.push('', `hash ${plan.hash}`);
  return lines.join('\n');
}
