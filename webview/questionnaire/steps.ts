import { html, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.ts';
import type { Actions } from './actions.ts';
import { type Model, type StepState, steps } from './model.ts';

/** Where one is in the whole; a click goes there. */
export function stepper(m: Model, act: Actions): TemplateResult {
  const all = steps(m);
  const now = all.findIndex((s) => s.state === 'now');
  return html`<nav class="steps" aria-label="Steps">
    <ol>
      ${all.map(
        ({ id, title, state, problems }) =>
          html`<li>
            <button type="button" class="step ${state}" aria-current=${state === 'now' ? 'step' : 'false'} aria-label=${`${title}, ${words(state, problems)}`} title=${title} @click=${() => act.goTo(id)}>
              ${icon(marks[state], state)}<span class="step-title">${title}</span>
            </button>
          </li>`,
      )}
    </ol>
    <p class="step-count quiet" aria-hidden="true">Step ${now + 1} of ${all.length}</p>
  </nav>`;
}

const marks: Readonly<Record<StepState, string>> = { now: 'circle-large-filled', done: 'pass-filled', problems: 'warning', open: 'circle-large-outline' };

const words = (state: StepState, problems: number): string =>
  ({ now: 'this page', done: 'done', problems: problems === 1 ? '1 problem' : `${problems} problems`, open: 'not visited' })[state];
