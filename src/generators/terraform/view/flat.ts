import backend from '../../../../templates/terraform/root/backend.hbs';
import localsBlock from '../../../../templates/terraform/root/locals.hbs';
import providers from '../../../../templates/terraform/root/providers.hbs';
import tfvars from '../../../../templates/terraform/root/tfvars.hbs';
import versions from '../../../../templates/terraform/root/versions.hbs';
import type { TerraformAnswers } from '../answers.ts';
import { byFile, contextFor, fillAll, outputs, values, variables } from './blocks.ts';
import { components, elsewhereNote, missing } from './components.ts';
import { backendLines, projectInputs, standardTags } from './project.ts';
import { readme } from './readme.ts';
import { flatScope, scopeVariables } from './scope.ts';

/** One root module: a file a topic, and the values of the environment beside it. */
export function flat(answers: TerraformAnswers): Map<string, string> {
  const { project, state } = answers;
  const list = components(answers, flatScope(answers));
  const common = projectInputs(answers);
  const elsewhere = missing(answers, list).map((name) => scopeVariables[name]);
  const files = new Map([...byFile(list)].map(([file, sections]) => [`${file}.tf`, fillAll(sections)]));

  const lookups = contextFor([...files.values()].join('\n'));
  if (lookups !== '') files.set('data.tf', lookups);
  files.set('README.md', readme(answers, list));
  files.set('versions.tf', versions({ aliases: [] }));
  files.set('providers.tf', providers({ replicas: list.some((component) => component.replica) ? [{ region: 'var.replica_region' }] : [] }));
  files.set('backend.tf', backend({ s3: state.backend === 's3', lines: backendLines(answers) }));
  files.set('locals.tf', localsBlock({ lines: standardTags(project) }));
  files.set('variables.tf', variables([...common, ...elsewhere, ...list.flatMap((component) => component.inputs)]));
  files.set('outputs.tf', outputs(list.flatMap((component) => component.outputs)));
  files.set(
    `environments/${project.environment}.tfvars`,
    tfvars({
      title: `What differs between environments: terraform plan -var-file=environments/${project.environment}.tfvars`,
      common: values(common, 0),
      groups: list.map((component) => ({ title: component.title, lines: values(component.inputs, 0) })),
      notes: elsewhereNote(elsewhere),
    }),
  );
  return files;
}
