import { isPrivate, readCidr } from '../../../base/cidr.ts';

/** A range of addresses that is the Internet, or so much of it that it makes no difference: larger than a /8 that is not private. */
export function isTheInternet(range: unknown): boolean {
  if (typeof range !== 'string') return false;
  if (range.includes(':')) {
    const prefix = Number(range.split('/')[1] ?? 128);
    return prefix < widestV6 && !/^f[cde]/i.test(range);
  }
  const cidr = readCidr(range);
  return cidr !== undefined && cidr.prefix < widestV4 && !isPrivate(cidr);
}

/** Providers hold a /8 or a /20 of IPv6; nobody lists a wider range to let in someone they know. */
const widestV4 = 8;
const widestV6 = 16;
