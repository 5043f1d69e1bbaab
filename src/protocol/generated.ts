import type { RunView } from './run-fold.ts';

/** What a run generated: where its README is, and the root that `terraform plan` is about; folders relative to the workspace folder. */
export interface Generated {
  readonly out: string;
  readonly directory: string;
  /** Relative to `directory`. */
  readonly varFiles: readonly string[];
}

/** `undefined` where the run generated nothing, or did not come so far. */
export function generatedIn(view: Pick<RunView, 'steps'>): Generated | undefined {
  const made: unknown = view.steps.find(({ step, status }) => step.tool === 'generate.terraform' && status === 'succeeded')?.result;
  if (typeof made !== 'object' || made === null || !('out' in made) || !('directory' in made)) return undefined;
  const { out, directory } = made;
  const varFiles = 'varFiles' in made && Array.isArray(made.varFiles) ? made.varFiles.filter((file) => typeof file === 'string') : [];
  return typeof out === 'string' && typeof directory === 'string' ? { out, directory, varFiles } : undefined;
}
