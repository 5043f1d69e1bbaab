import { z } from 'zod';

// What GitHub answers, as far as it is read: docs.github.com/rest, version 2022-11-28.

/** An account that was deleted is `null`. */
const author = z
  .object({ login: z.string() })
  .nullish()
  .transform((user) => user?.login ?? 'ghost');
const text = z
  .string()
  .nullish()
  .transform((said) => said ?? '');
const label = z.union([z.string(), z.object({ name: text }).transform(({ name }) => name)]);

export const repositoryShape = z.object({
  full_name: z.string(),
  default_branch: z.string(),
  archived: z.boolean().default(false),
  private: z.boolean(),
  has_issues: z.boolean().default(true),
  allow_merge_commit: z.boolean().optional(),
  allow_squash_merge: z.boolean().optional(),
  allow_rebase_merge: z.boolean().optional(),
  allow_auto_merge: z.boolean().optional(),
});
export type RepositoryShape = z.output<typeof repositoryShape>;

const end = z.object({
  ref: z.string(),
  sha: z.string(),
  label: z.string().nullish(),
  repo: z.object({ full_name: z.string() }).nullish(),
});

const pull = z.object({
  number: z.int(),
  title: z.string(),
  state: z.string(),
  user: author,
  draft: z.boolean().default(false),
  html_url: z.string(),
  merged_at: z.string().nullish(),
  base: end,
  head: end,
  labels: z.array(label).default([]),
  body: text,
});

/** As a list shows it. */
export const pullRow = pull;
export type PullRow = z.output<typeof pullRow>;

export const pullShape = pull.extend({
  merged: z.boolean(),
  mergeable: z.boolean().nullish(),
  mergeable_state: z.string().default('unknown'),
  merge_commit_sha: z.string().nullish(),
  locked: z.boolean().default(false),
  /** How many; those at lines of its files and the texts of reviews are not among them. */
  comments: z.int().optional(),
  commits: z.int().default(0),
  changed_files: z.int().default(0),
  additions: z.int().default(0),
  deletions: z.int().default(0),
  requested_reviewers: z
    .array(author)
    .nullish()
    .transform((all) => all ?? []),
  requested_teams: z
    .array(z.object({ slug: z.string() }).transform(({ slug }) => slug))
    .nullish()
    .transform((all) => all ?? []),
  assignees: z
    .array(author)
    .nullish()
    .transform((all) => all ?? []),
  /** What its other API calls it. */
  node_id: text,
  auto_merge: z.object({ merge_method: z.enum(['merge', 'squash', 'rebase']), enabled_by: author }).nullish(),
});
export type PullShape = z.output<typeof pullShape>;

export const milestoneShape = z.object({
  number: z.int(),
  title: z.string(),
  state: z.string(),
  description: text,
  due_on: z.string().nullish(),
  open_issues: z.int(),
  closed_issues: z.int(),
  creator: author,
  html_url: z.string(),
});
export type MilestoneShape = z.output<typeof milestoneShape>;

export const issueShape = z.object({
  number: z.int(),
  title: z.string(),
  state: z.string(),
  state_reason: z.string().nullish(),
  user: author,
  body: text,
  labels: z.array(label).default([]),
  assignees: z
    .array(author)
    .nullish()
    .transform((all) => all ?? []),
  html_url: z.string(),
  created_at: z.string(),
  locked: z.boolean().default(false),
  milestone: z.object({ number: z.int(), title: z.string() }).nullish(),
  pull_request: z.unknown().optional(),
});
export type IssueShape = z.output<typeof issueShape>;

export const commentShape = z.object({
  id: z.int(),
  user: author,
  body: text,
  html_url: z.string(),
  created_at: z.string(),
});
export type CommentShape = z.output<typeof commentShape>;

export const reviewShape = z.object({
  id: z.int(),
  user: author,
  body: text,
  state: z.string(),
  commit_id: z.string().nullish(),
  html_url: z.string(),
  submitted_at: z.string().nullish(),
});
export type ReviewShape = z.output<typeof reviewShape>;

export const checkRunShape = z.object({
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullish(),
  html_url: text,
});

export const statusShape = z.object({ context: z.string(), state: z.string(), target_url: text, description: text });

export const branchShape = z.object({
  name: z.string(),
  commit: z.object({ sha: z.string() }),
  protected: z.boolean().default(false),
  protection: z.object({ required_status_checks: z.object({ contexts: z.array(z.string()).default([]) }).optional() }).optional(),
});

/** A rule of a ruleset that holds for a branch. */
export const ruleShape = z.object({
  type: z.string(),
  parameters: z
    .object({
      required_status_checks: z.array(z.object({ context: z.string() })).optional(),
      required_approving_review_count: z.int().optional(),
    })
    .optional(),
});

/** One go of a workflow of GitHub Actions. */
export const runShape = z.object({
  id: z.int(),
  name: text,
  workflow_id: z.int(),
  event: z.string(),
  run_attempt: z.int().default(1),
  status: text,
  conclusion: z.string().nullish(),
  head_sha: z.string(),
  html_url: z.string(),
  run_started_at: z.string().nullish(),
});
export type RunShape = z.output<typeof runShape>;

export const jobShape = z.object({
  id: z.int(),
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullish(),
  html_url: text,
  steps: z.array(z.object({ name: z.string(), conclusion: z.string().nullish() })).default([]),
});
export type JobShape = z.output<typeof jobShape>;

export const releaseShape = z.object({
  id: z.int(),
  tag_name: z.string(),
  target_commitish: z.string(),
  name: text,
  body: text,
  draft: z.boolean(),
  prerelease: z.boolean(),
  html_url: z.string(),
  author,
  created_at: z.string(),
  published_at: z.string().nullish(),
  assets: z.array(z.object({ name: z.string(), size: z.int(), download_count: z.int(), browser_download_url: z.string() })).default([]),
});
export type ReleaseShape = z.output<typeof releaseShape>;

export const nothing = z.unknown();

export const commitShape = z.object({ sha: z.string() });
