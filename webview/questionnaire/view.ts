import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { textButton } from '../shared/button.ts';
import { disagreement, noticeBar } from '../shared/notice.ts';
import type { Actions } from './actions.ts';
import { footer } from './footer.ts';
import { groupPage } from './group.ts';
import { type Model, review } from './model.ts';
import { reviewPage } from './review.ts';
import { stepper } from './steps.ts';
import { summaryCard } from './summary.ts';

/** The whole panel. */
export function questionnaireView(m: Model, act: Actions, now: number): TemplateResult {
  const group = m.questionnaire.groups.find((g) => g.id === m.at);
  return html`<div class="panel" @keydown=${onKey(m, act)}>
    <header class="panel-head">
      <h1>${m.questionnaire.title} <span class="code quiet">${m.folder}</span></h1>
      <div class="tools">
        ${textButton('Import…', act.importAnswers, 'Import… answers from a file')} ${textButton('Export…', act.exportAnswers, 'Export… answers to a file')}
        ${textButton('Start over', () => act.reset(), 'Start over with the defaults')}
      </div>
    </header>
    ${disagreement(m.isMisunderstood, act.reload)} ${noticeBar(m.notice)} ${stepper(m, act)}
    <div class="columns">
      <main>${keyed(m.at, m.at === review || !group ? reviewPage(m, act) : groupPage(m, group, act))}</main>
      ${summaryCard(m.summary)}
    </div>
    ${footer(m, act, now)}
  </div>`;
}

/** Enter in a field is the primary button, Escape is Back. */
const onKey =
  (m: Model, act: Actions) =>
  (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === 'Enter' && (isField || event.target instanceof HTMLHeadingElement)) {
      event.preventDefault();
      if (m.at === review) act.plan();
      else act.next();
    } else if (event.key === 'Escape') act.back();
  };
