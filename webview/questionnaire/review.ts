import { html, nothing, type TemplateResult } from 'lit';
import type { Question, QuestionGroup } from '../../src/protocol/question.ts';
import { textButton } from '../shared/button.ts';
import { icon } from '../shared/icon.ts';
import type { Actions } from './actions.ts';
import { answerOf, askedGroups, askedIn, isOwn, type Model, type Placed, placed } from './model.ts';
import { said } from './said.ts';

/** Everything at a glance, with the way back to each part. */
export const reviewPage = (m: Model, act: Actions): TemplateResult => html`<section aria-labelledby="page-title">
  <h2 id="page-title" tabindex="-1">Review</h2>
  <p class="intro">Nothing is written yet. The plan comes next: it shows every file before you say yes.</p>
  ${problemList(placed(m), act)} ${askedGroups(m).map((g) => groupRows(m, g, act))}
</section>`;

const problemList = (all: readonly Placed[], act: Actions): TemplateResult | typeof nothing =>
  all.length === 0
    ? nothing
    : html`<div class="problem-list" id="problems" tabindex="-1" role="group" aria-labelledby="problems-title">
        <h3 id="problems-title">${icon('error', 'error')} ${all.length === 1 ? '1 answer needs another look' : `${all.length} answers need another look`}</h3>
        <ul>
          ${all.map((p) => html`<li>${p.path === '' ? p.message : html`${textButton(p.label, () => act.goTo(p.group, p.path))}: ${p.message}`}</li>`)}
        </ul>
      </div>`;

const groupRows = (m: Model, group: QuestionGroup, act: Actions): TemplateResult => html`<div class="review-group">
  <div class="review-head">
    <h3>${group.title}</h3>
    ${textButton('Edit', () => act.goTo(group.id), `Edit ${group.title}`)}
  </div>
  <dl>${askedIn(m, group).map((q) => answerRow(m, q))}</dl>
</div>`;

const answerRow = (m: Model, question: Question): TemplateResult => html`<div class="answer">
  <dt>${question.label}</dt>
  <dd>
    <span class="said ${question.type === 'cidr' ? 'code' : ''}">${said(question, answerOf(m, question.id))}</span>${isOwn(m, question.id) ? nothing : html` <span class="quiet small">default</span>`}
  </dd>
</div>`;
