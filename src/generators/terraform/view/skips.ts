/**
 * Reasons a scanner is given where its finding is the person's own choice. Format: `ID:reason`.
 * Each is written only when that choice was made.
 */
export const retentionSkips = (days: number): string[] =>
  days === 0 || days >= 365 ? [] : [`CKV_AWS_338:Kept for ${days} days, which is enough for this environment`];

/** The skips whose condition holds. */
export const skipsFor = (...pairs: readonly (readonly [holds: boolean, skip: string])[]): string[] => pairs.filter(([holds]) => holds).map(([, skip]) => skip);
