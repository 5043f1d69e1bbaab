import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { gitFailed } from '../../../domain/failure/git.ts';
import type { Repository } from './repository.ts';

export interface Tag {
  readonly name: string;
  readonly commit: string;
  /** The tag itself; of one without a message, the commit. */
  readonly object: string;
  readonly annotated: boolean;
  readonly subject: string;
  /** ISO 8601. */
  readonly madeAt: string;
}

/** Tags, the newest first; `name`: that one, and what is below it as a folder. */
export async function tagsOf(repo: Repository, most: number, filter?: string, name?: string): Promise<Outcome<readonly Tag[]>> {
  const format = ['%(refname:strip=2)', '%(objectname)', '%(*objectname)', '%(objecttype)', '%(creatordate:iso-strict)', '%(contents:subject)'].join('%00');
  const count = filter === undefined ? [`--count=${most}`] : [];
  const asked = await repo.run(['for-each-ref', `--format=${format}%00`, '--sort=-creatordate', ...count, `refs/tags${name === undefined ? '' : `/${name}`}`]);
  if (!asked.ok) return asked;
  if (asked.value.code !== 0) return failed(gitFailed('for-each-ref', asked.value.code, asked.value.stderr));
  const tags: Tag[] = [];
  for (const line of asked.value.stdout.split('\0\n')) {
    const [short = '', object = '', peeled = '', type, madeAt = '', subject = ''] = line.split('\0');
    if (short === '' || (filter !== undefined && !short.includes(filter))) continue;
    tags.push({ name: short, commit: peeled || object, object, annotated: type === 'tag', subject, madeAt });
  }
  return ok(tags.slice(0, most));
}
