import type { z } from 'zod';
import type { Effect } from './effect.ts';
import type { Failure, Outcome } from './failure/failure.ts';
import type { Finding } from './finding.ts';
import type { Cost, Impact, Target } from './impact.ts';
import type { Dependent } from './terraform/blast.ts';
import type { Workplace } from './workplace.ts';

export interface Tool<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  /** `toolset.verb`, lower camel case; the key in plans and history. */
  readonly name: string;
  /** The gravest thing it can do. */
  readonly effect: Effect;
  /** The effect of this very input where it is milder than {@link effect}: a format check reads, formatting writes. Never graver. */
  effectOf?(input: z.output<In>): Effect;
  /** Even looking runs what the folder itself says, a git filter for one: not done where the folder is not trusted. */
  readonly needsTrust?: true;
  /** One sentence that a person and a model both understand. */
  readonly summary: string;
  readonly input: In;
  readonly output: Out;
  /** Requests this tool answers, in people's words. The offline planner learns from them; a test runs them. */
  readonly says: readonly string[];
  /** How words begin one of which has to be said for this to be meant, where its others are everybody's: much is created, and only a node is cordoned. */
  readonly onlyWith?: readonly string[];
  /**
   * Calls as a person would write them. A test makes each on the real program or server; its page in docs/tools shows what
   * came of it. An id the real thing gives, such as an instance's, is one that looks like it.
   */
  readonly examples?: readonly Example<z.input<In>>[];
  /** Command lines people know that this tool stands for, with its inputs in braces: `helm rollback {release} {revision?}`. How they are written: `src/planner/offline/command/usage.ts`. */
  readonly commands?: readonly string[];
  /** A step of `tool` comes first in the same plan, and its `output` field is this tool's `input` field: an apply needs a saved plan. */
  readonly needs?: { readonly tool: string; readonly output: string; readonly input: string };
  /** How long it takes, before this machine has a history of its own, in ms. */
  readonly guessMs?: number;
  /** Ends the step when it takes longer, in ms. Default: ten minutes. */
  readonly timeoutMs?: number;
  /** Running it again after a failure is harmless, so that the executor may retry. Default: only for `read` and `plan`. */
  readonly repeatable?: boolean;

  /**
   * What running it would do, without doing it. Reads only. The digest in it is what an approval is bound to:
   * the executor makes it again right before the step and refuses when it differs.
   */
  preview?(input: z.output<In>, at: Workplace): Promise<Outcome<Preview>>;
  /** Does it. Rejects only for bugs and cancellation: what a user or the world can cause comes back as a {@link Failure}. */
  run(input: z.output<In>, at: Workplace): Promise<Observation<z.output<Out>>>;
  /** Looks again. Absent, or where it answers `undefined` as nothing can tell of this very call, the run says of the step: done, not verified. */
  verify?(input: z.output<In>, seen: z.output<Out>, at: Workplace): Promise<Verdict | undefined>;
  /**
   * After a crash: did a step that was started but not journalled as finished take effect? `begun`: what it said right
   * before it began of how to take it back, which tells what was there then; absent where nobody knows.
   */
  inspect?(input: z.output<In>, at: Workplace, begun?: Undo): Promise<'done' | 'not-started' | 'unknown'>;
}

export interface Example<In = unknown> {
  /** What a person wants: "Commit what is staged". Its name within the tool. */
  readonly title: string;
  readonly input: In;
  /** Of a tool that can look again: of this very call nothing can tell. */
  readonly unproved?: true;
}

export type Observation<T> =
  | { readonly ok: true; readonly output: T; readonly summary: string; readonly undo: Undo }
  /** `undo`: part of it was done before it failed; how to take that back. */
  | { readonly ok: false; readonly failure: Failure; readonly undo?: Undo };

/** How to take it back, or the honest reason why not; known before approval, precise after the run. */
export type Undo = { readonly steps: readonly { readonly tool: string; readonly input: unknown }[] } | { readonly impossible: string } | 'nothing-changed';

export type Verdict = { readonly met: true } | { readonly met: false; readonly missing: readonly string[] };

/** What a step would do, before anyone approves it. */
export interface Preview {
  /** Hash over everything the approval covers: what is there now and what would be there after. */
  readonly digest: string;
  /** "Write 14 files in infra/": also the label of the button that approves it. */
  readonly summary: string;
  readonly files: readonly FileChange[];
  readonly undo: Undo;
  /**
   * As everything is now, running it changes nothing at all, here or elsewhere: nobody needs to say yes to it. Only where
   * the tool knows, not where it is likely; when it would be otherwise right before it runs, it is refused.
   */
  readonly changesNothing?: true;
  /** What a person should know before saying yes: kept edits, conflicts, code that would run. */
  readonly warnings: readonly string[];
  /** Where outside the workspace it would act. Absent: it stays in the workspace. */
  readonly target?: Target;
  /** What it would change there, the gravest first. */
  readonly impacts?: readonly Impact[];
  /** All it deletes was made by the step that it takes back: what is too much to delete at once is not too much to take back. */
  readonly takesBack?: true;
  /** What stays as it is there and depends on what it would change, nearest first. */
  readonly reached?: readonly Dependent[];
  readonly cost?: Cost;
  /** What best practices say of the files as they would be, relative to the workspace; absent where nobody looked. */
  readonly findings?: readonly Finding[];
}

export interface FileChange {
  /** Relative to the workspace folder, with `/`. */
  readonly path: string;
  readonly action: 'create' | 'update' | 'delete' | 'unchanged';
  /** Text on disk now; `undefined` where there is no such file, or where it is not text. */
  readonly before: string | undefined;
  /** Text after; `undefined` when it is deleted. */
  readonly after: string | undefined;
  /** Lines. */
  readonly added: number;
  readonly removed: number;
  /** Places where a person's edit and the new content could not both be had; the person's is kept. */
  readonly conflicts: readonly Conflict[];
}

export interface Conflict {
  readonly path: string;
  /** 1-based, in the text after. */
  readonly line: number;
  /** What the person has there, which stays. */
  readonly yours: string;
  /** What was not written because of it. */
  readonly ours: string;
}

/**
 * All a planner needs of a tool: everything but the doing. A tool is one; what can be planned before anything runs it
 * is one alone, and the registry that runs steps does not hold it.
 */
export interface ToolSpec<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType>
  extends Pick<
    Tool<In, Out>,
    'name' | 'effect' | 'effectOf' | 'summary' | 'input' | 'output' | 'says' | 'onlyWith' | 'commands' | 'guessMs' | 'needs' | 'needsTrust'
  > {}

/** Keeps the types of one spec together. */
export const toolSpec = <In extends z.ZodType, Out extends z.ZodType>(s: ToolSpec<In, Out>): ToolSpec<In, Out> => s;

/** Keeps the types of one tool together; the registry holds them as plain `Tool`. */
export const tool = <In extends z.ZodType, Out extends z.ZodType>(t: Tool<In, Out>): Tool<In, Out> => t;

/** For a preview: said only where it holds. */
export const changesNothing = (holds: boolean): Pick<Preview, 'changesNothing'> => (holds ? { changesNothing: true } : {});

export const effectOfCall = (t: Pick<Tool, 'effect' | 'effectOf'>, input: unknown): Effect => t.effectOf?.(input) ?? t.effect;
