import { html, nothing, type TemplateResult } from 'lit';
import { reachWords } from '../../src/protocol/reach-words.ts';
import type { StepView } from '../../src/protocol/run-fold.ts';
import { costWords } from '../../src/protocol/run-words.ts';
import { textButton } from '../shared/button.ts';
import { icon } from '../shared/icon.ts';
import type { Actions } from './actions.ts';

/** More than this many are shown on demand. */
const impactsMax = 12;

/** Where a step acts outside the workspace, what it would change there, the gravest first, and what depends on that. */
export function impactList({ step, preview }: StepView, isUnfolded: boolean, act: Actions): TemplateResult | typeof nothing {
  const { target, impacts = [], impactCount = impacts.length, cost } = preview ?? {};
  if (target === undefined && impacts.length === 0) return nothing;
  const shown = isUnfolded ? impacts : impacts.slice(0, impactsMax);
  const unseen = impactCount - impacts.length;
  return html`${target === undefined ? nothing : html`<p class="target">${icon('target')} ${target.label}</p>`}
    ${
      impacts.length === 0
        ? nothing
        : html`<ul class="impacts" aria-label="What it would change">
          ${shown.map(impactRow)}
        </ul>`
    }
    ${shown.length < impacts.length ? textButton(`Show all ${n(impacts.length)} changes`, () => act.showAllFiles(step.id)) : nothing}
    ${isUnfolded && unseen > 0 ? html`<p class="quiet">${n(unseen)} more, none graver, are not listed here.</p>` : nothing}
    ${reach(preview, isUnfolded, () => act.showAllFiles(step.id))}
    ${cost === undefined ? nothing : html`<p class="quiet">${costWords(cost)}</p>`}`;
}

/** What stays as it is and depends on what changes, by name: the nearest of them, or all. */
function reach(preview: StepView['preview'], isUnfolded: boolean, unfold: () => void): TemplateResult | typeof nothing {
  const { reached = [], reachedCount = reached.length } = preview ?? {};
  if (reached.length === 0) return nothing;
  const { says, named } = reachWords(
    reached.map(({ address }) => address),
    reachedCount,
  );
  const shown = isUnfolded ? reached : reached.slice(0, named.length);
  const unseen = reachedCount - reached.length;
  return html`<p class="reach">${icon('references')} Reaches ${says}:</p>
    <ul class="reached" aria-label="What depends on what changes">
      ${shown.map(({ address, of }) => html`<li><span class="code">${address}</span> <span class="quiet">depends on <span class="code">${of}</span></span></li>`)}
    </ul>
    ${shown.length < reached.length ? textButton(`Show all ${n(reached.length)} by name`, unfold) : nothing}
    ${isUnfolded && unseen > 0 ? html`<p class="quiet">${n(unseen)} more, none nearer, are not listed here.</p>` : nothing}`;
}

type Impact = NonNullable<NonNullable<StepView['preview']>['impacts']>[number];

const impactRow = ({ address, type, operation, detail }: Impact): TemplateResult => html`<li class="impact ${operation}">
  <span class="operation">${operationWords[operation]}</span> <span class="code" title=${type}>${address}</span>${detail === undefined ? nothing : html` <span class="quiet">${detail}</span>`}
</li>`;

const operationWords: Readonly<Record<Impact['operation'], string>> = {
  read: 'read',
  create: '+ create',
  update: '~ update',
  replace: '± replace',
  delete: '− delete',
  forget: '∅ forget',
  import: '↓ import',
};

const n = (count: number): string => count.toLocaleString('en-US');
