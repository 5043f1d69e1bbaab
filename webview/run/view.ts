import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { disagreement, noticeBar } from '../shared/notice.ts';
import type { Actions } from './actions.ts';
import { foreseen, found } from './findings.ts';
import { folds } from './folds.ts';
import { footer } from './footer.ts';
import { head, stand } from './head.ts';
import { faceOf, filesShown, type Model, waitsNotHere } from './model.ts';
import { openEnds } from './result.ts';
import { stepRow } from './step.ts';

/** The whole panel, in whatever state the run is. */
export const runView = (m: Model, act: Actions, now: number): TemplateResult => html`${keyed(m.shown, panel(m, act, now))}`;

function panel(m: Model, act: Actions, now: number): TemplateResult {
  const { view } = m.folded;
  const face = faceOf(m);
  return html`<div class="panel" @keydown=${onKey(m, act)}>
    ${head(m, act)} ${disagreement(m.isMisunderstood, () => act.send({ type: 'reloadWindow' }))} ${noticeBar(m.notice)}
    <main>
      ${stand(m, now, act)}
      ${
        view.plan
          ? html`<ol class="plan-steps ${face}" aria-label="Steps">
            ${repeat(
              view.steps,
              (s) => s.step.id,
              (s) => stepRow(s, face, filesShown(m, s.step.id), now, act),
            )}
          </ol>`
          : face === 'plan'
            ? html`<div class="waiting-rows" aria-hidden="true">${[1, 2, 3, 4].map(() => html`<div class="bar row"></div>`)}</div>`
            : nothing
      }
      ${face === 'plan' ? foreseen(view) : face === 'result' ? html`${found(view, act)} ${openEnds(view)}` : nothing} ${folds(m, act)}
    </main>
    ${footer(m, act)}
  </div>`;
}

/** Enter anywhere but on a control is the primary button; Escape is Cancel, but only while that is a plain no: it never stops a run. */
const onKey =
  (m: Model, act: Actions) =>
  (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const isAsking = m.folded.view.phase === 'asking' && faceOf(m) === 'plan' && waitsNotHere(m) === undefined;
    if (event.key === 'Enter' && isAsking && event.target instanceof HTMLInputElement) act.approve();
    else if (event.key === 'Escape' && isAsking) act.cancel();
  };
