import type { Failure, Problem } from './failure.ts';

const user = { category: 'user', severity: 'low', recoverable: true } as const;
const api = { category: 'api', severity: 'medium', recoverable: true } as const;

export const howToGetHelm = 'Install Helm 3.13 or newer, or Helm 4 (https://helm.sh/docs/intro/install/), and see that it is on your PATH.';

export const releaseUnknown = (release: string, namespace: string, context: string): Failure => ({
  ...user,
  code: 'helm/release-unknown',
  message: `There is no release ${release} in namespace ${namespace} of ${context}.`,
  fix: 'helm.list shows the releases; check the namespace and the context.',
});

export const releaseExists = (release: string, namespace: string, status: string): Failure => ({
  ...user,
  code: 'helm/release-exists',
  message: `There is a release ${release} in namespace ${namespace} already (${status}). Nothing was changed.`,
  fix:
    status === 'failed'
      ? 'Its first installation failed: helm.uninstall it, then install again; or helm.upgrade it.'
      : status === 'uninstalled'
        ? 'Its history was kept: helm.rollback brings it back; helm.uninstall it without its history to use the name anew.'
        : 'Use helm.upgrade, or another name.',
});

/** A run was cut off in the middle: Helm refuses everything else until somebody says what is to become of it. */
export const releaseLocked = (release: string, status: string, revision: number, before: number | undefined): Failure => ({
  ...user,
  severity: 'medium',
  code: 'helm/release-locked',
  message: `Revision ${revision} of ${release} is ${status}: an operation on it is under way, or was cut off before its end. Nothing was changed.`,
  fix:
    before === undefined
      ? 'If nobody is at work on it (look when it began: helm.history), helm.uninstall it and install again.'
      : `If nobody is at work on it (look when it began: helm.history), helm.rollback to revision ${before}: that releases it.`,
});

export const revisionUnknown = (release: string, revision: number | undefined, known: readonly number[]): Failure => ({
  ...user,
  code: 'helm/revision-unknown',
  message: revision === undefined ? `${release} has no earlier revision to go back to.` : `${release} has no revision ${revision}.`,
  fix: known.length === 0 ? 'helm.history shows what is there.' : `There are: ${known.join(', ')}.`,
});

export const chartUnknown = (chart: string, said: string): Failure => ({
  ...user,
  code: 'helm/chart-unknown',
  message: `The chart ${chart} was not found${said === '' ? '' : `: ${said}`}.`,
  fix: 'Give a folder of the workspace, repo/name of a repository that was added (helm repo add, helm repo update), an oci:// address, or the address of its repository (`repository`).',
});

export const chartDependencies = (chart: string, said: string): Failure => ({
  ...user,
  code: 'helm/chart-dependencies',
  message: `Charts that ${chart} depends on are not in its charts folder: ${said}.`,
  fix: `Fetch them: helm dependency build ${chart}`,
});

export const doesNotRender = (chart: string, problem: Problem): Failure => ({
  ...user,
  category: 'validation',
  code: 'helm/does-not-render',
  message: `The chart ${chart} does not render: ${problem.path === '' ? '' : `${problem.path}: `}${problem.message}. Nothing was changed.`,
  fix: 'Correct the template or the values it names; helm.template shows what it makes.',
  problems: [problem],
});

export const valuesRefused = (chart: string, problems: readonly Problem[]): Failure => ({
  ...user,
  category: 'validation',
  code: 'helm/values-refused',
  message: `The values do not fit the schema of ${chart}: ${problems.map((one) => `${one.path} ${one.message}`.trim()).join('; ')}. Nothing was changed.`,
  fix: 'Correct the values it names.',
  problems,
});

export const valueUnclear = (path: string, why: string): Failure => ({
  ...user,
  category: 'validation',
  code: 'helm/value-unclear',
  message: `The value ${path} can't be set: ${why}.`,
  fix: 'Give it in `values`, as structure.',
});

export const ownedByOther = (address: string, said: string): Failure => ({
  ...user,
  code: 'helm/owned-by-other',
  message: `${address} is in the cluster already and does not belong to this release: ${said}. Nothing was changed.`,
  fix: 'Use another name, delete the object if nobody needs it, or mark it as this release’s (label app.kubernetes.io/managed-by=Helm and the annotations meta.helm.sh/release-name and -namespace).',
});

/** `after`: what became of the release. */
export const helmFailed = (what: string, said: string, after: string, details: string): Failure => ({
  ...api,
  code: 'helm/failed',
  message: `helm ${what} failed: ${said}. ${after}`,
  fix: 'Correct what it names; helm.history and kubernetes.describe say more about what did not become ready.',
  details,
});

