import * as z from 'zod/mini';
import { fromAnyView, type Message, notice, reader } from './message.ts';
import { answer, answers, problem, questionnaireData } from './question.ts';

/**
 * What the answers come to, worked out by the host after every edit. The view holds no rule of its own: it shows this,
 * and keeps what the person has typed since `edit` on top of it.
 */
const page = z.object({
  /** The last `answered` or `reset` that is in here; 0 before the first. Later edits are on their way and win over `values`. */
  edit: z.number(),
  /** Ids of the questions that are asked now, in order. A group none of whose questions is asked is passed over. Fields of records are always asked. */
  asked: z.array(z.string()),
  /** Every asked question's value, defaults filled in. */
  values: answers,
  /** Ids with an answer of the person's own, so that the view can tell a default from a choice. */
  answered: z.array(z.string()),
  /** Choice and multi-choice questions of which not every option is offered now: the values that are. */
  offered: z.record(z.string(), z.array(z.string())),
  /** Everything that is wrong now, questions not yet looked at included. The view decides when to show which. */
  problems: z.array(problem),
});
export type Page = Message<z.infer<typeof page>>;

/** What would come of the answers. Numbers are absent where they are not known; `notes` says plainly why, or what else to know. */
const summary = z.object({
  /** `waiting`: the answers have problems, the rest is of the last good ones, or absent. */
  state: z.enum(['working', 'ready', 'waiting']),
  files: z.optional(z.number()),
  resources: z.optional(z.number()),
  /** Best-practice findings in what would be written. */
  findings: z.optional(z.number()),
  notes: z.array(z.string()),
});
export type Summary = Message<z.infer<typeof summary>>;

const saved = z.object({
  type: z.literal('saved'),
  /** When, in ms since 1970. Absent: not saved, and `problem` says why. */
  at: z.optional(z.number()),
  problem: z.optional(z.string()),
});

export const toQuestionnaire = z.discriminatedUnion('type', [
  /** Answer to `ready`: everything. */
  z.object({
    type: z.literal('show'),
    protocol: z.number(),
    questionnaire: questionnaireData,
    /** Where the files will go, to a person: `infra/`. */
    folder: z.string(),
    /** The group to open on: where the person was. Absent: the first. */
    group: z.optional(z.string()),
    page,
    summary: z.optional(summary),
    saved: z.optional(saved),
  }),
  /** After each edit, import or reset. */
  z.object({ type: z.literal('page'), page }),
  z.object({ type: z.literal('summary'), summary }),
  saved,
  /** Something that takes a while (planning, importing): the primary button waits and the text is shown. Without `text`: done. */
  z.object({ type: z.literal('busy'), text: z.optional(z.string()) }),
  notice,
]);
export type ToQuestionnaire = Message<z.infer<typeof toQuestionnaire>>;

export const fromQuestionnaire = z.discriminatedUnion('type', [
  ...fromAnyView,
  /** One question was edited; `edit` counts up by one with every `answered` and `reset` of this page load, from 1. */
  z.object({ type: z.literal('answered'), id: z.string(), value: answer, edit: z.number() }),
  /** Back to the default: one question, or without `id` all of them (the host asks first). */
  z.object({ type: z.literal('reset'), id: z.optional(z.string()), edit: z.number() }),
  /** The person is on this group's page, or on `review`. */
  z.object({ type: z.literal('goTo'), group: z.string() }),
  /** Make the plan. Sent only when the view knows of no problem; the host checks again. */
  z.object({ type: z.literal('plan') }),
  z.object({ type: z.literal('import') }),
  z.object({ type: z.literal('export') }),
]);
export type FromQuestionnaire = Message<z.infer<typeof fromQuestionnaire>>;

export const readToQuestionnaire = reader<ToQuestionnaire>(toQuestionnaire);
export const readFromQuestionnaire = reader<FromQuestionnaire>(fromQuestionnaire);
