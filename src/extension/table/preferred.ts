/** What a person looks for first in a list, in this order; the other columns can be shown. Lists that are not here show what comes first. */
export const preferred: Readonly<Record<string, readonly string[]>> = {
  'aws.s3.listVersions/versions': ['key', 'modifiedAt', 'latest', 'deleted', 'bytes', 'versionId'],
  'files.list/files': ['path', 'kind', 'bytes', 'modifiedAt'],
  'git.branch/branches': ['name', 'current', 'upstream', 'subject', 'commit'],
  'git.diff/files': ['path', 'change', 'added', 'removed', 'from'],
  'git.log/commits': ['subject', 'author.name', 'authoredAt', 'refs', 'commit'],
  'git.stash/stashes': ['index', 'message', 'madeAt', 'commit'],
  'github.listPullRequests/pullRequests': ['number', 'title', 'state', 'author', 'head', 'base', 'labels'],
  'github.listIssues/issues': ['number', 'title', 'state', 'author', 'labels', 'assignees'],
  'github.listChecks/checks': ['name', 'status', 'conclusion'],
  'github.listMilestones/milestones': ['title', 'state', 'due', 'open', 'closed'],
  'github.listReleases/releases': ['tag', 'title', 'state', 'published', 'author'],
  'helm.search/charts': ['name', 'version', 'appVersion', 'description'],
  'helm.history/revisions': ['revision', 'status', 'updated', 'chart', 'description'],
  'kubernetes.top/usage': ['name', 'namespace', 'container', 'cpuMillicores', 'memoryBytes', 'cpuPercent', 'memoryPercent'],
  'rules.scan/findings': ['severity', 'file', 'line', 'message', 'resource', 'rule', 'fixable'],
  'terraform.plan/changes': ['action', 'address', 'type', 'reason', 'detail'],
};
