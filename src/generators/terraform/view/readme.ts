import readmeBlock from '../../../../templates/terraform/root/readme.hbs';
import type { Bucket, Cluster, Database, Network, TerraformAnswers } from '../answers.ts';
import type { Component } from './component.ts';
import { diagram } from './diagram.ts';
import { plain } from './plain.ts';

/** `README.md`: what the stack is, a picture, how to run, change and remove it. */
export function readme(answers: TerraformAnswers, list: readonly Component[]): string {
  const { project } = answers;
  const isFlat = answers.output.layout === 'flat';
  const isOurs = new Set(list.map((component) => component.id));
  return readmeBlock({
    name: plain(`${project.name}-${project.environment}`),
    summary: `${sentence(list.map((component) => component.title))} for ${project.environment} in ${plain(project.region)}, written by Nimbus.`,
    diagram: diagram(answers),
    parts: list.map((component) => ({
      title: component.title,
      files: isFlat ? [...new Set(component.sections.map((section) => `\`${section.file}.tf\``))].join(' ') : `\`modules/${component.id}/\``,
      facts: facts(answers, component.id).join('; '),
    })),
    tags: ['Project', 'Environment', ...(project.owner === '' ? [] : ['Owner']), ...(project.costCentre === '' ? [] : ['CostCentre']), 'ManagedBy']
      .map((tag) => `\`${tag}\``)
      .join(', '),
    before: before(answers, isOurs.has('network')),
    commands: isFlat
      ? [
          'terraform init',
          `terraform plan -var-file=environments/${project.environment}.tfvars -out=${project.environment}.tfplan`,
          `terraform apply ${project.environment}.tfplan`,
        ]
      : [
          `cd environments/${project.environment}`,
          'terraform init',
          `terraform plan -out=${project.environment}.tfplan`,
          `terraform apply ${project.environment}.tfplan`,
        ],
    changes: changes(answers),
    removal: removal(answers),
  });
}

function facts({ network, cluster, database, bucket }: TerraformAnswers, id: Component['id']): string[] {
  if (id === 'network' && network !== undefined) return networkFacts(network);
  if (id === 'cluster' && cluster !== undefined) return clusterFacts(cluster);
  if (id === 'database' && database !== undefined) return databaseFacts(database);
  if (id === 'bucket' && bucket !== undefined) return bucketFacts(bucket);
  return [];
}

const networkFacts = (net: Network): string[] => [
  `${plain(net.cidr)} over ${net.zones} zones`,
  `subnets: ${net.tiers.join(', ')}`,
  { none: 'no NAT gateway', single: 'one NAT gateway', 'per-zone': 'a NAT gateway in each zone' }[net.nat],
  net.flowLogs ? 'flow logs' : 'no flow logs',
];

const clusterFacts = (eks: Cluster): string[] => [
  `EKS ${plain(eks.version)}`,
  eks.endpoint === 'private' ? 'API reachable from inside the VPC only' : 'API public for the listed ranges only',
  `node groups: ${eks.nodeGroups.map((group) => plain(group.name)).join(', ')}`,
  eks.kms ? 'secrets encrypted with a key of its own' : 'secrets encrypted by EKS',
];

const databaseFacts = (db: Database): string[] => [
  `${{ postgres: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB' }[db.engine]} ${plain(db.version)}`,
  'TLS only, never public',
  db.multiAz ? 'a standby in a second zone' : 'one zone',
  db.backupDays === 0 ? 'no backups' : `backups for ${db.backupDays} days`,
  db.managedPassword ? 'password kept and rotated by Secrets Manager' : 'password passed through, never stored by Terraform',
];

const bucketFacts = (s3: Bucket): string[] => [
  'public access blocked, TLS only',
  s3.encryption === 'kms' ? 'encrypted with a key of its own' : 'encrypted with a key of S3',
  s3.versioning || s3.replication ? 'old versions kept' : 'no old versions',
  ...(s3.accessLogs ? ['accesses logged'] : []),
  ...(s3.replication ? [`copied to ${plain(s3.replicaRegion)}`] : []),
];

/** What must be true before the commands work. */
function before({ database, cluster, network, state, output, project }: TerraformAnswers, hasNetwork: boolean): string[] {
  const list: string[] = [];
  if (state.backend === 's3') list.push(`The state goes to the S3 bucket \`${plain(state.bucket)}\`, which must exist, with versioning on.`);
  if (!hasNetwork && (cluster !== undefined || database !== undefined))
    list.push(
      `The network is not part of this stack: fill in its ids in \`environments/${project.environment}${output.layout === 'flat' ? '.tfvars' : '/terraform.tfvars'}\`. Database subnets may be the private ones.`,
    );
  if (database?.managedPassword === false)
    list.push('Set `TF_VAR_database_password` in the environment, 16 characters or more. It is sent to AWS and stored nowhere.');
  if (cluster !== undefined && network?.nat === 'none') list.push(...lonelyNodes(network));
  return list;
}

/** Nodes without a way out must find these inside. Source: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html */
function lonelyNodes(network: Network): string[] {
  const missing = (['ec2', 'ecr', 's3', 'sts', 'logs'] as const).filter((service) => !network.endpoints.includes(service));
  if (missing.length === 0) return ['There is no NAT gateway: nodes pull images from ECR only.'];
  return [`There is no NAT gateway, and nodes need endpoints for ${missing.join(', ')} to join the cluster: add them, or a NAT gateway.`];
}

function changes({ output, project, database }: TerraformAnswers): string[] {
  const isFlat = output.layout === 'flat';
  const list = [
    isFlat
      ? `Sizes and names are in \`environments/${project.environment}.tfvars\`, what exists at all is in the other files.`
      : `Sizes are in \`environments/${project.environment}/main.tf\`, names in its \`terraform.tfvars\`, what exists at all in \`modules/\`.`,
    'For another environment generate into a folder of its own: what is protected, and how, differs.',
    'Generate again after changing answers: files you have not touched are updated, your edits are kept and shown.',
  ];
  if (database?.managedPassword === false) list.push('A new database password is sent when `database_password_version` rises.');
  return list;
}

function removal({ database, bucket, project, output }: TerraformAnswers): string[] {
  const isFlat = output.layout === 'flat';
  const flag = isFlat ? ` -var-file=environments/${project.environment}.tfvars` : '';
  const steps: string[] = [];
  if (project.environment === 'prod')
    steps.push('Remove the `prevent_destroy` lines: keys, databases and buckets of production refuse to go while they are there.');
  const locks = [
    ...(database?.deletionProtection === true ? ['`database_deletion_protection = false`'] : []),
    ...(bucket !== undefined && project.environment !== 'dev' ? ['`bucket_force_destroy = true`'] : []),
  ];
  if (locks.length > 0) steps.push(`Set ${locks.join(' and ')}, and apply.`);
  steps.push(`\`terraform destroy${flag}\``);
  return steps.map((step, at) => `${at + 1}. ${step}`);
}

const sentence = (parts: readonly string[]): string => {
  const lower = parts.map((part, at) => (at === 0 ? part : part.toLowerCase()));
  return lower.length < 2 ? lower.join('') : `${lower.slice(0, -1).join(', ')} and ${lower.at(-1)}`;
};
