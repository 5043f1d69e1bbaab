import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ChoiceQuestion, Option } from '../../../src/protocol/question.ts';
import { icon } from '../../shared/icon.ts';
import { describedBy, frame, group, idOf, isInvalid, onLeave, type Place } from '../field.ts';

/** Up to this many options are all shown at once. */
const radiosMax = 3;

/** What a select shows for a value of the person's own. */
const other = '\u0000other';

export function choiceField(question: ChoiceQuestion, place: Place): TemplateResult {
  const options = offeredOf(question.options, place);
  return options.length <= radiosMax && !question.open && !place.isInner
    ? group(question, place, radios(options, place))
    : frame(question, place, select(question, options, place));
}

export const offeredOf = (options: readonly Option[], place: Place): readonly Option[] => options.filter((o) => place.offered?.includes(o.value) ?? true);

const radios = (options: readonly Option[], place: Place): TemplateResult => html`<div class=${options.some((o) => o.help) ? 'choices rows' : 'choices'}>
  ${options.map(
    (option, i) => html`<label class="check"
      ><input
        type="radio"
        id=${i === 0 ? idOf(place.path) : `${idOf(place.path)}-${i}`}
        name=${place.path}
        .checked=${live(place.value === option.value)}
        aria-describedby=${option.help ? `${idOf(place.path)}-${i}-help` : nothing}
        @change=${() => place.set(option.value)}
      /><span>${option.label}${option.help ? ' ' : nothing}${option.help ? html`<span class="option-help" id=${`${idOf(place.path)}-${i}-help`}>${option.help}</span>` : nothing}</span></label
    >`,
  )}
</div>`;

function select(question: ChoiceQuestion, options: readonly Option[], place: Place): TemplateResult {
  const value = `${place.value ?? ''}`;
  const chosen = options.find((o) => o.value === value);
  const isOther = chosen === undefined && question.open !== undefined && place.value !== undefined;
  const onChange = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLSelectElement)) return;
    place.set(currentTarget.value === other ? '' : currentTarget.value);
    if (currentTarget.value === other) queueMicrotask(() => document.getElementById(`${idOf(place.path)}-other`)?.focus());
  };
  return html`<span class="with-other"
    ><span class="select"
      ><select
        id=${idOf(place.path)}
        aria-required=${question.required ? 'true' : nothing}
        aria-invalid=${isOther ? nothing : isInvalid(place)}
        aria-describedby=${describedBy(question, place)}
        @change=${onChange}
        @blur=${onLeave(place)}
      >
        ${chosen === undefined && !isOther ? html`<option value="" selected disabled>Choose…</option>` : nothing}
        ${options.map((o) => html`<option value=${o.value} .selected=${live(o.value === value)}>${o.label}</option>`)}
        ${question.open ? html`<option value=${other} .selected=${live(isOther)}>Another value…</option>` : nothing}</select
      >${icon('chevron-down')}</span
    >${
      isOther && question.open
        ? html`<input
          id=${`${idOf(place.path)}-other`}
          class="code"
          type="text"
          spellcheck="false"
          autocomplete="off"
          aria-label=${`${question.label}, another value`}
          placeholder=${question.open.patternHelp}
          .value=${live(value)}
          aria-invalid=${isInvalid(place)}
          aria-describedby=${describedBy(question, place)}
          @input=${(event: InputEvent) => event.currentTarget instanceof HTMLInputElement && place.set(event.currentTarget.value)}
          @blur=${onLeave(place)}
        />`
        : nothing
    }</span
  >${chosen?.help && !place.isInner ? html`<p class="help chosen">${chosen.help}</p>` : nothing}`;
}
