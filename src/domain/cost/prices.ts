/**
 * List prices in US dollars for what our generators make: on demand, without taxes, discounts, free tiers and use. Prices of a family
 * double with each size.
 *
 * They can be looked up at https://aws.amazon.com/ec2/pricing/on-demand/, https://aws.amazon.com/ebs/pricing/,
 * https://aws.amazon.com/rds/postgresql/pricing/ (and mysql, mariadb), https://aws.amazon.com/vpc/pricing/,
 * https://aws.amazon.com/eks/pricing/, https://aws.amazon.com/kms/pricing/, https://aws.amazon.com/privatelink/pricing/,
 * https://aws.amazon.com/elasticloadbalancing/pricing/ and https://aws.amazon.com/secrets-manager/pricing/. They were written down on
 * the day of {@link asOf}, and not read off those pages by a program: what {@link confirmed} does not name may be off by some percent.
 */
export const asOf = '2026-11-21';

/** Hours of a month, as AWS's own calculator counts them. */
export const hours = 730;

export type PricedRegion = 'us-east-1' | 'eu-central-1';

interface Prices {
  /** Per hour of the `large` size, Linux, shared tenancy; by family. */
  readonly ec2: Readonly<Record<string, number>>;
  /** Per hour of the `large` size in one zone; by family: MySQL and MariaDB, then PostgreSQL. */
  readonly rds: Readonly<Record<string, readonly [mysql: number, postgres: number]>>;
  /** Per GB and month in one zone. */
  readonly rdsStorage: Readonly<Record<string, number>>;
  /** Per GB and month. */
  readonly ebs: Readonly<Record<string, number>>;
  /** Per hour. */
  readonly natGateway: number;
  /** Per hour and zone. */
  readonly interfaceEndpoint: number;
  /** Per hour, without the units that traffic uses up. */
  readonly loadBalancer: Readonly<Record<string, number>>;
}

export const prices: Readonly<Record<PricedRegion, Prices>> = {
  'us-east-1': {
    ec2: {
      ...{ t3: 0.0832, t3a: 0.0752, t4g: 0.0672, m5: 0.096, m6g: 0.077, m6i: 0.096, m7g: 0.0816, m7i: 0.1008 },
      ...{ c5: 0.085, c6g: 0.068, c6i: 0.085, c7g: 0.0725, c7i: 0.08925, r5: 0.126, r6g: 0.1008, r6i: 0.126, r7g: 0.1071, r7i: 0.1323 },
    },
    rds: {
      ...{ t3: [0.136, 0.145], t4g: [0.129, 0.129], m5: [0.171, 0.178], m6g: [0.152, 0.159], m6i: [0.171, 0.178], m7g: [0.168, 0.168] },
      ...{ r5: [0.24, 0.25], r6g: [0.215, 0.225], r6i: [0.24, 0.25], r7g: [0.239, 0.239] },
    },
    rdsStorage: { gp2: 0.115, gp3: 0.115, io1: 0.125, standard: 0.1 },
    ebs: { gp2: 0.1, gp3: 0.08, io1: 0.125, io2: 0.125, st1: 0.045, sc1: 0.015, standard: 0.05 },
    natGateway: 0.045,
    interfaceEndpoint: 0.01,
    loadBalancer: { application: 0.0225, network: 0.0225, gateway: 0.0125, classic: 0.025 },
  },
  'eu-central-1': {
    ec2: {
      ...{ t3: 0.096, t3a: 0.0864, t4g: 0.0768, m5: 0.115, m6g: 0.092, m6i: 0.115, m7g: 0.09776, m7i: 0.12075 },
      ...{ c5: 0.097, c6g: 0.0776, c6i: 0.097, c7g: 0.0825, c7i: 0.10185, r5: 0.152, r6g: 0.1216, r6i: 0.152, r7g: 0.1292, r7i: 0.1596 },
    },
    rds: {
      ...{ t3: [0.155, 0.166], t4g: [0.147, 0.147], m5: [0.204, 0.212], m6g: [0.181, 0.19], m6i: [0.204, 0.212], m7g: [0.201, 0.201] },
      ...{ r5: [0.285, 0.3], r6g: [0.258, 0.27], r6i: [0.285, 0.3], r7g: [0.286, 0.286] },
    },
    rdsStorage: { gp2: 0.137, gp3: 0.137, io1: 0.149, standard: 0.119 },
    ebs: { gp2: 0.119, gp3: 0.0952, io1: 0.149, io2: 0.149, st1: 0.054, sc1: 0.018, standard: 0.059 },
    natGateway: 0.052,
    interfaceEndpoint: 0.012,
    loadBalancer: { application: 0.027, network: 0.027, gateway: 0.0135, classic: 0.03 },
  },
};

/** The same in every region. */
export const everywhere = {
  /** Per hour of a public IPv4 address, in use or not. */
  publicAddress: 0.005,
  /** Per hour of a cluster in standard support. */
  eksCluster: 0.1,
  /** Per month of a key, without requests. */
  kmsKey: 1,
  /** Per month of a secret, without requests. */
  secret: 0.4,
  /** Per month of a hosted zone, of the first 25. */
  hostedZone: 0.5,
} as const;

/**
 * Prices that a second published figure confirmed: the golden files of infracost's own tests, SkyPilot's catalogue of EC2, tables of
 * 2026 on the web. All others are from memory alone.
 */
export const confirmed: Readonly<Record<PricedRegion, ReadonlySet<string>>> = {
  'us-east-1': new Set([
    ...['ec2.t3', 'ec2.m7g', 'ec2.m7i', 'ec2.c5', 'ec2.c6i', 'ec2.r5', 'ec2.r6g', 'ec2.r6i', 'ec2.r7g'],
    ...[
      'rds.t3.mysql',
      'rds.t3.postgres',
      'rds.t4g.mysql',
      'rds.t4g.postgres',
      'rds.m5.mysql',
      'rds.m6g.mysql',
      'rds.r6g.mysql',
      'rds.r7g.mysql',
      'rdsStorage.gp2',
      'rdsStorage.gp3',
      'rdsStorage.io1',
    ],
    ...['ebs.gp2', 'ebs.gp3', 'natGateway', 'loadBalancer.application', 'loadBalancer.network', 'loadBalancer.classic', 'loadBalancer.gateway'],
  ]),
  'eu-central-1': new Set(['ec2.t3', 'ec2.m7g', 'ec2.m7i', 'ebs.gp3', 'natGateway']),
};

/** How many times the price of `large` a size is; `undefined` for what has a price of its own (`metal`). */
export function timesLarge(size: string): number | undefined {
  const small = { nano: 1 / 16, micro: 1 / 8, small: 1 / 4, medium: 1 / 2, large: 1, xlarge: 2 } as const;
  if (Object.hasOwn(small, size)) return small[size as keyof typeof small];
  const many = /^(\d{1,2})xlarge$/.exec(size)?.[1];
  return many === undefined ? undefined : Number(many) * 2;
}

export const isPricedRegion = (region: string | undefined): region is PricedRegion => region !== undefined && Object.hasOwn(prices, region);
