/** Committed files that differ from what their generator would write now. */
export function stale(): Promise<Map<string, { content: string; generator: string }>>;
