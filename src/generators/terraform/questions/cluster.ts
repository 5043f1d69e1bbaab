import type { ChoiceQuestion, Condition, QuestionGroup } from '../../../domain/question.ts';
import { type EksVersion, eksDefault, eksVersions, eksVersionsSource, retentionDays, retentionSource } from './facts.ts';

const staging: Condition = { 'project.environment': 'staging' };
const prod: Condition = { 'project.environment': 'prod' };

const version = (today: string): ChoiceQuestion => ({
  id: 'cluster.version',
  type: 'choice',
  label: 'Kubernetes version',
  help: 'Extended support costs extra for every hour of the cluster.',
  source: eksVersionsSource,
  default: eksDefault,
  options: eksVersions
    .filter(({ extendedUntil }) => extendedUntil >= today)
    .map((one) => ({ value: one.version, label: one.version, help: supportOf(one, today) })),
  open: { pattern: '1\\.[1-9]\\d', patternHelp: `write a version such as ${eksDefault}` },
});

const supportOf = ({ standardUntil, extendedUntil }: EksVersion, today: string): string =>
  standardUntil >= today ? `standard support until ${standardUntil}` : `extended support until ${extendedUntil}, costs extra`;

const instanceType: ChoiceQuestion = {
  id: 'instanceType',
  type: 'choice',
  label: 'Machine',
  help: 'A type with a g after its number is ARM (Graviton): images must be built for it.',
  source: 'https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html',
  default: 'm7g.large',
  options: [
    { value: 't4g.medium', label: 't4g.medium', help: 'ARM, 2 vCPU in bursts, 4 GiB' },
    { value: 't4g.large', label: 't4g.large', help: 'ARM, 2 vCPU in bursts, 8 GiB' },
    { value: 't3.medium', label: 't3.medium', help: 'x86, 2 vCPU in bursts, 4 GiB' },
    { value: 't3.large', label: 't3.large', help: 'x86, 2 vCPU in bursts, 8 GiB' },
    { value: 'm7g.large', label: 'm7g.large', help: 'ARM, 2 vCPU, 8 GiB' },
    { value: 'm7g.xlarge', label: 'm7g.xlarge', help: 'ARM, 4 vCPU, 16 GiB' },
    { value: 'm7g.2xlarge', label: 'm7g.2xlarge', help: 'ARM, 8 vCPU, 32 GiB' },
    { value: 'm7i.large', label: 'm7i.large', help: 'x86, 2 vCPU, 8 GiB' },
    { value: 'm7i.xlarge', label: 'm7i.xlarge', help: 'x86, 4 vCPU, 16 GiB' },
    { value: 'c7g.xlarge', label: 'c7g.xlarge', help: 'ARM, 4 vCPU, 8 GiB' },
    { value: 'c7i.xlarge', label: 'c7i.xlarge', help: 'x86, 4 vCPU, 8 GiB' },
    { value: 'r7g.large', label: 'r7g.large', help: 'ARM, 2 vCPU, 16 GiB' },
    { value: 'r7i.large', label: 'r7i.large', help: 'x86, 2 vCPU, 16 GiB' },
  ],
  open: {
    pattern: '[a-z][a-z0-9-]*[0-9][a-z0-9-]*\\.(nano|micro|small|medium|large|xlarge|[0-9]+xlarge|metal(-[0-9]+xl)?)',
    patternHelp: 'write an EC2 instance type such as m7g.large',
  },
};

const group = (machine: string, min: number, max: number, capacity: 'on-demand' | 'spot', diskGiB: number) => [
  { name: 'default', instanceType: machine, min, desired: min, max, capacity, diskGiB },
];

