import type { TerraformAnswers } from '../answers.ts';
import type { VariableView } from './component.ts';

/** How a part's text names what lives outside of the part: expressions that differ from layout to layout. */
export interface Scope {
  /** `<project>-<environment>`, the prefix of every name. */
  readonly name: string;
  /** The default tags, for what AWS makes on our behalf and the provider never sees. */
  readonly tags: string;
  readonly vpc_id: string;
  readonly vpc_cidr: string;
  readonly private_subnet_ids: string;
  /** Where databases live: subnets of their own, or the private ones. */
  readonly database_subnet_ids: string;
  /** Who may talk to the database when there is a cluster. */
  readonly cluster_security_group_id: string;
}

/** Inside a module everything comes in as a variable. */
export const moduleScope: Scope = {
  name: 'var.name',
  tags: 'var.tags',
  vpc_id: 'var.vpc_id',
  vpc_cidr: 'var.vpc_cidr',
  private_subnet_ids: 'var.private_subnet_ids',
  database_subnet_ids: 'var.database_subnet_ids',
  cluster_security_group_id: 'var.cluster_security_group_id',
};

/** In one root module the resources are at hand. A network that is not ours is named by variables. */
export const flatScope = (answers: TerraformAnswers): Scope =>
  answers.network === undefined
    ? { ...moduleScope, name: 'local.name', tags: 'local.tags', cluster_security_group_id: 'aws_eks_cluster.main.vpc_config[0].cluster_security_group_id' }
    : {
        name: 'local.name',
        tags: 'local.tags',
        vpc_id: 'aws_vpc.main.id',
        vpc_cidr: 'aws_vpc.main.cidr_block',
        private_subnet_ids: 'values(aws_subnet.private)[*].id',
        database_subnet_ids: answers.network.tiers.includes('database') ? 'values(aws_subnet.database)[*].id' : 'values(aws_subnet.private)[*].id',
        cluster_security_group_id: 'aws_eks_cluster.main.vpc_config[0].cluster_security_group_id',
      };

/** In an environment's root, where modules are wired together. */
export const rootScope = (answers: TerraformAnswers): Scope =>
  answers.network === undefined
    ? { ...moduleScope, name: 'local.name', tags: 'local.tags', cluster_security_group_id: 'module.cluster.cluster_security_group_id' }
    : {
        name: 'local.name',
        tags: 'local.tags',
        vpc_id: 'module.network.vpc_id',
        vpc_cidr: 'module.network.vpc_cidr',
        private_subnet_ids: 'module.network.private_subnet_ids',
        database_subnet_ids: answers.network.tiers.includes('database') ? 'module.network.database_subnet_ids' : 'module.network.private_subnet_ids',
        cluster_security_group_id: 'module.cluster.cluster_security_group_id',
      };

/** The same names as variables: of a module, and of a root whose network was made elsewhere. */
export const scopeVariables: { readonly [name in keyof Scope]: VariableView } = {
  name: { name: 'name', description: 'Prefix of every name: project and environment.', type: 'string' },
  tags: { name: 'tags', description: 'Tags for what AWS makes on its own: instances and volumes of the nodes.', type: 'map(string)' },
  vpc_id: {
    name: 'vpc_id',
    description: 'VPC to live in.',
    type: 'string',
    validations: [{ condition: 'startswith(var.vpc_id, "vpc-")', message: 'The id of a VPC starts with "vpc-".' }],
  },
  vpc_cidr: {
    name: 'vpc_cidr',
    description: 'Addresses of that VPC.',
    type: 'string',
    validations: [{ condition: 'can(cidrnetmask(var.vpc_cidr))', message: 'An IPv4 range such as 10.0.0.0/16 is needed.' }],
  },
  private_subnet_ids: {
    name: 'private_subnet_ids',
    description: 'Subnets without a way in from the internet, in two zones or more.',
    type: 'list(string)',
    validations: [{ condition: 'length(var.private_subnet_ids) >= 2', message: 'Subnets in two zones are the least that EKS and RDS accept.' }],
  },
  database_subnet_ids: {
    name: 'database_subnet_ids',
    description: 'Subnets for databases, in two zones or more.',
    type: 'list(string)',
    validations: [{ condition: 'length(var.database_subnet_ids) >= 2', message: 'Subnets in two zones are the least that RDS accepts.' }],
  },
  cluster_security_group_id: {
    name: 'cluster_security_group_id',
    description: 'Security group of the cluster and its nodes, which may connect to the database.',
    type: 'string',
  },
};
