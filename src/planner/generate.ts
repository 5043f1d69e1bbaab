import type { Answers } from '../domain/question.ts';
import type { DraftPlan, DraftStep } from './draft.ts';

export interface GenerateRequest {
  readonly generator: 'terraform';
  readonly answers: Answers;
  /** Relative to the workspace folder. */
  readonly out: string;
  /** What it will be, in a few words: "network, cluster and database for staging". */
  readonly what: string;
  /** Also ask the cloud what applying would do. */
  readonly withPlan: boolean;
}

/** The offline plan of a filled questionnaire: write, then every check that changes nothing. */
export function draftGenerate(request: GenerateRequest): DraftPlan {
  const directory = '${steps.files.output.directory}';
  const check = (id: string, tool: string, reason: string, dependsOn: readonly string[], input: Record<string, unknown>): DraftStep => ({
    id,
    tool,
    reason,
    input,
    dependsOn,
    optional: true,
    continueOnError: true,
  });
  return {
    goal: `Terraform in ${request.out}: ${request.what}`,
    steps: [
      { id: 'files', tool: 'generate.terraform', reason: 'Turns your answers into files.', input: { answers: request.answers, out: request.out } },
      check('format', 'terraform.fmt', 'Terraform’s own formatter has nothing to change.', ['files'], { directory: '${steps.files.output.out}', check: true }),
      check('validate', 'terraform.validate', 'Every argument exists in the provider’s own schema.', ['files'], { directory }),
      check('practices', 'rules.scan', 'Best practices, over what was written.', ['files'], { path: '${steps.files.output.out}' }),
      ...(request.withPlan
        ? [
            check('preview', 'terraform.plan', 'What applying would do. Reads your account, changes nothing.', ['validate'], {
              directory,
              varFiles: '${steps.files.output.varFiles}',
            }),
          ]
        : []),
    ],
  };
}
