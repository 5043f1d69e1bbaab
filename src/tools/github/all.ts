import type { Tool } from '../../domain/tool.ts';
import { showJobLog } from './actions/job-log.ts';
import { rerunChecks } from './actions/rerun.ts';
import { closeIssue } from './issues/close.ts';
import { commentIssue } from './issues/comment.ts';
import { createIssue } from './issues/create.ts';
import { editIssue } from './issues/edit.ts';
import { listIssues } from './issues/list.ts';
import { showIssue } from './issues/show.ts';
import { closeMilestone, reopenMilestone } from './milestones/close.ts';
import { createMilestone } from './milestones/create.ts';
import { listMilestones } from './milestones/list.ts';
import { autoMerge } from './pulls/auto-merge.ts';
import { listChecks } from './pulls/checks.ts';
import { closePullRequest } from './pulls/close.ts';
import { commentPullRequest } from './pulls/comment.ts';
import { createPullRequest } from './pulls/create.ts';
import { editPullRequest } from './pulls/edit.ts';
import { listPullRequests } from './pulls/list.ts';
import { mergePullRequest } from './pulls/merge.ts';
import { reviewPullRequest } from './pulls/review.ts';
import { requestReview } from './pulls/reviewers.ts';
import { showPullRequest } from './pulls/show.ts';
import { createRelease } from './releases/create.ts';
import { editRelease } from './releases/edit.ts';
import { listReleases } from './releases/list.ts';
import { showRelease } from './releases/show.ts';
import { deleteComment } from './undo/delete-comment.ts';
import { dismissReview } from './undo/dismiss-review.ts';
import { reopen } from './undo/reopen.ts';
import { restoreIssue } from './undo/restore-issue.ts';
import { restorePullRequest } from './undo/restore-pull-request.ts';
import { restoreRelease } from './undo/restore-release.ts';
import { withdrawIssue } from './undo/withdraw-issue.ts';
import { withdrawMilestone } from './undo/withdraw-milestone.ts';
import { withdrawPullRequest } from './undo/withdraw-pull-request.ts';
import { withdrawRelease } from './undo/withdraw-release.ts';

/** All tools for GitHub; Octokit is loaded when one first asks something. */
export const githubTools = [
  ...[listPullRequests, showPullRequest, createPullRequest, commentPullRequest, reviewPullRequest, mergePullRequest, closePullRequest, listChecks],
  ...[editPullRequest, requestReview, autoMerge, rerunChecks, showJobLog],
  ...[listReleases, showRelease, createRelease, editRelease],
  ...[listIssues, showIssue, createIssue, editIssue, commentIssue, closeIssue],
  ...[listMilestones, createMilestone, closeMilestone],
  // What the changes are taken back with.
  ...[
    deleteComment,
    dismissReview,
    reopen,
    reopenMilestone,
    restoreIssue,
    restorePullRequest,
    restoreRelease,
    withdrawIssue,
    withdrawMilestone,
    withdrawPullRequest,
    withdrawRelease,
  ],
] as unknown as readonly Tool[];
