import type { Tool } from '../../domain/tool.ts';
import { add } from './add.ts';
import { blame } from './blame.ts';
import { branch } from './branch.ts';
import { checkout } from './checkout.ts';
import { cherryPick } from './cherry-pick.ts';
import { clean } from './clean.ts';
import { clone } from './clone.ts';
import { commit } from './commit.ts';
import { diff } from './diff.ts';
import { fetch } from './fetch.ts';
import { log } from './log.ts';
import { merge } from './merge.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { remote } from './remote.ts';
import { revert } from './revert.ts';
import { show } from './show.ts';
import { stash } from './stash.ts';
import { status } from './status.ts';
import { tag } from './tag.ts';
import { pushBack } from './undo/push-back.ts';
import { removeClone } from './undo/remove-clone.ts';
import { restoreHead } from './undo/restore-head.ts';
import { restoreIndex } from './undo/restore-index.ts';
import { restoreRef } from './undo/restore-ref.ts';
import { restoreRemote } from './undo/restore-remote.ts';
import { restoreStash } from './undo/restore-stash.ts';
import { takeBackStash } from './undo/take-back-stash.ts';
import { unstage } from './unstage.ts';
import { worktree } from './worktree.ts';

export const gitTools = [
  ...[clone, status, add, commit, push, pull, fetch, branch, checkout, diff, log, merge, stash, unstage],
  ...[tag, cherryPick, revert, show, blame, clean, remote, worktree],
  // What its writes are taken back with.
  ...[restoreRef, restoreHead, restoreIndex, restoreStash, takeBackStash, pushBack, removeClone, restoreRemote],
] as unknown as readonly Tool[];
