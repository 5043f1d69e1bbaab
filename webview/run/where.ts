import { html, nothing, type TemplateResult } from 'lit';
import type { Where } from '../../src/protocol/run.ts';
import { iconButton } from '../shared/button.ts';
import { icon } from '../shared/icon.ts';
import type { Actions } from './actions.ts';

/** Where it would act, always on top. */
export const whereLine = (where: Where, act: Actions): TemplateResult => html`<ul class="where" aria-label="Where it acts">
  ${where.profile ? item('account', 'profile', where.profile) : nothing} ${where.environment ? item('server-environment', 'environment', where.environment) : nothing}
  ${
    where.account
      ? html`<li title=${`account ${where.account}`}>
        <span class="heard">account ${where.account}</span><span aria-hidden="true">${icon('key')} ${shortAccount(where.account)}</span> ${iconButton(
          'copy',
          'Copy the account id',
          () => act.send({ type: 'copy', text: where.account ?? '' }),
          'tight',
        )}
      </li>`
      : nothing
  }
  ${where.region ? item('globe', 'region', where.region) : nothing} ${where.workspace ? item('layers', 'workspace', where.workspace) : nothing}
  <li title=${where.folder}><span class="heard">folder</span> ${icon('folder')} <span class="code">${where.out ?? where.folder}</span></li>
</ul>`;

const item = (name: string, label: string, value: string): TemplateResult =>
  html`<li title=${label}><span class="heard">${label}</span> ${icon(name)} ${value}</li>`;

/** `1234…9012`: enough to know it by. */
const shortAccount = (id: string): string => (id.length > 9 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id);
