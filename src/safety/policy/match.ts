import { matches } from '../../base/glob.ts';
import { type Effect, isLookOnly, type Risk, risks } from '../../domain/effect.ts';
import type { EnvironmentName } from '../../domain/environment.ts';
import type { Impact } from '../../domain/impact.ts';
import type { PolicyMatch, PolicyRule } from './schema.ts';

/** One change with its weight. */
export interface Weighed {
  readonly impact: Impact;
  readonly risk: Risk;
  readonly reasons: readonly string[];
}

/** What a policy decides on. */
export interface Subject {
  readonly tool: string;
  readonly effect: Effect;
  readonly environment: EnvironmentName;
  readonly facts: Readonly<Record<string, string>>;
  readonly changes: readonly Weighed[];
  /** Workspace files it would write. */
  readonly paths: readonly string[];
}

/** Whether a rule is about this; and the first change that makes it so, where it is about changes. */
export function matching(when: PolicyMatch, subject: Subject): { readonly change?: Weighed } | undefined {
  if (isLookOnly(subject.effect) && !isAboutLooks(when)) return undefined;
  if (!any(when.tool, (p) => matches(p, subject.tool))) return undefined;
  if (!any(when.effect, (e) => e === subject.effect)) return undefined;
  if (!any(when.environment, (e) => e === subject.environment)) return undefined;
  if (!any(when.path, (p) => subject.paths.some((path) => matches(p, path)))) return undefined;
  for (const [fact, wanted] of Object.entries(when.target ?? {})) {
    const value = subject.facts[fact];
    if (value === undefined || !any(wanted, (p) => matches(p, value))) return undefined;
  }
  if (!isAboutChanges(when)) return {};
  const change = subject.changes.find(
    ({ impact, risk }) =>
      any(when.operation, (o) => o === impact.operation) &&
      any(when.type, (p) => matches(p, impact.type)) &&
      any(when.address, (p) => matches(p, impact.address)) &&
      any(when.mark, (m) => impact.marks.includes(m)) &&
      (when.allMarks ?? []).every((m) => impact.marks.includes(m)) &&
      (when.risk === undefined || risks.indexOf(risk) >= risks.indexOf(when.risk)),
  );
  return change === undefined ? undefined : { change };
}

export const isAboutChanges = ({ operation, type, address, mark, allMarks, risk }: PolicyMatch): boolean =>
  [operation, type, address, mark, allMarks, risk].some((named) => named !== undefined);

/** A rule that names only where, or how grave, is meant for what changes something: every look in production would fall under it. */
const isAboutLooks = ({ tool, effect, operation, type, address, mark, allMarks }: PolicyMatch): boolean =>
  [tool, effect, operation, type, address, mark, allMarks].some((named) => named !== undefined);

/** Whether a rule could ask about, or refuse, a look for what its preview tells: it has to be previewed then. */
export const wantsLooksSeen = ({ answer, when }: PolicyRule): boolean =>
  answer !== 'allow' &&
  isAboutLooks(when) &&
  any(when.effect, isLookOnly) &&
  (isAboutChanges(when) || when.target !== undefined || when.environment !== undefined);

/** What is not named holds. */
const any = <T>(wanted: T | readonly T[] | undefined, is: (one: T) => boolean): boolean =>
  wanted === undefined || (Array.isArray(wanted) ? (wanted as readonly T[]).some(is) : is(wanted as T));
