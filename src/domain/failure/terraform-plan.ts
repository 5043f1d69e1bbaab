import type { Failure } from './failure.ts';

const howToMakeOne = 'Save a plan and turn it into JSON: terraform plan -out tfplan, then terraform show -json tfplan > plan.json.';

/** `what` goes on after "it is": `a state, not a plan`. */
export const notPlanJson = (what: string, fix = howToMakeOne): Failure => ({
  code: 'terraform/not-plan-json',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `This is not a Terraform plan as JSON: it is ${what}. Nothing was reviewed.`,
  fix,
});

export const planJsonVersion = (version: string): Failure => ({
  code: 'terraform/plan-json-version',
  category: 'validation',
  severity: 'medium',
  recoverable: false,
  message: `The plan is in format ${version}, and Nimbus reads format 1. Nothing was reviewed.`,
  fix: 'Update Nimbus, or make the plan with a Terraform or OpenTofu of version 1.',
});

export const infracostUnreadable = (why: string): Failure => ({
  code: 'cost/infracost-unreadable',
  category: 'system',
  severity: 'low',
  recoverable: true,
  message: `What infracost answered can't be used: ${why}. Nothing was priced.`,
  fix: 'Run infracost breakdown on the plan yourself to see what it says, or leave --prices out: the offline table is used then.',
});
