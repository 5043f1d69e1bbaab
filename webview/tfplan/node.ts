import { html, nothing, type TemplateResult } from 'lit';
import { addressOf, type ShownPlan } from '../../src/protocol/tfplan.ts';
import { icon } from '../shared/icon.ts';
import type { Actions } from './actions.ts';
import type { GroupNode, LineNode, RowNode, TreeNode } from './tree.ts';
import { money, signs, verbs } from './words.ts';

export interface Placed {
  readonly node: TreeNode;
  /** px from the top of the tree. */
  readonly top: number;
  readonly isActive: boolean;
}

/** One line of the tree. Placed by a property: the page's policy allows no style in its text. */
export function treeItem(shown: ShownPlan, { node, top, isActive }: Placed, act: Actions): TemplateResult {
  const { is, key, level, position, siblings, isOpen } = node;
  const isLine = is.kind !== 'group' && is.kind !== 'row';
  return html`<div
    class="node ${is.kind} level-${Math.min(level, 6)} ${isLine ? 'line' : ''} ${isActive ? 'active' : ''} ${rowClass(shown, is)}"
    role="treeitem"
    data-key=${key}
    aria-level=${level}
    aria-posinset=${position}
    aria-setsize=${siblings}
    aria-expanded=${isOpen === undefined ? nothing : isOpen}
    aria-selected=${isActive}
    aria-labelledby=${is.kind === 'row' ? `said-${is.row}` : nothing}
    tabindex=${isActive ? 0 : -1}
    .style=${`top:${top}px`}
    @click=${(event: MouseEvent) => click(event, node, act)}
    @dblclick=${() => is.kind === 'dependent' && is.dependent.row !== undefined && act.reveal(is.dependent.row)}
  >
    ${isOpen === undefined ? html`<span class="twistie"></span>` : icon(isOpen ? 'chevron-down' : 'chevron-right', 'twistie')} ${content(shown, is, isActive, act)}
  </div>`;
}

function click(event: MouseEvent, node: TreeNode, act: Actions): void {
  if (event.target instanceof Element && event.target.closest('button') !== null) return;
  act.activate(node.key);
  // A click that ends a selection of text is none.
  if (node.isOpen !== undefined && (window.getSelection()?.isCollapsed ?? true)) act.toggle(node.key);
}

const rowClass = (shown: ShownPlan, is: TreeNode['is']): string => (is.kind === 'row' ? (shown.rows[is.row]?.action ?? '') : '');

function content(shown: ShownPlan, is: GroupNode | RowNode | LineNode, isActive: boolean, act: Actions): TemplateResult {
  switch (is.kind) {
    case 'group':
      return html`<span class="label">${is.group.label}</span> <span class="quiet says">${is.group.says}</span>${risk(is.group.risk)}`;
    case 'row':
      return row(shown, is.row, isActive, act);
    case 'loading':
      return html`<span class="quiet">Reading what differs…</span>`;
    case 'text':
      return html`${icon(is.icon)} <span class="text">${is.text}</span>`;
    case 'reach':
      return html`${icon('references')} <span class="text">${is.text}</span>`;
    case 'dependent':
      return html`<span class="text"><span class="code">${is.dependent.address}</span> <span class="quiet">${
        is.dependent.row === undefined ? 'stays as it is' : (verbs[shown.rows[is.dependent.row]?.action ?? 'unknown'] ?? '')
      }${is.dependent.direct ? '' : ', through others'}</span></span>`;
    case 'attribute':
      return attribute(is.attribute);
  }
}

function row(shown: ShownPlan, index: number, isActive: boolean, act: Actions): TemplateResult {
  const one = shown.rows[index];
  if (one === undefined) return html``;
  const address = addressOf(shown, index);
  return html`<span class="said" id=${`said-${index}`}
      ><span class="action ${one.action}"><span class="sign code" aria-hidden="true">${signs[one.action]}</span> ${verbs[one.action]}</span>
      <span class="code name" title=${address}>${one.name}</span>
      ${one.note === undefined ? nothing : html`<span class="quiet note" title=${one.note}>${one.note}</span>`}
      <span class="end"
        >${one.monthly === undefined ? nothing : html`<span class="money" title="a month">${money(one.monthly)}</span>`}
        ${one.denied === true ? html`<span class="denied">${icon('circle-slash', 'error')} forbidden</span>` : nothing} ${risk(one.risk)}</span
      ></span
    >
    <span class="row-tools">
      ${rowButton('copy', `Copy ${address}`, isActive, () => act.copy(index))}
      ${shown.hasCode ? rowButton('go-to-file', `Go to the block of ${address}`, isActive, () => act.send({ type: 'openBlock', row: index })) : nothing}
    </span>`;
}

/** Of the line the keyboard is on it is a stop of its own; the others’ are for the mouse. */
const rowButton = (name: string, label: string, isActive: boolean, press: () => void): TemplateResult =>
  html`<button type="button" class="icon ${isActive ? '' : 'resting'}" aria-label=${label} title=${label} tabindex=${isActive ? 0 : -1} @click=${press}>${icon(name)}</button>`;

const risk = (worst: string): TemplateResult | typeof nothing => (worst === 'low' ? nothing : html`<span class="risk ${worst}">risk ${worst}</span>`);

/** Longer values stand below each other. */
const inlineMax = 60;

function attribute({ path, before, after, forces }: Extract<LineNode, { kind: 'attribute' }>['attribute']): TemplateResult {
  const isLong = [before, after].some((side) => side !== undefined && (side.length > inlineMax || side.includes('\n')));
  const value = (text: string | undefined, side: string): TemplateResult =>
    html`<span class="value code ${side}">${text ?? html`<span class="quiet">${side === 'before' ? 'nothing' : 'removed'}</span>`}</span>`;
  const values =
    before === undefined
      ? html`<span class="heard">is set to</span> ${value(after, 'after')}`
      : html`<span class="heard">from</span> ${value(before, 'before')} <span class="arrow" aria-hidden="true">→</span> <span class="heard">to</span>
          ${value(after, 'after')}`;
  return html`<span class="text"
    ><span class="code path">${path}</span> <span class="values ${isLong ? 'long' : ''}">${values}</span>${
      forces === true ? html` <span class="forces">forces the replacement</span>` : nothing
    }</span
  >`;
}
