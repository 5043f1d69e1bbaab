/** What a generator made: text only, nothing on disk yet. Same answers, same bytes. */
export interface Rendered {
  /** Sorted by path; paths relative to the output folder, with `/`; texts end with a newline and use `\n`. */
  readonly files: readonly RenderedFile[];
  /** Where a person runs the program, relative to the output folder: `.` or `environments/staging`. */
  readonly root: string;
  /** Values to run it with, relative to `root`; `undefined`: it finds its values by itself. */
  readonly varFile?: string;
  /** Things it describes, counted once each, without `count` and `for_each` unfolded. */
  readonly resources: number;
}

export interface RenderedFile {
  readonly path: string;
  readonly text: string;
}
