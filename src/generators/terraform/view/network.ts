import database from '../../../../templates/terraform/network/database.hbs';
import flowLogs from '../../../../templates/terraform/network/flow-logs.hbs';
import gatewayEndpoints from '../../../../templates/terraform/network/gateway-endpoints.hbs';
import interfaceEndpoints from '../../../../templates/terraform/network/interface-endpoints.hbs';
import nat from '../../../../templates/terraform/network/nat.hbs';
import privateSubnets from '../../../../templates/terraform/network/private.hbs';
import publicSubnets from '../../../../templates/terraform/network/public.hbs';
import vpc from '../../../../templates/terraform/network/vpc.hbs';
import type { Network, TerraformAnswers } from '../answers.ts';
import type { Component, Input, OutputView, Section } from './component.ts';
import { assign, code, type Value, write } from './hcl.ts';
import { keySection, logsGrant } from './key.ts';
import { retention } from './retention.ts';
import type { Scope } from './scope.ts';
import { retentionSkips } from './skips.ts';

type Tier = Network['tiers'][number];

/**
 * Where each tier's subnets lie when they are worked out: the bits added to the VPC's prefix, and the first block.
 * Private subnets get eighths of the VPC (0, 1, 2), the others sixteenths (8–10 and 12–14): room stays for a fourth zone
 * of each, and a /24 still gives every subnet the /28 that is AWS's smallest.
 */
export const autoLayout: { readonly [tier in Tier]: { readonly bits: number; readonly first: number } } = {
  private: { bits: 3, first: 0 },
  public: { bits: 4, first: 8 },
  database: { bits: 4, first: 12 },
};

/** The VPC and its subnets, its ways in and out, and the record of its traffic. */
export function network(answers: TerraformAnswers, net: Network, scope: Scope): Component {
  const prefix = `\${${scope.name}}`;
  const has = (tier: Tier) => net.tiers.includes(tier);
  const at = { prefix, name: scope.name };
  const section = (file: string, fill: Section['fill'], view: object = {}): Section => ({ file, fill, view: { ...at, ...view } });
  const subnets = (tier: Tier) => ({ cidr: subnetCidr(net, tier), tags: subnetTags(answers, tier, prefix) });
  const gateways = net.endpoints.filter((service) => service === 's3' || service === 'dynamodb');
  const interfaces = net.endpoints.filter((service) => service !== 's3' && service !== 'dynamodb').flatMap(serviceNames);
  const inside: Tier = has('private') ? 'private' : has('database') ? 'database' : 'public';

  const sections: Section[] = [section('network', vpc, { skips: net.flowLogs ? [] : [noFlowLogs] })];
  if (has('public')) sections.push(section('network', publicSubnets, subnets('public')));
  if (has('private')) sections.push(section('network', privateSubnets, subnets('private')));
  if (net.nat !== 'none' && has('public') && has('private')) sections.push(section('network', nat, natView[net.nat]));
  if (has('database')) sections.push(section('network', database, subnets('database')));
  if (gateways.length > 0) sections.push(section('endpoints', gatewayEndpoints, { services: write(gateways, 1), routeTables: routeTables(net) }));
  if (interfaces.length > 0)
    sections.push(section('endpoints', interfaceEndpoints, { services: write(interfaces, 1), subnets: `values(aws_subnet.${inside})[*].id` }));
  if (net.flowLogs)
    sections.push(
      keySection('flow_logs', answers.project, {
        id: 'flow_logs',
        slug: 'flow-logs',
        description: 'Flow logs of the VPC',
        prefix,
        grants: [logsGrant(`/aws/vpc/${prefix}/flow-logs`)],
      }),
      section('flow_logs', flowLogs, { skips: retentionSkips(net.flowLogDays) }),
    );

  return { id: 'network', title: 'Network', inputs: inputs(net), needs: ['name'], sections, outputs: outputs(net), replica: false };
}

const noFlowLogs = 'CKV2_AWS_11:Flow logs were switched off for this environment';

const natView = {
  single: {
    why: 'One gateway for all zones: a third of the price, and no way out when its zone fails.',
    zones: '{ for zone, place in local.zones : zone => place if place == 0 }',
    gateway: 'one(values(aws_nat_gateway.main)[*].id)',
  },
  'per-zone': {
    why: 'One gateway a zone: a zone that fails takes nothing else with it.',
    zones: 'local.zones',
    gateway: 'aws_nat_gateway.main[each.key].id',
  },
};

