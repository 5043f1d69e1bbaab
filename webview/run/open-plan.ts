import { html, nothing, type TemplateResult } from 'lit';
import type { StepView } from '../../src/protocol/run-fold.ts';
import { stepTitle } from '../../src/protocol/run-words.ts';
import { textButton } from '../shared/button.ts';
import type { Actions } from './actions.ts';

/** The way from a step to the viewer of the Terraform plan it made, or would apply. */
export const openPlan = (s: StepView, act: Actions): TemplateResult | typeof nothing =>
  hasPlan(s) ? html`<p>${textButton('Open plan', () => act.send({ type: 'openTerraformPlan', step: s.step.id }), `Open plan: ${stepTitle(s)}`)}</p>` : nothing;

/** It said which plan it made, or it was looked at with one. */
export function hasPlan({ step, result, preview }: StepView): boolean {
  if (!/^terraform\.(plan|drift|apply|destroy|import|revert)$/.test(step.tool)) return false;
  const madeOne = typeof result === 'object' && result !== null && 'plan' in result && typeof result.plan === 'string';
  return madeOne || (preview?.target?.system === 'terraform' && (preview.impacts?.length ?? 0) > 0);
}
