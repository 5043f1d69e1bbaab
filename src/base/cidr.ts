/** A range of IPv4 addresses. `first` is the address it starts at, as a number from 0 to 2^32 − 1. */
export interface Cidr {
  readonly first: number;
  /** 0 to 32. */
  readonly prefix: number;
}

/** Addresses AWS keeps for itself in every subnet: network, router, DNS, future use and broadcast. Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const awsReserved = 5;

/**
 * Reads `10.0.0.0/16`. The answer to anything else is a sentence that says what would be right: four numbers from 0 to
 * 255, a prefix from 0 to 32, and no address bits beyond the prefix.
 */
export function parseCidr(text: string): Cidr | { readonly problem: string } {
  const parts = /^([^/]*)\/([^/]*)$/.exec(text.trim());
  if (!parts) {
    const first = parseAddress(text.trim());
    return {
      problem:
        first === undefined
          ? `"${brief(text)}" is not a range of addresses: write it like 10.0.0.0/16`
          : `${text.trim()} is one address, not a range: add how large it is, such as ${text.trim()}/32`,
    };
  }
  const [, address = '', size = ''] = parts;
  if (address.includes(':')) return { problem: `"${brief(text)}" is an IPv6 range: an IPv4 range is needed, such as 10.0.0.0/16` };
  const first = parseAddress(address);
  if (first === undefined)
    return { problem: `"${brief(address)}" is not an IPv4 address: four numbers from 0 to 255 with dots between them, such as 10.0.0.0` };
  const prefix = /^(0|[1-9]\d?)$/.test(size) ? Number(size) : 33;
  if (prefix > 32) return { problem: `/${brief(size)} is not a size: a number from 0 to 32 is needed, such as /16` };
  const cidr = { first, prefix };
  const aligned = { first: start(first, prefix), prefix };
  return aligned.first === first ? cidr : { problem: `${text.trim()} starts in the middle of its range: write ${formatCidr(aligned)}` };
}

/** The range, or `undefined` where {@link parseCidr} has a problem with it. */
export function readCidr(text: string): Cidr | undefined {
  const cidr = parseCidr(text);
  return 'problem' in cidr ? undefined : cidr;
}

export const formatCidr = ({ first, prefix }: Cidr): string => `${formatAddress(first)}/${prefix}`;

/** Addresses in the range. */
export const size = ({ prefix }: Cidr): number => 2 ** (32 - prefix);

/** Addresses AWS leaves for a subnet of this range; 0 when it is smaller than the /28 a subnet needs. */
export const usableInAws = (cidr: Cidr): number => (cidr.prefix > 28 ? 0 : size(cidr) - awsReserved);

export const last = (cidr: Cidr): number => cidr.first + size(cidr) - 1;

/** Whether every address of `inner` is in `outer`; a range contains itself. */
export const contains = (outer: Cidr, inner: Cidr): boolean => inner.first >= outer.first && last(inner) <= last(outer);

export const overlaps = (a: Cidr, b: Cidr): boolean => a.first <= last(b) && b.first <= last(a);

/**
 * Part number `index`, from 0, when the range is cut into 2^`bits` equal parts, as Terraform's `cidrsubnet` does.
 * `undefined` when there is no such part.
 */
export function subnet(cidr: Cidr, bits: number, index: number): Cidr | undefined {
  const prefix = cidr.prefix + bits;
  if (!Number.isInteger(bits) || !Number.isInteger(index) || bits < 0 || prefix > 32 || index < 0 || index >= 2 ** bits) return undefined;
  return { first: cidr.first + index * 2 ** (32 - prefix), prefix };
}

/** All 2^`bits` parts in order; none when the range can't be cut so small or there would be more than `partsMax`. */
export function split(cidr: Cidr, bits: number, partsMax = 4096): Cidr[] {
  if (!Number.isInteger(bits) || bits < 0 || 2 ** bits > partsMax) return [];
  return Array.from({ length: 2 ** bits }, (_, index) => subnet(cidr, bits, index)).filter((part) => part !== undefined);
}

/** RFC 1918, and RFC 6598's 100.64.0.0/10, which AWS allows in a VPC and nobody routes on the Internet. */
const privateRanges: readonly Cidr[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map(readCidr).filter((range) => range !== undefined);

/** Whether all of it lies in a range that is private to a network. */
export const isPrivate = (cidr: Cidr): boolean => privateRanges.some((range) => contains(range, cidr));

function start(address: number, prefix: number): number {
  return address - (address % 2 ** (32 - prefix));
}

function parseAddress(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((address, part) => address * 256 + Number(part), 0);
}

const formatAddress = (address: number): string => [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

const brief = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
