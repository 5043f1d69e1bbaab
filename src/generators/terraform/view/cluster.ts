import addons from '../../../../templates/terraform/cluster/addons.hbs';
import controlPlane from '../../../../templates/terraform/cluster/control-plane.hbs';
import nodes from '../../../../templates/terraform/cluster/nodes.hbs';
import podIdentity from '../../../../templates/terraform/cluster/pod-identity.hbs';
import type { Cluster, NodeGroup, TerraformAnswers } from '../answers.ts';
import type { Component, Input, OutputView, Section } from './component.ts';
import { write } from './hcl.ts';
import { keySection, logsGrant } from './key.ts';
import { retention } from './retention.ts';
import type { Scope } from './scope.ts';
import { retentionSkips, skipsFor } from './skips.ts';

type Addon = Cluster['addons'][number];

/** An EKS cluster: control plane, who may use it, nodes, add-ons with permissions of their own. */
export function cluster(answers: TerraformAnswers, eks: Cluster, scope: Scope): Component {
  const prefix = `\${${scope.name}}`;
  const chosen = addonsOf(eks);
  const first = chosen.filter((addon) => beforeNodes.includes(addon));
  const later = chosen.filter((addon) => !beforeNodes.includes(addon));
  const podPolicies = podPoliciesOf(chosen);
  const at = { prefix, name: scope.name, subnets: scope.private_subnet_ids, tags: scope.tags, kms: eks.kms };
  const section = (file: string, fill: Section['fill'], view: object = {}): Section => ({ file, fill, view: { ...at, ...view } });

  const sections: Section[] = [];
  if (eks.kms)
    sections.push(
      keySection('cluster', answers.project, {
        id: 'cluster',
        slug: 'cluster',
        description: 'Secrets and logs of the cluster',
        prefix,
        grants: [logsGrant(`/aws/eks/${prefix}/cluster`)],
      }),
    );
  sections.push(
    section('cluster', controlPlane, {
      skips: choices(eks),
      logTypes: write(eks.logTypes),
      logSkips: [...retentionSkips(eks.logDays), ...skipsFor([!eks.kms, 'CKV_AWS_158:Encrypted by CloudWatch itself; a key of our own was not asked for'])],
      // Unmanaged copies of the three are left out only when all three come as managed add-ons.
      bootstrap: !(['vpc-cni', 'coredns', 'kube-proxy'] as const).every((addon) => chosen.includes(addon)),
      publicEndpoint:
        eks.endpoint === 'public'
          ? ['endpoint_public_access  = true', 'public_access_cidrs     = var.cluster_public_access_cidrs']
          : ['endpoint_public_access  = false'],
    }),
  );
  if (first.length > 0)
    sections.push(section('cluster_addons', addons, { id: 'before_nodes', why: 'Nodes are not ready without these.', names: write(first, 1), after: '' }));
  if (Object.keys(podPolicies).length > 0) sections.push(section('cluster_addons', podIdentity, { policies: write(podPolicies, 1) }));
  sections.push(section('cluster_nodes', nodes, { policies: write(nodePolicies(chosen), 1), after: nodesAfter(first) }));
  if (later.length > 0)
    sections.push(
      section('cluster_addons', addons, {
        id: 'after_nodes',
        why: 'These run on nodes, and wait until there are some.',
        names: write(later, 1),
        after: 'aws_eks_node_group.main',
      }),
    );

  return {
    id: 'cluster',
    title: 'Cluster',
    inputs: inputs(eks),
    needs: ['name', 'tags', 'private_subnet_ids'],
    sections,
    outputs,
    replica: false,
  };
}

const beforeNodes: readonly Addon[] = ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent'];

/** What was chosen, and the agent where a chosen add-on would have no permissions without it. */
const addonsOf = (eks: Cluster): readonly Addon[] =>
  eks.addons.includes('aws-ebs-csi-driver') && !eks.addons.includes('eks-pod-identity-agent') ? [...eks.addons, 'eks-pod-identity-agent'] : eks.addons;

/** Service accounts and policies. Sources: https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html and …/cni-iam-role.html */
function podPoliciesOf(chosen: readonly Addon[]): { readonly [account: string]: string } {
  if (!chosen.includes('eks-pod-identity-agent')) return {};
  return {
    ...(chosen.includes('vpc-cni') ? { 'aws-node': 'AmazonEKS_CNI_Policy' } : {}),
    ...(chosen.includes('aws-ebs-csi-driver') ? { 'ebs-csi-controller-sa': 'service-role/AmazonEBSCSIDriverPolicy' } : {}),
  };
}

/** Source: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html. Without pod identity the network plug-in uses the node's role. */
const nodePolicies = (chosen: readonly Addon[]): readonly string[] => [
  'AmazonEKSWorkerNodePolicy',
  'AmazonEC2ContainerRegistryPullOnly',
  'AmazonSSMManagedInstanceCore',
  ...(podPoliciesOf(chosen)['aws-node'] === undefined ? ['AmazonEKS_CNI_Policy'] : []),
];

function nodesAfter(first: readonly Addon[]): string {
  const after = ['aws_iam_role_policy_attachment.node'];
  if (first.length > 0) after.unshift('aws_eks_addon.before_nodes');
  if (first.includes('vpc-cni') && first.includes('eks-pod-identity-agent')) after.push('aws_eks_pod_identity_association.main');
  return `[\n${after.map((address) => `    ${address},\n`).join('')}  ]`;
}

