import { type Cidr, contains, formatCidr, isPrivate, overlaps, readCidr, usableInAws } from '../../../../base/cidr.ts';
import { count, list } from '../../../../base/say.ts';
import type { Problem } from '../../../../domain/failure/failure.ts';
import type { Answers } from '../../../../domain/question.ts';
import type { Network } from '../../answers.ts';
import { regionsOfTwoZones } from '../facts.ts';
import { autoSubnets, clusterSubnetPrefixMax, subnetPrefixMax, suggestSubnets, tierLayout } from '../layout.ts';
import { has, numberOf, textOf, textsOf } from '../typed.ts';

type Tier = Network['tiers'][number];
const tiers: readonly Tier[] = ['public', 'private', 'database'];

/** Widest and narrowest range of a network. Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html for /16; a /24 is the least that holds every tier. */
const prefixMin = 16;
const prefixMax = 24;

export function checkNetwork(answers: Answers): Problem[] {
  if (!has(answers, 'project.components', 'network')) return [];
  const chosen = textsOf(answers, 'network.tiers');
  return [
    ...zones(answers),
    ...range(answers),
    ...(chosen === undefined ? [] : [...tierProblems(answers, chosen), ...waysOut(answers, chosen)]),
    ...subnets(answers),
  ];
}

function zones(answers: Answers): Problem[] {
  const region = textOf(answers, 'project.region') ?? '';
  return regionsOfTwoZones.includes(region) && (numberOf(answers, 'network.zones') ?? 0) > 2
    ? [{ path: 'network.zones', message: `${region} gives an account two zones: take 2, or another region` }]
    : [];
}

function range(answers: Answers): Problem[] {
  const network = cidrOf(answers, 'network.cidr');
  if (network === undefined) return [];
  const path = 'network.cidr';
  const text = formatCidr(network);
  if (!isPrivate(network))
    return [{ path, message: `${text} is not private: take a range inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, such as 10.0.0.0/16` }];
  if (network.prefix < prefixMin)
    return [{ path, message: `${text} is larger than AWS allows: a /${prefixMin} is the largest, such as ${formatCidr({ ...network, prefix: prefixMin })}` }];
  if (network.prefix > prefixMax)
    return [{ path, message: `${text} is too small for subnets in several zones: a /${prefixMax} is the smallest, a /${prefixMin} leaves room to grow` }];
  return [];
}

function tierProblems(answers: Answers, chosen: readonly string[]): Problem[] {
  const path = 'network.tiers';
  const problems: Problem[] = [];
  if (has(answers, 'project.components', 'cluster') && !chosen.includes('private'))
    problems.push({ path, message: 'a cluster needs private subnets for its nodes: add private' });
  if (has(answers, 'project.components', 'database') && !chosen.includes('private'))
    problems.push({ path, message: 'a database needs private subnets beside it, where what uses it runs: add private' });
  return problems;
}

/** What nodes must reach to join their cluster. Source: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html */
const nodesNeed: readonly string[] = ['s3', 'ecr', 'ec2', 'sts'];

function waysOut(answers: Answers, chosen: readonly string[]): Problem[] {
  const nat = textOf(answers, 'network.nat');
  if (nat === undefined) return [];
  if (nat !== 'none' && !chosen.includes('public'))
    return [{ path: 'network.nat', message: 'a NAT gateway lives in a public subnet: add public to network.tiers, or choose none' }];
  if (nat !== 'none' || !has(answers, 'project.components', 'cluster')) return [];
  const missing = nodesNeed.filter((service) => !has(answers, 'network.endpoints', service));
  return missing.length === 0
    ? []
    : [
        {
          path: 'network.endpoints',
          message: `without NAT the cluster's nodes reach AWS through endpoints only: add ${list(missing)}, or choose a NAT gateway`,
        },
      ];
}

