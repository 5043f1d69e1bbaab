import { terraformRule } from '../../rule.ts';

const notProduction = /(^|[^a-z])(dev|develop|development|test|testing|sandbox|staging|stage)([^a-z]|$)/i;

export const awsNatPerZoneInDev = terraformRule({
  id: 'aws-nat-per-zone-in-dev',
  title: 'One NAT gateway is enough outside production',
  severity: 'low',
  category: 'cost',
  why: 'Each NAT gateway costs about 35 dollars a month before any traffic. Outside production one for all zones will do.',
  source: 'https://aws.amazon.com/vpc/pricing/',
  also: [],
  targets: ['aws_nat_gateway'],

  check(gateway, folder) {
    const environment = ['environment', 'env', 'stage']
      .map((name) => gateway.module.folder.variables.has(name) && gateway.module.variable(name))
      .find((value) => typeof value === 'string');
    if (typeof environment !== 'string' || !notProduction.test(environment)) return undefined;
    const all = folder.all('aws_nat_gateway').filter((one) => !one.uncertain);
    return all.length > 1 && all[0]?.syntax === gateway.syntax
      ? { message: `${all.length} NAT gateways for ${environment}: one for all zones costs less.` }
      : undefined;
  },

  fails: `
variable "environment" {
  default = "dev"
}

resource "aws_nat_gateway" "zone" {
  count     = 3
  subnet_id = "subnet-\${count.index}"
}`,
  passes: 'variable "environment" {\n  default = "dev"\n}\n\nresource "aws_nat_gateway" "shared" {\n  subnet_id = "subnet-1"\n}',
});
