import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ShownPlan } from '../../src/protocol/tfplan.ts';
import { iconButton, textButton } from '../shared/button.ts';
import { icon } from '../shared/icon.ts';
import type { Actions } from './actions.ts';
import { countsOf, groupings } from './groups.ts';
import type { Model } from './model.ts';
import { isFiltering } from './search.ts';
import { counted, n, risks, signs } from './words.ts';

/** How many of what, which is also the filter; search, risk and grouping beside it. */
export function bar(m: Model, shown: ShownPlan, found: number, act: Actions): TemplateResult {
  const counts = countsOf(shown.rows.map(({ action }) => action));
  return html`<div class="counts" role="group" aria-label="How many of what: press to show only these">
      ${counts.map(
        ({ action, count }) =>
          html`<button type="button" class="count ${action}" aria-pressed=${m.filter.actions.has(action)} @click=${() => act.toggleAction(action)}>
            <span class="sign code" aria-hidden="true">${signs[action]}</span> <strong>${n(count)}</strong> ${counted(action, count)}
          </button>`,
      )}
    </div>
    <div class="filter" role="search">
      <label class="heard" for="words">Search</label>
      <input
        id="words"
        type="text"
        placeholder="Search addresses, types, attributes"
        autocomplete="off"
        spellcheck="false"
        .value=${live(m.filter.text)}
        @input=${({ currentTarget }: InputEvent) => currentTarget instanceof HTMLInputElement && act.filter({ text: currentTarget.value })}
      />
      ${select(
        'risk',
        'Risk',
        [['', 'Any risk'], ...risks.slice(0, -1).map((risk) => [risk, risk === 'critical' ? 'Risk critical' : `Risk ${risk} and up`] as const)],
        m.filter.risk,
        (value) => act.filter({ risk: risks.find((one) => one === value) ?? '' }),
      )}
      ${select(
        'group',
        'Group by',
        groupings.map(([value, word]) => [value, `By ${word}`]),
        m.grouping,
        (value) => act.group(groupings.find(([one]) => one === value)?.[0] ?? 'module'),
      )}
      <span class="fold-tools">${iconButton('expand-all', 'Open all groups', () => act.openAll(true))}${iconButton('collapse-all', 'Close all groups', () => act.openAll(false))}</span>
      ${isFiltering(m.filter) ? html`<span class="quiet found">${n(found)} of ${n(shown.rows.length)}</span> ${textButton('Show all', act.clear)}` : nothing}
    </div>`;
}

const select = (
  id: string,
  label: string,
  values: readonly (readonly [string, string])[],
  chosen: string,
  choose: (value: string) => void,
): TemplateResult => html`<label class="heard" for=${id}>${label}</label>
  <span class="select">
    <select id=${id} .value=${live(chosen)} @change=${({ currentTarget }: Event) => currentTarget instanceof HTMLSelectElement && choose(currentTarget.value)}>
      ${values.map(([value, word]) => html`<option value=${value} ?selected=${chosen === value}>${word}</option>`)}
    </select>
    ${icon('chevron-down')}
  </span>`;
