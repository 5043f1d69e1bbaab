import { type Cidr, formatCidr, subnet } from '../../../base/cidr.ts';
import type { Network } from '../answers.ts';

type Tier = Network['tiers'][number];

/**
 * Where the subnets of a tier lie when they are worked out: bits added to the network's prefix, and the first block.
 * A test holds this to what the generator writes.
 */
export const tierLayout: { readonly [tier in Tier]: { readonly bits: number; readonly first: number } } = {
  private: { bits: 3, first: 0 },
  public: { bits: 4, first: 8 },
  database: { bits: 4, first: 12 },
};

/** The smallest subnet AWS makes is a /28. Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
export const subnetPrefixMax = 28;
/** Every pod of a cluster takes an address of its private subnets: with less than a /26 (59 left) a few nodes fill it. */
export const clusterSubnetPrefixMax = 26;

/** The ranges of a tier, one a zone, as they are worked out. */
export const autoSubnets = (network: Cidr, tier: Tier, zones: number): Cidr[] =>
  Array.from({ length: zones }, (_, zone) => subnet(network, tierLayout[tier].bits, tierLayout[tier].first + zone)).filter((range) => range !== undefined);

export const suggestSubnets = (network: Cidr, tier: Tier, zones: number): string[] => autoSubnets(network, tier, zones).map(formatCidr);
