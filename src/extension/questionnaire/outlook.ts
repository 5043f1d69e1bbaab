import type { Answers } from '../../domain/question.ts';
import { renderAnswers } from '../../generators/terraform/tool.ts';
import type { Summary } from '../../protocol/questionnaire.ts';
import { allRules } from '../../rules/all.ts';
import { scan } from '../../rules/engine/scan.ts';
import { noSettings } from '../../rules/engine/settings.ts';

/** Typing is over when nothing came for so long. */
const restMs = 150;

/**
 * Keeps saying what would come of the answers, a moment after they changed. Worked out in memory: nothing is read or
 * written, and the workspace's own settings for the rules are not in it.
 */
export class Outlook {
  readonly #tell: (summary: Summary) => void;
  readonly #broke: (error: unknown) => void;
  #last: Summary | undefined;
  #timer: NodeJS.Timeout | undefined;
  #work = new AbortController();

  constructor(tell: (summary: Summary) => void, broke: (error: unknown) => void) {
    this.#tell = tell;
    this.#broke = broke;
  }

  get last(): Summary | undefined {
    return this.#last;
  }

  of(answers: Answers): void {
    this.dispose();
    this.#work = new AbortController();
    const { signal } = this.#work;
    this.#say({ notes: [], ...this.#last, state: 'working' });
    this.#timer = setTimeout(() => {
      lookAhead(answers, signal).then(
        // The numbers of the last good answers stay while these have problems.
        (summary) => signal.aborted || this.#say(summary ?? { notes: [], ...this.#last, state: 'waiting' }),
        (error: unknown) => signal.aborted || this.#broke(error),
      );
    }, restMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#work.abort();
  }

  #say(summary: Summary): void {
    this.#last = summary;
    this.#tell(summary);
  }
}

/** `undefined`: the answers have problems. */
export async function lookAhead(answers: Answers, signal: AbortSignal, now: () => number = Date.now): Promise<Summary | undefined> {
  const rendered = renderAnswers(answers);
  if (!rendered.ok) return undefined;
  const { files, resources } = rendered.value;
  const today = new Date(now()).toISOString().slice(0, 10);
  const report = await scan(files, { rules: allRules, settings: noSettings, today, signal, now });
  return { state: 'ready', files: files.length, resources, findings: report.findings.length, notes: report.notes };
}
