/** Whole ids that a repository of the test puts its own in place of. */
export const ids = { first: 'a'.repeat(40), second: 'b'.repeat(40), staged: 'c'.repeat(40), stash: 'd'.repeat(40), now: 'e'.repeat(40) };

const directory = 'dir-a';
const file = 'sub-a/file-a.txt';
/** Where a repository lies that can be cloned: the test puts its own there. */
export const source = '/srv/source-a.git';

/** Inputs with a word of its own in each text. */
export const gitSamples: Readonly<Record<string, readonly object[]>> = {
  'git.clone': [
    { url: source, into: 'over-a/into-a', branch: 'branch-a' },
    { url: source, branch: 'branch-a' },
  ],
  'git.status': [{ directory }],
  'git.add': [{ directory, paths: [file] }],
  'git.unstage': [{ directory, paths: ['sub-b/staged-a.txt'] }],
  'git.commit': [{ directory, message: 'subject-a' }],
  'git.push': [
    { directory, branch: 'main', remote: 'remote-a', to: 'there-a' },
    { directory, branch: 'branch-a', remote: 'remote-a', delete: true },
    { directory, tag: 'tag-a', remote: 'remote-a', delete: true },
  ],
  'git.tag': [
    { directory, action: 'create', name: 'fresh-a', at: 'branch-a', message: 'message-a' },
    { directory, action: 'delete', name: 'tag-a' },
    { directory, action: 'list', filter: 'tag-a' },
  ],
  'git.cherryPick': [{ directory, commits: ['branch-a'], after: 'tag-a' }],
  'git.revert': [{ directory, commits: ['main'], after: 'tag-a' }],
  'git.show': [{ directory, commit: 'branch-a', path: file }],
  'git.blame': [{ directory, path: file, at: 'branch-a' }],
  'git.clean': [{ directory, paths: ['sub-b/loose-a.txt'] }],
  'git.remote': [
    { directory, action: 'add', name: 'fresh-a', url: 'https://example.com/app-a.git' },
    { directory, action: 'setUrl', name: 'remote-a', url: 'https://example.com/app-a.git' },
    { directory, action: 'rename', name: 'remote-a', newName: 'fresh-a' },
    { directory, action: 'remove', name: 'remote-a' },
  ],
  'git.worktree': [
    { directory, action: 'create', path: 'over-a/tree-a', branch: 'fresh-a', from: 'branch-a' },
    { directory, action: 'create', path: 'over-a/tree-a', branch: 'branch-a' },
    { directory, action: 'delete', path: 'linked-a' },
  ],
  'git.restoreRemote': [
    {
      directory,
      name: 'gone-a',
      config: [{ key: 'remote.gone-a.url', value: 'https://example.com/app-a.git' }],
      refs: [{ ref: 'refs/remotes/gone-a/main', to: ids.first }],
    },
  ],
  'git.pull': [{ directory, remote: 'remote-a', branch: 'branch-a' }],
  'git.fetch': [{ directory, remote: 'remote-a' }],
  'git.branch': [
    { directory, action: 'list' },
    { directory, action: 'create', name: 'fresh-a', from: 'branch-a' },
    { directory, action: 'rename', name: 'branch-a', newName: 'fresh-a' },
    { directory, action: 'delete', name: 'branch-a' },
  ],
  'git.checkout': [
    { directory, branch: 'fresh-a', create: true, from: 'branch-a' },
    { directory, branch: 'branch-a' },
    { directory, from: 'branch-a' },
    { directory, from: 'branch-a', paths: [file] },
    { directory, paths: [file] },
  ],
  'git.diff': [{ directory, from: 'branch-a', to: 'tag-a', paths: [file] }],
  'git.log': [
    { directory, from: 'branch-a', notIn: 'tag-a', paths: [file], author: 'author-a', message: 'message-a', since: '2025-01-02', until: '2027-03-04' },
  ],
  'git.merge': [{ directory, from: 'branch-a', message: 'message-a', how: 'no-ff' }],
  'git.stash': [
    { directory, action: 'push', message: 'message-a', paths: [file] },
    { directory, action: 'show', stash: ids.stash },
    { directory, action: 'apply', stash: ids.stash },
    { directory, action: 'pop', stash: ids.stash },
    { directory, action: 'drop', stash: ids.stash },
  ],
  'git.restoreRef': [{ directory, ref: 'refs/heads/branch-a', to: ids.first, expect: ids.second, upstream: 'remote-a/branch-a' }],
  'git.restoreHead': [{ directory, to: { branch: 'branch-a', commit: ids.second }, expect: { branch: 'main', commit: ids.now } }],
  'git.restoreIndex': [{ directory, to: ids.staged, expect: ids.staged }],
  'git.restoreStash': [{ directory, stash: ids.stash, message: 'message-a' }],
  'git.takeBackStash': [
    { directory, before: null },
    { directory, before: ids.first },
  ],
  'git.pushBack': [{ directory, remote: 'remote-a', branch: 'branch-a', to: ids.first, expect: ids.second }],
  'git.removeClone': [{ directory: 'clone-a', commit: ids.second, folders: ['above-a'] }],
};
