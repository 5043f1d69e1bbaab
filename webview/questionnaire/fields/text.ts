import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { TextQuestion } from '../../../src/protocol/question.ts';
import { describedBy, idOf, isInvalid, onLeave, type Place } from '../field.ts';

export const textField = (question: TextQuestion, place: Place): TemplateResult => html`<input
  id=${idOf(place.path)}
  class=${question.type === 'text' ? 'wide' : `code ${question.type}`}
  type="text"
  spellcheck="false"
  autocomplete="off"
  .value=${live(`${place.value ?? ''}`)}
  placeholder=${question.placeholder ?? nothing}
  aria-required=${question.required ? 'true' : nothing}
  aria-invalid=${isInvalid(place)}
  aria-describedby=${describedBy(question, place)}
  @input=${({ currentTarget }: InputEvent) => currentTarget instanceof HTMLInputElement && place.set(currentTarget.value)}
  @blur=${onLeave(place)}
/>`;
