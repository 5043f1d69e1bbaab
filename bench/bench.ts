/**
 * What a file in bench/ that is a row exports. One measurement a sample; the median is what counts. Files without `run` and
 * folders below bench/ are not rows.
 */
export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  /** The most it may be; text for a limit of another kind (then `run` says `ok` itself); absent when it is only watched. */
  readonly limit?: number | string;
  /** What others published, to read beside it. */
  readonly beside?: string;
  run(): Promise<Measured>;
}

export type Measured =
  | { readonly samples: readonly number[]; readonly detail?: string }
  | { readonly value: string; readonly ok?: boolean; readonly detail?: string }
  /** Why it can't be measured here. */
  | { readonly missing: string };
