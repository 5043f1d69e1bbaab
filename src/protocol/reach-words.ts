/** So many are told by name where a line has room for some. */
const reachedNamed = 8;

/** `2 resources that do not change and depend on what does`, and the nearest of them by name; `more`: how many have none here. */
export function reachWords(
  addresses: readonly string[],
  all = addresses.length,
): { readonly says: string; readonly named: readonly string[]; readonly more: number } {
  const named = addresses.slice(0, reachedNamed);
  const says = `${all.toLocaleString('en-US')} ${all === 1 ? 'resource that does not change and depends' : 'resources that do not change and depend'} on what does`;
  return { says, named, more: all - named.length };
}
