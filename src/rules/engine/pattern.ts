/**
 * Patterns over paths: `*` within a name, `?` one character, `**` any folders; a folder's name covers all below it. Takes
 * time in proportion to pattern × path, whatever the pattern: it may come from a workspace nobody has looked at.
 */
export function matches(pattern: string, path: string): boolean {
  const names = pattern
    .replace(/^\.?\//, '')
    .replace(/\/$/, '')
    .split('/');
  return walk([...names, '**'], path.split('/'), (wanted) => wanted === '**', textMatches);
}

/** `*` any number of characters, `?` one, over the whole text. */
export const textMatches = (pattern: string, text: string): boolean =>
  walk(
    [...pattern],
    [...text],
    (wanted) => wanted === '*',
    (wanted, character) => wanted === '?' || wanted === character,
  );

/** Goes back to the last "any number of" only: enough, as an earlier one could take nothing that it can't. */
function walk(wanted: readonly string[], given: readonly string[], isAny: (one: string) => boolean, same: (wanted: string, given: string) => boolean): boolean {
  let at = 0;
  let from = 0;
  let lastAny = -1;
  let taken = 0;
  while (from < given.length) {
    const want = wanted[at];
    if (want !== undefined && isAny(want)) {
      lastAny = at++;
      taken = from;
    } else if (want !== undefined && same(want, given[from] ?? '')) {
      at += 1;
      from += 1;
    } else if (lastAny >= 0) {
      at = lastAny + 1;
      from = ++taken;
    } else return false;
  }
  while (at < wanted.length && isAny(wanted[at] ?? '')) at += 1;
  return at === wanted.length;
}
