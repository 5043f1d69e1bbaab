import type { Rendered } from '../rendered.ts';
import type { TerraformAnswers } from './answers.ts';
import { flat } from './view/flat.ts';

/**
 * The files of a Terraform stack. Pure: same answers, same bytes. Load it when it is needed (`await import`): it brings
 * the templates with it.
 */
export function renderTerraform(answers: TerraformAnswers): Rendered {
  const files = [...flat(answers)].map(([path, text]) => ({ path, text })).sort((a, b) => (a.path < b.path ? -1 : 1));
  const resources = files.reduce((sum, { text }) => sum + (text.match(/^resource "/gm)?.length ?? 0), 0);
  return { root: '.', files, resources };
}