const logTypes: readonly Cluster['logTypes'][number][] = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

const choices = (eks: Cluster): string[] =>
  skipsFor(
    [!logTypes.every((type) => eks.logTypes.includes(type)), 'CKV_AWS_37:Only the log types that were asked for'],
    [eks.endpoint === 'public', 'CKV_AWS_39:The endpoint is public for the listed ranges only'],
    [!eks.kms, 'CKV_AWS_58:Secrets are encrypted by EKS itself; a key of our own was not asked for'],
  );

/**
 * Image family that fits the machine: Graviton families have a `g` after the generation (`m7g`, `c6gn`), NVIDIA ones are
 * `g` and `p`. Source: https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function amiType(instanceType: string): string {
  const [, family = '', options = ''] = /^([a-z]+)\d+([a-z]*)/.exec(instanceType) ?? [];
  if (options.includes('g') || family === 'a') return 'AL2023_ARM_64_STANDARD';
  if (family === 'g' || family === 'gr' || family === 'p') return 'AL2023_x86_64_NVIDIA';
  return 'AL2023_x86_64_STANDARD';
}

const nodeGroup = (group: NodeGroup) => ({
  instance_type: group.instanceType,
  ami_type: amiType(group.instanceType),
  capacity_type: group.capacity === 'spot' ? 'SPOT' : 'ON_DEMAND',
  min_size: group.min,
  desired_size: group.desired,
  max_size: group.max,
  disk_gib: group.diskGiB,
});

const noneOpen = (name: string) => ({
  condition: `alltrue([for cidr in var.${name} : can(cidrnetmask(cidr)) && !endswith(cidr, "/0")])`,
  message: 'Every entry must be an IPv4 range, and not the whole internet.',
});

function inputs(eks: Cluster): Input[] {
  const list: Input[] = [
    {
      name: 'cluster_version',
      description: 'Version of Kubernetes. Go up one minor version at a time.',
      type: 'string',
      value: eks.version,
      validations: [{ condition: 'can(regex("^1[.][0-9]{2}$", var.cluster_version))', message: 'A version such as 1.34 is needed.' }],
    },
  ];
  if (eks.endpoint === 'public')
    list.push({
      name: 'cluster_public_access_cidrs',
      description: 'Ranges that may reach the public endpoint of the API.',
      type: 'set(string)',
      value: eks.allowedCidrs,
      validations: [
        { condition: 'length(var.cluster_public_access_cidrs) > 0', message: 'Without a range AWS would open the endpoint to everyone.' },
        noneOpen('cluster_public_access_cidrs'),
      ],
    });
  list.push(
    {
      name: 'cluster_api_client_cidrs',
      description: 'Ranges that may reach the private endpoint, such as a VPN. Nodes can anyway.',
      type: 'set(string)',
      default: [],
      validations: [noneOpen('cluster_api_client_cidrs')],
    },
    {
      name: 'cluster_admin_arns',
      description: 'IAM roles that may do everything in the cluster, besides the one that creates it.',
      type: 'set(string)',
      default: [],
      validations: [
        { condition: 'alltrue([for arn in var.cluster_admin_arns : startswith(arn, "arn:")])', message: 'Every entry must be the ARN of an IAM role or user.' },
      ],
    },
    {
      name: 'cluster_log_retention_days',
      description: 'Days to keep logs of the control plane; 0 keeps them for ever.',
      type: 'number',
      value: eks.logDays,
      validations: [retention('cluster_log_retention_days')],
    },
    {
      name: 'node_groups',
      description: 'Groups of nodes, by name.',
      type: `map(object({
    instance_type = string
    ami_type      = string
    capacity_type = string
    min_size      = number
    desired_size  = number
    max_size      = number
    disk_gib      = number
  }))`,
      value: Object.fromEntries(eks.nodeGroups.map((group) => [group.name, nodeGroup(group)])),
      validations: [
        {
          condition: 'alltrue([for group in var.node_groups : group.min_size <= group.desired_size && group.desired_size <= group.max_size])',
          message: 'In every group: min_size <= desired_size <= max_size.',
        },
        {
          condition: 'alltrue([for group in var.node_groups : contains(["ON_DEMAND", "SPOT"], group.capacity_type)])',
          message: 'capacity_type is ON_DEMAND or SPOT.',
        },
      ],
    },
  );
  return list;
}

const outputs: readonly OutputView[] = [
  { name: 'cluster_name', description: 'For `aws eks update-kubeconfig --name`.', value: 'aws_eks_cluster.main.name' },
  { name: 'cluster_endpoint', description: 'Address of the Kubernetes API.', value: 'aws_eks_cluster.main.endpoint' },
  {
    name: 'cluster_certificate_authority',
    description: 'Certificate the API identifies itself with, in base64.',
    value: 'aws_eks_cluster.main.certificate_authority[0].data',
  },
  {
    name: 'cluster_security_group_id',
    description: 'Security group of the control plane and the nodes.',
    value: 'aws_eks_cluster.main.vpc_config[0].cluster_security_group_id',
  },
  { name: 'node_role_arn', description: 'Role of the nodes.', value: 'aws_iam_role.node.arn' },
];
