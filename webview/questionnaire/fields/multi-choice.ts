import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { MultiChoiceQuestion } from '../../../src/protocol/question.ts';
import { group, idOf, type Place } from '../field.ts';
import { offeredOf } from './choice.ts';

export function multiChoiceField(question: MultiChoiceQuestion, place: Place): TemplateResult {
  const chosen = Array.isArray(place.value) ? place.value.filter((v) => typeof v === 'string') : [];
  const options = offeredOf(question.options, place);
  // In the order of the options, so that the same choice is the same answer however it was clicked together.
  const toggle = (value: string, isOn: boolean): void =>
    place.set(question.options.map((o) => o.value).filter((v) => (v === value ? isOn : chosen.includes(v))));
  return group(
    question,
    place,
    html`<div class=${options.some((o) => o.help) ? 'choices rows' : 'choices'}>
      ${options.map(
        (option, i) => html`<label class="check"
          ><input
            type="checkbox"
            id=${i === 0 ? idOf(place.path) : `${idOf(place.path)}-${i}`}
            .checked=${live(chosen.includes(option.value))}
            aria-describedby=${option.help ? `${idOf(place.path)}-${i}-help` : nothing}
            @change=${({ currentTarget }: Event) => currentTarget instanceof HTMLInputElement && toggle(option.value, currentTarget.checked)}
          /><span>${option.label}${option.help ? ' ' : nothing}${option.help ? html`<span class="option-help" id=${`${idOf(place.path)}-${i}-help`}>${option.help}</span>` : nothing}</span></label
        >`,
      )}
    </div>`,
  );
}
