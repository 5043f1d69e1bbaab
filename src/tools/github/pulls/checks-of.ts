import { z } from 'zod';
import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { Github } from '../connect.ts';
import { branchShape, checkRunShape, ruleShape, statusShape } from '../shapes.ts';

/** One check of a commit: a check run, or a status an older service set. */
export const check = z.object({
  name: z.string(),
  status: z.string().describe('queued, in progress or completed.'),
  conclusion: z.string().optional().describe('success, failure, neutral, skipped, cancelled, timed out, action required, stale.'),
  url: z.string(),
});
export type Check = z.output<typeof check>;

/** Every check of a commit, branch or tag, the newest of each name. */
export async function checksOf(github: Github, ref: string): Promise<Outcome<readonly Check[]>> {
  const doing = { verb: 'read the checks', thing: `commit or branch ${ref} in ${github.repository}` };
  const [runs, statuses] = await Promise.all([
    github.list('GET /commits/{ref}/check-runs', { ref, filter: 'latest' }, { shape: checkRunShape, limit: 1_000, inside: 'check_runs' }, doing),
    github.list('GET /commits/{ref}/status', { ref }, { shape: statusShape, limit: 1_000, inside: 'statuses' }, doing),
  ]);
  if (!runs.ok) return runs;
  if (!statuses.ok) return statuses;
  return ok([
    ...runs.value.items.map((run) => ({
      name: run.name,
      status: words(run.status),
      ...(run.conclusion ? { conclusion: words(run.conclusion) } : {}),
      url: run.html_url,
    })),
    ...statuses.value.items.map((one) => ({
      name: one.context,
      ...(one.state === 'pending' ? { status: 'in progress' } : { status: 'completed', conclusion: one.state === 'error' ? 'failure' : one.state }),
      url: one.target_url,
    })),
  ]);
}

const words = (text: string): string => text.replaceAll('_', ' ');

/** Ended, and not in the way of a merge: GitHub's own reading of a conclusion. */
export const isGood = ({ conclusion }: Check): boolean => conclusion === 'success' || conclusion === 'neutral' || conclusion === 'skipped';

/** What the rules of a branch ask for before a merge. */
export interface BranchRules {
  readonly commit: string;
  readonly protected: boolean;
  /** Names of checks. */
  readonly requiredChecks: readonly string[];
  readonly approvals: number;
}

/** From branch protection and from rulesets, as far as this account may read them. */
export async function rulesOf(github: Github, branch: string): Promise<Outcome<BranchRules>> {
  const doing = { verb: 'read the rules of the branch', thing: `branch ${branch} in ${github.repository}` };
  const found = await github.ask('GET /branches/{branch}', { branch }, branchShape, doing);
  if (!found.ok) return found;
  const rules = await github.list('GET /rules/branches/{branch}', { branch }, { shape: ruleShape, limit: 500 }, doing);
  // Servers and plans without rulesets say 404 or 403.
  const absent = !rules.ok && (rules.failure.code === 'github/not-found' || rules.failure.code === 'github/forbidden');
  if (!rules.ok && !absent) return rules;
  const items = rules.ok ? rules.value.items : [];
  const contexts = [
    ...(found.value.protection?.required_status_checks?.contexts ?? []),
    ...items.flatMap((rule) => rule.parameters?.required_status_checks?.map((one) => one.context) ?? []),
  ];
  return ok({
    commit: found.value.commit.sha,
    protected: found.value.protected || items.length > 0,
    requiredChecks: [...new Set(contexts)].sort(),
    approvals: Math.max(0, ...items.map((rule) => rule.parameters?.required_approving_review_count ?? 0)),
  });
}
