import { list } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { Undo } from '../../../domain/tool.ts';
import { differing as differingOfIssue, type Fields, fieldsOf } from '../issues/fields.ts';
import { nothing, type PullShape, pullShape } from '../shapes.ts';
import { pullThing, type World } from '../world.ts';

/** What of a pull request can be edited. */
export interface PullFields extends Fields {
  /** Branch it is to be merged into. */
  readonly base: string;
  readonly draft: boolean;
}
export type PullField = keyof PullFields;

export const pullFieldsOf = (pull: PullShape): PullFields => ({ ...fieldsOf(pull), base: pull.base.ref, draft: pull.draft });

/** Names of the fields that are not the same in both. */
export const differing = (a: PullFields, b: PullFields): readonly PullField[] => [
  ...differingOfIssue(a, b),
  ...(a.base === b.base ? [] : (['base'] as const)),
  ...(a.draft === b.draft ? [] : (['draft'] as const)),
];

/** The fields named, of these. */
export const only = (fields: PullFields, names: readonly PullField[]): Partial<PullFields> => Object.fromEntries(names.map((name) => [name, fields[name]]));

const kept: readonly (readonly PullField[])[] = [['title', 'body', 'base'], ['labels', 'assignees'], ['draft']];

/**
 * Writes them, in up to three requests: the fields of a pull request, those it shares with an issue, and whether it is a
 * draft, for which only GraphQL has a request. `done`: what was written, also where a later request was refused.
 */
export async function writeFields(
  { github }: World,
  pull: PullShape,
  wanted: Partial<PullFields>,
): Promise<{ readonly done: readonly PullField[]; readonly outcome: Outcome<void> }> {
  const { number } = pull;
  const doing = { verb: `edit #${number}`, thing: pullThing(github, number) };
  const done: PullField[] = [];
  for (const group of kept) {
    const named = group.filter((name) => wanted[name] !== undefined);
    if (named.length === 0) continue;
    const values = Object.fromEntries(named.map((name) => [name, wanted[name]]));
    const sent = named.includes('draft')
      ? await github.graphql(wanted.draft === true ? toDraft : toReady, { id: pull.node_id }, nothing, doing)
      : named.includes('labels') || named.includes('assignees')
        ? await github.ask('PATCH /issues/{number}', { number, ...values }, nothing, doing)
        : await github.ask('PATCH /pulls/{number}', { number, ...values }, pullShape, doing);
    if (!sent.ok) {
      const message = done.length === 0 ? sent.failure.message : sent.failure.message.replace('Nothing was changed.', `${list(done)} was changed before that.`);
      return { done, outcome: failed({ ...sent.failure, message }) };
    }
    done.push(...named);
  }
  return { done, outcome: ok(undefined) };
}

export const toDraft = 'mutation($id: ID!) { convertPullRequestToDraft(input: { pullRequestId: $id }) { pullRequest { isDraft } } }';
export const toReady = 'mutation($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } } }';

/** Puts these fields back, as long as they are still what a run left. */
export const putBack = (repository: string, number: number, before: PullFields, after: PullFields, changed: readonly PullField[]): Undo =>
  changed.length === 0
    ? 'nothing-changed'
    : { steps: [{ tool: 'github.restorePullRequest', input: { repository, number, to: only(before, changed), expect: only(after, changed) } }] };
