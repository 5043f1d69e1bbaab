import type { WorkspaceFolder } from 'vscode';
import type { Failure } from '../../domain/failure/failure.ts';
import type { DraftStep } from '../../planner/draft.ts';
import type { SelectedThing } from '../../planner/offline/context.ts';
import type { InfrastructureAction } from '../manifest/infrastructure.ts';
import type { Shell } from '../shell.ts';

/** A line of the infrastructure tree. Plain data and closures; what is below is asked for when it is opened. */
export interface Branch {
  /** Unique in the tree and the same over a refresh, so that what is open stays open. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** A codicon's name. */
  readonly icon: string;
  readonly color?: string;
  /** Markdown: what comes from elsewhere in it goes through `plainly`. Absent: label and description. */
  readonly tooltip?: string;
  readonly children?: (ask: Ask) => Promise<readonly Branch[]>;
  /** Whether it is open from the start. */
  readonly isOpen?: boolean;
  /** What can be done with it, by the command that does it. */
  readonly actions?: Readonly<Partial<Record<InfrastructureAction, Act>>>;
  /** The action of a click. */
  readonly click?: InfrastructureAction;
  /** It changes by itself: calls `changed` when it has, and the line is drawn anew. The answer ends that. */
  readonly live?: (changed: () => void) => () => void;
}

/** Calls a tool that only looks, through the gate, for so long at the most; throws {@link AskFailed}. */
export type Ask = (tool: string, input: Record<string, unknown>, timeoutMs?: number) => Promise<unknown>;

export class AskFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

export type Act =
  /** A plan in its panel, waiting for the person. */
  | { readonly plan: string; readonly steps: readonly DraftStep[] }
  /** The same, made from what the person types first. */
  | {
      readonly question: string;
      readonly placeHolder?: string;
      readonly value?: string;
      readonly check?: (text: string) => string | undefined;
      readonly make: (text: string) => { readonly plan: string; readonly steps: readonly DraftStep[] };
      /** The question where it is asked once for several lines; absent: it can't be. */
      readonly ofMany?: string;
    }
  /** The same, made from several answers, asked for one after the other. */
  | {
      readonly questions: readonly ActQuestion[];
      /** By id; what was left empty is not in there. */
      readonly planOf: (answers: Readonly<Record<string, string>>) => { readonly plan: string; readonly steps: readonly DraftStep[] };
    }
  /** What a tool that only looks says, in an editor. */
  | {
      readonly show: string;
      readonly tool: string;
      readonly input: Record<string, unknown>;
      readonly language?: string;
      /** The field of the output that holds the text; absent: the one it has for people, else all of it. */
      readonly field?: string;
      /** What is said where that text is empty; absent: all of the output. */
      readonly otherwise?: string;
    }
  /** A list a tool gives, as a table under this title. */
  | { readonly table: string; readonly tool: string; readonly input: Record<string, unknown>; readonly list?: string }
  /** A file of the workspace folder, in its editor. */
  | { readonly open: string; readonly line?: number }
  /** Put on the clipboard. */
  | { readonly copy: string }
  | { readonly link: string }
  /** A plan in plain words about it: the call that looks at it. */
  | { readonly about: SelectedThing }
  /** What takes more than that. All it needs is loaded when it is called. */
  | { readonly do: (at: Doing) => Promise<unknown> };

export interface Doing {
  readonly shell: Shell;
  readonly folder: WorkspaceFolder;
}

export interface ActQuestion {
  readonly id: string;
  /** "Merge #7 how?" */
  readonly title: string;
  readonly prompt?: string;
  readonly placeHolder?: string;
  readonly value?: string;
  /** What is wrong with a text. An empty one is fine where `optional` says so, and is left out. */
  readonly check?: (text: string) => string | undefined;
  readonly optional?: true;
  /** Asked only where what was answered so far says so. */
  readonly when?: (answers: Readonly<Record<string, string>>) => boolean;
  /** To choose from, in the place of a text. */
  readonly options?: readonly { readonly value: string; readonly label: string; readonly description?: string }[];
  /** A folder or a file of the workspace, chosen in the file dialog: its path relative to the workspace folder. */
  readonly place?: 'folder' | 'file';
}

export const step = (tool: string, input: Record<string, unknown>, more: Partial<DraftStep> = {}): DraftStep => ({
  id: tool.replace(/^.*\./, ''),
  tool,
  input,
  ...more,
});

/** What a line is, as the call that looks at it: its entry for a plan in plain words, and what “it” means while it is selected. */
export const about = (tool: string, input: Record<string, unknown>): NonNullable<Branch['actions']> => ({
  'nimbus.infrastructure.ask': { about: { tool, input } },
});

/** What is meant by “it” where this line is. */
export function thingOf({ actions }: Branch): SelectedThing | undefined {
  const ask = actions?.['nimbus.infrastructure.ask'];
  return ask !== undefined && 'about' in ask ? ask.about : undefined;
}

/** An input that is left out where nothing was said. */
export const optional = (name: string, said: string | undefined): Record<string, string> => (said === undefined || said.trim() === '' ? {} : { [name]: said });

/** For a question that may not be left empty. */
export const needed = (text: string): string | undefined => (text.trim() === '' ? 'It cannot do without this.' : undefined);

/** What was said with commas between. */
export const words = (said: string | undefined): readonly string[] => (said ?? '').split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));

/** In the place of things where there are none. */
export const none = (id: string, label: string): Branch => ({ id: `${id}/none`, label, icon: 'info' });

/** The things, or the line that says there is none. */
export const orNone = (id: string, label: string, all: readonly Branch[]): readonly Branch[] => (all.length > 0 ? all : [none(id, label)]);

/** More lines of a kind nobody reads in a tree. */
const linesMax = 250;

/** The first lines, and one that leads to a table with all of them. */
export const notTooMany = (id: string, all: readonly Branch[], table: Extract<Act, { readonly table: string }>): readonly Branch[] =>
  all.length <= linesMax
    ? all
    : [
        ...all.slice(0, linesMax),
        {
          id: `${id}/ more`,
          label: `${(all.length - linesMax).toLocaleString('en-US')} more`,
          description: 'show all as a table',
          icon: 'table',
          click: 'nimbus.table.of',
          actions: { 'nimbus.table.of': table },
        },
      ];
