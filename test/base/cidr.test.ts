import { expect, test } from 'vitest';
import { contains, formatCidr, isPrivate, last, overlaps, parseCidr, readCidr, size, split, subnet, usableInAws } from '../../src/base/cidr.ts';

const range = (text: string) => {
  const cidr = readCidr(text);
  if (cidr === undefined) throw new Error(`${text} is no range`);
  return cidr;
};

test.each([
  ['10.0.0.0/16', '10.0.0.0/16'],
  [' 192.168.1.0/24 ', '192.168.1.0/24'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['255.255.255.255/32', '255.255.255.255/32'],
  ['10.0.0.1/16', '10.0.0.1/16 starts in the middle of its range: write 10.0.0.0/16'],
  ['255.255.255.255/1', '255.255.255.255/1 starts in the middle of its range: write 128.0.0.0/1'],
  ['10.0.0.0', '10.0.0.0 is one address, not a range: add how large it is, such as 10.0.0.0/32'],
  ['10.0.0.0/33', '/33 is not a size: a number from 0 to 32 is needed, such as /16'],
  ['10.0.0.0/', '/ is not a size: a number from 0 to 32 is needed, such as /16'],
  ['10.0.0.0/016', '/016 is not a size: a number from 0 to 32 is needed, such as /16'],
  ['10.0.0.0/-1', '/-1 is not a size: a number from 0 to 32 is needed, such as /16'],
  ['10.0.0.0/1e1', '/1e1 is not a size: a number from 0 to 32 is needed, such as /16'],
  ['10.0.0/16', '"10.0.0" is not an IPv4 address: four numbers from 0 to 255 with dots between them, such as 10.0.0.0'],
  ['10.0.0.256/16', '"10.0.0.256" is not an IPv4 address: four numbers from 0 to 255 with dots between them, such as 10.0.0.0'],
  ['010.0.0.0/16', '"010.0.0.0" is not an IPv4 address: four numbers from 0 to 255 with dots between them, such as 10.0.0.0'],
  ['fd00::/8', '"fd00::/8" is an IPv6 range: an IPv4 range is needed, such as 10.0.0.0/16'],
  ['', '"" is not a range of addresses: write it like 10.0.0.0/16'],
  ['my network', '"my network" is not a range of addresses: write it like 10.0.0.0/16'],
  ['1/2/3', '"1/2/3" is not a range of addresses: write it like 10.0.0.0/16'],
])('reading %j', (text, expected) => {
  const cidr = parseCidr(text);
  expect('problem' in cidr ? cidr.problem : formatCidr(cidr)).toBe(expected);
});

/** Results of Terraform 1.x's own cidrsubnet. */
test.each([
  ['10.0.0.0/16', 4, 2, '10.0.32.0/20'],
  ['10.0.0.0/16', 8, 255, '10.0.255.0/24'],
  ['172.16.0.0/12', 4, 2, '172.18.0.0/16'],
  ['192.168.0.0/24', 4, 15, '192.168.0.240/28'],
  ['0.0.0.0/0', 1, 1, '128.0.0.0/1'],
  ['10.0.0.0/16', 0, 0, '10.0.0.0/16'],
  ['10.0.0.0/16', 4, 16, undefined],
  ['10.0.0.0/16', 17, 0, undefined],
  ['10.0.0.0/16', -1, 0, undefined],
  ['10.0.0.0/16', 4, 1.5, undefined],
])('cidrsubnet(%s, %i, %d)', (text, bits, index, expected) => {
  const part = subnet(range(text), bits, index);
  expect(part && formatCidr(part)).toBe(expected);
});

test.each([
  ['10.0.0.0/28', 16, 11],
  ['10.0.0.0/26', 64, 59],
  ['10.0.0.0/24', 256, 251],
  ['10.0.0.0/29', 8, 0],
])('%s has %i addresses, of which AWS leaves %i', (text, all, usable) => expect([size(range(text)), usableInAws(range(text))]).toEqual([all, usable]));

test.each([
  ['10.0.0.0/8', true],
  ['10.255.0.0/16', true],
  ['172.16.0.0/12', true],
  ['172.32.0.0/16', false],
  ['172.0.0.0/8', false],
  ['192.168.0.0/16', true],
  ['192.0.0.0/8', false],
  ['100.64.0.0/10', true],
  ['100.128.0.0/16', false],
  ['8.8.8.0/24', false],
  ['0.0.0.0/0', false],
])('%s is private: %s', (text, expected) => expect(isPrivate(range(text))).toBe(expected));

/** Numbers from 0 to 1 that are the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const more = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((more ^ (more >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('a range is its parts: they lie in it side by side, overlap nothing, and are read back the same', () => {
  const next = random(20261121);
  for (let round = 0; round < 500; round++) {
    const prefix = Math.floor(next() * 29);
    const first = Math.floor(next() * 2 ** prefix) * 2 ** (32 - prefix);
    const whole = { first, prefix };
    const bits = Math.floor(next() * Math.min(6, 32 - prefix)) + 1;
    const parts = split(whole, bits);
    const sound = parts.every((part, index) => {
      const after = parts[index + 1];
      const back = readCidr(formatCidr(part));
      return (
        back?.first === part.first &&
        back.prefix === part.prefix &&
        contains(whole, part) &&
        overlaps(whole, part) &&
        !contains(part, whole) &&
        (after === undefined || (!overlaps(part, after) && last(part) + 1 === after.first))
      );
    });
    expect({ whole: formatCidr(whole), parts: parts.length, sound, first: parts[0]?.first, last: last(parts.at(-1) ?? whole) }).toEqual({
      whole: formatCidr(whole),
      parts: 2 ** bits,
      sound: true,
      first: whole.first,
      last: last(whole),
    });
  }
});

test('two ranges overlap exactly when one contains the other', () => {
  const next = random(7);
  for (let round = 0; round < 2000; round++) {
    const [a, b] = [0, 1].map(() => {
      const prefix = 20 + Math.floor(next() * 10);
      return { first: Math.floor(next() * 2 ** (prefix - 18)) * 2 ** (32 - prefix), prefix };
    });
    if (a === undefined || b === undefined) continue;
    expect(overlaps(a, b)).toBe(contains(a, b) || contains(b, a));
    expect(overlaps(a, b)).toBe(overlaps(b, a));
  }
});

test('a split that would be endless is none', () => expect(split(range('0.0.0.0/0'), 30)).toEqual([]));
