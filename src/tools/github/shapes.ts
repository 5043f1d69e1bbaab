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
  commits: z.int().default(0),
  changed_files: z.int().default(0),
  additions: z.int().default(0),
  deletions: z.int().default(0),
  requested_reviewers: z
    .array(author)
    .nullish()
    .transform((all) => all ?? []),
});
export type PullShape = z.output<typeof pullShape>;

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

export const nothing = z.unknown();
