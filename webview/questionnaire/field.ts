import { html, nothing, type TemplateResult } from 'lit';
import type { Answer, Question } from '../../src/protocol/question.ts';
import { textButton } from '../shared/button.ts';
import { icon } from '../shared/icon.ts';
import { booleanField } from './fields/boolean.ts';
import { choiceField } from './fields/choice.ts';
import { listField } from './fields/list.ts';
import { multiChoiceField } from './fields/multi-choice.ts';
import { numberField } from './fields/number.ts';
import { textField } from './fields/text.ts';

/** One field on a page: its value, what is wrong with it, and what it can do. */
export interface Place {
  /** Question id, or in a list `cluster.nodeGroups[0].max`. Also the element's id, after `f-`. */
  readonly path: string;
  readonly value: Answer | undefined;
  /** Offered option values, where not all are. */
  readonly offered?: readonly string[];
  /** What is being typed at a path, where the value can't hold it (`1.` on the way to `1.5`). */
  draftAt(path: string): string | undefined;
  type(path: string, draft: string | undefined): void;
  /** In a record: labels are small and help is a tooltip. */
  readonly isInner: boolean;
  /** Shown problems by path: the field's own and those inside it. */
  problemsAt(path: string): readonly string[];
  set(value: Answer): void;
  /** The field at `path` (this one, or one inside) was left: its problems may be shown. */
  leave(path: string): void;
  /** The person's own answer, not a default. */
  readonly isOwn: boolean;
  /** Back to the default; absent when it holds, or when there is none. */
  readonly reset?: () => void;
  openLink(href: string): void;
}

/** A question with its label, control, help and problems. */
export function field(question: Question, place: Place): TemplateResult {
  switch (question.type) {
    case 'text':
    case 'cidr':
    case 'secret':
      return frame(question, place, textField(question, place));
    case 'number':
      return frame(question, place, numberField(question, place));
    case 'boolean':
      return booleanField(question, place);
    case 'choice':
      return choiceField(question, place);
    case 'multi-choice':
      return multiChoiceField(question, place);
    case 'list':
      return listField(question, place);
  }
}

export const idOf = (path: string): string => `f-${path}`;

/** Ids of the elements that describe a control, for `aria-describedby`. */
export const describedBy = (question: Question, place: Place): string | typeof nothing =>
  [question.help && !place.isInner && `${idOf(place.path)}-help`, place.problemsAt(place.path).length > 0 && `${idOf(place.path)}-problem`]
    .filter(Boolean)
    .join(' ') || nothing;

export const isInvalid = (place: Place): 'true' | typeof nothing => (place.problemsAt(place.path).length > 0 ? 'true' : nothing);

/** Leaving a control that is one element. */
export const onLeave = (place: Place) => (): void => place.leave(place.path);

/** A single control under its label. */
export const frame = (question: Question, place: Place, control: TemplateResult): TemplateResult => html`<div class="field ${place.isInner ? 'inner' : ''}">
  <div class="label-line">
    <label for=${idOf(place.path)} title=${place.isInner && question.help ? question.help : nothing}>${question.label}${required(question)}</label>
    ${standing(question, place)}
  </div>
  ${control} ${problems(place)} ${help(question, place)}
</div>`;

/** Several controls that answer one question. */
export const group = (question: Question, place: Place, controls: TemplateResult): TemplateResult => html`<fieldset
  class="field ${place.isInner ? 'inner' : ''}"
  id=${`${idOf(place.path)}-group`}
  aria-describedby=${describedBy(question, place)}
  @focusout=${(event: FocusEvent) => leftGroup(event) && place.leave(place.path)}
>
  <legend class="label-line"><span class="legend">${question.label}${required(question)}</span>${standing(question, place)}</legend>
  ${help(question, place)} ${controls} ${problems(place)}
</fieldset>`;

const leftGroup = (event: FocusEvent): boolean =>
  !(event.currentTarget instanceof Node && event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget));

const required = (question: Question): TemplateResult | typeof nothing => (question.required ? html` <span class="quiet">(required)</span>` : nothing);

/** Whether the default holds, and the way back to it. */
export const standing = (question: Question, place: Place): TemplateResult | typeof nothing =>
  place.isInner
    ? nothing
    : place.isOwn && !place.reset
      ? nothing
      : place.reset
        ? textButton('Use default', place.reset, `Use default for ${question.label}`, 'small')
        : place.value === undefined || place.value === ''
          ? nothing
          : html`<span class="quiet small">default</span>`;

/** Tied to the control by id; the live region says them when they appear. Those of a field in a record stand under the record, so that nothing in it moves. */
export const problems = (place: Place, path = place.path, label = ''): TemplateResult | typeof nothing => {
  const all = place.isInner ? [] : place.problemsAt(path);
  return all.length === 0
    ? nothing
    : html`<p class="problem" id=${`${idOf(path)}-problem`}>${icon('error', 'error')}<span>${all.map((text, i) => html`${i > 0 ? html`<br />` : nothing}${label && `${label}: `}${text}`)}</span></p>`;
};

export const help = (question: Question, place: Place): TemplateResult | typeof nothing =>
  place.isInner || !(question.help || question.source)
    ? nothing
    : html`<p class="help"><span id=${`${idOf(place.path)}-help`}>${question.help}</span> ${sourceOf(question, place)}</p>`;

function sourceOf(question: Question, place: Place): TemplateResult | typeof nothing {
  const { source } = question;
  if (!source) return nothing;
  if (!source.startsWith('https://')) return html`<span>Source: ${source}</span>`;
  return html`<a
    href=${source}
    title=${source}
    @click=${(event: Event) => {
      event.preventDefault();
      place.openLink(source);
    }}
    >Source<span class="heard"> of the help for ${question.label}</span></a
  >`;
}
