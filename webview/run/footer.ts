import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { generatedIn } from '../../src/protocol/generated.ts';
import { approvalLabel, stepTitle, undoable } from '../../src/protocol/run-words.ts';
import { type Button, button } from '../shared/button.ts';
import type { Actions } from './actions.ts';
import { faceOf, type Model, typedSteps, waitsForTrust, waitsNotHere } from './model.ts';
import { hasPlan } from './open-plan.ts';

/** What can be done now; one primary button, named by what it does. */
export function footer(m: Model, act: Actions): TemplateResult {
  const { left, right } = buttons(m, act);
  const where = waitsNotHere(m);
  return html`<footer class="bar-bottom">
    ${where === undefined ? confirmation(m, act) : html`<p class="not-here" role="status">${where.says}</p>`}
    <div class="buttons left">${left.map(button)}</div>
    <div class="buttons">${right.map(button)}</div>
  </footer>`;
}

function buttons(m: Model, act: Actions): { left: readonly Button[]; right: readonly Button[] } {
  const { view } = m.folded;
  const change: readonly Button[] = m.isChangeable ? [{ label: 'Change answers', press: () => act.send({ type: 'changeAnswers' }), id: 'change' }] : [];
  const cancel: Button = {
    label: m.asked === 'cancel' ? 'Cancelling…' : 'Cancel',
    press: act.cancel,
    id: 'cancel',
    ...(m.asked === 'cancel' ? { waits: 'What is running is being stopped.' } : {}),
  };
  const rollBack: readonly Button[] = undoable(view).any ? [{ label: 'Roll back', press: () => act.send({ type: 'rollBack' }), id: 'roll-back' }] : [];
  const next = planMade(m, act) ?? planNext(m, act);
  const open: readonly Button[] = isOnlyOutside(view) ? [] : [{ label: 'Open folder', press: () => act.send({ type: 'openFolder' }), id: 'open-folder' }];
  switch (faceOf(m)) {
    case 'plan': {
      if (view.phase !== 'asking') return { left: [], right: m.isLive ? [cancel] : [] };
      const where = waitsNotHere(m);
      if (where?.gone) return { left: [], right: [{ label: 'Take over', press: () => act.send({ type: 'resume' }), primary: true, id: 'primary' }] };
      if (where !== undefined) {
        const show: Button = { label: 'Show that window', press: () => act.send({ type: 'openWindow' }), primary: true, id: 'primary' };
        return { left: [], right: [{ ...cancel, label: m.asked === 'cancel' ? cancel.label : 'Cancel it there' }, ...(m.elsewhere?.canOpen ? [show] : [])] };
      }
      const untyped = typedSteps(m).some((t) => !t.isRight);
      const waits = m.asked === 'approve' ? 'It is being started.' : untyped ? 'Type what is asked for first.' : undefined;
      return { left: change, right: [cancel, { label: approvalLabel(view), press: act.approve, primary: true, waits, id: 'primary' }] };
    }
    case 'run':
      return { left: [], right: [cancel] };
    case 'cut-off':
      return { left: rollBack, right: [{ label: 'Resume', press: () => act.send({ type: 'resume' }), primary: true, id: 'primary' }] };
    case 'result':
      if (waitsForTrust(m))
        return { left: change, right: [{ label: 'Manage Workspace Trust', press: () => act.send({ type: 'manageTrust' }), primary: true, id: 'primary' }] };
      return view.outcome === 'succeeded'
        ? {
            left: [...change, ...rollBack, ...readme(m, act), ...(next === undefined ? [] : open)],
            right: (next === undefined ? open : [next]).map((b) => ({ ...b, primary: true, id: 'primary' })),
          }
        : {
            left: [...rollBack, ...(rollBack.length > 0 ? open : [])],
            right: (change.length > 0 ? change : again(m, act)).map((b) => ({ ...b, primary: true, id: 'primary' })),
          };
  }
}

/** It did something, and nothing of that in the folder: there is nothing to see in it. */
function isOnlyOutside({ steps }: Model['folded']['view']): boolean {
  const did = steps.filter(({ undo }) => undo !== 'nothing-changed' && undo !== undefined);
  return did.length > 0 && did.every(({ step: { effect } }) => effect === 'change' || effect === 'destroy');
}

/** The same steps once more: they are previewed and asked about anew. */
const again = ({ isRepeatable, folded: { view } }: Model, act: Actions): readonly Button[] =>
  isRepeatable ? [{ label: view.outcome === 'failed' ? 'Try again' : 'Plan again', press: () => act.send({ type: 'again' }) }] : [];

/** Of a run that only looked, the plan it made: that is what it was for. */
function planMade({ folded: { view } }: Model, act: Actions): Button | undefined {
  if (view.steps.some((s) => s.undo !== 'nothing-changed')) return undefined;
  const made = view.steps.findLast(hasPlan);
  return made && { label: 'Open plan', press: () => act.send({ type: 'openTerraformPlan', step: made.step.id }) };
}

/** What a person asks of Terraform that was just written: what applying it would do. Where the run asked that already, its answer. */
function planNext({ folded: { view } }: Model, act: Actions): Button | undefined {
  if (generatedIn(view) === undefined) return undefined;
  const made = view.steps.findLast((s) => s.status === 'succeeded' && hasPlan(s));
  return made === undefined
    ? { label: 'Plan…', press: () => act.send({ type: 'planGenerated' }) }
    : { label: 'Open plan', press: () => act.send({ type: 'openTerraformPlan', step: made.step.id }) };
}

const readme = ({ folded: { view } }: Model, act: Actions): readonly Button[] =>
  generatedIn(view) === undefined ? [] : [{ label: 'Open README', press: () => act.send({ type: 'openReadme' }), id: 'readme' }];

/** For what a plain yes is not enough: the name, typed. */
function confirmation(m: Model, act: Actions): TemplateResult | typeof nothing {
  const asked = m.folded.view.phase === 'asking' ? typedSteps(m) : [];
  if (asked.length === 0) return nothing;
  return html`<div class="typed">
    ${asked.map(({ id, word, isRight }) => {
      const step = m.folded.view.steps.find((s) => s.step.id === id);
      return html`<div class="field">
        <label for=${`typed-${id}`}>${step ? stepTitle(step) : id}: type <code>${word}</code> to confirm</label>
        <input
          id=${`typed-${id}`}
          class="code"
          type="text"
          spellcheck="false"
          autocomplete="off"
          .value=${live(m.typed[id] ?? '')}
          aria-describedby=${`typed-${id}-state`}
          @input=${({ currentTarget }: InputEvent) => currentTarget instanceof HTMLInputElement && act.type(id, currentTarget.value)}
        />
        <span class="quiet" id=${`typed-${id}-state`}>${isRight ? 'That is it.' : ''}</span>
      </div>`;
    })}
  </div>`;
}
