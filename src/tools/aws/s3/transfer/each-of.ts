/**
 * Does `work` for all of them, a bounded number at once and a bounded weight of them (bytes that are in memory). After the
 * first that fails no new one begins; what is under way ends, then that failure is thrown.
 */
export async function eachOf<T>(
  items: Iterable<T>,
  limits: { readonly atOnce: number; readonly weightMax?: number; weightOf?(item: T): number },
  work: (item: T) => Promise<void>,
): Promise<void> {
  const { atOnce, weightMax = Number.POSITIVE_INFINITY, weightOf = () => 0 } = limits;
  const running = new Set<Promise<void>>();
  let weight = 0;
  let failed: { readonly error: unknown } | undefined;
  for (const item of items) {
    const own = weightOf(item);
    while (failed === undefined && running.size > 0 && (running.size >= atOnce || weight + own > weightMax)) await Promise.race(running);
    if (failed !== undefined) break;
    weight += own;
    const one: Promise<void> = work(item)
      .catch((error: unknown) => {
        failed ??= { error };
      })
      .finally(() => {
        weight -= own;
        running.delete(one);
      });
    running.add(one);
  }
  await Promise.all(running);
  if (failed !== undefined) throw failed.error;
}
