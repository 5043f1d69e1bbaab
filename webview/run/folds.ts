import { html, nothing, type TemplateResult } from 'lit';
import { stepTitle } from '../../src/protocol/run-words.ts';
import { textButton } from '../shared/button.ts';
import type { Actions } from './actions.ts';
import type { Model } from './model.ts';

/** Why safety decided as it did, and the plan as a file: there for who asks. */
export function folds(m: Model, act: Actions): TemplateResult | typeof nothing {
  const { plan, steps } = m.folded.view;
  if (!plan) return nothing;
  const decided = steps.filter((s) => s.decision !== undefined);
  return html`<div class="folds">
    ${
      decided.length === 0
        ? nothing
        : html`<details>
          <summary>Policy</summary>
          <dl class="policy">
            ${decided.map(
              ({ step, decision, preview }) =>
                html`<div>
                  <dt>${stepTitle({ step, preview })} <span class="quiet">· ${words[decision?.kind ?? 'allow']}</span></dt>
                  <dd>${decision?.reasons.join('; ')}${decision?.kind === 'confirm' && decision.instead !== undefined ? html`<br />${decision.instead}` : nothing}</dd>
                </div>`,
            )}
          </dl>
        </details>`
    }
    <details @toggle=${(event: Event) => event.currentTarget instanceof HTMLDetailsElement && event.currentTarget.open && m.yaml === undefined && act.readYaml()}>
      <summary>As YAML</summary>
      ${
        m.yaml === undefined || m.yaml === ''
          ? html`<p class="quiet">Reading…</p>`
          : html`<pre tabindex="0" role="group" aria-label="The plan as YAML">${m.yaml}</pre>
            ${textButton('Copy', () => act.send({ type: 'copy', text: m.yaml ?? '' }), 'Copy the YAML')}`
      }
      <p class="quiet small">Hash <span class="code">${plan.hash.slice(0, 12)}</span> ${textButton('Copy', () => act.send({ type: 'copy', text: plan.hash }), 'Copy the whole hash', 'small')}</p>
    </details>
  </div>`;
}

const words = { allow: 'goes ahead', confirm: 'asks you', later: 'asks you later', deny: 'refused' } as const;
