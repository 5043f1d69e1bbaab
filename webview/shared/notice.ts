import { html, nothing, type TemplateResult } from 'lit';
import { textButton } from './button.ts';
import { icon } from './icon.ts';

export interface Notice {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** What happened that the person did not do here; stays until the next. */
export const noticeBar = (notice: Notice | undefined): TemplateResult =>
  html`<div role="status">${notice?.text ? html`<p class="notice ${notice.level}">${icon(notice.level, notice.level)}<span>${notice.text}</span></p>` : nothing}</div>`;

/** The two ends are of different versions, or one has a fault: what is shown may be stale, so it says so. */
export const disagreement = (isWrong: boolean, reload: () => void): TemplateResult =>
  html`<div role="alert">
    ${
      isWrong
        ? html`<p class="notice error">
          ${icon('error', 'error')}<span
            >This panel and the extension don’t agree, most likely because Nimbus was updated while the panel was open. What you see may be out of date.
            ${textButton('Reload the window', reload)}</span
          >
        </p>`
        : nothing
    }
  </div>`;