const subnetCidr = (net: Network, tier: Tier): string => {
  if (net.subnets === 'custom') return `var.${tier}_subnet_cidrs[each.value]`;
  const { bits, first } = autoLayout[tier];
  return `cidrsubnet(var.vpc_cidr, ${bits}, ${first === 0 ? '' : `${first} + `}each.value)`;
};

/** EKS finds the subnets for its load balancers by tag. Source: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
function subnetTags(answers: TerraformAnswers, tier: Tier, prefix: string): string {
  const role: { [tier in Tier]?: string } = { public: 'kubernetes.io/role/elb', private: 'kubernetes.io/role/internal-elb' };
  const key = answers.cluster === undefined ? undefined : role[tier];
  const tags: [string, Value][] = [['Name', code(`"${prefix}-${tier}-\${each.key}"`)]];
  if (key !== undefined) tags.push([`"${key}"`, '1']);
  return `  tags = {\n${assign(tags, 2)}\n  }`;
}

/** One answer can stand for several services that only work together. */
function serviceNames(service: Network['endpoints'][number]): readonly string[] {
  if (service === 'ecr') return ['ecr.api', 'ecr.dkr'];
  if (service === 'ssm') return ['ssm', 'ssmmessages', 'ec2messages'];
  return [service];
}

function routeTables(net: Network): string {
  const perZone = net.tiers.includes('private') ? ['values(aws_route_table.private)[*].id'] : [];
  const single = net.tiers.filter((tier) => tier !== 'private').map((tier) => `aws_route_table.${tier}.id`);
  if (single.length === 0) return perZone.join('');
  return perZone.length === 0 ? `[${single.join(', ')}]` : `concat(${perZone.join('')}, [${single.join(', ')}])`;
}

function inputs(net: Network): Input[] {
  const list: Input[] = [
    {
      name: 'vpc_cidr',
      description: 'Addresses of the VPC.',
      type: 'string',
      value: net.cidr,
      validations: [
        { condition: 'can(cidrnetmask(var.vpc_cidr))', message: 'An IPv4 range such as 10.0.0.0/16 is needed.' },
        {
          condition: 'try(tonumber(split("/", var.vpc_cidr)[1]) >= 16 && tonumber(split("/", var.vpc_cidr)[1]) <= 24, false)',
          message: 'The range must be between /16 and /24.',
        },
      ],
    },
    {
      name: 'zone_count',
      description: 'Availability zones to spread over.',
      type: 'number',
      value: net.zones,
      validations: [{ condition: 'contains([2, 3], var.zone_count)', message: 'Two or three zones.' }],
    },
  ];
  if (net.subnets === 'custom')
    for (const tier of ['public', 'private', 'database'] as const)
      if (net.tiers.includes(tier))
        list.push(subnetInput(tier, { public: net.publicSubnets, private: net.privateSubnets, database: net.databaseSubnets }[tier]));
  if (net.flowLogs)
    list.push({
      name: 'flow_log_retention_days',
      description: 'Days to keep flow logs; 0 keeps them for ever.',
      type: 'number',
      value: net.flowLogDays,
      validations: [retention('flow_log_retention_days')],
    });
  return list;
}

const subnetInput = (tier: Tier, cidrs: readonly string[]): Input => ({
  name: `${tier}_subnet_cidrs`,
  description: `Addresses of the ${tier} subnets, one range a zone.`,
  type: 'list(string)',
  value: cidrs,
  validations: [
    {
      condition: `alltrue([for cidr in var.${tier}_subnet_cidrs : can(cidrnetmask(cidr))])`,
      message: 'Every entry must be an IPv4 range such as 10.0.1.0/24.',
    },
    { condition: `length(var.${tier}_subnet_cidrs) == var.zone_count`, message: 'One range a zone is needed.' },
  ],
});

function outputs(net: Network): OutputView[] {
  const list: OutputView[] = [
    { name: 'vpc_id', description: 'The VPC.', value: 'aws_vpc.main.id' },
    { name: 'vpc_cidr', description: 'Addresses of the VPC.', value: 'aws_vpc.main.cidr_block' },
  ];
  for (const tier of ['public', 'private', 'database'] as const)
    if (net.tiers.includes(tier))
      list.push({ name: `${tier}_subnet_ids`, description: `The ${tier} subnets, in the order of their zones.`, value: `values(aws_subnet.${tier})[*].id` });
  if (net.nat !== 'none' && net.tiers.includes('public') && net.tiers.includes('private'))
    list.push({
      name: 'nat_public_ips',
      description: 'Addresses the private subnets are seen from on the internet.',
      value: 'values(aws_eip.nat)[*].public_ip',
    });
  return list;
}
