import '../shared/skeleton.css';
import '../shared/base.css';
import '../shared/form.css';
import './table.css';
import { render } from 'lit';
import { count } from '../../src/base/say.ts';
import { type FromTable, readToTable, type ToTable } from '../../src/protocol/table.ts';
import type { Sort } from '../../src/protocol/table-order.ts';
import { announce, readyToAnnounce } from '../shared/announce.ts';
import { connect } from '../shared/host.ts';
import type { Actions } from './actions.ts';
import { cellId, rowHeight, widths } from './grid.ts';
import { pressed } from './keys.ts';
import { actedRows, arranged, chosenRows, emptyModel, type Model, moved, nextSort, shownColumns, withShown } from './model.ts';
import { countWords, tableView } from './view.ts';

const app = document.getElementById('app') ?? document.body;

/** Rows drawn above and below what is seen. */
const spare = 12;

/** The count is said once the person has stopped typing, ms. */
const settleMs = 400;

const host = connect<ToTable, FromTable>({ read: readToTable, take, misunderstood: () => update({ ...model, isMisunderstood: true }) });

let model: Model = { ...emptyModel, ...kept() };
let paintRequested = false;
let settled = 0;

/** What the person had asked for before the page was hidden. */
function kept(): Partial<Model> {
  const state = host.kept();
  if (typeof state !== 'object' || state === null) return {};
  const { text, byColumn, sort, filters, row } = state as Record<string, unknown>;
  return {
    ...(typeof text === 'string' ? { text } : {}),
    ...(typeof byColumn === 'object' && byColumn !== null ? { byColumn: byColumn as Record<string, string> } : {}),
    ...(typeof sort === 'object' && sort !== null ? { sort: sort as Sort } : {}),
    ...(typeof row === 'number' ? { active: { row, column: 0 } } : {}),
    filters: filters === true,
  };
}

function take(message: ToTable): void {
  switch (message.type) {
    case 'show': {
      const isFirst = model.shown === undefined;
      update(withShown(model, message));
      if (isFirst) requestAnimationFrame(() => reveal(model.active.row));
      if (message.askedAt !== undefined) say();
      break;
    }
    case 'asking':
      update({ ...model, asking: message.text, failure: undefined, stopped: false });
      break;
    case 'stopped':
      update({
        ...model,
        asking: undefined,
        stopped: true,
        notice: { level: 'info', text: model.shown?.askedAt === undefined ? '' : 'Not asked to the end; what is shown is from before.' },
      });
      break;
    case 'failed':
      update({ ...model, asking: undefined, failure: message });
      break;
    case 'columns': {
      if (model.shown === undefined) break;
      const shown = { ...model.shown, columns: model.shown.columns.map((column) => ({ ...column, shown: message.shown.includes(column.id) })) };
      update(arranged({ ...model, shown }));
      break;
    }
    case 'notice':
      update({ ...model, notice: message });
      break;
  }
}

function update(next: Model): void {
  const isOther =
    next.text !== model.text ||
    next.byColumn !== model.byColumn ||
    next.sort !== model.sort ||
    next.filters !== model.filters ||
    next.active.row !== model.active.row;
  model = next;
  if (isOther) host.keep({ text: model.text, byColumn: model.byColumn, sort: model.sort, filters: model.filters, row: model.active.row });
  if (paintRequested) return;
  paintRequested = true;
  requestAnimationFrame(paint);
}

function paint(): void {
  paintRequested = false;
  if (model.shown === undefined && !model.isMisunderstood) return;
  if (app.querySelector('.skeleton')) app.replaceChildren();
  render(tableView(model, actions), app);
  measure();
}

let measured: unknown;

/** Widths by what the columns hold; how many rows are drawn by what is seen of the grid. */
function measure(): void {
  const box = document.getElementById('grid');
  if (box === null) return;
  const of = model.shown;
  if (measured !== of) {
    measured = of;
    const { columns, least } = widths(model);
    box.style.setProperty('--columns', columns);
    box.style.setProperty('--least', least);
  }
  look();
}

/** Draws other rows when other rows are seen. */
function look(): void {
  const box = document.getElementById('grid');
  if (box === null) return;
  const first = Math.max(0, Math.floor(box.scrollTop / rowHeight) - spare);
  const count = Math.ceil(box.clientHeight / rowHeight) + 2 * spare;
  if (first !== model.first || count !== model.count) update({ ...model, first, count });
}

