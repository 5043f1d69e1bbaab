import { list } from '../../base/say.ts';
import type { Failure, Problem } from './failure.ts';

const user = { category: 'user', severity: 'low', recoverable: true } as const;
const api = { category: 'api', severity: 'medium', recoverable: true } as const;
const auth = { category: 'auth', severity: 'medium', recoverable: true } as const;

export const noRepository = (why: string): Failure => ({
  ...user,
  code: 'github/no-repository',
  message: `Which repository is meant is not clear: ${why}.`,
  fix: 'Name it (`repository: owner/name`), or add a remote: git remote add origin https://github.com/owner/name.git',
});

/** `host` is one that only a file of the workspace, or the request, names: no token goes there. */
export const hostNotKnown = (host: string): Failure => ({
  ...auth,
  code: 'github/host-not-known',
  missing: true,
  message: `${host} is not GitHub's own, and nothing on this machine says that it is your GitHub Enterprise server, so no token was sent there.`,
  fix: `If it is yours, say so in the environment: GH_HOST=${host} and GH_ENTERPRISE_TOKEN=…; otherwise name the repository on GitHub (\`repository: owner/name\`).`,
});

export const badApiAddress = (address: string): Failure => ({
  ...user,
  code: 'github/bad-api-address',
  message: `GITHUB_API_URL is not an https address without a user name: ${address}`,
  fix: 'Correct it, such as https://github.example.com/api/v3, or take it out of the environment.',
});

export const notSignedIn = (host: string, variables: readonly string[]): Failure => ({
  ...auth,
  code: 'github/not-signed-in',
  missing: true,
  message: `Nobody is signed in to ${host} here. Nothing was changed.`,
  fix: `Sign in to GitHub in the editor (Accounts), or put a token into the environment as ${list(variables).replace(' and ', ' or ')} (gh auth token prints one). It needs the scope repo, or read and write on pull requests and issues.`,
});

export const tokenRefused = (host: string, source: string): Failure => ({
  ...auth,
  code: 'github/token-refused',
  message: `${host} does not accept ${source}: it has expired, was revoked or is not a token of ${host}. Nothing was changed.`,
  fix: 'Sign in again, or make a new token, then try again.',
});

export const ssoRequired = (what: string, address: string | undefined): Failure => ({
  ...auth,
  code: 'github/sso-required',
  message: `${what} belongs to an organization that asks for single sign-on, and this token is not authorized for it. Nothing was changed.`,
  fix:
    address === undefined
      ? 'Authorize the token: GitHub → Settings → Developer settings → Tokens → Configure SSO, then try again.'
      : `Authorize it here, then try again: ${address}`,
});

/** `needs`: the scopes or permissions GitHub says would do. */
export const forbidden = (what: string, said: string, needs: string | undefined): Failure => ({
  ...auth,
  code: 'github/forbidden',
  message: `GitHub does not let you ${what}: ${said}. Nothing was changed.`,
  fix: needs === undefined ? 'Ask somebody who may, or sign in with an account that may.' : `It takes ${needs}: sign in with a token that has it.`,
});

export const githubNotFound = (what: string, host: string): Failure => ({
  ...user,
  code: 'github/not-found',
  message: `There is no ${what} on ${host}, or you may not see it.`,
  fix: 'Check the name and number, and whether the account you are signed in with may see it.',
});

export const renamed = (from: string, to: string | undefined): Failure => ({
  ...user,
  code: 'github/renamed',
  message: to === undefined ? `${from} was renamed or moved. Nothing was changed.` : `${from} is now ${to}. Nothing was changed.`,
  fix:
    to === undefined
      ? 'Look up its new name and give that (`repository`).'
      : `Give the new name (\`repository: ${to}\`), and correct the remote: git remote set-url origin …/${to}.git`,
});

export const featureGone = (what: string, said: string): Failure => ({
  ...user,
  code: 'github/gone',
  message: `${what} is switched off or was deleted: ${said}. Nothing was changed.`,
  fix: 'Somebody with admin rights can switch it on in the settings of the repository.',
});

export const archived = (repository: string): Failure => ({
  ...user,
  code: 'github/archived',
  message: `${repository} is archived: it can be read and not changed.`,
  fix: 'Somebody with admin rights can unarchive it.',
});

/** `until` as GitHub's clock says it. */
export const rateLimited = (host: string, secondary: boolean, waitSeconds: number): Failure => ({
  ...api,
  code: 'github/rate-limited',
  message: secondary
    ? `${host} asks to slow down for ${wait(waitSeconds)}. This request was not carried out.`
    : `The quota of requests to ${host} is used up; it is filled again in ${wait(waitSeconds)}. This request was not carried out.`,
  fix: `Try again in ${wait(waitSeconds)}.`,
});

