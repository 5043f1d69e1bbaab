/**
 * An address without the keys of its instances: `module.a["x.y"].aws_subnet.b[0]` is `module.a.aws_subnet.b`. Keys may hold
 * brackets, dots and escaped quotes.
 */
export function withoutKeys(address: string): string {
  if (!address.includes('[')) return address;
  let plain = '';
  let at = 0;
  for (let open = address.indexOf('['); open >= 0; open = address.indexOf('[', at)) {
    plain += address.slice(at, open);
    at = endOfKey(address, open);
  }
  return plain + address.slice(at);
}

/** Just after the closing bracket of the key that starts at `from`. */
function endOfKey(address: string, from: number): number {
  let quoted = false;
  for (let at = from + 1; at < address.length; at++) {
    const character = address.charAt(at);
    if (character === '\\' && quoted) at += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === ']' && !quoted) return at + 1;
  }
  return address.length;
}
