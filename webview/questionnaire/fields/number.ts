import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { NumberQuestion } from '../../../src/protocol/question.ts';
import { icon } from '../../shared/icon.ts';
import { describedBy, idOf, isInvalid, onLeave, type Place } from '../field.ts';

/**
 * A text field that takes a number: the browser's own number field throws away what it can't read, and a person's
 * typing must never be lost. What is no number is sent as the text it is, and comes back with what would be right.
 */
export function numberField(question: NumberQuestion, place: Place): TemplateResult {
  if (question.oneOf) return numberSelect(question, question.oneOf, place);
  const set = (text: string): void => {
    place.type(place.path, text);
    place.set(isNumber(text) ? Number(text) : text);
  };
  const onKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (by === 0 || typeof place.value !== 'number') return;
    event.preventDefault();
    set(`${within(question, place.value + by * (question.step ?? 1))}`);
  };
  return html`<span class="number"
    ><input
      id=${idOf(place.path)}
      type="text"
      inputmode="numeric"
      autocomplete="off"
      .value=${live(place.draftAt(place.path) ?? `${place.value ?? ''}`)}
      aria-required=${question.required ? 'true' : nothing}
      aria-invalid=${isInvalid(place)}
      aria-describedby=${[question.unit && `${idOf(place.path)}-unit`, describedBy(question, place)].filter((id) => typeof id === 'string' && id !== '').join(' ') || nothing}
      @input=${({ currentTarget }: InputEvent) => currentTarget instanceof HTMLInputElement && set(currentTarget.value)}
      @keydown=${onKey}
      @blur=${onLeave(place)}
    />${question.unit ? html`<span class="quiet" id=${`${idOf(place.path)}-unit`}>${question.unit}</span>` : nothing}</span
  >`;
}

/** Only some numbers are right: they are offered. A value that is none of them (from a file) stays to be seen, with its problem. */
function numberSelect(question: NumberQuestion, oneOf: readonly number[], place: Place): TemplateResult {
  const all = typeof place.value === 'number' && !oneOf.includes(place.value) ? [place.value, ...oneOf] : oneOf;
  return html`<span class="number"
    ><span class="select"
      ><select
        id=${idOf(place.path)}
        aria-invalid=${isInvalid(place)}
        aria-describedby=${describedBy(question, place)}
        @change=${({ currentTarget }: Event) => currentTarget instanceof HTMLSelectElement && place.set(Number(currentTarget.value))}
        @blur=${onLeave(place)}
      >
        ${all.map((n) => html`<option value=${n} .selected=${live(n === place.value)}>${n.toLocaleString('en-US')}${question.unit ? ` ${question.unit}` : ''}</option>`)}</select
      >${icon('chevron-down')}</span
    ></span
  >`;
}

const isNumber = (text: string): boolean => /^\s*-?\d+([.]\d+)?\s*$/.test(text);

const within = ({ min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: NumberQuestion, value: number): number =>
  Math.min(max, Math.max(min, value));
