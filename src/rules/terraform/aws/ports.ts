import type { Block, Body } from '../../hcl/block.ts';
import type { Span } from '../../hcl/syntax.ts';
import { asNumber, asText, isList, isUnknown, type Value } from '../../hcl/value.ts';

/** Traffic that a security group lets in or out. What is unknown is left out. */
export interface Opening {
  /** -1 to 65535 as given; protocol `-1` opens all of them. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly protocol: string | undefined;
  /** Known ranges, IPv4 and IPv6. */
  readonly ranges: readonly string[];
  readonly at: Span;
}

export const securityGroupTargets: readonly string[] = [
  'aws_security_group',
  'aws_default_security_group',
  'aws_security_group_rule',
  'aws_vpc_security_group_ingress_rule',
  'aws_vpc_security_group_egress_rule',
];

/** What a security group, or a rule of one, opens in a direction, whichever of the provider's three ways it is written in. */
export function openings(block: Block, direction: 'ingress' | 'egress'): readonly Opening[] {
  switch (block.type) {
    case 'aws_security_group':
    case 'aws_default_security_group':
      return block
        .blocks(direction)
        .filter((body) => !body.uncertain)
        .map((body) => opening(body, 'protocol', ['cidr_blocks', 'ipv6_cidr_blocks']));
    case 'aws_security_group_rule':
      return block.get('type') === direction ? [opening(block, 'protocol', ['cidr_blocks', 'ipv6_cidr_blocks'])] : [];
    case `aws_vpc_security_group_${direction}_rule`:
      return [opening(block, 'ip_protocol', ['cidr_ipv4', 'cidr_ipv6'])];
    default:
      return [];
  }
}

function opening(body: Body, protocol: string, ranges: readonly string[]): Opening {
  const number = (name: string): number | undefined => {
    const value = asNumber(body.get(name));
    return isUnknown(value) ? undefined : value;
  };
  const proto = asText(body.get(protocol));
  return {
    from: number('from_port'),
    to: number('to_port'),
    protocol: typeof proto === 'string' ? proto.toLowerCase() : undefined,
    ranges: ranges.flatMap((name) => texts(body.get(name))),
    at: body.span(ranges.find((name) => texts(body.get(name)).some(isEverywhere))),
  };
}

const texts = (value: Value | undefined): string[] => (isList(value) ? value : [value]).filter((item) => typeof item === 'string');

/** The whole internet: an IPv4 or IPv6 range of length 0. */
export const isEverywhere = (range: string): boolean => /^[0-9a-f.:]+\/0$/i.test(range);

/** Whether a port is open, as far as that is known. */
export const opensPort = (opening: Opening, port: number): boolean => {
  if (opening.protocol === '-1' || opening.protocol === 'all') return true;
  if (opening.protocol !== 'tcp' && opening.protocol !== '6') return false;
  return opening.from !== undefined && opening.to !== undefined && opening.from <= port && port <= opening.to;
};

/**
 * Whether others see it too: they read written ports only, pass over default groups, over IPv6 where a rule is a resource, and
 * over all that stands behind what a group lets in from itself.
 */
export const seenByOthers = (block: Block, { from, to, at }: Opening, range: string): boolean =>
  from !== undefined &&
  to !== undefined &&
  block.type !== 'aws_default_security_group' &&
  !(block.type === 'aws_vpc_security_group_ingress_rule' && range.includes(':')) &&
  !block.blocks('ingress').some((body) => body.get('self') === true && body.span().start < at.start);
