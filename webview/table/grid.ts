import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Column } from '../../src/protocol/table.ts';
import { isEmpty, plain, shown } from '../../src/protocol/table-cell.ts';
import { icon } from '../shared/icon.ts';
import type { Actions } from './actions.ts';
import { actedRows, actsOf, type Model, shownColumns } from './model.ts';

/** px; the style sheet says the same. */
export const rowHeight = 24;

/** Characters of a text that a tooltip shows. */
const tooltipMax = 2_000;

/** The list as a grid. Only the rows on the screen are in the page; the keyboard goes over all of them. */
export function grid(m: Model, act: Actions): TemplateResult {
  const columns = shownColumns(m);
  const { row, column } = m.active;
  const isDrawn = row < 0 || (row >= m.first && row < m.first + m.count);
  const heads = m.filters ? 2 : 1;
  const chosen = contextOf(m, actedRows(m), actsOf(m));
  return html`<div
    id="grid"
    class="grid"
    role="grid"
    tabindex="0"
    aria-label=${m.shown?.title ?? 'Table'}
    aria-multiselectable="true"
    aria-rowcount=${m.order.length + heads}
    aria-colcount=${columns.length}
    aria-activedescendant=${isDrawn && columns.length > 0 ? cellId(row, column) : nothing}
    aria-busy=${m.asking === undefined ? 'false' : 'true'}
    data-vscode-context=${chosen}
    @keydown=${act.key}
    @scroll=${act.scroll}
  >
    <div class="head" role="rowgroup">
      <div class="line" role="row" aria-rowindex="1">${columns.map((one, i) => title(m, one, i, act))}</div>
      ${m.filters ? html`<div class="line" role="row" aria-rowindex="2">${columns.map((one) => filter(m, one, act))}</div>` : nothing}
    </div>
    <div class="body" role="rowgroup" .style=${`height:${m.order.length * rowHeight}px;padding-top:${m.first * rowHeight}px`}>
      ${m.order.slice(m.first, m.first + m.count).map((at, i) => line(m, columns, m.first + i, at, heads, chosen, act))}
    </div>
  </div>`;
}

export const cellId = (row: number, column: number): string => `cell-${row < 0 ? 'head' : row}-${column}`;

/** What VS Code's menu of rows goes by: read from here when it opens. */
const contextOf = ({ shown: s }: Model, rows: readonly number[], acts: string): string =>
  JSON.stringify({ preventDefaultContextMenuItems: true, nimbusTable: s?.table ?? '', nimbusRows: acts === '' ? [] : rows, nimbusActs: acts });

function title(m: Model, { id, title: named, kind, help }: Column, i: number, act: Actions): TemplateResult {
  const sort = m.sort?.column === id ? (m.sort.down ? 'descending' : 'ascending') : 'none';
  const isActive = m.active.row < 0 && m.active.column === i;
  return html`<div
    id=${cellId(-1, i)}
    class="cell title ${isNumber(kind) ? 'amount' : ''} ${isActive ? 'active' : ''}"
    role="columnheader"
    aria-colindex=${i + 1}
    aria-sort=${sort}
    title=${help ?? `Sort by ${named}`}
    @click=${() => act.sort(id)}
  >
    <span class="name">${named}</span>${sort === 'none' ? nothing : icon(sort === 'ascending' ? 'arrow-up' : 'arrow-down')}
  </div>`;
}

const filter = (m: Model, { id, title: named, kind }: Column, act: Actions): TemplateResult => html`<div class="cell" role="gridcell">
  <input
    type="text"
    class="column-filter"
    aria-label=${`Filter ${named}`}
    placeholder=${isNumber(kind) || kind === 'time' || kind === 'age' ? '> < ..' : ''}
    title=${hints[kind === 'time' ? 'time' : isNumber(kind) || kind === 'age' ? 'number' : 'text']}
    spellcheck="false"
    autocomplete="off"
    .value=${live(m.byColumn[id] ?? '')}
    @input=${({ currentTarget }: InputEvent) => currentTarget instanceof HTMLInputElement && act.filterColumn(id, currentTarget.value)}
  />
</div>`;

const hints = {
  text: 'A part of the text; with ! in front: what has it not',
  number: 'A part of it, or > 5, <= 10, 5..10; with ! in front: what has it not',
  time: 'A part of it, or > 2026-01-31, 2026-01-01..2026-01-31',
} as const;

const isNumber = (kind: Column['kind']): boolean => kind === 'number' || kind === 'ordinal' || kind === 'bytes';

function line(
  m: Model,
  columns: readonly (Column & { readonly at: number })[],
  row: number,
  at: number,
  heads: number,
  chosen: string,
  act: Actions,
): TemplateResult {
  const values = m.shown?.rows[at] ?? [];
  const isSelected = m.selected.has(at);
  const isActive = m.active.row === row;
  return html`<div
    class="line row ${isSelected ? 'selected' : ''} ${row % 2 === 1 ? 'odd' : ''}"
    role="row"
    aria-rowindex=${row + 1 + heads}
    aria-selected=${isSelected ? 'true' : 'false'}
    data-vscode-context=${isSelected && m.selected.size > 1 ? chosen : contextOf(m, [at], m.shown?.acts?.[at] ?? '')}
  >
    ${columns.map(
      ({ kind, at: place }, i) => html`<div
        id=${cellId(row, i)}
        class="cell ${isNumber(kind) ? 'amount' : ''} ${isActive && m.active.column === i ? 'active' : ''}"
        role="gridcell"
        aria-colindex=${i + 1}
        title=${tooltip(values[place])}
        @mousedown=${(event: MouseEvent) => act.press(event, row, i)}
      >
        ${isEmpty(values[place]) ? html`<span class="none" aria-label="nothing">–</span>` : shown(values[place], kind)}
      </div>`,
    )}
  </div>`;
}

const tooltip = (value: unknown): string => {
  const text = value !== null && typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value, null, 1) : plain(value);
  return text.length > tooltipMax ? `${text.slice(0, tooltipMax)} …` : text;
};

/** As wide as most values are, in characters; what is over is cut, and whole in the tooltip. */
export function widths(m: Model): { readonly columns: string; readonly least: string } {
  const rows = m.shown?.rows ?? [];
  const step = Math.max(1, Math.floor(rows.length / 200));
  const sample = rows.filter((_, i) => i % step === 0);
  const all = shownColumns(m).map(({ title: named, kind, at }) => {
    const lengths = sample.map((values) => shown(values[at], kind).length).sort((a, b) => a - b);
    const most = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
    return Math.max(6, Math.min(56, Math.max(named.length + 3, most + 1)));
  });
  return { columns: all.map((n) => `minmax(${n}ch, ${n}fr)`).join(' '), least: `calc(${all.reduce((sum, n) => sum + n, 0)}ch + ${all.length * 16}px)` };
}
