import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FromReport } from '../../src/protocol/report.ts';
import { button, textButton } from '../shared/button.ts';
import { icon } from '../shared/icon.ts';
import { disagreement, noticeBar } from '../shared/notice.ts';
import { barChart, trendChart } from './charts.ts';
import { categoriesOf, counted, type Filter, type Group, groupsOf, isFiltering, type Model, type Severity, type Shown, severities } from './model.ts';

export interface Actions {
  send(message: FromReport): void;
  filter(change: Partial<Filter>): void;
  clear(): void;
  toggle(rule: string): void;
}

const marks: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'info', info: 'info' };

export const reportView = (m: Model, act: Actions): TemplateResult => html`<div class="panel" @keydown=${onKey(m, act)}>
  ${m.shown ? head(m.shown) : nothing} ${disagreement(m.isMisunderstood, () => act.send({ type: 'reloadWindow' }))} ${noticeBar(m.notice)}
  ${m.shown ? html`<main>${body(m, m.shown, act)}</main>${footer(m.shown, act)}` : nothing}
</div>`;

/** Escape takes the filter away; it does nothing else. */
const onKey =
  (m: Model, act: Actions) =>
  (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented && isFiltering(m.filter)) act.clear();
  };

function head({ where, files, findings, suppressed, progress }: Shown): TemplateResult {
  const found = findings.length === 1 ? '1 finding' : `${findings.length.toLocaleString('en-US')} findings`;
  const fixable = findings.filter((one) => one.fixable).length;
  const parts = [
    progress ? `Looking: ${progress.done} of ${progress.total} parts` : `${files.toLocaleString('en-US')} ${files === 1 ? 'file' : 'files'}`,
    found,
    ...(fixable > 0 ? [`${fixable} ${fixable === 1 ? 'has' : 'have'} a fix`] : []),
    ...(suppressed > 0 ? [`${suppressed} kept quiet`] : []),
  ];
  return html`<header>
    <h1><span class="quiet">Best Practices · </span>${where}</h1>
    <p class="quiet" role="status">${parts.join(' · ')}</p>
  </header>`;
}

function body(m: Model, shown: Shown, act: Actions): TemplateResult {
  if (shown.findings.length === 0)
    return html`<p class="empty">${
      shown.progress
        ? 'What is found is listed here as it is found.'
        : 'Nothing was found: Terraform, Kubernetes YAML and Dockerfiles here are as they should be.'
    }</p>${notes(shown)}`;
  const groups = groupsOf(shown, m.filter);
  const byCategory = new Map(shown.rules.map(({ id, category }) => [id, category]));
  return html`<div class="charts">
      ${barChart(
        'By severity',
        counted(
          severities,
          shown.findings.map((one) => one.severity),
        ),
        m.filter.severity,
        (severity) => act.filter({ severity: severities.find((one) => one === severity) ?? '' }),
      )}
      ${barChart(
        'By category',
        counted(
          categoriesOf(shown),
          shown.findings.map((one) => byCategory.get(one.rule) ?? ''),
        ),
        m.filter.category,
        (category) => act.filter({ category }),
      )}
      ${trendChart(shown.trend, shown.now)}
    </div>
    ${filterBar(m, shown, act)}
    ${groups.length === 0 ? html`<p class="empty">No finding matches. ${textButton('Show all', act.clear)}</p>` : nothing}
    <ul class="groups" aria-label="Findings by rule">
      ${repeat(
        groups,
        ({ rule }) => rule.id,
        (group) => groupRow(m, group, shown.untrusted, act),
      )}
    </ul>
    ${notes(shown)}`;
}

const filterBar = (m: Model, shown: Shown, act: Actions): TemplateResult => html`<div class="filter" role="search">
  <label for="words">Filter</label>
  <input
    id="words"
    type="text"
    placeholder="Words, a file or a resource"
    .value=${m.filter.text}
    @input=${({ currentTarget }: InputEvent) => currentTarget instanceof HTMLInputElement && act.filter({ text: currentTarget.value })}
  />
  ${choice('severity', 'Severity', severities, m.filter.severity, (value) => act.filter({ severity: severities.find((one) => one === value) ?? '' }))}
  ${choice('category', 'Category', categoriesOf(shown), m.filter.category, (category) => act.filter({ category }))}
  ${isFiltering(m.filter) ? textButton('Show all', act.clear) : nothing}
</div>`;

