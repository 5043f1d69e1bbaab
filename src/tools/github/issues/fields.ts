import { list } from '../../../base/say.ts';
import type { IssueShape } from '../shapes.ts';
import { sameText } from '../world.ts';

/** What of an issue and of a pull request can be edited; the lists sorted. */
export interface Fields {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

/** What of an issue can be edited. */
export interface IssueFields extends Fields {
  /** Null: it is in none. */
  readonly milestone: { readonly number: number; readonly title: string } | null;
}

export const fieldsOf = ({ title, body, labels, assignees }: Pick<IssueShape, keyof Fields>): Fields => ({
  title,
  body,
  labels: [...labels].sort(),
  assignees: [...assignees].sort(),
});

export const issueFieldsOf = (issue: Pick<IssueShape, keyof IssueFields>): IssueFields => ({ ...fieldsOf(issue), milestone: issue.milestone ?? null });

/** Names of the fields that are not the same in both. */
export const differing = (a: Fields, b: Fields): readonly (keyof Fields)[] =>
  (['title', 'body', 'labels', 'assignees'] as const).filter((name) => !same(a[name], b[name]));

export const differingOfIssue = (a: IssueFields, b: IssueFields): readonly (keyof IssueFields)[] => [
  ...differing(a, b),
  ...(a.milestone?.number === b.milestone?.number ? [] : (['milestone'] as const)),
];

const same = (a: Fields[keyof Fields], b: Fields[keyof Fields]): boolean =>
  typeof a === 'string' || typeof b === 'string' ? sameText(String(a), String(b)) : a.join('\n').toLowerCase() === b.join('\n').toLowerCase();

/** The fields of an issue as GitHub takes them. */
export const sendable = (changed: readonly (keyof IssueFields)[], after: IssueFields): Readonly<Record<string, unknown>> =>
  Object.fromEntries(changed.map((name) => [name, name === 'milestone' ? (after.milestone?.number ?? null) : after[name]]));

/** What becomes of a field, to whoever approves it. */
export const described = (name: keyof Fields, before: Fields, after: Fields): string =>
  name === 'body'
    ? 'description replaced'
    : name === 'title'
      ? `title was "${before.title}"`
      : `${name}: ${list(after[name]) || 'none'} (was ${list(before[name]) || 'none'})`;

export const describedOfIssue = (name: keyof IssueFields, before: IssueFields, after: IssueFields): string =>
  name === 'milestone' ? `milestone: ${after.milestone?.title ?? 'none'} (was ${before.milestone?.title ?? 'none'})` : described(name, before, after);
