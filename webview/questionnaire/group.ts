import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Question, QuestionGroup } from '../../src/protocol/question.ts';
import type { Actions } from './actions.ts';
import { field, type Place } from './field.ts';
import { answerOf, askedIn, isOwn, type Model, shownProblems } from './model.ts';

/** One group of questions, a page of its own. */
export function groupPage(m: Model, group: QuestionGroup, act: Actions): TemplateResult {
  const shown = shownProblems(m);
  const problemsAt = (path: string): readonly string[] => shown.filter((p) => p.path === path).map((p) => p.message);
  const placeOf = (q: Question): Place => ({
    path: q.id,
    value: answerOf(m, q.id),
    offered: m.page.offered[q.id],
    isInner: false,
    draftAt: (path) => (m.draft?.path === path ? m.draft.text : undefined),
    type: act.type,
    problemsAt,
    isOwn: isOwn(m, q.id),
    set: (value) => act.set(q.id, value),
    leave: act.leave,
    reset: isOwn(m, q.id) && hasDefault(q) ? () => act.reset(q.id) : undefined,
    openLink: act.openLink,
  });
  return html`<section aria-labelledby="page-title">
    <h2 id="page-title" tabindex="-1">${group.title}</h2>
    <p class="intro">${group.intro}</p>
    ${repeat(
      askedIn(m, group),
      (q) => q.id,
      (q) => field(q, placeOf(q)),
    )}
  </section>`;
}

const hasDefault = (q: Question): boolean => q.default !== undefined || q.defaultWhen !== undefined;
