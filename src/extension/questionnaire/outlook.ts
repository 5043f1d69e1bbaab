import { count } from '../../base/say.ts';
import type { Outcome } from '../../domain/failure/failure.ts';
import type { Answers } from '../../domain/question.ts';
import type { Rendered } from '../../generators/rendered.ts';
import { type OwnTemplates, overlayOwn } from '../../generators/templates/own.ts';
import { parseTerraformAnswers } from '../../generators/terraform/parse.ts';
import { renderTerraform } from '../../generators/terraform/render.ts';
import { templateData } from '../../generators/terraform/tool.ts';
import type { Summary } from '../../protocol/questionnaire.ts';
import { allRules } from '../../rules/all.ts';
import { scan } from '../../rules/engine/scan.ts';
import { noSettings } from '../../rules/engine/settings.ts';

/** Typing is over when nothing came for so long. */
const restMs = 150;

/** Reads the person's own templates, as they are on disk. */
export type ReadOwn = () => Promise<Outcome<OwnTemplates>>;

/**
 * Keeps saying what would come of the answers, a moment after they changed. Worked out in memory: nothing is written,
 * nothing but the person's own templates is read, and the workspace's own settings for the rules are not in it.
 */
export class Outlook {
  readonly #own: ReadOwn;
  readonly #tell: (summary: Summary) => void;
  readonly #broke: (error: unknown) => void;
  #last: Summary | undefined;
  #timer: NodeJS.Timeout | undefined;
  #work = new AbortController();

  constructor(own: ReadOwn, tell: (summary: Summary) => void, broke: (error: unknown) => void) {
    this.#own = own;
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
      lookAhead(answers, this.#own, signal).then(
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

/** `undefined`: the answers have problems. Templates that can't be used are left out of the numbers, and the notes say so. */
export async function lookAhead(answers: Answers, own: ReadOwn, signal: AbortSignal, now: () => number = Date.now): Promise<Summary | undefined> {
  const parsed = parseTerraformAnswers(answers);
  if (!parsed.ok) return undefined;
  const builtIn = renderTerraform(parsed.value);
  const templates = await own();
  if (!templates.ok) return summaryOf(builtIn, [templates.failure.message], signal, now);
  const laid = overlayOwn(templates.value, builtIn, templateData(parsed.value));
  if (laid.ok) return summaryOf(laid.value.rendered, [...laid.value.warnings.map(sentence), ...ownWords(templates.value)], signal, now);
  const { message, problems = [] } = laid.failure;
  return summaryOf(
    builtIn,
    [`${message} A plan can be made once they are corrected: ${problems.map((p) => `${p.path} ${p.message}`).join('; ')}.`],
    signal,
    now,
  );
}

async function summaryOf({ files, resources }: Rendered, notes: readonly string[], signal: AbortSignal, now: () => number): Promise<Summary> {
  const today = new Date(now()).toISOString().slice(0, 10);
  const report = await scan(files, { rules: allRules, settings: noSettings, today, signal, now });
  return { state: 'ready', files: files.length + records, resources, findings: report.findings.length, notes: [...notes, ...report.notes] };
}

/** Beside what is generated, the record of it is written. */
const records = 1;

const ownWords = ({ templates }: OwnTemplates): readonly string[] =>
  templates.length === 0 ? [] : [`With ${count(templates.length, 'template')} of your own.`];

const sentence = (text: string): string => `${text.replace(/\.$/, '')}.`;
