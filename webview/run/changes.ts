import { html, nothing, type TemplateResult } from 'lit';
import type { StepView } from '../../src/protocol/run-fold.ts';
import { terraformReason } from '../../src/protocol/run-words.ts';

/** What applying would do: the grave first, the rest folded by module. */
export function planChanges({ changes }: StepView): TemplateResult | typeof nothing {
  if (!changes || changes.changes.length === 0) return nothing;
  const grave = changes.changes.filter((c) => isGrave(c.action));
  const rest = changes.changes.filter((c) => !isGrave(c.action));
  const { add, change, remove } = changes.counts;
  return html`<div class="changes">
    ${grave.length > 0 ? html`<ul>${grave.map((c) => row(c))}</ul>` : nothing}
    <details>
      <summary>What applying would do <span class="counts code">+ ${add}  ~ ${change}  - ${remove}</span></summary>
      ${[...Map.groupBy(rest, (c) => moduleOf(c.address))].map(
        ([module, all]) => html`${module ? html`<h4 class="code">${module}</h4>` : nothing}
          <ul>${all.map((c) => row(c, module))}</ul>`,
      )}
    </details>
  </div>`;
}

type Change = NonNullable<StepView['changes']>['changes'][number];

const marks: Readonly<Record<string, string>> = { create: '+', update: '~', replace: '-/+', delete: '-', import: '←', move: '→', read: '○', remove: '-' };

const isGrave = (action: string): boolean => action === 'delete' || action === 'replace' || action === 'remove';

/** `module.network` of `module.network.aws_vpc.main`; empty in the root. */
const moduleOf = (address: string): string => /^(?:module\.[^.]+(?:\.|$))+/.exec(address)?.[0].replace(/\.$/, '') ?? '';

const row = ({ address, action, reason }: Change, module = ''): TemplateResult => html`<li class=${isGrave(action) ? 'grave' : ''}>
  <span class="mark code" aria-hidden="true">${marks[action] ?? '?'}</span> <span class="quiet">${action}</span> <span class="code">${module ? address.slice(module.length + 1) : address}</span>${
    reason ? html` <span class="quiet">because ${terraformReason(reason)}</span>` : nothing
  }
</li>`;