/** `today` (ISO date) decides which versions are offered. */
export const cluster = (today: string): QuestionGroup => ({
  id: 'cluster',
  title: 'Cluster (EKS)',
  intro: 'Kubernetes: its version, who reaches it and the machines it runs on.',
  when: { 'project.components': 'cluster' },
  questions: [
    version(today),
    {
      id: 'cluster.endpoint',
      type: 'choice',
      label: 'API endpoint',
      help: 'Who can talk to the cluster. Private means from inside the network, through a VPN or a bastion.',
      source: 'https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html',
      default: 'private',
      options: [
        { value: 'private', label: 'Private' },
        { value: 'public', label: 'Public, from certain addresses' },
      ],
    },
    {
      id: 'cluster.allowedCidrs',
      type: 'list',
      label: 'Addresses let in',
      help: 'Your office or VPN, one range each, such as 203.0.113.0/24. Not the whole Internet.',
      default: [],
      item: 'range',
      itemsMax: 40,
      each: { type: 'cidr', placeholder: '203.0.113.0/24' },
      when: { 'cluster.endpoint': 'public' },
    },
    {
      id: 'cluster.nodeGroups',
      type: 'list',
      label: 'Node groups',
      help: 'Machines of one kind that grow and shrink together.',
      source: 'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html',
      default: group('t4g.large', 1, 3, 'spot', 50),
      defaultWhen: [
        { when: staging, value: group('m7g.large', 2, 4, 'on-demand', 50) },
        { when: prod, value: group('m7g.xlarge', 3, 9, 'on-demand', 100) },
      ],
      item: 'node group',
      itemsMin: 1,
      itemsMax: 20,
      fields: [
        {
          id: 'name',
          type: 'text',
          label: 'Name',
          help: 'Up to 30 of a–z, 0–9 and hyphens, starting with a letter.',
          required: true,
          pattern: '[a-z]([a-z0-9-]*[a-z0-9])?',
          patternHelp: 'use a–z, 0–9 and hyphens between them, starting with a letter',
          lengthMax: 30,
        },
        instanceType,
        { id: 'min', type: 'number', label: 'Min', help: 'Never fewer machines than this.', default: 1, min: 0, max: 450 },
        { id: 'desired', type: 'number', label: 'Desired', help: 'Machines at the start.', default: 1, min: 0, max: 450 },
        { id: 'max', type: 'number', label: 'Max', help: 'Never more machines than this.', default: 3, min: 1, max: 450 },
        {
          id: 'capacity',
          type: 'choice',
          label: 'Capacity',
          help: 'Spot is far cheaper, and AWS may take a machine back with two minutes of notice.',
          source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-interruptions.html',
          default: 'on-demand',
          options: [
            { value: 'on-demand', label: 'On demand' },
            { value: 'spot', label: 'Spot' },
          ],
        },
        { id: 'diskGiB', type: 'number', label: 'Disk', help: 'Of each machine.', unit: 'GiB', default: 50, min: 20, max: 16384 },
      ],
    },
    {
      id: 'cluster.addons',
      type: 'multi-choice',
      label: 'Add-ons',
      help: 'Kept up to date by EKS.',
      source: 'https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html',
      default: ['vpc-cni', 'coredns', 'kube-proxy', 'aws-ebs-csi-driver', 'eks-pod-identity-agent', 'metrics-server'],
      options: [
        { value: 'vpc-cni', label: 'Pod network (vpc-cni)' },
        { value: 'coredns', label: 'Names (coredns)' },
        { value: 'kube-proxy', label: 'Services (kube-proxy)' },
        { value: 'aws-ebs-csi-driver', label: 'Volumes (aws-ebs-csi-driver)' },
        { value: 'eks-pod-identity-agent', label: 'IAM roles for pods (eks-pod-identity-agent)' },
        { value: 'metrics-server', label: 'Load figures (metrics-server)' },
      ],
    },
    {
      id: 'cluster.logTypes',
      type: 'multi-choice',
      label: 'Control plane logs',
      help: 'Sent to CloudWatch. The audit log says who did what.',
      source: 'https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html',
      default: ['api', 'audit', 'authenticator'],
      defaultWhen: [{ when: { 'project.environment': ['staging', 'prod'] }, value: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'] }],
      options: [
        { value: 'api', label: 'API server' },
        { value: 'audit', label: 'Audit' },
        { value: 'authenticator', label: 'Authenticator' },
        { value: 'controllerManager', label: 'Controller manager' },
        { value: 'scheduler', label: 'Scheduler' },
      ],
    },
    {
      id: 'cluster.logDays',
      type: 'number',
      label: 'Keep control plane logs',
      help: 'CloudWatch knows certain numbers of days only.',
      source: retentionSource,
      unit: 'days',
      oneOf: retentionDays,
      default: 14,
      defaultWhen: [
        { when: staging, value: 90 },
        { when: prod, value: 365 },
      ],
    },
    {
      id: 'cluster.kms',
      type: 'boolean',
      label: 'Own key for secrets',
      help: 'Kubernetes secrets are encrypted with a KMS key of yours, about one dollar a month.',
      source: 'https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html',
      default: true,
    },
  ],
});
