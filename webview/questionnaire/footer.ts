import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../shared/button.ts';
import { icon } from '../shared/icon.ts';
import { ago, exactly } from '../shared/time.ts';
import type { Actions } from './actions.ts';
import { type Model, neighbour, review } from './model.ts';

/** Saved or not, back, and the one thing this page is for. */
export function footer(m: Model, act: Actions, now: number): TemplateResult {
  const before = neighbour(m, -1);
  const after = neighbour(m, 1);
  return html`<footer class="bar-bottom">
    <p class="saved">${savedLine(m, now)}</p>
    <div class="buttons">
      ${before ? button({ label: 'Back', press: act.back, id: 'back' }) : nothing}
      ${
        m.at === review
          ? button({ label: m.busy ?? 'Make the plan', press: act.plan, primary: true, waits: m.busy && 'It is being made.', id: 'primary' })
          : button({ label: `Next: ${after?.title ?? ''}`, press: act.next, primary: true, id: 'primary' })
      }
    </div>
  </footer>`;
}

const savedLine = ({ saved, busy }: Model, now: number): TemplateResult | string | typeof nothing => {
  if (busy) return busy;
  if (saved?.problem) return html`<span role="alert">${icon('error', 'error')} Not saved: ${saved.problem}</span>`;
  if (saved?.at === undefined) return nothing;
  return html`<span title=${exactly(saved.at)}>Saved ${ago(saved.at, now)}</span>`;
};
