import * as z from 'zod/mini';
import { fromAnyView, type Message, notice, reader } from './message.ts';

const severity = z.enum(['info', 'low', 'medium', 'high', 'critical']);
const counts = z.record(severity, z.number());

const reported = z.object({
  rule: z.string(),
  severity,
  /** To a person: with its workspace folder's name where several are open. */
  file: z.string(),
  line: z.number(),
  resource: z.string(),
  message: z.string(),
  fixable: z.boolean(),
});
export type Reported = Message<z.infer<typeof reported>>;

const ruleLine = z.object({ id: z.string(), title: z.string(), severity, category: z.string(), why: z.string(), fixable: z.boolean(), replaces: z.boolean() });
export type RuleLine = Message<z.infer<typeof ruleLine>>;

const trendPoint = z.object({ at: z.number(), counts });
export type TrendPoint = Message<z.infer<typeof trendPoint>>;

export const toReport = z.discriminatedUnion('type', [
  /** Answer to `ready`, and sent again whenever something changed: everything there is. */
  z.object({
    type: z.literal('show'),
    protocol: z.number(),
    /** What was looked at: names of the workspace folders. */
    where: z.string(),
    files: z.number(),
    findings: z.array(reported),
    /** The rules that found something. */
    rules: z.array(ruleLine),
    suppressed: z.number(),
    /** What could not be checked. */
    notes: z.array(z.string()),
    trend: z.array(trendPoint),
    /** A look at everything is on its way. */
    progress: z.optional(z.object({ done: z.number(), total: z.number() })),
    /** The host's clock, ms since 1970. */
    now: z.number(),
    /** The folder is not trusted: nothing can be fixed. */
    untrusted: z.boolean(),
  }),
  notice,
]);
export type ToReport = Message<z.infer<typeof toReport>>;

export const fromReport = z.discriminatedUnion('type', [
  ...fromAnyView,
  /** The nth finding of the last `show`. */
  z.object({ type: z.literal('open'), index: z.number() }),
  z.object({ type: z.literal('showRule'), rule: z.string() }),
  /** A plan that makes every sure fix; of one rule, when it is named. */
  z.object({ type: z.literal('fixAll'), rule: z.optional(z.string()) }),
  z.object({ type: z.literal('export') }),
  z.object({ type: z.literal('again') }),
]);
export type FromReport = Message<z.infer<typeof fromReport>>;

export const readToReport = reader<ToReport>(toReport);
export const readFromReport = reader<FromReport>(fromReport);
