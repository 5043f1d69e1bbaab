import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ShownPlan } from '../../src/protocol/tfplan.ts';
import { button, textButton } from '../shared/button.ts';
import { icon } from '../shared/icon.ts';
import { disagreement, noticeBar } from '../shared/notice.ts';
import type { Actions } from './actions.ts';
import { bar } from './bar.ts';
import type { Model } from './model.ts';
import { treeItem } from './node.ts';
import { summary } from './summary.ts';
import type { TreeNode } from './tree.ts';
import type { Tops } from './window.ts';

/** The part of the tree that is drawn. */
export interface Drawing {
  readonly nodes: readonly TreeNode[];
  readonly tops: Tops;
  readonly from: number;
  readonly to: number;
  /** Index of the line the keyboard is on. */
  readonly active: number;
  /** Rows that pass the filter. */
  readonly found: number;
}

export const tfplanView = (m: Model, drawing: Drawing, act: Actions): TemplateResult => html`<div class="panel tfplan">
  ${m.shown === undefined ? nothing : summary(m.shown, act)} ${disagreement(m.isMisunderstood, () => act.send({ type: 'reloadWindow' }))} ${noticeBar(m.notice)}
  ${m.reading === undefined ? nothing : reading(m.reading, act)} ${m.problem === undefined ? nothing : problem(m.problem, act)} ${m.shown === undefined ? nothing : body(m, m.shown, drawing, act)} ${next(m.shown, act)}
</div>`;

/** How far it is; nothing is lost by stopping. */
const reading = ({ title, says, step, of }: NonNullable<Model['reading']>, act: Actions): TemplateResult => html`<main class="reading" aria-busy="true">
  <h1><span class="quiet">Terraform plan · </span>${title}</h1>
  <p id="reading-says">${says}… <span class="quiet">step ${step} of ${of}</span></p>
  <progress aria-labelledby="reading-says" max=${of} .value=${step - 1}></progress>
  <p>${button({ label: 'Stop reading', press: () => act.send({ type: 'stop' }), id: 'stop' })}</p>
</main>`;

/** What is left to do with it, at the bottom where every page has it. */
const next = (shown: ShownPlan | undefined, act: Actions): TemplateResult | typeof nothing =>
  shown?.next === undefined
    ? nothing
    : html`<footer class="bar-bottom">
        <div class="buttons">
          ${
            shown.next === 'apply'
              ? html`${button({ label: 'Plan again', press: () => act.send({ type: 'plan' }), id: 'plan' })}
                ${button({ label: 'Apply…', press: () => act.send({ type: 'apply' }), primary: true, id: 'primary' })}`
              : button({ label: 'Plan again', press: () => act.send({ type: 'plan' }), primary: true, id: 'primary' })
          }
        </div>
      </footer>`;

/** What can't be shown, why, and what to do. */
const problem = ({ title, message, fix }: NonNullable<Model['problem']>, act: Actions): TemplateResult => html`<main>
  <h1><span class="quiet">Terraform plan · </span>${title}</h1>
  <p class="notice error" role="alert">${icon('error', 'error')}<span>${message}</span></p>
  <p class="empty"><strong>What to do:</strong> ${fix}</p>
  <p class="empty">${button({ label: 'Read it again', press: () => act.send({ type: 'again' }), id: 'again' })}</p>
</main>`;

function body(m: Model, shown: ShownPlan, drawing: Drawing, act: Actions): TemplateResult {
  if (shown.rows.length === 0)
    return html`<main class="empty">
      <p>${
        shown.remarks.some(({ level }) => level === 'error')
          ? html`${icon('circle-slash', 'quiet')} Nothing was planned.`
          : html`${icon('pass-filled', 'pass')} Nothing would change: what is there is what the configuration says.`
      }</p>
    </main>`;
  return html`<main class="changes">
    ${bar(m, shown, drawing.found, act)}
    ${drawing.found === 0 ? html`<p class="empty">No change matches. ${textButton('Show all', act.clear)}</p>` : tree(shown, drawing, act)}
  </main>`;
}

function tree(shown: ShownPlan, { nodes, tops, from, to, active }: Drawing, act: Actions): TemplateResult {
  // What the keyboard is on stays, however far it was scrolled away: the focus is on it.
  const inside = Array.from({ length: Math.max(0, to - from) }, (_unused, i) => from + i);
  const indexes = active < 0 || (active >= from && active < to) ? inside : active < from ? [active, ...inside] : [...inside, active];
  return html`<div id="tree" class="tree" role="tree" aria-label="Changes" @keydown=${act.press} @focusin=${act.focused} @scroll=${act.scrolled}>
    <div class="whole" role="none" .style=${`height:${tops.at(-1) ?? 0}px`}>
      ${repeat(
        indexes,
        (index) => nodes[index]?.key,
        (index) => {
          const node = nodes[index];
          return node === undefined ? nothing : treeItem(shown, { node, top: tops[index] ?? 0, isActive: index === active }, act);
        },
      )}
    </div>
  </div>`;
}
