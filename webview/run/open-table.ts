import { html, nothing, type TemplateResult } from 'lit';
import type { StepView } from '../../src/protocol/run-fold.ts';
import { holdsRecords } from '../../src/protocol/run-output.ts';
import { stepTitle } from '../../src/protocol/run-words.ts';
import { textButton } from '../shared/button.ts';
import type { Actions } from './actions.ts';

/** The way from a step to the list it gave, as a table. */
export const openTable = (s: StepView, act: Actions): TemplateResult | typeof nothing =>
  holdsRecords(s.result)
    ? html`<p>${textButton('Open as table', () => act.send({ type: 'openTable', step: s.step.id }), `Open as table: ${stepTitle(s)}`)}</p>`
    : nothing;
