import { html, type TemplateResult } from 'lit';

/** A codicon. Decoration: the word beside it, or the label of what it stands in, says what it means. */
export const icon = (name: string, kind = ''): TemplateResult => html`<span class="codicon codicon-${name} ${kind}" aria-hidden="true"></span>`;
