/** The first `max` items over as many pages as that takes, and whether there are more. */
export async function collect<T>(
  max: number,
  page: (token: string | undefined) => Promise<{ readonly items: readonly T[] | undefined; readonly next: string | undefined }>,
): Promise<{ readonly items: readonly T[]; readonly more: boolean }> {
  const items: T[] = [];
  let token: string | undefined;
  do {
    const got = await page(token);
    items.push(...(got.items ?? []));
    // A server that hands out the same token again would never end.
    if (got.next === token) break;
    token = got.next;
  } while (token !== undefined && items.length < max);
  return { items: items.slice(0, max), more: token !== undefined || items.length > max };
}

/** How many are listed at the most, where the input says nothing of it. */
export const itemsMax = 2_000;

/** For the end of a summary. */
export const cutNote = (more: boolean): string => (more ? ' There are more; narrow it down.' : '');
