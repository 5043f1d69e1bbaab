import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { count } from '../../src/base/say.ts';
import { actRowsMax } from '../../src/protocol/table.ts';
import { button, iconButton, textButton } from '../shared/button.ts';
import { icon } from '../shared/icon.ts';
import { disagreement, noticeBar } from '../shared/notice.ts';
import { ago, exactly } from '../shared/time.ts';
import type { Actions } from './actions.ts';
import { grid } from './grid.ts';
import { actedRows, actsOf, chosenRows, isFiltered, type Model, type Shown } from './model.ts';

/** The whole panel. */
export const tableView = (m: Model, act: Actions): TemplateResult => html`<div class="panel table-panel">
  ${m.shown ? head(m, m.shown, act) : nothing} ${disagreement(m.isMisunderstood, () => act.send({ type: 'reloadWindow' }))} ${noticeBar(m.notice)}
  ${failure(m, act)}
  ${m.shown ? html`<main>${m.shown.askedAt === undefined ? before(m, act) : body(m, m.shown, act)}</main>${footer(m, m.shown, act)}` : nothing}
</div>`;

const head = (m: Model, shown: Shown, act: Actions): TemplateResult => html`<header class="panel-head">
  <div>
    <h1>${shown.title}</h1>
    <p class="quiet small about">
      ${shown.about.join(' · ')}${shown.askedAt === undefined ? nothing : html` · <span title=${exactly(shown.askedAt)}>${shown.live ? 'asked' : 'as it was'} ${ago(shown.askedAt, Date.now())}</span>`}
    </p>
  </div>
  <div class="tools">
    ${
      m.asking === undefined
        ? shown.live
          ? html`${textButton('Ask for something else…', () => act.send({ type: 'askOther' }))} ${iconButton('refresh', 'Refresh', () => act.send({ type: 'refresh' }))}`
          : nothing
        : html`<span class="asking" role="status">${icon('loading', 'codicon-modifier-spin')} ${m.asking}</span>${textButton('Cancel', act.cancel)}`
    }
  </div>
</header>`;

const failure = (m: Model, act: Actions): TemplateResult => html`<div role="alert">
  ${
    m.failure === undefined
      ? nothing
      : html`<div class="notice error">
          ${icon('error', 'error')}
          <div>
            <p>${m.failure.message}${m.shown?.askedAt === undefined ? nothing : ' What is shown is from before.'}</p>
            <p><strong>What to do:</strong> ${m.failure.fix} ${m.shown?.live ? textButton('Try again', () => act.send({ type: 'refresh' })) : nothing}</p>
            ${m.failure.details ? html`<details><summary>Details</summary><pre tabindex="0" role="group" aria-label="Details">${m.failure.details}</pre></details>` : nothing}
          </div>
        </div>`
  }
</div>`;

/** Nothing has been answered yet. */
const before = (m: Model, act: Actions): TemplateResult =>
  m.asking !== undefined
    ? html`<div class="waiting-rows" aria-hidden="true">${[1, 2, 3, 4, 5, 6].map(() => html`<div class="bar row"></div>`)}</div>`
    : m.stopped
      ? html`<p class="empty">Nothing was asked to the end. ${textButton('Ask again', () => act.send({ type: 'refresh' }))}</p>`
      : html``;

const body = (m: Model, shown: Shown, act: Actions): TemplateResult => html`
  ${shown.rows.length === 0 && shown.lists.length < 2 ? nothing : toolbar(m, shown, act)}
  ${
    shown.rows.length === 0
      ? html`<p class="empty">
          There is nothing in this list.
          ${shown.live ? textButton('Ask for something else…', () => act.send({ type: 'askOther' })) : nothing}
        </p>`
      : html`${grid(m, act)}
        ${m.order.length === 0 ? html`<p class="empty none-left">No row is like that. ${textButton('Show all rows', act.clearFilters)}</p>` : nothing}`
  }
`;

