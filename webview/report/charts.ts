import { html, nothing, svg, type TemplateResult } from 'lit';
import type { TrendPoint } from '../../src/protocol/report.ts';
import { textButton } from '../shared/button.ts';
import { ago, exactly } from '../shared/time.ts';
import { severities } from './model.ts';

export interface Bar {
  readonly key: string;
  readonly count: number;
}

const barWidth = 100;

/** A table that is also a chart: the number is in words, the bar is for the eye. Pressing a name filters by it. */
export const barChart = (title: string, bars: readonly Bar[], chosen: string, choose: (key: string) => void): TemplateResult => {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return html`<table class="chart">
    <caption>${title}</caption>
    <tbody>
      ${bars.map(
        ({ key, count }) => html`<tr>
          <th scope="row">${textButton(key, () => choose(chosen === key ? '' : key), `${key}: ${count}. ${chosen === key ? 'Show all' : 'Show only these'}`)}</th>
          <td class="count">${count}</td>
          <td class="bar-cell" aria-hidden="true">
            <svg class="measure ${key}" viewBox="0 0 ${barWidth} 8" preserveAspectRatio="none"><rect width=${(count / most) * barWidth} height="8"></rect></svg>
          </td>
        </tr>`,
      )}
    </tbody>
  </table>`;
};

const width = 240;
const height = 64;
/** Room for the ends of the line. */
const margin = 4;

/** How the number of findings went: a line for the eye, first and last in words. */
export function trendChart(points: readonly TrendPoint[], now: number): TemplateResult | typeof nothing {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) return nothing;
  const totals = points.map(total);
  const most = Math.max(1, ...totals);
  const places = totals.map((count, i) => [
    margin + (i / (points.length - 1)) * (width - 2 * margin),
    height - margin - (count / most) * (height - 2 * margin),
  ]);
  const [from, to] = [places[0], places.at(-1)].map((place) => `M${place?.join(' ')}h0`);
  const change = total(last) - total(first);
  const words = change === 0 ? 'as many' : `${Math.abs(change)} ${change < 0 ? 'fewer' : 'more'}`;
  return html`<figure class="trend">
    <figcaption>Over time</figcaption>
    <svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<polyline points=${places.map((place) => place.join()).join(' ')}></polyline><path class="ends" d="${from}${to}"></path>`}
    </svg>
    <p class="quiet" title=${exactly(first.at)}>${findings(total(first))} at first (${ago(first.at, now)}), ${total(last)} now: ${words}</p>
  </figure>`;
}

const findings = (count: number): string => (count === 1 ? '1 finding' : `${count.toLocaleString('en-US')} findings`);
const total = ({ counts }: TrendPoint): number => severities.reduce((sum, severity) => sum + (counts[severity] ?? 0), 0);
