import type { Tool } from '../../domain/tool.ts';
import { closeIssue } from './issues/close.ts';
import { commentIssue } from './issues/comment.ts';
import { createIssue } from './issues/create.ts';
import { editIssue } from './issues/edit.ts';
import { listIssues } from './issues/list.ts';
import { showIssue } from './issues/show.ts';
import { listChecks } from './pulls/checks.ts';
import { closePullRequest } from './pulls/close.ts';
import { commentPullRequest } from './pulls/comment.ts';
import { createPullRequest } from './pulls/create.ts';
import { listPullRequests } from './pulls/list.ts';
import { mergePullRequest } from './pulls/merge.ts';
import { reviewPullRequest } from './pulls/review.ts';
import { showPullRequest } from './pulls/show.ts';
import { deleteComment } from './undo/delete-comment.ts';
import { dismissReview } from './undo/dismiss-review.ts';
import { reopen } from './undo/reopen.ts';
import { restoreIssue } from './undo/restore-issue.ts';
import { withdrawIssue } from './undo/withdraw-issue.ts';
import { withdrawPullRequest } from './undo/withdraw-pull-request.ts';

/** All tools for GitHub; Octokit is loaded when one first asks something. */
export const githubTools = [
  ...[listPullRequests, showPullRequest, createPullRequest, commentPullRequest, reviewPullRequest, mergePullRequest, closePullRequest, listChecks],
  ...[listIssues, showIssue, createIssue, editIssue, commentIssue, closeIssue],
  // What the changes are taken back with.
  ...[deleteComment, dismissReview, reopen, restoreIssue, withdrawIssue, withdrawPullRequest],
] as unknown as readonly Tool[];
