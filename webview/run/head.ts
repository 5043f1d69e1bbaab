import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { costOfAll, costWords, planRisk, progress, stepTitle, thingsToChange, undoable } from '../../src/protocol/run-words.ts';
import { icon } from '../shared/icon.ts';
import { elapsed } from '../shared/time.ts';
import type { Actions } from './actions.ts';
import { type Face, faceOf, type Model } from './model.ts';
import { outcome } from './result.ts';
import { whereLine } from './where.ts';

const titles: Readonly<Record<Face, string>> = { plan: 'Plan', run: 'Run', result: 'Result', 'cut-off': 'Cut off' };

/** What and where: the same in every state. */
export const head = (m: Model, act: Actions): TemplateResult => html`<header>
  <h1><span class="quiet">${m.folded.view.phase === 'paused' ? 'Waits' : titles[faceOf(m)]} · </span>${m.folded.view.goal || 'A plan is being made'}</h1>
  ${whereLine(m.where, act)}
</header>`;

/** How it stands, in a line or two. */
export function stand(m: Model, now: number, act: Actions): TemplateResult {
  switch (faceOf(m)) {
    case 'plan':
      return planLine(m);
    case 'run':
      return runLine(m, now);
    case 'result':
      return outcome(m.folded.view, m.isRollback, act);
    case 'cut-off':
      return m.folded.view.phase === 'paused' ? paused() : cutOff();
  }
}

function planLine(m: Model): TemplateResult {
  const { view } = m.folded;
  if (view.phase === 'planning')
    return html`<p class="stand">${m.isLive ? 'Working out the steps, and what each would touch. Nothing is changed.' : 'This plan was never finished. Nothing was run.'}</p>`;
  const undo = undoable(view);
  // What undoes is undone by what it undid.
  const isLater = undo.not.length === 0 && !undo.any && view.steps.some((s) => s.decision?.kind === 'later');
  const isLast = m.isRollback && !undo.any && undo.not.length > 0;
  return html`<ul class="stand dots">
      <li>risk <strong>${planRisk(view)}</strong></li>
      ${thingsToChange(view).map((words) => html`<li>${words}</li>`)}
      <li>${outsideWords(m)}</li>
      ${costs(m)}
      <li>${isLast ? 'can’t be undone itself: run the original again' : html`undo: <strong>${undo.not.length > 0 ? (undo.any ? 'in part' : 'no') : undo.any ? 'yes' : isLater ? 'not known yet' : 'nothing to undo'}</strong>`}</li>
    </ul>
    ${[...(isLast ? [] : undo.not), ...(view.plan?.warnings ?? [])].map((w) => html`<p class="warning-line">${icon('warning', 'warning')} ${w}</p>`)}`;
}

const costs = (m: Model): TemplateResult | typeof nothing => {
  const all = m.folded.view.steps.flatMap((s) => (s.status === 'waiting' && s.preview?.cost !== undefined ? [s.preview.cost] : []));
  const cost = costOfAll(all);
  return cost === undefined ? nothing : html`<li>${costWords(cost)}</li>`;
};

const outsideWords = (m: Model): string => {
  const n = m.folded.view.steps.filter((s) => s.step.effect === 'change' || s.step.effect === 'destroy').length;
  return n === 0
    ? 'nothing outside the workspace changes'
    : n === 1
      ? '1 step changes something outside the workspace'
      : `${n} steps change something outside the workspace`;
};

function runLine(m: Model, now: number): TemplateResult {
  const { view } = m.folded;
  const { done, of, now: step } = progress(view);
  return html`<div class="stand">
    <p>Step ${Math.min(done + 1, of)} of ${of}${step ? html` · ${stepTitle(step)}` : nothing} ${view.runningSince === undefined ? nothing : html`<span class="quiet" title="Since the run began"> · ${elapsed(now - view.runningSince)} in all</span>`}</p>
    <vscode-progress-bar aria-label="Steps done" .value=${((done + (step?.fraction ?? 0)) / Math.max(of, 1)) * 100}></vscode-progress-bar>
  </div>`;
}

const paused = (): TemplateResult => html`<p class="stand">
  ${icon('debug-pause', 'warning')} This run waits for an approval that nobody was there to give. What was done is below; Resume looks at the rest as it is now and asks you.
</p>`;

const cutOff = (): TemplateResult => html`<p class="stand">
  ${icon('debug-disconnect', 'warning')} This run was cut off before its end: the window or the extension was closed. What was done is below; resume goes on after it, roll back takes it back.
</p>`;
