import { html, nothing, svg, type TemplateResult } from 'lit';
import { duration } from '../../src/base/say.ts';
import type { Day } from '../../src/protocol/dashboard.ts';
import { counted, dayWords } from './model.ts';
import { changeOf, dollars } from './money.ts';

const width = 600;
const height = 120;
const gap = 2;
/** Of a bar's place, so that one day is no wall. */
const barMax = 32;

/**
 * Runs a day as stacked bars. Drawn for the eye alone: the sentence above and the table below say the same to everybody,
 * and failed runs are told by their place at the top and their hatching as well as by colour.
 */
export function runsChart(days: readonly Day[]): TemplateResult {
  const most = Math.max(1, ...days.map(total));
  const place = Math.min(barMax, width / Math.max(1, days.length));
  const bars = days.map((day, i) => {
    let y = height;
    const part = (kind: 'succeeded' | 'other' | 'failed') => {
      const size = (day[kind] / most) * (height - 4);
      y -= size;
      return size === 0 ? nothing : svg`<rect class=${kind} x=${i * place + gap / 2} y=${y} width=${Math.max(1, place - gap)} height=${size}></rect>`;
    };
    return svg`<g>${part('succeeded')}${part('other')}${part('failed')}</g>`;
  });
  return html`<svg class="plot" viewBox="0 0 ${Math.max(place * days.length, place * 8)} ${height}" preserveAspectRatio="none" aria-hidden="true">
    <defs>
      ${svg`<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="failed-ground" width="6" height="6"></rect><line x1="0" y1="0" x2="0" y2="6"></line></pattern>`}
    </defs>
    ${svg`<line class="axis" x1="0" x2="100%" y1=${height} y2=${height}></line>`}${bars}
  </svg>`;
}

/** How long runs took, by day: half of them below the one line, 95 of 100 below the dashed one. */
export function timesChart(days: readonly Day[]): TemplateResult | typeof nothing {
  const known = days.flatMap((day, i) => (day.durationMs === undefined ? [] : [{ i, ...day.durationMs }]));
  if (known.length < 2) return nothing;
  const most = Math.max(1, ...known.map(({ p95 }) => p95));
  const x = (i: number) => (((i + 0.5) / days.length) * width).toFixed(1);
  const y = (ms: number) => (height - 2 - (ms / most) * (height - 8)).toFixed(1);
  const line = (of: 'p50' | 'p95') => svg`<polyline class=${of} points=${known.map((one) => `${x(one.i)},${y(one[of])}`).join(' ')}></polyline>`;
  return html`<svg class="plot" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<line class="axis" x1="0" x2=${width} y1=${height} y2=${height}></line>`}${line('p50')}${line('p95')}
  </svg>`;
}

/** First and last day below a chart. */
export const dates = (days: readonly Day[]): TemplateResult =>
  html`<p class="dates quiet small" aria-hidden="true"><span>${dayWords(days[0]?.day ?? '')}</span><span>${dayWords(days.at(-1)?.day ?? '')}</span></p>`;

/** The numbers of the charts, for whoever wants or hears them. */
export function dayTable(days: readonly Day[], spend: { readonly tokens: boolean; readonly cost: boolean; readonly bill: boolean }): TemplateResult {
  return html`<details class="numbers">
    <summary>By day, as a table</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Runs by day">
      <table>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Succeeded</th>
            <th scope="col">Failed</th>
            <th scope="col">Other</th>
            <th scope="col">Half under</th>
            <th scope="col">95 of 100 under</th>
            ${spend.tokens ? html`<th scope="col">Tokens</th>` : nothing}${spend.cost ? html`<th scope="col">Cost</th>` : nothing}${spend.bill ? html`<th scope="col">The bill, a month</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${days
            .filter((day) => total(day) > 0)
            .toReversed()
            .map(
              (day) => html`<tr>
                <th scope="row">${dayWords(day.day)}</th>
                <td>${day.succeeded}</td>
                <td>${day.failed}</td>
                <td>${day.other}</td>
                <td>${day.durationMs === undefined ? '–' : duration(day.durationMs.p50)}</td>
                <td>${day.durationMs === undefined ? '–' : duration(day.durationMs.p95)}</td>
                ${spend.tokens ? html`<td>${day.tokens?.toLocaleString('en-US') ?? '–'}</td>` : nothing}${spend.cost ? html`<td>${day.costUsd === undefined ? '–' : dollars(day.costUsd)}</td>` : nothing}${spend.bill ? html`<td>${day.bill === undefined ? '–' : changeOf(day.bill)}</td>` : nothing}
              </tr>`,
            )}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** What the bars show, in a sentence. */
export function daysWords(days: readonly Day[]): string {
  const busiest = days.reduce<Day | undefined>((most, day) => (most === undefined || total(day) > total(most) ? day : most), undefined);
  if (busiest === undefined) return '';
  const failed = days.reduce((sum, day) => sum + day.failed, 0);
  return `Most on ${dayWords(busiest.day)}: ${counted(total(busiest), 'run')}. ${failed === 0 ? 'None failed.' : `${counted(failed, 'run')} failed in all.`}`;
}

export const total = ({ succeeded, failed, other }: Day): number => succeeded + failed + other;
