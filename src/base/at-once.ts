/** Runs `work` for every item, at most `atOnce` of them at a time; results in the order of the items. The first that rejects rejects all. */
export async function atOnce<T, R>(items: readonly T[], most: number, work: (item: T, index: number) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, one));
  return results;
}
