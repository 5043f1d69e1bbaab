import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { mayHaveHappened } from '../../domain/failure/github.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { connect, type Github } from './connect.ts';
import { type Call, forgetIntent, intentOf, noteIntent } from './intent.ts';

/** Something that is posted once, and can be looked for afterwards. */
export interface Posting<T> {
  readonly what: Call;
  /** `the comment on #12`. */
  readonly called: string;
  send(): Promise<Outcome<T>>;
  /** The newest one like it that this account posted since then. */
  find(github: Github, since: string): Promise<Outcome<T | undefined>>;
}

/** Failures after which a request may have been carried out all the same. */
const unsure = new Set(['github/server-trouble', 'github/unreachable', 'github/garbled']);

/** Sends it once; {@link forgetIntent} came first. When no answer comes it looks whether it is there, and says so when even that can't be told. */
export async function postOnce<T>(at: Workplace, github: Github, { what, called, send, find }: Posting<T>): Promise<Outcome<T>> {
  const since = github.now();
  await noteIntent(at, what, since);
  const sent = await send();
  if (sent.ok || !unsure.has(sent.failure.code)) return sent;
  const found = await find(github, since);
  if (!found.ok) return failed(mayHaveHappened(called, sent.failure));
  if (found.value !== undefined) return ok(found.value);
  // It is certain now: what is posted later in the same words is not this.
  await forgetIntent(at, what);
  return sent;
}

/** After a crash: whether it was posted. */
export async function wasPosted<T>(
  repository: string | undefined,
  at: Workplace,
  posting: Pick<Posting<T>, 'what' | 'find'>,
): Promise<'done' | 'not-started' | 'unknown'> {
  const github = await connect(repository, at);
  if (!github.ok) return 'unknown';
  const since = await intentOf(at, posting.what);
  if (since === undefined) return 'not-started';
  const found = await posting.find(github.value, since);
  if (!found.ok) return 'unknown';
  return found.value === undefined ? 'not-started' : 'done';
}

/** GitHub's times are whole seconds; its clock as we know it may be a moment old. */
export const notBefore = (time: string | null | undefined, since: string): boolean =>
  time !== null && time !== undefined && Date.parse(time) >= Date.parse(since);
