import { fields } from './git.ts';

export type Change = 'added' | 'modified' | 'deleted' | 'renamed' | 'copied' | 'type-changed';

export interface StatusEntry {
  readonly path: string;
  /** Where it was before a rename or copy. */
  readonly from?: string;
  readonly staged?: Change;
  readonly unstaged?: Change;
  /** Of a submodule: what is new in it. */
  readonly submodule?: readonly ('commits' | 'changes' | 'untracked')[];
}

export interface ParsedStatus {
  readonly branch: {
    readonly name: string | undefined;
    readonly commit: string | undefined;
    readonly upstream: string | undefined;
    readonly ahead: number;
    readonly behind: number;
    readonly upstreamGone: boolean;
  };
  readonly stashes: number;
  readonly changed: readonly StatusEntry[];
  readonly conflicts: readonly { readonly path: string; readonly kind: ConflictKind }[];
  readonly untracked: readonly string[];
  readonly ignored: readonly string[];
}

export type ConflictKind = 'both-changed' | 'both-added' | 'both-deleted' | 'deleted-by-us' | 'deleted-by-them' | 'added-by-us' | 'added-by-them';

const changes: Readonly<Record<string, Change>> = { A: 'added', M: 'modified', D: 'deleted', R: 'renamed', C: 'copied', T: 'type-changed' };
export const conflictKinds: Readonly<Record<string, ConflictKind>> = {
  UU: 'both-changed',
  AA: 'both-added',
  DD: 'both-deleted',
  DU: 'deleted-by-us',
  UD: 'deleted-by-them',
  AU: 'added-by-us',
  UA: 'added-by-them',
};

/** Reads `git status --porcelain=v2 --branch --show-stash -z`. Source: https://git-scm.com/docs/git-status#_porcelain_format_version_2 */
export function parseStatus(output: string): ParsedStatus {
  const header = new Map<string, string>();
  const changed: StatusEntry[] = [];
  const conflicts: { path: string; kind: ConflictKind }[] = [];
  const untracked: string[] = [];
  const ignored: string[] = [];
  const all = fields(output);
  for (let i = 0; i < all.length; i++) {
    const line = all[i] ?? '';
    const kind = line[0];
    if (kind === '#') {
      const [, key = '', value = ''] = /^# (\S+) (.*)$/s.exec(line) ?? [];
      header.set(key, value);
    } else if (kind === '1') changed.push(entry(line, after(line, 8)));
    else if (kind === '2') changed.push({ ...entry(line, after(line, 9)), from: all[++i] ?? '' });
    else if (kind === 'u') conflicts.push({ path: after(line, 10), kind: conflictKinds[line.slice(2, 4)] ?? 'both-changed' });
    else if (kind === '?') untracked.push(line.slice(2));
    else if (kind === '!') ignored.push(line.slice(2));
  }
  const [, ahead, behind] = /^\+(\d+) -(\d+)$/.exec(header.get('branch.ab') ?? '') ?? [];
  const oid = header.get('branch.oid');
  const name = header.get('branch.head');
  return {
    branch: {
      name: name === '(detached)' ? undefined : name,
      commit: oid === '(initial)' ? undefined : oid,
      upstream: header.get('branch.upstream'),
      ahead: Number(ahead ?? 0),
      behind: Number(behind ?? 0),
      upstreamGone: header.has('branch.upstream') && !header.has('branch.ab') && oid !== '(initial)',
    },
    stashes: Number(header.get('stash') ?? 0),
    changed,
    conflicts,
    untracked,
    ignored,
  };
}

/** What stands behind the n-th space: a path may hold spaces of its own. */
function after(line: string, spaces: number): string {
  let at = -1;
  for (let n = 0; n < spaces; n++) at = line.indexOf(' ', at + 1);
  return line.slice(at + 1);
}

function entry(line: string, path: string): StatusEntry {
  const staged = changes[line[2] ?? ''];
  const unstaged = changes[line[3] ?? ''];
  const sub = line.slice(5, 9);
  return {
    path,
    ...(staged === undefined ? {} : { staged }),
    ...(unstaged === undefined ? {} : { unstaged }),
    ...(sub.startsWith('S')
      ? {
          submodule: [
            ...(sub[1] === 'C' ? (['commits'] as const) : []),
            ...(sub[2] === 'M' ? (['changes'] as const) : []),
            ...(sub[3] === 'U' ? (['untracked'] as const) : []),
          ],
        }
      : {}),
  };
}