const wait = (seconds: number): string => (seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.ceil(seconds / 60)} min`);

export const conflicting = (what: string, said: string): Failure => ({
  ...api,
  code: 'github/conflict',
  message: `GitHub could not ${what} because something else changed at the same time: ${said}.`,
  fix: 'Look at it again, then decide again.',
});

export const refusedInput = (what: string, said: string, problems: readonly Problem[]): Failure => ({
  ...user,
  category: 'validation',
  code: 'github/refused',
  message: `GitHub refused to ${what}: ${problems[0]?.message ?? said}. Nothing was changed.`,
  fix: 'Correct what it names, then try again.',
  problems,
});

export const serverTrouble = (host: string, status: number): Failure => ({
  ...api,
  code: 'github/server-trouble',
  message: `${host} answered ${status}: the trouble is on its side.`,
  fix: 'Try again in a while; https://www.githubstatus.com says how it is.',
});

export const unreachable = (host: string, why: string): Failure => ({
  ...api,
  category: 'system',
  code: 'github/unreachable',
  message: `${host} can't be reached from here: ${why}.`,
  fix: 'Check the network, the name of the host and a proxy (HTTPS_PROXY), then try again.',
});

export const certificateRefused = (host: string, why: string): Failure => ({
  ...api,
  category: 'system',
  code: 'github/certificate',
  message: `The certificate of ${host} could not be confirmed (${why}), so nothing was sent there.`,
  fix: 'Install the certificate authority it uses (NODE_EXTRA_CA_CERTS), or look into who answers in its place.',
});

/** The server's own: nothing on this side makes it good. */
export const certificateExpired = (host: string): Failure => ({
  ...api,
  category: 'system',
  code: 'github/certificate-expired',
  message: `The certificate of ${host} has expired, so nothing was sent there.`,
  fix: 'Whoever runs that server has to renew it; if it was renewed, look whether the clock of this machine is right.',
});

export const notGithub = (host: string, details: string): Failure => ({
  ...api,
  code: 'github/garbled',
  message: `${host} answered with something that is not what GitHub's API answers, so it can't be trusted.`,
  fix: 'Look whether a proxy or a sign-in page stands in between, and whether GITHUB_API_URL is right.',
  details: details.slice(0, 2000),
});

/** A change was sent and no answer came, and looking afterwards did not settle it. */
export const mayHaveHappened = (what: string, because: Failure): Failure => ({
  ...because,
  code: 'github/unknown-outcome',
  severity: 'medium',
  message: `Whether GitHub did ${what} is not known: it was sent, and no answer came (${because.message})`,
  fix: 'Look on GitHub before trying again, or it may be there twice.',
});

export const isPullRequest = (number: number): Failure => ({
  ...user,
  code: 'github/is-pull-request',
  message: `#${number} is a pull request, not an issue.`,
  fix: `Use the tools for pull requests with number ${number}.`,
});

export const notOpen = (what: string, state: string, wanted: string): Failure => ({
  ...user,
  code: 'github/not-open',
  message: `${what} is ${state}, so there is nothing to ${wanted}.`,
  fix: 'Look at it again: somebody may have done it already.',
});

export const conversationLocked = (what: string): Failure => ({
  ...user,
  code: 'github/locked',
  message: `The conversation of ${what} is locked: only people with write access may comment.`,
  fix: 'Ask a maintainer to unlock it.',
});

export const pullRequestExists = (number: number, head: string, base: string): Failure => ({
  ...user,
  code: 'github/pull-request-exists',
  message: `#${number} already asks to merge ${head} into ${base}.`,
  fix: `Use pull request ${number}, or close it first.`,
});

export const branchNotThere = (branch: string, repository: string, near: string | undefined): Failure => ({
  ...user,
  code: 'github/branch-not-there',
  message: `There is no branch ${branch} in ${repository}.`,
  fix: near === undefined ? 'Push it first (git.push), then try again.' : `Did you mean ${near}? Otherwise push it first (git.push).`,
});

export const nothingToPropose = (head: string, base: string): Failure => ({
  ...user,
  code: 'github/nothing-to-propose',
  message: `${head} has no commit that ${base} does not have, so there is nothing to propose.`,
  fix: 'Commit and push something first, or choose another branch.',
});

