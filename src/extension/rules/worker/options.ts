/** A document in an editor. */
export interface OpenText {
  readonly version: number;
  readonly text: string;
}

export interface ProjectOptions {
  readonly root: string;
  /** All files below it are looked at, not only those that are open. */
  readonly walk: boolean;
  readonly exclude: readonly string[];
  readonly cache?: string;
  /** Changes when the rules do. */
  readonly stamp: string;
  readonly today: () => string;
}
