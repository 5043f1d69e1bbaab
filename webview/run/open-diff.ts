import { html, nothing, type TemplateResult } from 'lit';
import type { StepView } from '../../src/protocol/run-fold.ts';
import { stepTitle } from '../../src/protocol/run-words.ts';
import { textButton } from '../shared/button.ts';
import type { Actions } from './actions.ts';

/** The way from a step that compared to the editor that shows both sides. */
export const openDiff = (s: StepView, act: Actions): TemplateResult | typeof nothing =>
  hasDiff(s) ? html`<p>${textButton('Open diff', () => act.send({ type: 'openStepDiff', step: s.step.id }), `Open diff: ${stepTitle(s)}`)}</p>` : nothing;

/** It compared, and something differs. */
const hasDiff = ({ step, result }: StepView): boolean =>
  (step.tool === 'git.diff' || step.tool === 'files.diff') && typeof result === 'object' && result !== null && 'patch' in result && result.patch !== '';
