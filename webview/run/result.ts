import { html, nothing, type TemplateResult } from 'lit';
import type { RunView } from '../../src/protocol/run-fold.ts';
import { leftSentences, openEndsOf, outcomeWords, proofWords } from '../../src/protocol/run-words.ts';
import { icon } from '../shared/icon.ts';
import { linked } from '../shared/links.ts';
import type { Actions } from './actions.ts';

/** How it ended, in a sentence a person believes. */
export function outcome(view: RunView, isRollback: boolean, act: Actions): TemplateResult {
  const { head, rest } = outcomeWords(view);
  const proof = proofWords(view, { isRollback });
  return html`<div class="outcome ${view.outcome}" id="outcome" tabindex="-1">
    ${icon(marks[view.outcome ?? 'cancelled'], view.outcome)}
    <div>
      <h2>${head}</h2>
      <p>${rest}</p>
      ${view.failure ? html`<p><strong>What to do:</strong> ${linked(view.failure.fix, (href) => act.send({ type: 'openLink', href }))}</p>` : nothing}
      ${(view.outcome === 'succeeded' || view.outcome === 'failed') && view.left === undefined && !rest.endsWith('Nothing was changed.') ? html`<p class="quiet">${proof ? `${proof} ` : nothing}${outside(view)}</p>` : nothing}
    </div>
  </div>`;
}

const marks = { succeeded: 'pass-filled', failed: 'error', cancelled: 'circle-slash', refused: 'circle-slash' } as const;

/** What is true of the person's cloud now. */
const outside = (view: RunView): string =>
  view.steps.some((s) => s.attempts > 0 && (s.step.effect === 'change' || s.step.effect === 'destroy'))
    ? 'This run reached outside the workspace.'
    : 'Nothing outside the workspace was changed.';

/** What is not as it should be, or not proved: said plainly, so that "done" means done. */
export const openEnds = (view: RunView): TemplateResult =>
  html`${ends('left', 'Left as it is', 'warning', leftSentences(view))} ${ends('missing', 'Not as it should be', 'error', openEndsOf(view, 'missing'))} ${ends(
    'unverified',
    'Done, and not verified',
    'info',
    openEndsOf(view, 'unverified'),
  )}`;

const ends = (id: string, title: string, mark: string, texts: readonly string[]): TemplateResult | typeof nothing =>
  texts.length === 0
    ? nothing
    : html`<section aria-labelledby=${`${id}-title`}>
        <h3 id=${`${id}-title`}>${title}</h3>
        <ul class="ends">
          ${texts.map((text) => html`<li>${icon(mark, mark)} ${text}</li>`)}
        </ul>
      </section>`;
