import type { Project, TerraformAnswers } from '../answers.ts';
import type { Input } from './component.ts';
import { assign, code, type Value } from './hcl.ts';

/** What every stack is told: what it is called, where it is, and whose it is. */
export function projectInputs(answers: TerraformAnswers): Input[] {
  const { project, bucket } = answers;
  const list: Input[] = [
    {
      name: 'project',
      description: 'Prefix of every name.',
      type: 'string',
      value: project.name,
      validations: [
        {
          condition: 'can(regex("^[a-z][a-z0-9-]{1,23}$", var.project))',
          message: 'Two to 24 lower-case letters, digits and hyphens, starting with a letter.',
        },
      ],
    },
    {
      name: 'environment',
      description: 'Stage this is: dev, staging or prod.',
      type: 'string',
      value: project.environment,
      validations: [{ condition: 'contains(["dev", "staging", "prod"], var.environment)', message: 'dev, staging or prod.' }],
    },
    {
      name: 'region',
      description: 'AWS region, such as eu-central-1.',
      type: 'string',
      value: project.region,
      validations: [regionShape('region')],
    },
  ];
  if (bucket?.replication === true)
    list.push({
      name: 'replica_region',
      description: 'Region for copies of the buckets.',
      type: 'string',
      value: bucket.replicaRegion,
      validations: [regionShape('replica_region'), { condition: 'var.replica_region != var.region', message: 'A copy belongs in another region.' }],
    });
  if (project.owner !== '') list.push({ name: 'owner', description: 'Who answers for it; the tag Owner.', type: 'string', value: project.owner });
  if (project.costCentre !== '')
    list.push({ name: 'cost_centre', description: 'Who pays for it; the tag CostCentre.', type: 'string', value: project.costCentre });
  list.push({
    name: 'tags',
    description: 'Further tags for everything.',
    type: 'map(string)',
    default: {},
    ...(project.tags.length === 0 ? {} : { value: Object.fromEntries(project.tags.map(({ key, value }) => [key, value])) }),
    validations: [
      {
        condition: 'alltrue([for key, value in var.tags : length(key) <= 128 && length(value) <= 256 && !startswith(lower(key), "aws:")])',
        message: 'Keys have up to 128 characters and do not start with "aws:"; values have up to 256.',
      },
    ],
  });
  return list;
}

const regionShape = (name: string) => ({
  condition: `can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.${name}))`,
  message: 'A region such as eu-central-1 is needed.',
});

/** The tags we set, one a line; where a value comes from depends on the layout. */
export function standardTags(project: Project): string {
  const tags: [string, Value][] = [
    ['Project', code('var.project')],
    ['Environment', code('var.environment')],
  ];
  if (project.owner !== '') tags.push(['Owner', code('var.owner')]);
  if (project.costCentre !== '') tags.push(['CostCentre', code('var.cost_centre')]);
  tags.push(['ManagedBy', 'Nimbus']);
  return assign(tags, 2);
}

/** Lines of the S3 backend. The key keeps stacks and environments apart in one bucket. */
export function backendLines({ project, state }: TerraformAnswers): string {
  const folder = [state.key.replace(/^\/+|\/+$/g, '') || project.name, project.environment].join('/');
  return assign(
    [
      ['bucket', state.bucket],
      ['key', `${folder}/terraform.tfstate`],
      ['region', state.region],
      ['encrypt', true],
      ['use_lockfile', true],
    ],
    2,
  );
}
