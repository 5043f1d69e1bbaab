import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Answer, ListQuestion } from '../../../src/protocol/question.ts';
import { announce } from '../../shared/announce.ts';
import { iconButton } from '../../shared/button.ts';
import { icon } from '../../shared/icon.ts';
import { group, idOf, type Place, problems } from '../field.ts';
import { newRecord, recordRow } from './record.ts';

type Row = string | { readonly [field: string]: Answer };

/** What one row can do with its list. */
export interface RowActions {
  readonly canRemove: boolean;
  readonly canAdd: boolean;
  set(row: Row): void;
  remove(): void;
  duplicate(): void;
}

/** A list of texts, one a line, or of records, one a card. */
export function listField(question: ListQuestion, place: Place): TemplateResult {
  const rows: readonly Row[] = Array.isArray(place.value) ? place.value : [];
  const canAdd = rows.length < (question.itemsMax ?? Number.POSITIVE_INFINITY);
  const put = (next: readonly Row[], focus: string, heard: string): void => {
    place.set(next as Answer);
    announce(heard);
    focusSoon(focus);
  };
  const add = (row: Row, at: number): void => put(rows.toSpliced(at, 0, row), firstIn(question, place.path, at), `${question.item} ${at + 1} added`);
  const actions = (i: number): RowActions => ({
    canRemove: rows.length > (question.itemsMin ?? 0),
    canAdd,
    set: (row) => place.set(rows.with(i, row) as Answer),
    remove: () =>
      put(
        rows.toSpliced(i, 1),
        rows.length > 1 ? firstIn(question, place.path, Math.min(i, rows.length - 2)) : `${idOf(place.path)}-add`,
        `${question.item} ${i + 1} removed, ${rows.length - 1} left`,
      ),
    duplicate: () => add(copyOf(question, rows, i), i + 1),
  });

  return group(
    question,
    place,
    html`${rows.map((row, i) => (typeof row === 'string' ? textRow(question, place, row, i, actions(i)) : recordRow(question, place, row, i, actions(i))))}
      <div class="list-end">
        <button type="button" class="text" id=${`${idOf(place.path)}-add`} ?disabled=${!canAdd} @click=${() => add(question.fields ? newRecord(question.fields) : '', rows.length)}>
          ${icon('add')} Add ${question.item}
        </button>
        ${canAdd ? nothing : html`<span class="quiet">${question.itemsMax} is the most.</span>`}
      </div>`,
  );
}

function textRow(question: ListQuestion, place: Place, text: string, i: number, row: RowActions): TemplateResult {
  const path = `${place.path}[${i}]`;
  const isWrong = place.problemsAt(path).length > 0;
  return html`<div class="text-row">
      <input
        id=${idOf(path)}
        type="text"
        class=${question.each?.type === 'cidr' ? 'code' : ''}
        spellcheck="false"
        autocomplete="off"
        aria-label=${`${question.item} ${i + 1}`}
        placeholder=${question.each?.placeholder ?? nothing}
        .value=${live(text)}
        aria-invalid=${isWrong ? 'true' : nothing}
        aria-describedby=${isWrong ? `${idOf(path)}-problem` : nothing}
        @input=${({ currentTarget }: InputEvent) => currentTarget instanceof HTMLInputElement && row.set(currentTarget.value)}
        @blur=${() => place.leave(path)}
      />
      ${row.canRemove ? iconButton('trash', `Remove ${question.item} ${i + 1}`, row.remove) : nothing}
    </div>
    ${problems(place, path)}`;
}

/** A copy is a new thing: its name, the first text of it, says so and stays unique. */
function copyOf(question: ListQuestion, rows: readonly Row[], i: number): Row {
  const row = rows[i] ?? '';
  const name = question.fields?.find((f) => f.type === 'text')?.id;
  if (typeof row === 'string' || name === undefined) return row;
  const taken = rows.map((r) => (typeof r === 'string' ? r : r[name]));
  const stem = `${row[name] ?? ''}`.replace(/-\d+$/, '');
  let n = 2;
  while (taken.includes(`${stem}-${n}`)) n++;
  return { ...row, [name]: `${stem}-${n}` };
}

const firstIn = (question: ListQuestion, path: string, i: number): string =>
  idOf(question.fields ? `${path}[${i}].${question.fields[0]?.id ?? ''}` : `${path}[${i}]`);

/** After the next paint. */
const focusSoon = (id: string): void => {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
};
