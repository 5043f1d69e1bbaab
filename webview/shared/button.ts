import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

export interface Button {
  readonly label: string;
  readonly press: () => void;
  /** One a screen: what the page is for. */
  readonly primary?: boolean;
  /** Why it can't be pressed now: it stays reachable and says so. */
  readonly waits?: string;
  readonly icon?: string;
  readonly id?: string;
}

/** A button of the bar at the bottom. */
export const button = ({ label, press, primary = false, waits, icon: name, id }: Button): TemplateResult => html`<vscode-button
  id=${id ?? nothing}
  ?secondary=${!primary}
  class=${waits === undefined ? '' : 'waits'}
  aria-disabled=${waits === undefined ? nothing : 'true'}
  title=${waits ?? nothing}
  @click=${() => waits === undefined && press()}
  @keydown=${keepStill}
  >${name === undefined ? nothing : html`<span slot="content-before">${icon(name)}</span>`}${label}</vscode-button
>`;

/** A button inside the text. `label` where the words around it don't say enough. */
export const textButton = (text: unknown, press: () => void, label?: string, kind = ''): TemplateResult =>
  html`<button type="button" class="text ${kind}" aria-label=${label ?? nothing} @click=${press}>${text}</button>`;

/** A button that is an icon only; its name is its tooltip too. */
export const iconButton = (name: string, label: string, press: () => void, kind = ''): TemplateResult =>
  html`<button type="button" class="icon ${kind}" aria-label=${label} title=${label} @click=${press}>${icon(name)}</button>`;

/** The element presses itself on Space but lets the page scroll too. */
const keepStill = (event: KeyboardEvent): void => {
  if (event.key === ' ') event.preventDefault();
};
