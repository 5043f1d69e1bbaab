/** What is around a request: only what can be had cheaply. Everything is optional; what is absent is asked for or left to the tool. */
export interface PlanContext {
  /** Paths of files in the workspace folder, relative, with `/`: the ones that say what is in it. */
  readonly files?: readonly string[];
  /** The folder the request was begun at, relative to the workspace folder: what is meant where no folder is said. */
  readonly folder?: string;
  /** Relative to the workspace folder. */
  readonly openFile?: string;
  /** Text selected in the open file: data, never words of the request. */
  readonly selection?: string;
  /** What is selected in a view: what “it” and “here” mean. Data, never words of the request. */
  readonly selected?: SelectedThing;
  readonly gitBranch?: string;
  /** Branches that a force push or a delete must not touch. Default: main, master, release and production names. */
  readonly protectedBranches?: readonly string[];
  readonly kubeContext?: string;
  readonly kubeContexts?: readonly string[];
  readonly namespace?: string;
  readonly awsProfile?: string;
  readonly awsRegion?: string;
  readonly workspace?: string;
  /** dev, staging or prod, where a profile says so. */
  readonly environment?: string;
  readonly connectors?: readonly string[];
  /** Which day it is, `2026-01-31`: what “since Monday” counts from. */
  readonly today?: string;
}

/** What `--context key=value` may say, with how its text is read. */
export const contextKeys = {
  files: 'list',
  folder: 'text',
  openFile: 'text',
  selection: 'text',
  gitBranch: 'text',
  protectedBranches: 'list',
  kubeContext: 'text',
  kubeContexts: 'list',
  namespace: 'text',
  awsProfile: 'text',
  awsRegion: 'text',
  workspace: 'text',
  environment: 'text',
  connectors: 'list',
  today: 'text',
} as const satisfies Record<Exclude<keyof PlanContext, 'selected'>, 'text' | 'list'>;

/** A thing, as the call that looks at it. */
export interface SelectedThing {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The request was begun at it: it is meant where the request says nothing else. */
  readonly isMeant?: boolean;
}
