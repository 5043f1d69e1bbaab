import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { BooleanQuestion } from '../../../src/protocol/question.ts';
import { describedBy, help, idOf, isInvalid, onLeave, type Place, problems, standing } from '../field.ts';

/** The label is beside the box, as everywhere in VS Code. */
export const booleanField = (question: BooleanQuestion, place: Place): TemplateResult => html`<div class="field ${place.isInner ? 'inner' : ''}">
  <div class="label-line">
    <label class="check"
      ><input
        id=${idOf(place.path)}
        type="checkbox"
        .checked=${live(place.value === true)}
        aria-invalid=${isInvalid(place)}
        aria-describedby=${describedBy(question, place)}
        @change=${({ currentTarget }: Event) => currentTarget instanceof HTMLInputElement && place.set(currentTarget.checked)}
        @blur=${onLeave(place)}
      /><span class="legend">${question.label}</span></label
    >
    ${standing(question, place)}
  </div>
  ${problems(place)} ${help(question, place)}
</div>`;
