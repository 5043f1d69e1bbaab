import { html, nothing, type TemplateResult } from 'lit';
import { duration } from '../../src/base/say.ts';
import { type FromDashboard, periods, type ToolLine } from '../../src/protocol/dashboard.ts';
import { button, textButton } from '../shared/button.ts';
import { disagreement, noticeBar } from '../shared/notice.ts';
import { dates, daysWords, dayTable, runsChart, timesChart } from './charts.ts';
import { counted, type Model, percent, type Shown } from './model.ts';
import { changeOf, dollars } from './money.ts';

export interface Actions {
  send(message: FromDashboard): void;
  look(period: number): void;
}

export const dashboardView = (m: Model, act: Actions): TemplateResult => html`<div class="panel">
  ${m.shown ? head(m, m.shown, act) : nothing} ${disagreement(m.isMisunderstood, () => act.send({ type: 'reloadWindow' }))} ${noticeBar(m.notice)}
  ${m.shown ? html`<main>${body(m.shown, act)}</main>${footer(m.shown, act)}` : nothing}
</div>`;

const head = (m: Model, shown: Shown, act: Actions): TemplateResult => html`<header class="panel-head">
  <h1><span class="quiet">Dashboard · </span>${shown.where}</h1>
  <div class="periods" role="radiogroup" aria-label="Days looked back on" @keydown=${(event: KeyboardEvent) => step(event, m.period ?? shown.period, act)}>
    ${periods.map((days) => {
      const isChosen = days === (m.period ?? shown.period);
      return html`<button
        type="button"
        role="radio"
        id=${`period-${days}`}
        aria-checked=${isChosen}
        tabindex=${isChosen ? 0 : -1}
        class="period ${isChosen ? 'chosen' : ''}"
        @click=${() => act.look(days)}
      >
        ${days} days
      </button>`;
    })}
  </div>
</header>`;

/** Arrows go through the choices, as in any group of them. */
function step(event: KeyboardEvent, now: number, act: Actions): void {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const at = periods.map(Number).indexOf(now);
  const next = periods[(at + by + periods.length) % periods.length] ?? periods[0];
  act.look(next);
  requestAnimationFrame(() => document.getElementById(`period-${next}`)?.focus());
}

function body(shown: Shown, act: Actions): TemplateResult {
  if (shown.count === 0)
    return html`<p class="empty">
      ${shown.ever ? 'Nothing was run in these days. Look further back.' : 'What Nimbus plans and runs in this workspace is counted here: how often, how well and how long.'}
    </p>`;
  const spend = { tokens: shown.tokens !== undefined, cost: shown.costUsd !== undefined, bill: shown.bill !== undefined };
  return html`<dl class="tiles">
      ${tile('Runs', shown.count.toLocaleString('en-US'), shown.cut ? 'the newest of more' : '')}
      ${tile('Succeeded', shown.successRate === undefined ? '–' : percent(shown.successRate), shown.successRate === undefined ? 'none ended yet' : 'of those that ended')}
      ${shown.durationMs === undefined ? nothing : html`${tile('Half took under', duration(shown.durationMs.p50), 'p50')}${tile('95 of 100 under', duration(shown.durationMs.p95), 'p95')}`}
      ${shown.tokens === undefined ? nothing : tile('Tokens', shown.tokens.toLocaleString('en-US'), '')}
      ${shown.costUsd === undefined ? nothing : tile('Cost', dollars(shown.costUsd), '')}
      ${shown.bill === undefined ? nothing : tile('The bill, a month', changeOf(shown.bill), `${shown.bill.priced} priced, ${shown.bill.unpriced} not`)}
    </dl>
    ${shown.durationMs === undefined ? nothing : html`<p class="quiet small note">Times run from the plan to the end, the wait for a yes included.</p>`}
    <div class="figures">
      <figure>
        <figcaption><h2>Runs a day</h2><p class="quiet">${daysWords(shown.days)}</p></figcaption>
        ${runsChart(shown.days)} ${dates(shown.days)}
        <p class="keys small"><span class="key succeeded"></span>succeeded <span class="key failed"></span>failed, hatched <span class="key other"></span>other</p>
      </figure>
      ${times(shown)}
    </div>
    ${dayTable(shown.days, spend)} ${tools(shown.tools)}
    <p class="links">
      ${textButton('Show all runs', () => act.send({ type: 'showRuns' }))} ${textButton('Show those that failed', () => act.send({ type: 'showRuns', status: 'failed' }))}
    </p>`;
}

const tile = (name: string, value: string, note: string): TemplateResult =>
  html`<div class="tile">
    <dt>${name}</dt>
    <dd><strong>${value}</strong>${note === '' ? nothing : html` <span class="quiet small">${note}</span>`}</dd>
  </div>`;

function times({ days, durationMs }: Shown): TemplateResult | typeof nothing {
  const chart = timesChart(days);
  if (chart === nothing || durationMs === undefined) return nothing;
  const slowest = days.reduce((most, day) => ((day.durationMs?.p95 ?? 0) > (most?.durationMs?.p95 ?? 0) ? day : most), days[0]);
  return html`<figure>
    <figcaption><h2>How long they took</h2><p class="quiet">The slowest day: 95 of 100 under ${duration(slowest?.durationMs?.p95 ?? 0)}.</p></figcaption>
    ${chart} ${dates(days)}
    <p class="keys small"><span class="key line p50"></span>half under (p50) <span class="key line p95"></span>95 of 100 under (p95), dashed</p>
  </figure>`;
}

function tools(all: readonly ToolLine[] | undefined): TemplateResult {
  if (all === undefined) return html`<p class="quiet" role="status">The tools are being counted…</p>`;
  const most = Math.max(1, ...all.map(({ count }) => count));
  return html`<section>
    <h2 id="tools-title">By tool</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="tools-title">
      <table>
        <thead>
          <tr>
            <th scope="col">Tool</th>
            <th scope="col">Calls</th>
            <td class="measure-cell"></td>
            <th scope="col">Failed</th>
            <th scope="col">Half under</th>
            <th scope="col">95 of 100 under</th>
          </tr>
        </thead>
        <tbody>
          ${all.map(
            ({ name, count, failed, p50Ms, p95Ms }) => html`<tr>
              <th scope="row" class="code">${name}</th>
              <td>${count.toLocaleString('en-US')}</td>
              <td class="measure-cell" aria-hidden="true">
                <svg class="measure" viewBox="0 0 100 8" preserveAspectRatio="none"><rect width=${(count / most) * 100} height="8"></rect></svg>
              </td>
              <td>${failed === 0 ? '0' : `${failed} (${percent(failed / count)})`}</td>
              <td>${duration(p50Ms)}</td>
              <td>${duration(p95Ms)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

const footer = ({ count, ever }: Shown, act: Actions): TemplateResult => html`<footer class="bar-bottom">
  <p class="quiet">${counted(count, 'run')}</p>
  <div class="buttons">
    ${
      count > 0
        ? button({ label: 'Export…', press: () => act.send({ type: 'export' }), id: 'export' })
        : ever
          ? nothing
          : button({ label: 'Generate Terraform…', press: () => act.send({ type: 'generate' }), primary: true, id: 'primary' })
    }
  </div>
</footer>`;
