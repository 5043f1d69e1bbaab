import { html, nothing, type TemplateResult } from 'lit';
import type { RunView } from '../../src/protocol/run-fold.ts';
import { textButton } from '../shared/button.ts';
import { icon } from '../shared/icon.ts';
import type { Actions } from './actions.ts';

type Finding = RunView['steps'][number]['findings'][number];

/** What the run's scans found. */
export function found(view: RunView, act: Actions): TemplateResult | typeof nothing {
  const all = view.steps.flatMap((s) => s.findings);
  return all.length === 0 ? nothing : table(all.length === 1 ? '1 finding' : `${all.length} findings`, all, act);
}

/** What best practices say of the files that would be written, before anyone says yes. */
export function foreseen(view: RunView): TemplateResult | typeof nothing {
  const looked = view.steps.flatMap(({ preview }) => preview?.findings ?? []);
  if (looked.length > 0) return table(`${looked.length === 1 ? '1 finding' : `${looked.length} findings`}, once this is written`, looked);
  const isClean = view.steps.some(({ preview }) => preview?.findings !== undefined);
  return isClean ? html`<p class="quiet clean">${icon('pass', '')} Once this is written, the best practices find nothing.</p>` : nothing;
}

/** Without `act` the files are not there yet. */
const table = (title: string, all: readonly Finding[], act?: Actions): TemplateResult =>
  html`<section aria-labelledby="findings-title">
    ${act === undefined ? html`<h2 id="findings-title" class="minor">${title}</h2>` : html`<h3 id="findings-title">${title}</h3>`}
    <table class="findings" role="table" aria-labelledby="findings-title">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Severity</th>
          <th role="columnheader" scope="col">What</th>
          <th role="columnheader" scope="col">Where</th>
          <th role="columnheader" scope="col">Rule</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${all.map(
          (f) =>
            html`<tr role="row">
              <td role="cell" class="severity">${icon(severityMarks[f.severity], f.severity)} ${f.severity}</td>
              <td role="cell">${f.message}</td>
              <td role="cell">${act === undefined ? place(f) : textButton(place(f), () => act.send({ type: 'openFile', path: f.file, line: f.line, column: f.column }))}</td>
              <td role="cell"><span class="code quiet">${f.rule}</span></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;

/** Breaks between folders; a name stays whole with its line where there is room for it. */
function place({ file, line }: { readonly file: string; readonly line: number }): TemplateResult {
  const folders = file.split('/');
  const name = `${folders.pop()}:${line}`;
  return html`<span class="code">${folders.map((folder) => html`${folder}/<wbr />`)}<span class=${name.length <= 32 ? 'whole' : ''}>${name}</span></span>`;
}

const severityMarks = { info: 'info', low: 'info', medium: 'warning', high: 'error', critical: 'error' } as const;