/** Scrolls so that a row is seen, below the header. */
function reveal(row: number): void {
  const box = document.getElementById('grid');
  if (box === null || row < 0) return;
  const header = box.querySelector<HTMLElement>('.head')?.offsetHeight ?? 0;
  const top = row * rowHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + rowHeight > box.scrollTop + box.clientHeight - header) box.scrollTop = top + rowHeight - box.clientHeight + header;
  look();
}

/** Says how many rows there are now to people who hear the page. */
function say(): void {
  clearTimeout(settled);
  settled = window.setTimeout(() => model.shown && announce(countWords(model, model.shown)), settleMs);
}

/** How many rows are selected is said where it is not the one a person is on, which is read anyway. */
function choose(next: Model): void {
  const [before, after] = [model.selected, next.selected];
  update(next);
  if (before === after || (before.size < 2 && after.size === 1)) return;
  clearTimeout(settled);
  settled = window.setTimeout(() => announce(after.size === 0 ? 'No row selected' : `${count(after.size, 'row')} selected`), settleMs);
}

function wanted(change: Partial<Pick<Model, 'text' | 'byColumn' | 'sort'>>): void {
  update(arranged({ ...model, notice: undefined, ...change, active: toTheTop() }));
  say();
}

/** Other rows begin with the first one; who is in the header stays there. */
function toTheTop(): Model['active'] {
  document.getElementById('grid')?.scrollTo({ top: 0 });
  return { row: Math.min(0, model.active.row), column: model.active.column };
}

function sortBy(column: string): void {
  const sort = nextSort(model.sort, column);
  update(arranged({ ...model, sort, active: toTheTop() }));
  const title = model.shown?.columns.find(({ id }) => id === column)?.title ?? column;
  announce(sort === undefined ? 'In the order they came' : `Sorted by ${title}, ${sort.down ? 'descending' : 'ascending'}`);
}

const actions: Actions = {
  send: (message) => host.send(message),
  filter: (text) => wanted({ text }),
  filterColumn: (column, text) => wanted({ byColumn: { ...model.byColumn, [column]: text } }),
  toggleFilters() {
    // What is not seen does not filter.
    update(arranged({ ...model, filters: !model.filters, ...(model.filters ? { byColumn: {} } : {}) }));
  },
  clearFilters: () => wanted({ text: '', byColumn: {} }),
  sort: sortBy,
  press(event, row, column) {
    const isRight = event.button === 2;
    const at = model.order[row] ?? -1;
    const reach = event.shiftKey ? 'range' : isRight ? (model.selected.has(at) ? 'none' : 'only') : event.ctrlKey || event.metaKey ? 'toggle' : 'only';
    choose(moved(model, { row, column }, reach));
    // A range of rows is no range of text.
    if (event.shiftKey) event.preventDefault();
    document.getElementById('grid')?.focus({ preventScroll: true });
  },
  key(event) {
    // The filters in the header have keys of their own.
    if (event.target instanceof HTMLInputElement || event.isComposing) return;
    const box = document.getElementById('grid');
    const page = Math.max(1, Math.floor((box?.clientHeight ?? 0) / rowHeight) - 2);
    const did = pressed(model, event, page);
    if (did === undefined) return;
    event.preventDefault();
    // Nor is it one of VS Code's: Ctrl+A there selects the text of the page.
    event.stopPropagation();
    if ('model' in did) {
      choose(did.model);
      reveal(model.active.row);
      requestAnimationFrame(() =>
        document.getElementById(cellId(model.active.row, model.active.column))?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
      );
    } else if (did.does === 'sort') {
      const column = shownColumns(model)[model.active.column];
      if (column !== undefined) sortBy(column.id);
    } else if (did.does === 'copy') host.send({ type: 'copyRows', form: 'text', rows: [...chosenRows(model)] });
    else if (did.does === 'menu') host.send({ type: 'rowMenu', rows: [...actedRows(model)] });
    else document.getElementById('filter')?.focus();
  },
  scroll: () => look(),
  cancel: () => host.send({ type: 'cancel' }),
};

window.addEventListener('resize', () => look());
// "Asked 3 min ago" grows old by itself.
window.setInterval(() => update(model), 60_000);
readyToAnnounce();
