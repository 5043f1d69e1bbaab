import { html, nothing, type TemplateResult } from 'lit';
import type { ShownPlan } from '../../src/protocol/tfplan.ts';
import { textButton } from '../shared/button.ts';
import { icon } from '../shared/icon.ts';
import { ago, exactly } from '../shared/time.ts';
import type { Actions } from './actions.ts';
import { money, n } from './words.ts';

/** What and where, what is odd about it, and what is grave in it. */
export const summary = (shown: ShownPlan, act: Actions): TemplateResult => html`<header>
    <h1><span class="quiet">Terraform plan · </span>${shown.title}</h1>
    <ul class="quiet dots">
      ${shown.where.map((part) => html`<li>${part}</li>`)}
      ${shown.madeAt === undefined ? nothing : html`<li title=${exactly(shown.madeAt)}>${ago(shown.madeAt, shown.now)}</li>`}
    </ul>
  ${shown.remarks.map(({ level, text }) => html`<p class="notice ${level}">${icon(level, level)}<span>${text}</span></p>`)}
  ${
    shown.rows.length === 0
      ? nothing
      : html`<ul class="stand dots">
          <li>risk <strong>${shown.risk}</strong></li>
          <li title=${shown.environment.because}>environment <strong>${shown.environment.name === 'unknown' ? 'not known' : shown.environment.name}</strong></li>
          ${decision(shown)} ${cost(shown)} ${reach(shown)}
          ${shown.unchanged === 0 ? nothing : html`<li class="quiet">${n(shown.unchanged)} unchanged</li>`}
        </ul>
        ${grave(shown, act)}`
  }
  </header>`;

const decision = ({ decision: answer }: ShownPlan): TemplateResult | typeof nothing =>
  answer === 'deny' ? html`<li class="denied">${icon('circle-slash', 'error')} policies forbid applying it</li>` : nothing;

/** What has no price is said, and not taken for nothing. */
function cost({ cost: known }: ShownPlan): TemplateResult | typeof nothing {
  if (known === undefined) return nothing;
  const { monthlyDelta, priced, unpriced, asOf } = known;
  return html`<li title=${`By list prices of ${asOf}`}>
    ${monthlyDelta === undefined ? 'cost not known' : monthlyDelta === 0 ? 'costs as much as before' : html`about <strong>${money(monthlyDelta)}</strong> a month`}
    <span class="quiet">(${n(priced)} priced, ${n(unpriced)} unpriced)</span>
  </li>`;
}

const reach = ({ reach: { dependents } }: ShownPlan): TemplateResult | typeof nothing =>
  dependents === 0 ? nothing : html`<li>${dependents === 1 ? '1 more depends on what changes' : `${n(dependents)} more depend on what changes`}</li>`;

const grave = ({ reasons }: ShownPlan, act: Actions): TemplateResult | typeof nothing =>
  reasons.length === 0
    ? nothing
    : html`<ul class="grave" aria-label="What is grave in it">
        ${reasons.map(
          ({ text, row }) =>
            html`<li>${icon('warning', 'warning')} ${row === undefined ? textButton(text, () => act.filter({ risk: 'high' })) : textButton(text, () => act.reveal(row))}</li>`,
        )}
      </ul>`;
