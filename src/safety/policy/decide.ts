import { namespacesOf } from '../../domain/cluster-target.ts';
import { worstRisk } from '../../domain/effect.ts';
import type { Impact, Mark, Operation } from '../../domain/impact.ts';
import { isAboutChanges, matching, type Subject } from './match.ts';
import { type Answer, answers, type PolicyFile, type PolicyLimits } from './schema.ts';

/** Whose words count: what ships, what the user says, what the folder says. */
export interface Policies {
  readonly shipped: PolicyFile;
  readonly user?: PolicyFile;
  readonly workspace?: PolicyFile;
  /** What the profile in use adds; it only makes stricter. */
  readonly profile?: PolicyFile;
  /** The folder is trusted, and its policy accepted by its user word for word: it may be milder than what ships; never than the user's own. */
  readonly workspaceTrusted: boolean;
  /** The folder is trusted, and its policy is not (yet, or not any more) what its user accepted. */
  readonly workspaceUnaccepted?: true;
  /** Files that could not be used, a sentence each: what changes something is refused until they are right. */
  readonly broken: readonly string[];
}

export interface Ruling {
  readonly answer: Answer;
  /** The sentences of the rules that decided. */
  readonly reasons: readonly string[];
}

const stricter = (a: Answer, b: Answer): Answer => (answers.indexOf(a) >= answers.indexOf(b) ? a : b);
export const isStricter = (a: Answer, b: Answer): boolean => answers.indexOf(a) > answers.indexOf(b);

/**
 * What the policies say of a step. Without any rule the effect decides, or, where it is known, what would really change.
 * Of the rules of one file the strictest counts. A user's rule may be milder than what ships; a folder's own may be
 * milder only where it is trusted and the user's say nothing. A milder rule about changes or files covers those it names and
 * no other of the same step. **Nothing critical ever goes ahead without a typed name,
 * nothing in production without a yes, and nothing is destroyed without one**, whatever a file says.
 */
export function decide(subject: Subject, policies: Policies): Ruling {
  let worst: Ruling | undefined;
  for (const part of partsOf(subject, policies)) {
    const ruling = decideIn(part, policies);
    if (worst === undefined || isStricter(ruling.answer, worst.answer)) worst = ruling;
  }
  return worst ?? decideIn(subject, policies);
}

/** What must be right each by itself: what acts in several namespaces in every one; and, where a rule could make it milder for a change or a file, every change and every file. */
function* partsOf(subject: Subject, { user, workspace }: Policies): Generator<Subject> {
  const mild = [...(user?.rules ?? []), ...(workspace?.rules ?? [])].filter(({ answer }) => answer !== 'deny');
  const { namespace, ...facts } = subject.facts;
  const places = namespace === undefined ? [subject.facts] : namespacesOf(namespace).map((one) => ({ ...facts, namespace: one }));
  const changes = mild.some(({ when }) => isAboutChanges(when)) ? apart(subject.changes) : [subject.changes];
  const paths = mild.some(({ when }) => when.path !== undefined) ? apart(subject.paths) : [subject.paths];
  for (const place of places) for (const some of changes) for (const files of paths) yield { ...subject, facts: place, changes: some, paths: files };
}

const apart = <T>(all: readonly T[]): readonly (readonly T[])[] => (all.length < 2 ? [all] : all.map((one) => [one]));

function decideIn(subject: Subject, policies: Policies): Ruling {
  if (policies.broken.length > 0 && subject.effect !== 'read' && subject.effect !== 'plan')
    return { answer: 'deny', reasons: policies.broken.map((why) => `a policy could not be used: ${why.replace(/\.$/, '')}`) };
  const shipped = ruling(policies.shipped, subject);
  const user = policies.user && ruling(policies.user, subject);
  const workspace = policies.workspace && ruling(policies.workspace, subject);
  const base: Ruling = { answer: byEffect(subject), reasons: [] };

  let said: Ruling = shipped === undefined ? base : strictest(base, shipped);
  if (user !== undefined) said = user;
  if (workspace !== undefined) {
    const isHeld = user === undefined && policies.workspaceUnaccepted && isStricter(said.answer, workspace.answer);
    said = user === undefined && policies.workspaceTrusted ? workspace : strictest(said, workspace);
    if (isHeld) said = { ...said, reasons: [...said.reasons, notAccepted] };
  }
  const profile = policies.profile && ruling(policies.profile, subject);
  if (profile !== undefined) said = strictest(said, profile);
  const floor = floorOf(subject);
  return isStricter(floor.answer, said.answer) ? floor : said;
}

