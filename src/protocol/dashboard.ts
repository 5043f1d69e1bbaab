import * as z from 'zod/mini';
import { fromAnyView, type Message, notice, reader } from './message.ts';

/** Days that can be looked back on. */
export const periods = [7, 30, 90] as const;

const durations = z.object({ p50: z.number(), p95: z.number() });
/** `bill`: what the runs change of it, in US dollars a month. */
const spend = {
  tokens: z.optional(z.number()),
  costUsd: z.optional(z.number()),
  bill: z.optional(z.object({ monthlyDelta: z.optional(z.number()), priced: z.number(), unpriced: z.number() })),
};

const day = z.object({
  /** `2026-11-21`, in the person's own time. */
  day: z.string(),
  succeeded: z.number(),
  failed: z.number(),
  other: z.number(),
  /** Of the runs that ended by themselves, ms. */
  durationMs: z.optional(durations),
  ...spend,
});
export type Day = Message<z.infer<typeof day>>;

const tool = z.object({ name: z.string(), count: z.number(), failed: z.number(), p50Ms: z.number(), p95Ms: z.number() });
export type ToolLine = Message<z.infer<typeof tool>>;

export const toDashboard = z.discriminatedUnion('type', [
  /** Answer to `ready` and `look`, and sent again when runs begin and end: everything there is. */
  z.object({
    type: z.literal('show'),
    protocol: z.number(),
    /** The folders whose runs are counted, to a person. */
    where: z.string(),
    /** Days looked back on, today included. */
    period: z.number(),
    count: z.number(),
    /** There are older runs than these in the period; only the newest are counted. */
    cut: z.boolean(),
    successRate: z.optional(z.number()),
    durationMs: z.optional(durations),
    /** Every day of the period, those without a run too; none where there is no run at all. */
    days: z.array(day),
    /** Absent: being counted. */
    tools: z.optional(z.array(tool)),
    /** Known of some run: then there is a column for it. */
    ...spend,
    /** Runs there are at all, in no matter what period: with none the page says how to begin. */
    ever: z.boolean(),
  }),
  notice,
]);
export type ToDashboard = Message<z.infer<typeof toDashboard>>;

export const fromDashboard = z.discriminatedUnion('type', [
  ...fromAnyView,
  z.object({ type: z.literal('look'), period: z.number() }),
  /** The tree, with the runs of this status alone. */
  z.object({ type: z.literal('showRuns'), status: z.optional(z.enum(['succeeded', 'failed'])) }),
  /** Numbers as a file. */
  z.object({ type: z.literal('export') }),
  z.object({ type: z.literal('generate') }),
]);
export type FromDashboard = Message<z.infer<typeof fromDashboard>>;

export const readToDashboard = reader<ToDashboard>(toDashboard);
export const readFromDashboard = reader<FromDashboard>(fromDashboard);
