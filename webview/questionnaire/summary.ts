import { html, nothing, type TemplateResult } from 'lit';
import type { Summary } from '../../src/protocol/questionnaire.ts';
import { icon } from '../shared/icon.ts';

/** What the answers come to; changes with every edit, so it is not announced. */
export const summaryCard = (summary: Summary | undefined): TemplateResult => html`<aside class="summary" aria-labelledby="summary-title">
  <h2 id="summary-title">What this will be</h2>
  ${summary === undefined ? html`<p class="quiet">Being worked out…</p>` : figures(summary)}
</aside>`;

const figures = ({ state, files, resources, findings, notes }: Summary): TemplateResult => html`<ul class="figures ${state}">
    ${figure(resources, 'resource')} ${figure(files, 'file')} ${figure(findings, 'finding', findings === 0 ? 'pass' : 'warning')}
  </ul>
  <p class="quiet state">${state === 'waiting' && files === undefined ? 'Resources, files and findings show once what is required is answered.' : states[state]}</p>
  ${notes.length === 0 ? nothing : html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}`;

const states = { working: 'Being worked out…', ready: 'From your answers as they are now.', waiting: 'From your last answers without a problem.' } as const;

const figure = (n: number | undefined, word: string, mark?: string): TemplateResult | typeof nothing =>
  n === undefined
    ? nothing
    : html`<li><strong>${n.toLocaleString('en-US')}</strong> ${n === 1 ? word : `${word}s`}${mark ? html` ${icon(mark, mark)}` : nothing}</li>`;