const toolbar = (m: Model, shown: Shown, act: Actions): TemplateResult => html`<div class="toolbar" role="toolbar" aria-label="Rows and columns">
  ${
    shown.lists.length < 2
      ? nothing
      : html`<span class="select"
          ><select aria-label="List" @change=${({ currentTarget }: Event) => currentTarget instanceof HTMLSelectElement && act.send({ type: 'chooseList', list: currentTarget.value })}>
            ${shown.lists.map(({ id, title, count: n }) => html`<option value=${id} ?selected=${id === shown.list}>${title} (${n.toLocaleString('en-US')})</option>`)}</select
          >${icon('chevron-down')}</span
        >`
  }
  <input
    id="filter"
    type="text"
    class="filter"
    aria-label="Filter rows"
    placeholder="Filter rows"
    spellcheck="false"
    autocomplete="off"
    .value=${live(m.text)}
    @input=${({ currentTarget }: InputEvent) => currentTarget instanceof HTMLInputElement && act.filter(currentTarget.value)}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Escape') act.filter('');
      else if (event.key === 'ArrowDown') document.getElementById('grid')?.focus();
    }}
  />
  <button type="button" class="icon toggle" aria-pressed=${m.filters ? 'true' : 'false'} aria-label="Filter by column" title="Filter by column" @click=${act.toggleFilters}>
    ${icon(m.filters ? 'filter-filled' : 'filter')}
  </button>
  ${iconButton('split-horizontal', 'Columns…', () => act.send({ type: 'chooseColumns' }))}
</div>`;

function footer(m: Model, shown: Shown, act: Actions): TemplateResult {
  if (shown.askedAt === undefined || shown.rows.length === 0) return html``;
  const rows = chosenRows(m);
  const waits = rows.length === 0 ? { waits: 'No row is shown.' } : {};
  const what = m.selected.size === 0 ? '' : ` ${count(rows.length, 'row')}`;
  return html`<footer class="bar-bottom">
    <p class="count" id="count">
      ${countWords(m, shown)}${m.selected.size === 0 ? nothing : html`<span class="quiet"> · ${m.selected.size.toLocaleString('en-US')} selected</span>`}
      ${shown.cut === undefined ? nothing : html`<span class="quiet"> · ${shown.cut}</span>`}
    </p>
    <div class="buttons">
      ${actsButton(m, act)}
      ${button({ label: `Copy${what}…`, press: () => act.send({ type: 'copyRows', rows: [...rows] }), id: 'copy', ...waits })}
      ${button({ label: `Export${what}…`, press: () => act.send({ type: 'export', rows: [...rows] }), id: 'export', primary: true, ...waits })}
    </div>
  </footer>`;
}

/** What the right-click offers. Of several rows it says why there is nothing; a table that offers nothing for any has no button. */
function actsButton(m: Model, act: Actions): TemplateResult | typeof nothing {
  const rows = actedRows(m);
  const press = () => act.send({ type: 'rowMenu', rows: [...rows] });
  if (rows.length < 2) return actsOf(m) === '' ? nothing : button({ label: 'Actions…', press, id: 'actions' });
  if (!rows.some((row) => (m.shown?.acts?.[row] ?? '') !== '')) return nothing;
  const why =
    rows.length > actRowsMax ? `Something can be done with ${actRowsMax} rows at once, at the most.` : 'Nothing can be done with all of these at once.';
  return button({ label: `Actions for ${count(rows.length, 'row')}…`, press, id: 'actions', ...(actsOf(m) === '' ? { waits: why } : {}) });
}

/** `340 rows`, and with a filter `12 of 340`. */
export const countWords = (m: Model, shown: Shown): string =>
  isFiltered(m) ? `${m.order.length.toLocaleString('en-US')} of ${shown.rows.length.toLocaleString('en-US')}` : count(shown.rows.length, 'row');
