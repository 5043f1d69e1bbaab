import type { ReleaseShape } from '../shapes.ts';
import { sameText } from '../world.ts';

/** What of a release can be edited, in GitHub's own names. */
export interface ReleaseFields {
  readonly name: string;
  readonly body: string;
  readonly prerelease: boolean;
  readonly draft: boolean;
}
export type ReleaseField = keyof ReleaseFields;

/** Without a title of its own a release is called like its tag. */
export const fieldsOf = ({ name, tag_name, body, prerelease, draft }: ReleaseShape): ReleaseFields => ({ name: name || tag_name, body, prerelease, draft });

/** Names of the fields that are not the same in both. */
export const differing = (a: ReleaseFields, b: ReleaseFields): readonly ReleaseField[] =>
  (['name', 'body', 'prerelease', 'draft'] as const).filter((field) =>
    field === 'body' || field === 'name' ? !sameText(a[field], b[field]) : a[field] !== b[field],
  );

/** What becomes of a field, to whoever approves it. */
export function described(field: ReleaseField, before: ReleaseFields, after: ReleaseFields): string {
  if (field === 'name') return `title was "${before.name}"`;
  if (field === 'body') return 'notes replaced';
  if (field === 'draft') return after.draft ? 'a draft again' : 'published';
  return after.prerelease ? 'a pre-release' : 'no pre-release any more';
}

/** A field as people call it. */
export const called = (field: ReleaseField): string => ({ name: 'title', body: 'notes', prerelease: 'pre-release', draft: 'draft' })[field];
