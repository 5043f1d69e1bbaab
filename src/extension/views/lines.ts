import { duration } from '../../base/say.ts';
import type { StepView } from '../../protocol/run-fold.ts';
import { effectMark, stepTitle } from '../../protocol/run-words.ts';
import type { Runtime } from '../runtime.ts';
import type { RunsShown } from '../shell.ts';
import { runsOf } from './rows.ts';
import type { Line, StepLine } from './runs.ts';

export const runLines = (runtime: Runtime, shown: RunsShown): Line[] => runsOf(runtime, shown).map((row) => ({ runId: row.id, row }));

export const stepLines = (runtime: Runtime, runId: string): Line[] => (runtime.look(runId)?.view.steps ?? []).map((step) => ({ runId, step: stepLine(step) }));

const looks: Readonly<Record<StepView['status'], { readonly icon: string; readonly word: string }>> = {
  waiting: { icon: 'circle-outline', word: 'not begun' },
  running: { icon: 'loading~spin', word: 'running' },
  succeeded: { icon: 'pass', word: '' },
  failed: { icon: 'error', word: 'failed' },
  skipped: { icon: 'debug-step-over', word: 'skipped' },
  cancelled: { icon: 'debug-stop', word: 'cancelled' },
};

export function stepLine(step: StepView): StepLine {
  const { icon, word } = looks[step.status];
  const took = step.durationMs === undefined || step.status === 'skipped' ? '' : duration(step.durationMs);
  return {
    label: step.summary || stepTitle(step),
    description: [word, took].filter((part) => part !== '').join(' · '),
    icon,
    tooltip: [
      `${effectMark[step.step.effect]} ${step.step.effect} · ${step.step.tool}`,
      step.step.reason,
      step.failure ? `${step.failure.message} ${step.failure.fix}` : step.summary,
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  };
}
