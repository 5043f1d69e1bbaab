import { setTimeout as delay } from 'node:timers/promises';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { headMoved, mergeBlocked, notOpen } from '../../../domain/failure/github.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import type { Github } from '../connect.ts';
import { type PullShape, type ReviewShape, reviewShape } from '../shapes.ts';
import { openWorld, pullThing, readPull, stateOf, type World } from '../world.ts';
import { type BranchRules, type Check, checksOf, isGood, rulesOf } from './checks-of.ts';
import type { MergeInput } from './merge.ts';

/** A pull request that can be merged, and what was looked at to say so. */
export interface Seen {
  readonly world: World;
  readonly pull: PullShape;
  readonly rules: BranchRules;
  /** How many checks ran. */
  readonly checks: number;
  /** Required checks and whether each passed. */
  readonly required: readonly (readonly [string, boolean])[];
  /** Its branch is one that goes with it. */
  readonly deletes: boolean;
}

/** Looks at pull request, checks, reviews and the rules of its base; fails with everything that stands in the way. */
export async function look(what: MergeInput, at: Workplace): Promise<Outcome<Seen>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const { github, repository } = world.value;
  const found = await settled(github, what.number, at);
  if (!found.ok) return found;
  const pull = found.value;
  if (pull.merged || pull.state !== 'open') return failed(notOpen(`#${what.number}`, stateOf(pull), 'merge'));
  if (what.head !== undefined && what.head !== pull.head.sha) return failed(headMoved(what.number));

  const [rules, checks, reviews] = await Promise.all([
    rulesOf(github, pull.base.ref),
    checksOf(github, pull.head.sha),
    what.require.includes('approval') ? readReviews(github, what.number) : undefined,
  ]);
  if (!rules.ok) return rules;
  if (!checks.ok) return checks;
  if (reviews?.ok === false) return reviews;
  const required = rules.value.requiredChecks.map((name) => [name, checks.value.some((one) => one.name === name && isGood(one))] as const);
  const allowed = { merge: repository.allow_merge_commit, squash: repository.allow_squash_merge, rebase: repository.allow_rebase_merge }[what.method];
  const why = [
    ...(allowed === false ? [`this repository does not allow the method ${what.method}`] : []),
    ...(pull.draft ? ['it is a draft'] : []),
    ...(pull.mergeable === false ? [`it conflicts with ${pull.base.ref}`] : []),
    ...required.filter(([, good]) => !good).map(([name]) => `the required check ${name} has not passed`),
    ...(what.require.includes('checks') ? checks.value.filter((one) => !isGood(one) && !rules.value.requiredChecks.includes(one.name)).map(inTheWay) : []),
    ...(reviews === undefined ? [] : reviewsMissing(reviews.value)),
    ...(what.require.includes('up-to-date') && pull.mergeable_state === 'behind' ? [`it does not have all of ${pull.base.ref}`] : []),
  ];
  if (why.length === 0 && pull.mergeable_state === 'blocked') why.push(`the rules of ${pull.base.ref} ask for a review or another condition that is not met`);
  if (why.length > 0) return failed(mergeBlocked(what.number, why));
  const own = pull.head.repo?.full_name.toLowerCase() === repository.full_name.toLowerCase() && pull.head.ref !== repository.default_branch;
  return ok({ world: world.value, pull, rules: rules.value, checks: checks.value.length, required, deletes: what.deleteBranch && own });
}

const inTheWay = (one: Check): string =>
  one.conclusion === undefined ? `the check ${one.name} is not done` : `the check ${one.name} ended with ${one.conclusion}`;

const looksMax = 5;
const betweenLooksMs = 700;

/** GitHub works out in the background whether it can be merged, once somebody asks. */
async function settled(github: Github, number: number, at: Workplace): Promise<Outcome<PullShape>> {
  for (let n = 1; ; n++) {
    const pull = await readPull(github, number);
    if (!pull.ok || n === looksMax || pull.value.state !== 'open' || typeof pull.value.mergeable === 'boolean') return pull;
    at.progress(`GitHub works out whether #${number} can be merged`);
    await delay(betweenLooksMs, undefined, { signal: at.signal }).catch(() => at.signal.throwIfAborted());
  }
}

async function readReviews(github: Github, number: number): Promise<Outcome<readonly ReviewShape[]>> {
  const doing = { verb: 'read its reviews', thing: pullThing(github, number) };
  const listed = await github.list('GET /pulls/{number}/reviews', { number }, { shape: reviewShape, limit: 1_000 }, doing);
  return listed.ok ? ok(listed.value.items) : listed;
}

/** The last word of each reviewer counts; a comment is no word. */
export function reviewsMissing(reviews: readonly ReviewShape[]): readonly string[] {
  const last = new Map<string, string>();
  for (const { user, state } of reviews) if (state === 'APPROVED' || state === 'CHANGES_REQUESTED' || state === 'DISMISSED') last.set(user, state);
  const against = [...last].filter(([, state]) => state === 'CHANGES_REQUESTED').map(([who]) => `${who} asks for changes`);
  const approved = [...last.values()].includes('APPROVED');
  return [...against, ...(approved ? [] : ['nobody has approved it'])];
}
