import { html, nothing, type TemplateResult } from 'lit';
import type { Where } from '../../src/protocol/run.ts';
import { iconButton } from '../shared/button.ts';
import type { Actions } from './actions.ts';

/** Where it would act, always on top. */
export const whereLine = (where: Where, act: Actions): TemplateResult => html`<ul class="where dots" aria-label="Where it acts">
  ${where.profile ? html`<li>profile ${where.profile}</li>` : nothing} ${where.environment ? html`<li title="Environment">${where.environment}</li>` : nothing}
  ${
    where.account
      ? html`<li title=${`Account ${where.account}`}>
        account ${shortAccount(where.account)} ${iconButton('copy', `Copy the account id ${where.account}`, () => act.send({ type: 'copy', text: where.account ?? '' }), 'tight')}
      </li>`
      : nothing
  }
  ${where.region ? html`<li title="Region">${where.region}</li>` : nothing} ${where.workspace ? html`<li title="Terraform workspace">workspace ${where.workspace}</li>` : nothing}
  <li title=${where.folder}>folder <span class="code">${where.out ?? where.folder}</span></li>
</ul>`;

/** `1234…9012`: enough to know it by. */
const shortAccount = (id: string): string => (id.length > 9 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id);
