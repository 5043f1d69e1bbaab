import backend from '../../../../templates/terraform/root/backend.hbs';
import localsBlock from '../../../../templates/terraform/root/locals.hbs';
import moduleCall from '../../../../templates/terraform/root/module-call.hbs';
import providers from '../../../../templates/terraform/root/providers.hbs';
import tfvars from '../../../../templates/terraform/root/tfvars.hbs';
import versions from '../../../../templates/terraform/root/versions.hbs';
import type { TerraformAnswers } from '../answers.ts';
import { contextFor, fillAll, outputs, values, variables } from './blocks.ts';
import type { Component } from './component.ts';
import { components, elsewhereNote, missing } from './components.ts';
import { assign, code } from './hcl.ts';
import { backendLines, projectInputs, standardTags } from './project.ts';
import { readme } from './readme.ts';
import { moduleScope, rootScope, type Scope, scopeVariables } from './scope.ts';

/** One module a component, and a root for the environment that wires them together. */
export function modules(answers: TerraformAnswers): Map<string, string> {
  const list = components(answers, moduleScope);
  return new Map([['README.md', readme(answers, list)], ...list.flatMap(moduleFiles), ...rootFiles(answers, list)]);
}

function moduleFiles(component: Component): [path: string, text: string][] {
  const folder = `modules/${component.id}`;
  const body = fillAll(component.sections);
  const lookups = contextFor(body);
  const wires = component.needs.map((name) => scopeVariables[name]);
  return [
    [`${folder}/main.tf`, lookups === '' ? body : `${lookups}\n${body}`],
    [`${folder}/variables.tf`, variables([...wires, ...component.inputs])],
    [`${folder}/outputs.tf`, outputs(component.outputs)],
    [`${folder}/versions.tf`, versions({ aliases: component.replica ? ['aws.replica'] : [] })],
  ];
}

function rootFiles(answers: TerraformAnswers, list: readonly Component[]): [path: string, text: string][] {
  const { project, state } = answers;
  const folder = `environments/${project.environment}`;
  const scope = rootScope(answers);
  const common = projectInputs(answers);
  const elsewhere = missing(answers, list).map((name) => scopeVariables[name]);
  const secrets = list.flatMap((component) => component.inputs.filter((input) => input.secret));
  return [
    [`${folder}/main.tf`, [localsBlock({ lines: standardTags(project) }), ...list.map((component) => call(component, scope))].join('\n')],
    [`${folder}/variables.tf`, variables([...common, ...elsewhere, ...secrets])],
    [
      `${folder}/terraform.tfvars`,
      tfvars({ title: 'Whose stack this is, and where; its sizes are in main.tf.', common: values(common, 0), groups: [], notes: elsewhereNote(elsewhere) }),
    ],
    [
      `${folder}/outputs.tf`,
      outputs(list.flatMap((component) => component.outputs.map((output) => ({ ...output, value: `module.${component.id}.${output.name}` })))),
    ],
    [`${folder}/versions.tf`, versions({ aliases: [] })],
    [`${folder}/providers.tf`, providers({ replicas: list.some((component) => component.replica) ? [{ region: 'var.replica_region' }] : [] })],
    [`${folder}/backend.tf`, backend({ s3: state.backend === 's3', lines: backendLines(answers) })],
  ];
}

/** What the module is told by the others, then what was chosen for it. */
function call(component: Component, scope: Scope): string {
  const wires = assign(
    component.needs.map((name) => [name, code(scope[name])]),
    1,
  );
  const secrets = assign(
    component.inputs.filter((input) => input.secret).map(({ name }) => [name, code(`var.${name}`)]),
    1,
  );
  return moduleCall({ id: component.id, replica: component.replica, groups: [wires, values(component.inputs, 1), secrets].filter((group) => group !== '') });
}