export const noCurrentBranch = (): Failure => ({
  ...user,
  code: 'github/no-current-branch',
  message: 'No branch is checked out here, so which one is meant is not clear.',
  fix: 'Name it.',
});

export const labelUnknown = (label: string, near: string | undefined): Failure => ({
  ...user,
  code: 'github/label-unknown',
  message: `There is no label ${JSON.stringify(label)} in this repository.`,
  fix: near === undefined ? 'Make it on GitHub first, or leave it out.' : `Did you mean ${JSON.stringify(near)}?`,
});

export const milestoneUnknown = (title: string, near: string | undefined): Failure => ({
  ...user,
  code: 'github/milestone-unknown',
  message: `There is no milestone ${JSON.stringify(title)} in this repository.`,
  fix: near === undefined ? 'github.listMilestones shows what is there; github.createMilestone makes one.' : `Did you mean ${JSON.stringify(near)}?`,
});

export const milestoneExists = (title: string, state: string): Failure => ({
  ...user,
  code: 'github/milestone-exists',
  message: `There is a milestone ${JSON.stringify(title)} already (${state}). Nothing was changed.`,
  fix: 'Choose another title, or use that one.',
});

export const cannotAssign = (login: string, repository: string): Failure => ({
  ...user,
  code: 'github/cannot-assign',
  message: `${login} can't be assigned in ${repository}: no such account, or without access.`,
  fix: 'Check the name, or ask for access for them.',
});

export const ownPullRequest = (number: number): Failure => ({
  ...user,
  code: 'github/own-pull-request',
  message: `#${number} is your own pull request: GitHub lets nobody approve or reject their own.`,
  fix: 'Ask somebody else for the review, or comment instead.',
});

/** `why`: each thing that stands in the way. */
export const mergeBlocked = (number: number, why: readonly string[]): Failure => ({
  ...user,
  code: 'github/merge-blocked',
  message: `#${number} can't be merged: ${list(why)}.`,
  fix: 'See to it, then try again. What you ask for yourself is in `require`; what GitHub asks for is in the rules of the branch.',
  problems: why.map((message) => ({ path: '', message })),
});

export const headMoved = (number: number): Failure => ({
  ...user,
  code: 'github/head-moved',
  severity: 'medium',
  message: `Somebody pushed to #${number} since it was looked at, so it was not merged.`,
  fix: 'Look at what is new, then decide again.',
});

export const changedOnGithub = (what: string): Failure => ({
  ...user,
  code: 'github/changed-since',
  message: `${what} is not as the run left it: somebody changed it since. It was left alone.`,
  fix: 'Look at it on GitHub and change it by hand if it is still wanted.',
});

export const nothingToEdit = (what: string, fields = 'title, body, labels or assignees'): Failure => ({
  ...user,
  category: 'validation',
  code: 'github/nothing-to-edit',
  message: `No change to ${what} was named.`,
  fix: `Name what is to be different: ${fields}.`,
});

export const ownReview = (login: string, number: number): Failure => ({
  ...user,
  code: 'github/own-pull-request',
  message: `#${number} is by ${login}: GitHub asks nobody for a review of their own.`,
  fix: 'Ask somebody else.',
});

export const autoMergeOff = (repository: string): Failure => ({
  ...user,
  code: 'github/auto-merge-off',
  message: `${repository} does not allow auto-merge.`,
  fix: 'Somebody with admin rights can switch it on in its settings (Allow auto-merge); or merge it yourself once its checks have passed.',
});

export const nothingToWaitFor = (number: number): Failure => ({
  ...user,
  code: 'github/nothing-to-wait-for',
  message: `Nothing stands in the way of #${number}, so there is nothing to wait for.`,
  fix: `Merge it: merge pull request ${number}.`,
});

export const noRuns = (what: string, why: string): Failure => ({
  ...user,
  code: 'github/no-runs',
  missing: true,
  message: `${what}: ${why}.`,
  fix: 'Look at its checks; one that another service runs is run again there.',
});

export const releaseExists = (tag: string, draft: boolean): Failure => ({
  ...user,
  code: 'github/release-exists',
  message: `There is a ${draft ? 'draft of a ' : ''}release ${tag} already.`,
  fix: draft ? 'github.editRelease with `publish: true` publishes that draft; or choose another tag.' : 'Choose another tag.',
});

export const noTagMessage = (tag: string, why: string): Failure => ({
  ...user,
  code: 'github/no-tag-message',
  message: `The notes can't come from the tag ${tag}: ${why}.`,
  fix: 'Write them (`notes`), or let GitHub list what was merged (`notesFrom: changes`).',
});
