import type { Condition, ListQuestion, QuestionGroup } from '../../../domain/question.ts';
import { regionsOfTwoZones, retentionDays, retentionSource } from './facts.ts';

const staging: Condition = { 'project.environment': 'staging' };
const prod: Condition = { 'project.environment': 'prod' };

const ranges = (tier: 'public' | 'private' | 'database', help: string): ListQuestion => ({
  id: `network.${tier}Subnets`,
  type: 'list',
  label: `${tier.charAt(0).toUpperCase()}${tier.slice(1)} subnets`,
  help,
  default: [],
  item: 'range',
  each: { type: 'cidr', placeholder: '10.0.0.0/20' },
  when: { 'network.subnets': 'custom', 'network.tiers': tier },
});

export const network: QuestionGroup = {
  id: 'network',
  title: 'Network',
  intro: 'The VPC: its addresses, its zones, its ways in and out.',
  when: { 'project.components': 'network' },
  questions: [
    {
      id: 'network.cidr',
      type: 'cidr',
      label: 'Addresses',
      help: 'A private range from /16 to /24. Another one for each environment lets you connect them later.',
      source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
      default: '10.0.0.0/16',
      defaultWhen: [
        { when: staging, value: '10.1.0.0/16' },
        { when: prod, value: '10.2.0.0/16' },
      ],
      required: true,
      placeholder: '10.0.0.0/16',
    },
    {
      id: 'network.zones',
      type: 'number',
      label: 'Zones',
      help: 'How many data centres it is spread over.',
      default: 2,
      defaultWhen: [{ when: prod, value: 3 }, ...regionsOfTwoZones.map((region) => ({ when: { 'project.region': region }, value: 2 }))],
      min: 2,
      max: 3,
    },
    {
      id: 'network.tiers',
      type: 'multi-choice',
      label: 'Subnets',
      help: 'Each kind once a zone. A cluster and a database need private ones; public ones are for load balancers and NAT.',
      default: ['public', 'private'],
      defaultWhen: [{ when: { 'project.components': 'database' }, value: ['public', 'private', 'database'] }],
      itemsMin: 1,
      options: [
        { value: 'public', label: 'Public', help: 'Reachable from the Internet.' },
        { value: 'private', label: 'Private', help: 'Nodes and applications.' },
        { value: 'database', label: 'Database', help: 'No way out at all.' },
      ],
    },
    {
      id: 'network.subnets',
      type: 'choice',
      label: 'Ranges of the subnets',
      help: 'Worked out leaves room for a fourth zone.',
      default: 'auto',
      options: [
        { value: 'auto', label: 'Worked out' },
        { value: 'custom', label: 'Given by me' },
      ],
    },
    ranges('public', 'One range a zone, at least /28.'),
    ranges('private', 'One range a zone, at least /28, or /26 with a cluster: pods take addresses too.'),
    ranges('database', 'One range a zone, at least /28.'),
    {
      id: 'network.nat',
      type: 'choice',
      label: 'Way out (NAT)',
      help: 'How private subnets reach the Internet. A gateway costs about as much as a small instance.',
      source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
      default: 'none',
      defaultWhen: [
        { when: { 'network.tiers': 'public' }, value: 'single' },
        { when: { 'network.tiers': 'public', ...prod }, value: 'per-zone' },
      ],
      options: [
        { value: 'none', label: 'None', help: 'No way out, but for the endpoints below.' },
        { value: 'single', label: 'One gateway', help: 'When its zone fails, the others lose their way out.' },
        { value: 'per-zone', label: 'One gateway a zone', help: 'A zone that fails takes nothing else with it.' },
      ],
    },
    {
      id: 'network.flowLogs',
      type: 'boolean',
      label: 'Flow logs',
      help: 'Who talked to whom, kept in CloudWatch.',
      source: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
      default: true,
    },
    {
      id: 'network.flowLogDays',
      type: 'number',
      label: 'Keep flow logs',
      help: 'CloudWatch knows certain numbers of days only.',
      source: retentionSource,
      unit: 'days',
      oneOf: retentionDays,
      default: 14,
      defaultWhen: [
        { when: staging, value: 90 },
        { when: prod, value: 365 },
      ],
      when: { 'network.flowLogs': true },
    },
    {
      id: 'network.endpoints',
      type: 'multi-choice',
      label: 'Endpoints',
      help: 'Reach these services without leaving the network. S3 and DynamoDB are free; each other one costs by the hour and zone.',
      source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html',
      default: ['s3', 'dynamodb'],
      defaultWhen: [{ when: { ...prod, 'project.components': 'cluster' }, value: ['s3', 'dynamodb', 'ecr', 'logs', 'sts', 'ec2'] }],
      options: [
        { value: 's3', label: 'S3' },
        { value: 'dynamodb', label: 'DynamoDB' },
        { value: 'ecr', label: 'Container images (ECR)' },
        { value: 'logs', label: 'CloudWatch Logs' },
        { value: 'sts', label: 'Sign-in tokens (STS)' },
        { value: 'ssm', label: 'Systems Manager' },
        { value: 'ec2', label: 'EC2' },
        { value: 'secretsmanager', label: 'Secrets Manager' },
      ],
    },
  ],
};
