import { namesUsed } from '../../hcl/visit.ts';
import { terraformRule } from '../../rule.ts';

export const awsEipUnused = terraformRule({
  id: 'aws-eip-unused',
  title: 'Public address is used by something',
  severity: 'low',
  category: 'cost',
  why: 'An address that nothing uses costs as much as one that is used. One that waits for a planned move may stay: once released, it may never be had again.',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html',
  also: [],
  targets: ['aws_eip'],

  check: (address, folder) =>
    ['instance', 'network_interface'].some((name) => address.get(name) !== undefined) || namesUsed(folder.index).has(address.address)
      ? undefined
      : { message: 'Nothing here uses the address: attach it, or take it out.' },

  fails: `
resource "aws_eip" "way_out" {
  domain = "vpc"
}`,
  passes: `
resource "aws_eip" "way_out" {
  domain = "vpc"
}

resource "aws_nat_gateway" "main" {
  allocation_id = aws_eip.way_out.id
  subnet_id     = "subnet-11111111"
}`,
});
