import { count, duration } from '../base/say.ts';
import type { RecordedEvent } from '../domain/event.ts';
import type { Failure } from '../domain/failure/failure.ts';
import { emptyRun, foldRun, type RunView, type StepView } from '../protocol/run-fold.ts';
import type { RunHandle } from '../session/start.ts';
import { exitCodeOf, exitCodeOfRun } from './exit-code.ts';
import type { Screen } from './screen.ts';

export interface Driven {
  readonly view: RunView;
  readonly events: readonly RecordedEvent[];
  readonly exitCode: number;
  readonly failure: Failure | undefined;
}

/** Follows a run to its end, telling each step as it ends. `before`: what its journal holds already, when it is taken up again. Ctrl-C cancels it; a second one leaves at once. */
export async function drive(handle: RunHandle, screen: Screen, before: readonly RecordedEvent[] = []): Promise<Driven> {
  const onStop = () => {
    screen.say('Stopping; what is running is being ended …');
    handle.cancel();
  };
  const { stop } = screen;
  if (stop.aborted) onStop();
  else stop.addEventListener('abort', onStop, { once: true });
  let folded = foldRun(emptyRun, before);
  try {
    for await (const event of handle.events) {
      folded = foldRun(folded, [event]);
      screen.event(event);
      tell(event, folded.view, screen);
    }
  } finally {
    stop.removeEventListener('abort', onStop);
  }
  const { view } = folded;
  const failure = view.failure ?? view.steps.find((s) => s.status === 'failed')?.failure;
  // A step that lacked a program or a credential is what the caller can mend; any other step's failure is a failed run.
  const decisive = view.failure ?? (failure?.missing ? failure : undefined);
  return {
    view,
    events: folded.events,
    failure,
    exitCode: view.phase === 'paused' && view.failure ? exitCodeOf(view.failure) : exitCodeOfRun(view.outcome ?? 'failed', decisive),
  };
}

function tell({ event }: RecordedEvent, view: RunView, screen: Screen): void {
  if (event.type === 'step-started') screen.passing(`◐ ${titleOf(view, event.id)} …`);
  if (event.type === 'step-progressed') screen.passing(`◐ ${titleOf(view, event.id)}: ${event.line}`);
  if (event.type === 'step-ended') {
    const step = view.steps.find((s) => s.step.id === event.id);
    if (step !== undefined) screen.say(stepLine(step, screen));
  }
}

/** `✓ Write 14 files in infra/   0.1 s`. */
export function stepLine(step: StepView, screen: Screen): string {
  const mark = {
    succeeded: screen.paint('green', '✓'),
    failed: screen.paint('red', '✗'),
    skipped: screen.paint('yellow', '–'),
    cancelled: screen.paint('yellow', '■'),
    waiting: '○',
    running: '◐',
  }[step.status];
  const findings = step.findings.length > 0 ? ` ${count(step.findings.length, 'finding')}` : '';
  const time = step.durationMs === undefined || step.status === 'skipped' ? '' : screen.paint('dim', `   ${duration(step.durationMs)}`);
  const more =
    step.failure === undefined ? [] : [...(step.failure.problems ?? []).slice(0, 10).map((p) => `    ${p.path}  ${p.message}`), `    ${step.failure.fix}`];
  return [`${mark} ${screen.paint('bold', step.step.tool)}  ${step.summary}${findings}${time}`, ...more].join('\n');
}

const titleOf = (view: RunView, id: string): string => view.steps.find((s) => s.step.id === id)?.step.tool ?? id;
