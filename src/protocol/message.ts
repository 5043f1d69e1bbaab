import * as z from 'zod/mini';

/** Goes up when an older view could not follow a newer extension; both ends say it when they meet. */
export const protocolVersion = 1;

/** A message as it is handed around: nobody changes one. */
export type Message<T> = T extends readonly (infer U)[] ? readonly Message<U>[] : T extends object ? { readonly [K in keyof T]: Message<T[K]> } : T;

/** What came in as a message, or why it is none of ours: for the log, one line a problem. */
export type Read<T> = { readonly ok: true; readonly message: T } | { readonly ok: false; readonly problem: string };

/**
 * Makes the one door messages come in through. Fields the schema does not know are dropped, so that an end that is a
 * little newer is still understood; anything else that differs is a problem to report, never to guess around.
 */
export function reader<T>(schema: z.ZodMiniType<T>): (data: unknown) => Read<T> {
  return (data) => {
    const parsed = schema.safeParse(data);
    return parsed.success ? { ok: true, message: parsed.data } : { ok: false, problem: parsed.error.issues.map(inWords).join('\n') };
  };
}

/** `page.asked: expected array`. Values stay out of it: the log is no place for answers. */
const inWords = (issue: z.core.$ZodIssue): string =>
  `${pathInWords(issue.path) || 'message'}: ${'expected' in issue ? `expected ${issue.expected}` : issue.code}`;

/** `events[0].at`. Written out, as zod's own is in a part of it that brings every language along. */
const pathInWords = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');

/** A line that stays on the page until the next one: what happened that the person did not do in the view. */
export const notice = z.object({
  type: z.literal('notice'),
  level: z.enum(['info', 'warning', 'error']),
  /** What is true now, and what to do. Empty takes the line away. */
  text: z.string(),
});

/** What every view can send. */
export const fromAnyView = [
  /** First message of a view, each time its page was loaded: the host answers with everything it needs. */
  z.object({ type: z.literal('ready'), protocol: z.number() }),
  /** A message of the host's that the view could not read; the view shows a notice, the host logs this. */
  z.object({ type: z.literal('misunderstood'), problem: z.string() }),
  /** The person asks for the window to be reloaded, after ends that did not agree. */
  z.object({ type: z.literal('reloadWindow') }),
  /** An https address to open outside. */
  z.object({ type: z.literal('openLink'), href: z.string() }),
  /** Put on the clipboard. */
  z.object({ type: z.literal('copy'), text: z.string() }),
] as const;
