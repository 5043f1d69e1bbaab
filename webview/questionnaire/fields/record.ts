import { html, nothing, type TemplateResult } from 'lit';
import type { Answer, ListQuestion, Question } from '../../../src/protocol/question.ts';
import { iconButton } from '../../shared/button.ts';
import { field, idOf, type Place, problems } from '../field.ts';
import type { RowActions } from './list.ts';

type Row = { readonly [field: string]: Answer };

/** One record as a card: its fields side by side where there is room. */
export function recordRow(question: ListQuestion, place: Place, record: Row, i: number, row: RowActions): TemplateResult {
  const path = `${place.path}[${i}]`;
  const named = nameOf(question, record);
  const title = `${capital(question.item)} ${named ? `“${named}”` : i + 1}`;
  return html`<fieldset class="record" aria-describedby=${place.problemsAt(path).length > 0 ? `${idOf(path)}-problem` : nothing}>
    <legend>${title}</legend>
    <div class="record-actions">
      ${row.canAdd ? iconButton('copy', `Duplicate ${title}`, row.duplicate) : nothing} ${row.canRemove ? iconButton('trash', `Remove ${title}`, row.remove) : nothing}
    </div>
    <div class="record-fields">
      ${(question.fields ?? []).map((inner) =>
        field(inner, {
          ...place,
          path: `${path}.${inner.id}`,
          value: record[inner.id],
          offered: undefined,
          isInner: true,
          reset: undefined,
          set: (value) => row.set({ ...record, [inner.id]: value }),
        }),
      )}
    </div>
    ${(question.fields ?? []).map((inner) => problems(place, `${path}.${inner.id}`, inner.label))} ${problems(place, path)}
  </fieldset>`;
}

/** A row of defaults. */
export const newRecord = (fields: readonly Question[]): Row =>
  Object.fromEntries(fields.map((f) => [f.id, f.default ?? (f.type === 'number' ? (f.min ?? 0) : '')]));

const nameOf = (question: ListQuestion, record: Row): string => {
  const first = question.fields?.find((f) => f.type === 'text');
  return first ? `${record[first.id] ?? ''}` : '';
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