const choice = (
  id: string,
  label: string,
  values: readonly string[],
  chosen: string,
  choose: (value: string) => void,
): TemplateResult => html`<label class="heard" for=${id}>${label}</label>
  <span class="select">
    <select id=${id} .value=${chosen} @change=${({ currentTarget }: Event) => currentTarget instanceof HTMLSelectElement && choose(currentTarget.value)}>
      <option value="" ?selected=${chosen === ''}>Any ${label.toLowerCase()}</option>
      ${values.map((value) => html`<option value=${value} ?selected=${chosen === value}>${value}</option>`)}
    </select>
    ${icon('chevron-down')}
  </span>`;

function groupRow(m: Model, { rule, rows }: Group, untrusted: boolean, act: Actions): TemplateResult {
  const isOpen = m.unfolded.has(rule.id);
  const canFix = rule.fixable && !rule.replaces && rows.some((row) => row.fixable);
  return html`<li class="group">
    <div class="group-line">
      <button type="button" class="fold" aria-expanded=${isOpen} aria-controls=${`of-${rule.id}`} @click=${() => act.toggle(rule.id)}>
        ${icon(isOpen ? 'chevron-down' : 'chevron-right')} <span class="severity">${icon(marks[rule.severity], `mark ${rule.severity}`)} ${rule.severity}</span>
        <span class="group-title">${rule.title}</span> <span class="quiet">${rows.length}</span>
      </button>
      <span class="group-tools">
        ${canFix && !untrusted ? textButton('Fix all…', () => act.send({ type: 'fixAll', rule: rule.id }), `Fix all of ${rule.title}`) : nothing}
        ${textButton('Rule', () => act.send({ type: 'showRule', rule: rule.id }), `Show the rule ${rule.title}`)}
      </span>
    </div>
    <div id=${`of-${rule.id}`} ?hidden=${!isOpen}>${isOpen ? inside(rule.why, rows, act) : nothing}</div>
  </li>`;
}

const inside = (why: string, rows: Group['rows'], act: Actions): TemplateResult => html`<p class="why quiet">${why}</p>
  <ul class="rows">
    ${rows.map(
      (row) => html`<li>
        ${textButton(html`<span class="code">${row.file}:${row.line}</span>`, () => act.send({ type: 'open', index: row.index }), `Open ${row.file}:${row.line}`)}
        <span class="code quiet">${row.resource}</span> ${row.message}${row.fixable ? html` <span class="quiet">Has a fix.</span>` : nothing}
      </li>`,
    )}
  </ul>`;

const notes = ({ notes: all }: Shown): TemplateResult | typeof nothing =>
  all.length === 0
    ? nothing
    : html`<section aria-labelledby="notes-title">
        <h2 id="notes-title">Not checked</h2>
        <ul class="rows">
          ${all.map((note) => html`<li>${icon('info', 'info')} ${note}</li>`)}
        </ul>
      </section>`;

function footer({ findings, untrusted }: Shown, act: Actions): TemplateResult {
  const fixable = findings.filter((one) => one.fixable).length;
  const waits = untrusted ? 'Trust this folder first: nothing is written into one that nobody trusts.' : undefined;
  return html`<footer class="bar-bottom">
    <div class="buttons left">${button({ label: 'Check again', press: () => act.send({ type: 'again' }), id: 'again' })}</div>
    <div class="buttons">
      ${button({ label: 'Export…', press: () => act.send({ type: 'export' }), id: 'export' })}
      ${fixable === 0 ? nothing : button({ label: 'Plan the fixes…', press: () => act.send({ type: 'fixAll' }), primary: true, id: 'primary', ...(waits ? { waits } : {}) })}
    </div>
  </footer>`;
}