const notAccepted = 'this folder’s own policy would be milder, and counts for that only once you have accepted it as it is: nimbus policy accept';

/** What one file says; `undefined` when none of its rules is about this. */
export function ruling(file: PolicyFile, subject: Subject): Ruling | undefined {
  const found = file.rules.flatMap((rule) => {
    const match = matching(rule.when, subject);
    if (match === undefined) return [];
    const what = match.change === undefined ? '' : ` (${match.change.impact.address})`;
    return [{ answer: rule.answer, reason: `${rule.because}${what} [${rule.id}]` }];
  });
  if (found.length === 0) return undefined;
  const answer = found.map((f) => f.answer).reduce(stricter);
  return { answer, reasons: found.filter((f) => f.answer === answer).map((f) => f.reason) };
}

const strictest = (a: Ruling, b: Ruling): Ruling =>
  isStricter(b.answer, a.answer) ? b : a.answer === b.answer ? { ...a, reasons: [...a.reasons, ...b.reasons] } : a;

function byEffect({ effect, changes }: Subject): Answer {
  if (effect === 'read' || effect === 'plan') return 'allow';
  if (effect !== 'destroy') return 'confirm';
  // The class of a tool is the gravest it can do; where it is known what this call does, that counts.
  const removes = changes.some(({ impact }) => removing.has(impact.operation));
  const risk = worstRisk(changes.map((c) => c.risk));
  return changes.length === 0 || removes || risk === 'high' || risk === 'critical' ? 'type' : 'confirm';
}

const removing: ReadonlySet<Operation> = new Set(['delete', 'replace', 'forget']);
/** Whatever the operation, what was there is lost. */
const losing: ReadonlySet<Mark> = new Set(['deletes-data', 'deletes-key', 'force-push', 'rewrites-history']);

/** Something goes, is overwritten, or nobody knows what becomes of it: leave for that is given for the one case, never in advance. */
export const destroys = ({ effect, changes }: Pick<Subject, 'effect' | 'changes'>): boolean =>
  effect === 'destroy' && (changes.length === 0 || changes.some(({ impact }) => isLost(impact)));

const isLost = ({ operation, marks }: Impact): boolean =>
  removing.has(operation) || marks.some((mark) => losing.has(mark)) || (operation === 'update' && marks.includes('unknown'));

function floorOf({ effect, environment, changes }: Subject): Ruling {
  if (effect === 'read' || effect === 'plan') return { answer: 'allow', reasons: [] };
  if (changes.some((c) => c.risk === 'critical')) return { answer: 'type', reasons: ['what is critical is never done without its name being typed'] };
  if (environment === 'prod' && effect !== 'write') return { answer: 'confirm', reasons: ['nothing in production is done without a yes'] };
  if (destroys({ effect, changes })) return { answer: 'confirm', reasons: ['nothing is destroyed without a yes, whatever a policy allows'] };
  return { answer: 'allow', reasons: [] };
}

/** The ceilings that hold: the user's over what ships, and of those and the folder's the lower. */
export function limitsOf({ shipped, user, workspace, workspaceTrusted }: Policies): PolicyLimits {
  const own: PolicyLimits = { ...shipped.limits, ...user?.limits, monthlyCost: { ...shipped.limits.monthlyCost, ...user?.limits.monthlyCost } };
  if (workspace === undefined) return own;
  const lower = (a: number | undefined, b: number | undefined, mayRaise: boolean): number | undefined =>
    b === undefined ? a : a === undefined || mayRaise ? b : Math.min(a, b);
  const mayRaise = (key: keyof PolicyLimits) => workspaceTrusted && user?.limits[key] === undefined;
  const numbers = (['resources', 'deletions', 'calls', 'identicalCalls', 'minutes'] as const).map(
    (key) => [key, lower(own[key], workspace.limits[key], mayRaise(key))] as const,
  );
  const costs = (['dev', 'unknown', 'staging', 'prod'] as const).map(
    (name) => [name, lower(own.monthlyCost?.[name], workspace.limits.monthlyCost?.[name], mayRaise('monthlyCost'))] as const,
  );
  const given = <T>(entries: readonly (readonly [string, T | undefined])[]) => Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  return { ...given(numbers), monthlyCost: given(costs) };
}
