import * as z from 'zod/mini';
import { fromAnyView, type Message, notice, reader } from './message.ts';
import { recordedEvent } from './run-event.ts';

/** Where the run would act, or acted: always on top. What is not known or does not apply is absent. */
const where = z.object({
  profile: z.optional(z.string()),
  environment: z.optional(z.string()),
  account: z.optional(z.string()),
  region: z.optional(z.string()),
  /** Terraform's. */
  workspace: z.optional(z.string()),
  /** The workspace folder, absolute. */
  folder: z.string(),
  /** In it, to a person: `infra/`. */
  out: z.optional(z.string()),
});
export type Where = Message<z.infer<typeof where>>;

export const toRun = z.discriminatedUnion('type', [
  /** Answer to `ready`: everything there is. Sent again, it starts the view over (a new run in the same panel). */
  z.object({
    type: z.literal('show'),
    protocol: z.number(),
    where,
    /** All events of the run until now; empty while the plan is being made. */
    events: z.array(recordedEvent),
    /** A process stands behind it that more events will come from. `false` without a `run-ended`: it was cut off and can be resumed or rolled back. */
    live: z.boolean(),
    /** The host's clock, ms since 1970: elapsed times are reckoned by it, as the view may be on another machine. Absent: the same clock. */
    now: z.optional(z.number()),
    /** The process is another one: its yes can't be given here. `says`: who has it; `canOpen`: that window can be brought to the front. */
    elsewhere: z.optional(z.object({ says: z.string(), canOpen: z.boolean() })),
    /** The answers it was made from can be changed. */
    changeable: z.boolean(),
    /** It came so far as to have a plan: that can be made once more. */
    repeatable: z.optional(z.boolean()),
    /** It takes another run back. */
    rollback: z.optional(z.boolean()),
    /** The workspace is not trusted (yet): what was refused for it goes ahead once it is. */
    untrusted: z.optional(z.boolean()),
  }),
  /** As they happen. The view folds them in by their `seq`: late and repeated ones do no harm. */
  z.object({ type: z.literal('events'), events: z.array(recordedEvent) }),
  /** Answer to `readYaml`: the plan as its file would be. */
  z.object({ type: z.literal('yaml'), text: z.string() }),
  /** What was asked for could not be done (an approval whose plan has changed, say): the buttons come back. */
  notice,
]);
export type ToRun = Message<z.infer<typeof toRun>>;

export const fromRun = z.discriminatedUnion('type', [
  ...fromAnyView,
  /** `hash`: of the plan in `consent-asked`. `typed`: by step id, what the person typed where a decision asks for it; the host compares again. */
  z.object({ type: z.literal('approve'), hash: z.string(), typed: z.record(z.string(), z.string()) }),
  /** Before approval: no. After: stop what is running. */
  z.object({ type: z.literal('cancel') }),
  z.object({ type: z.literal('changeAnswers') }),
  /** VS Code's diff of one file of one step's preview. */
  z.object({ type: z.literal('openDiff'), step: z.string(), path: z.string() }),
  /** `path` relative to the workspace folder. Lines and columns count from 1. */
  z.object({ type: z.literal('openFile'), path: z.string(), line: z.optional(z.number()), column: z.optional(z.number()) }),
  /** What a step compared, in VS Code's diff. */
  z.object({ type: z.literal('openStepDiff'), step: z.string() }),
  /** All of a step's output in an editor. */
  z.object({ type: z.literal('openOutput'), step: z.string() }),
  /** A list a step gave, as a table. */
  z.object({ type: z.literal('openTable'), step: z.string() }),
  /** The Terraform plan a step made, or is about, in its viewer. */
  z.object({ type: z.literal('openTerraformPlan'), step: z.string() }),
  z.object({ type: z.literal('readYaml') }),
  z.object({ type: z.literal('openFolder') }),
  /** The README of what was generated. */
  z.object({ type: z.literal('openReadme') }),
  /** What applying the Terraform that was generated would do: a run of its own. */
  z.object({ type: z.literal('planGenerated') }),
  z.object({ type: z.literal('rollBack') }),
  z.object({ type: z.literal('resume') }),
  /** The same steps as a new run, of one that ended. */
  z.object({ type: z.literal('again') }),
  /** The window that a plan waits in. */
  z.object({ type: z.literal('openWindow') }),
  /** VS Code's own page where a person trusts a workspace or does not. */
  z.object({ type: z.literal('manageTrust') }),
]);
export type FromRun = Message<z.infer<typeof fromRun>>;

export const readToRun = reader<ToRun>(toRun);
export const readFromRun = reader<FromRun>(fromRun);
