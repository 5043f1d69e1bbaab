import { html, nothing, type TemplateResult } from 'lit';
import { count } from '../../src/base/say.ts';
import type { StepView } from '../../src/protocol/run-fold.ts';
import { listedWord } from '../../src/protocol/run-words.ts';
import { textButton } from '../shared/button.ts';
import { icon } from '../shared/icon.ts';
import type { Actions } from './actions.ts';

type File = NonNullable<StepView['preview']>['files'][number];

/** More than this many are shown on demand. */
const filesMax = 16;

/** The files of a step, or the objects; each opens VS Code's own diff. */
export function fileList({ step, preview }: StepView, isUnfolded: boolean, act: Actions): TemplateResult | typeof nothing {
  // A file whose every line stays the person's does not change, and that is what they should hear of it.
  const files = preview?.files.filter((f) => f.action !== 'unchanged' || f.conflicts.length > 0) ?? [];
  const same = (preview?.files.length ?? 0) - files.length;
  if (files.length === 0 && same === 0) return nothing;
  const word = listedWord(preview);
  const folder = commonFolder(files.map((f) => f.path));
  const shown = isUnfolded ? files : byNeed(files).slice(0, filesMax);
  return html`<ul class="files">
      ${shown.map((f) => fileRow(f, f.path.slice(folder.length), () => act.send({ type: 'openDiff', step: step.id, path: f.path })))}
    </ul>
    ${shown.length < files.length ? textButton(`Show all ${count(files.length, word)}`, () => act.showAllFiles(step.id)) : nothing}
    ${same > 0 ? html`<p class="quiet">${count(same, word)} ${same === 1 ? 'stays as it is' : 'stay as they are'}.</p>` : nothing}`;
}

/** The folder all of them are in, with its `/`: said in the step's title, so not again in every row. Empty for one file. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const apart = first.findIndex((part, i) => others.some((other) => other[i] !== part));
  const shared = apart === -1 ? first : first.slice(0, apart);
  return others.length === 0 || shared.length === 0 ? '' : `${shared.join('/')}/`;
}

/** What needs a look first: conflicts, then what is deleted, then the rest as it came. */
const byNeed = (files: readonly File[]): readonly File[] => files.toSorted((a, b) => need(b) - need(a));
const need = (f: File): number => (f.conflicts.length > 0 ? 2 : f.action === 'delete' ? 1 : 0);

const fileRow = (file: File, name: string, open: () => void): TemplateResult => html`<li class="file">
  ${textButton(html`<span class="code" title=${file.path}>${breakable(name)}</span>`, open, `${file.path}: ${actionWords[file.action]}, ${file.added} lines added, ${file.removed} removed. Open the diff`)}
  <span class="quiet small">${actionWords[file.action]}</span>
  <span class="delta" aria-hidden="true"><span class=${file.added > 0 ? 'added' : 'quiet'}>+${n(file.added)}</span> <span class=${file.removed > 0 ? 'removed' : 'quiet'}>−${n(file.removed)}</span></span>
  ${file.conflicts.map(
    (c) => html`<div class="conflict">
      <p>${icon('warning', 'warning')} Line ${c.line}: you changed this since Nimbus wrote it. Yours stays.</p>
      <dl>
        <dt>stays</dt>
        <dd><pre>${c.yours}</pre></dd>
        <dt>not written</dt>
        <dd><pre>${c.ours}</pre></dd>
      </dl>
    </div>`,
  )}
</li>`;

/** A long path breaks after a folder, not in the middle of a name. */
const breakable = (path: string): readonly unknown[] => path.split('/').map((part, i) => (i === 0 ? part : html`/<wbr />${part}`));

const actionWords = { create: 'new', update: 'changed', delete: 'deleted', unchanged: 'unchanged' } as const;

const n = (count: number): string => count.toLocaleString('en-US');

/** Lines over all files of a step. */
export const totals = ({ preview }: StepView): { readonly added: number; readonly removed: number } => ({
  added: preview?.files.reduce((sum, f) => sum + f.added, 0) ?? 0,
  removed: preview?.files.reduce((sum, f) => sum + f.removed, 0) ?? 0,
});

export const totalLines = (step: StepView): TemplateResult | typeof nothing => {
  const { added, removed } = totals(step);
  return step.preview && step.preview.files.length > 0
    ? html`<span class="delta" title=${`${n(added)} lines added, ${n(removed)} removed`}><span class="added">+${n(added)}</span> <span class=${removed > 0 ? 'removed' : 'quiet'}>−${n(removed)}</span></span>`
    : nothing;
};
