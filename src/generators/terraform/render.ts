import gitignore from '../../../templates/terraform/root/gitignore.hbs';
import type { Rendered } from '../rendered.ts';
import type { TerraformAnswers } from './answers.ts';
import { flat } from './view/flat.ts';
import { modules } from './view/modules.ts';

/**
 * The files of a Terraform stack. Pure: same answers, same bytes. Load it when it is needed (`await import`): it brings
 * the templates with it.
 */
export function renderTerraform(answers: TerraformAnswers): Rendered {
  const isFlat = answers.output.layout === 'flat';
  const texts = isFlat ? flat(answers) : modules(answers);
  texts.set('.gitignore', gitignore({}));
  const files = [...texts].map(([path, text]) => ({ path, text: `${text.trimEnd()}\n` })).sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    root: isFlat ? '.' : `environments/${answers.project.environment}`,
    ...(isFlat ? { varFile: `environments/${answers.project.environment}.tfvars` } : {}),
    files,
    resources: files.reduce((sum, { text }) => sum + (text.match(/^resource "/gm)?.length ?? 0), 0),
  };
}