function subnets(answers: Answers): Problem[] {
  const network = cidrOf(answers, 'network.cidr');
  const zones = numberOf(answers, 'network.zones');
  const chosen = tiers.filter((tier) => has(answers, 'network.tiers', tier));
  if (network === undefined || zones === undefined || range(answers).length > 0) return [];
  return textOf(answers, 'network.subnets') === 'custom' ? custom(answers, network, zones, chosen) : auto(answers, network, zones, chosen);
}

function auto(answers: Answers, network: Cidr, zones: number, chosen: readonly Tier[]): Problem[] {
  for (const tier of chosen) {
    const prefix = network.prefix + tierLayout[tier].bits;
    const prefixNeeded = smallest(answers, tier);
    if (prefix > prefixNeeded || autoSubnets(network, tier, zones).length < zones) {
      const right = formatCidr({
        first: network.first - (network.first % 2 ** (32 - (prefixNeeded - tierLayout[tier].bits))),
        prefix: prefixNeeded - tierLayout[tier].bits,
      });
      return [
        {
          path: 'network.cidr',
          message: `${formatCidr(network)} leaves a /${prefix} (${count(usableInAws({ first: 0, prefix }), 'address', 'addresses')}) for each ${tier} subnet, and ${why(answers, tier)}: take ${right} or larger`,
        },
      ];
    }
  }
  return [];
}

const smallest = (answers: Answers, tier: Tier): number =>
  tier === 'private' && has(answers, 'project.components', 'cluster') ? clusterSubnetPrefixMax : subnetPrefixMax;

const why = (answers: Answers, tier: Tier): string =>
  smallest(answers, tier) === clusterSubnetPrefixMax
    ? `the pods of a cluster need a /${clusterSubnetPrefixMax}`
    : `AWS makes none smaller than a /${subnetPrefixMax}`;

interface Placed {
  readonly path: string;
  readonly cidr: Cidr;
}

function custom(answers: Answers, network: Cidr, zones: number, chosen: readonly Tier[]): Problem[] {
  const problems: Problem[] = [];
  const placed: Placed[] = [];
  for (const tier of chosen) {
    const id = `network.${tier}Subnets`;
    const texts = textsOf(answers, id);
    if (texts === undefined) continue;
    if (texts.length !== zones)
      problems.push({
        path: id,
        message: `has ${count(texts.length, 'range')} for ${count(zones, 'zone')}: one a zone is needed, such as ${list(suggestSubnets(network, tier, zones))}`,
      });
    texts.forEach((text, index) => {
      const cidr = readCidr(text);
      if (cidr === undefined) return;
      const path = `${id}[${index}]`;
      const problem = misfit(answers, network, tier, cidr) ?? clash(placed, cidr);
      if (problem !== undefined) problems.push({ path, message: problem });
      placed.push({ path, cidr });
    });
  }
  return problems;
}

function misfit(answers: Answers, network: Cidr, tier: Tier, cidr: Cidr): string | undefined {
  const text = formatCidr(cidr);
  if (!contains(network, cidr))
    return `${text} is not inside the network ${formatCidr(network)}: one that is, for example, is ${suggestSubnets(network, tier, 1)[0] ?? formatCidr(network)}`;
  if (cidr.prefix === network.prefix)
    return `${text} is the whole network: leave room for the other subnets, with ${suggestSubnets(network, tier, 1)[0] ?? 'a smaller range'} for example`;
  const prefixMax = smallest(answers, tier);
  return cidr.prefix > prefixMax
    ? `${text} leaves ${count(usableInAws(cidr), 'address', 'addresses')}, and ${why(answers, tier)}: make it a /${prefixMax} or larger`
    : undefined;
}

function clash(placed: readonly Placed[], cidr: Cidr): string | undefined {
  const other = placed.find((one) => overlaps(one.cidr, cidr));
  return other === undefined ? undefined : `${formatCidr(cidr)} overlaps ${formatCidr(other.cidr)} (${other.path}): no address may be in both`;
}

function cidrOf(answers: Answers, id: string): Cidr | undefined {
  const text = textOf(answers, id);
  return text === undefined ? undefined : readCidr(text);
}
