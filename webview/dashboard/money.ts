/** `+$73.20`, `−$5.00`; without a single price it is not known. */
export const changeOf = ({ monthlyDelta }: { readonly monthlyDelta?: number | undefined }): string =>
  monthlyDelta === undefined ? 'not known' : `${monthlyDelta < 0 ? '−' : '+'}$${Math.abs(monthlyDelta).toFixed(2)}`;

export const dollars = (usd: number): string => `$${usd.toFixed(usd < 1 ? 3 : 2)}`;
