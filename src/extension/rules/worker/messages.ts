import type { Finding, ScanReport, Severity } from '../../../domain/finding.ts';
import type { Edit } from '../../../rules/edit.ts';
import type { RenderedChart } from '../../../rules/kubernetes/render.ts';

/** A finding as the editor gets it. */
export interface Found extends Finding {
  /** Line, from 1, at which the block or object it is about starts. */
  readonly blockLine: number;
  /** Its reason, when it is kept quiet. */
  readonly quiet?: string;
  /** Its fix would make a cloud replace or restart what exists. */
  readonly replaces?: true;
  /** What would fix it; only for documents that are open. */
  readonly edits?: readonly Edit[];
}

/** What is known of a rule, for hovers, menus and lists. */
export interface RuleCard {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly category: string;
  readonly why: string;
  readonly source: string;
  readonly also: readonly string[];
  readonly fixable: boolean;
  /** Its fix would make a cloud replace or restart what exists, whatever it is made to. */
  readonly replaces: boolean;
}

/** All findings of one file. `version`: of the document they are about; absent for a file nobody has open. */
export interface FileFindings {
  readonly path: string;
  readonly version?: number;
  readonly found: readonly Found[];
}

export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type ReportFormat = 'markdown' | 'sarif' | 'html' | 'junit';

/** What is asked and answered once. Paths are relative to `root`. */
export interface Asks {
  /** The new texts of the files that would change, and what stays undone. */
  readonly fix: {
    readonly ask: { readonly root: string; readonly path: string; readonly version: number; readonly rules?: readonly string[] };
    /** `undefined`: the document is another by now. */
    readonly answer: { readonly changes: readonly Change[]; readonly fixed: number } | undefined;
  };
  /** The page of a rule, as Markdown. */
  readonly page: { readonly ask: { readonly root?: string; readonly rule: string }; readonly answer: string | undefined };
  /** `folders`: whose fixes are to be in it, where the format tells fixes; `prefix` stands before their paths in the report. */
  readonly report: {
    readonly ask: {
      readonly format: ReportFormat;
      readonly report: ScanReport;
      readonly version: string;
      readonly folders: readonly { readonly root: string; readonly prefix: string }[];
    };
    readonly answer: string;
  };
  /** The text of a baseline file with these findings. */
  readonly baseline: { readonly ask: { readonly findings: readonly Finding[] }; readonly answer: string };
  /** What is wrong with the text of `.nimbus/rules.yaml`. */
  readonly settings: { readonly ask: { readonly root: string; readonly text: string }; readonly answer: readonly string[] };
  /** Answered once nothing is left to do. */
  readonly idle: { readonly ask: Record<string, never>; readonly answer: true };
}
export type AskKind = keyof Asks;

/** Host → worker. `root` is the absolute path of a workspace folder. */
export type ToWorker =
  /** Looks after a folder from now on; `walk`: all its files, not only those that are open. `cache`: a file to remember results in. */
  | { readonly type: 'begin'; readonly root: string; readonly walk: boolean; readonly exclude: readonly string[]; readonly cache?: string }
  | { readonly type: 'end'; readonly root: string }
  /** It is another day, `YYYY-MM-DD`. */
  | { readonly type: 'day'; readonly today: string }
  /** Its text counts, not the file's, until it is closed. */
  | { readonly type: 'document'; readonly root: string; readonly path: string; readonly version: number; readonly text: string }
  /** Made one after the other on the text of version `from`; `length` of the text after them, to notice when the two ends differ. */
  | {
      readonly type: 'edited';
      readonly root: string;
      readonly path: string;
      readonly from: number;
      readonly version: number;
      readonly length: number;
      readonly changes: readonly Change[];
    }
  | { readonly type: 'closed'; readonly root: string; readonly path: string }
  /** What Helm makes of a chart as it is saved; without `chart`: nothing, or not any more. `folder` is the chart's. */
  | { readonly type: 'chart'; readonly root: string; readonly folder: string; readonly chart?: RenderedChart }
  /** Made, changed or gone on disk; a folder stands for all below it. */
  | { readonly type: 'files'; readonly root: string; readonly paths: readonly string[] }
  | { [K in AskKind]: { readonly type: 'ask'; readonly id: number; readonly kind: K; readonly ask: Asks[K]['ask'] } }[AskKind];

/** Worker → host. */
export type FromWorker =
  | { readonly type: 'rules'; readonly root?: string; readonly rules: readonly RuleCard[] }
  | { readonly type: 'findings'; readonly root: string; readonly files: readonly FileFindings[] }
  /** How far the first look at a folder is; the last one has `done === total`. */
  | { readonly type: 'progress'; readonly root: string; readonly done: number; readonly total: number; readonly files: number; readonly cached: number }
  /** What could not be read or checked, and rules that broke. */
  | { readonly type: 'notes'; readonly root: string; readonly unit: string; readonly notes: readonly string[] }
  /** The text of a document is needed whole: the changes did not fit. */
  | { readonly type: 'resend'; readonly root: string; readonly path: string }
  /** One look at an edited document, in ms: for the figures. */
  | { readonly type: 'looked'; readonly root: string; readonly path: string; readonly version: number; readonly ms: number }
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };

/** What the worker is started with. */
export interface WorkerData {
  /** Goes up with every edit: work in the background that began before is given up for it. */
  readonly generation: Int32Array;
  /** When it starts, `YYYY-MM-DD`; later ones are told. */
  readonly today: string;
}