/** `after`: what became of the release. `next`: what a person can do. */
export const notReady = (
  what: string,
  waiting: readonly { readonly address: string; readonly line: string; readonly why: readonly string[] }[],
  minutes: number,
  after: string,
  next: string,
  details: string,
): Failure => ({
  ...api,
  code: 'helm/not-ready',
  message: `helm ${what} failed: ${waiting.map(({ address, line, why }) => `${address} is not ready within ${minutes} min (${line})${why.length === 0 ? '' : `: ${why.join('; ')}`}`).join('. ')}. ${after}`,
  fix: next,
  problems: waiting.flatMap(({ address, line, why }) => [line, ...why].map((message) => ({ path: address, message }))),
  details: details.slice(-4000),
});

export const chartInvalid = (chart: string, problems: readonly Problem[]): Failure => ({
  ...user,
  category: 'validation',
  code: 'helm/chart-invalid',
  message: `${chart} does not pass: ${problems[0]?.path ?? ''} ${problems[0]?.message ?? ''}`.trim(),
  fix: 'Correct what is listed.',
  problems,
});

export const repositoriesUnreadable = (path: string, why: string): Failure => ({
  ...user,
  category: 'validation',
  code: 'helm/repositories-unreadable',
  message: `Helm’s list of chart repositories (${path}) can’t be read: ${why}.`,
  fix: 'Correct that file, or move it away and add the repositories again.',
});

/** Without a name: there is none at all. */
export const repositoryUnknown = (name: string | undefined, known: readonly string[], near: string | undefined): Failure => ({
  ...user,
  code: 'helm/repository-unknown',
  message: name === undefined ? 'No chart repository is set up on this machine.' : `There is no chart repository ${name}.`,
  fix: near !== undefined ? `Did you mean ${near}?` : known.length === 0 ? 'helm.repo with `action: add` sets one up.' : `There are: ${known.join(', ')}.`,
});

export const repositoryExists = (name: string, url: string): Failure => ({
  ...user,
  code: 'helm/repository-exists',
  message: `The name ${name} stands for the chart repository at ${url} already. Nothing was changed.`,
  fix: 'Choose another name, or remove that one first (helm.repo with `action: remove`).',
});

export const repositoryUnreachable = (name: string, said: string): Failure => ({
  ...api,
  code: 'helm/repository-unreachable',
  message: `What the chart repository ${name} offers could not be had: ${said}.`,
  fix: 'Check its address and that this machine may reach it (VPN, proxy, certificate); one that wants a password is added by hand: helm repo add.',
});

export const noTests = (release: string): Failure => ({
  ...user,
  code: 'helm/no-tests',
  message: `The chart of ${release} brings no tests.`,
  fix: 'A test is a pod or a job among its templates with the annotation helm.sh/hook: test (https://helm.sh/docs/topics/chart_tests/).',
});

export const testsFailed = (release: string, names: readonly string[], log: string): Failure => ({
  ...api,
  code: 'helm/tests-failed',
  message: `${release} does not pass: ${names.join(', ')}. Nothing of the release was changed.`,
  fix: 'kubernetes.logs and kubernetes.describe of the test’s pod say more; it stays until the tests run again.',
  ...(log === '' ? {} : { details: log.slice(-4000) }),
});

export const noLock = (chart: string): Failure => ({
  ...user,
  code: 'helm/no-lock',
  message: `${chart} has no Chart.lock, so it is not fixed which versions it depends on.`,
  fix: 'helm.dependency with `action: update` takes the newest that fit its Chart.yaml, and writes them down.',
});

export const repositoryNeeded = (chart: string, url: string): Failure => ({
  ...user,
  code: 'helm/repository-needed',
  message: `${chart} takes charts from ${url}, which is not among the chart repositories of this machine: what its Chart.lock names is fetched from those alone.`,
  fix: `Add it (helm.repo with \`action: add\` and a name of your choice), then try again; helm.dependency with \`action: update\` needs no such thing.`,
});

export const chartNowhere = (chart: string): Failure => ({
  ...user,
  category: 'validation',
  code: 'helm/chart-nowhere',
  message: `${chart} does not say where the chart is to be fetched from. Nothing was written.`,
  fix: 'Give repo/name of a repository that was added, an oci:// address, or the address of its repository (`repository`).',
});

/** `differing`: what of the chart's place holds something else. */
export const pulledBefore = (chart: string, differing: readonly string[]): Failure => ({
  ...user,
  code: 'helm/pulled-before',
  message: `What is in the place of ${chart} is not what would be fetched: ${differing.slice(0, 5).join(', ')}${differing.length > 5 ? ` and ${differing.length - 5} more` : ''}. Nothing was written.`,
  fix: 'Move it away, or fetch the chart into another folder (`into`).',
});
