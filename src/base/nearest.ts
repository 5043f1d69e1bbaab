/** Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`. */
export function distance(a: string, b: string): number {
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (older[j - 2] ?? 0) + 1);
      row.push(best);
    }
    older = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The candidate a person most likely meant, or `undefined` when none is near (over a third of its letters differ). */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let found: string | undefined;
  let best = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    // What differs in length by more than it may differ at all need not be compared: a word may be a megabyte.
    if (Math.abs(word.length - candidate.length) > Math.max(1, Math.ceil(candidate.length / 3))) continue;
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < best && edits <= Math.max(1, Math.ceil(candidate.length / 3))) {
      best = edits;
      found = candidate;
    }
  }
  return found;
}
