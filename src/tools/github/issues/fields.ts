import { list } from '../../../base/say.ts';
import type { IssueShape } from '../shapes.ts';
import { sameText } from '../world.ts';

/** What of an issue can be edited; the lists sorted. */
export interface Fields {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

export const fieldsOf = ({ title, body, labels, assignees }: Pick<IssueShape, keyof Fields>): Fields => ({
  title,
  body,
  labels: [...labels].sort(),
  assignees: [...assignees].sort(),
});

/** Names of the fields that are not the same in both. */
export const differing = (a: Fields, b: Fields): readonly (keyof Fields)[] =>
  (['title', 'body', 'labels', 'assignees'] as const).filter((name) => !same(a[name], b[name]));

const same = (a: Fields[keyof Fields], b: Fields[keyof Fields]): boolean =>
  typeof a === 'string' || typeof b === 'string' ? sameText(String(a), String(b)) : a.join('\n').toLowerCase() === b.join('\n').toLowerCase();

/** What becomes of a field, to whoever approves it. */
export const described = (name: keyof Fields, before: Fields, after: Fields): string =>
  name === 'body'
    ? 'description replaced'
    : name === 'title'
      ? `title was "${before.title}"`
      : `${name}: ${list(after[name]) || 'none'} (was ${list(before[name]) || 'none'})`;
