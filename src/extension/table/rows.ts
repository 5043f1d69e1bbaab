import { bucket, cluster, database, instance, object, version } from '../infrastructure/aws.ts';
import { policy, role, user } from '../infrastructure/aws-iam.ts';
import type { Branch } from '../infrastructure/branch.ts';
import { chart, repository as chartRepository } from '../infrastructure/charts.ts';
import { file } from '../infrastructure/git.ts';
import { branchLine, commitLine, type Place, stashLine } from '../infrastructure/git-lines.ts';
import { checkRun, release as githubRelease, issue, milestone, pullRequest } from '../infrastructure/github.ts';
import { release, revision } from '../infrastructure/helm.ts';
import { objectLine } from '../infrastructure/kubernetes.ts';
import { nodeLine } from '../infrastructure/nodes.ts';
import { inState } from '../infrastructure/terraform.ts';
import type { TableSource } from './source.ts';

type Of = Pick<TableSource, 'input'> & { readonly tool: string; readonly list: string };

/**
 * What a row is in the infrastructure tree, so that its menu offers the same, by the same code. `undefined`: the tree has
 * no such line, and nothing is offered. What a row was listed with (a region, a context) goes along.
 */
export function branchOfRow({ tool, list, input }: Of, record: unknown, output: unknown): Branch | undefined {
  const make = lines[`${tool}/${list}`];
  try {
    return make?.(record, input, output);
  } catch {
    // A row that is not as the tree knows it (an older run, say) is shown, and nothing is offered for it.
    return undefined;
  }
}

type Input = TableSource['input'];

const pick = (input: Input, ...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (typeof input[name] === 'string' ? [[name, input[name]]] : [])));

const account = (input: Input) => pick(input, 'region', 'profile', 'account');
const place = (input: Input): Place => (input.directory === '.' ? {} : pick(input, 'directory'));
const repository = (input: Input) => pick(input, 'repository');
const openFile = (path: string, line?: number): Branch => ({
  id: path,
  label: path,
  icon: 'file',
  actions: { 'nimbus.git.open': { open: path, ...(line === undefined ? {} : { line }) }, 'nimbus.infrastructure.copy': { copy: path } },
});

const pathOf = (record: unknown): string => {
  const { path } = record as { path?: unknown };
  if (typeof path !== 'string') throw new Error('a row without a path');
  return path;
};

function kubernetesObject(record: unknown, input: Input, output: unknown): Branch | undefined {
  const {
    kind,
    name,
    namespace,
    status,
    cells = [],
  } = record as { kind: string; name: string; namespace?: string; status?: string; cells?: readonly string[] };
  const { context = input.context, columns = [] } = output as { context?: unknown; columns?: readonly string[] };
  if (typeof context !== 'string') return undefined;
  if (kind === 'Node') return nodeLine('', context, { name, status, cells }, columns);
  // What else belongs to no namespace has no line in the tree.
  if (namespace === undefined) return undefined;
  const row = { name, namespace, ...(status === undefined ? {} : { status }), cells: [...cells] };
  return objectLine('', { kind: kind.toLowerCase(), namespace, context }, row, columns);
}

/** A pod or a node by what it uses: how it stands is not known here. */
function measured(record: unknown, _input: Input, output: unknown): Branch | undefined {
  const { name, namespace, cpu, memory } = record as Readonly<Record<'name' | 'cpu' | 'memory', string>> & { readonly namespace?: string };
  const { context } = output as { readonly context?: unknown };
  if (typeof context !== 'string') return undefined;
  const [cells, columns] = [
    [cpu, memory],
    ['CPU', 'Memory'],
  ];
  if (namespace === undefined) return nodeLine('', context, { name, cells }, columns);
  return objectLine('', { kind: 'pod', namespace, context }, { name, namespace, cells }, columns);
}

const lines: Readonly<Record<string, (record: unknown, input: Input, output: unknown) => Branch | undefined>> = {
  'aws.ec2.listInstances/instances': (record, input) => instance('', record, account(input)),
  'aws.s3.listBuckets/buckets': (record, input) => bucket('', record, account(input)),
  'aws.s3.listObjects/objects': (record, input) => object('', record, String(input.bucket), account(input)),
  'aws.s3.listVersions/versions': (record, input) => version('', record, String(input.bucket), account(input)),
  'aws.rds.listInstances/instances': (record, input) => database('', record, account(input)),
  'aws.eks.listClusters/clusters': (record, input) => cluster('', record, account(input)),
  'aws.iam.listRoles/roles': (record, input) => role('', record, account(input)),
  'aws.iam.listUsers/users': (record, input) => user('', record, account(input)),
  'aws.iam.listPolicies/policies': (record, input) => policy('', record, account(input)),
  'files.list/files': (record) => ((record as { kind?: unknown }).kind === 'file' ? openFile(pathOf(record)) : undefined),
  'files.search/matches': (record) => openFile(pathOf(record), Number((record as { line?: unknown }).line)),
  'git.branch/branches': (record, input) => branchLine('', record, place(input)),
  'git.diff/files': (record) => openFile(pathOf(record)),
  'git.log/commits': (record, input) => commitLine('', record, place(input)),
  'git.stash/stashes': (record, input) => stashLine('', record, place(input)),
  'git.status/changed': (record, input) => {
    const { staged, unstaged } = record as { staged?: string; unstaged?: string };
    return file('', pathOf(record), '', 'diff-modified', staged !== undefined && unstaged === undefined ? 'staged' : 'changed', place(input));
  },
  'git.status/conflicts': (record, input) => file('', pathOf(record), '', 'warning', 'conflict', place(input)),
  'git.status/untracked': (record, input) => file('', String(record), '', 'diff-added', 'new', place(input)),
  'github.listPullRequests/pullRequests': (record, input) => pullRequest('', record, repository(input)),
  'github.listIssues/issues': (record, input) => issue('', record, repository(input)),
  'github.listChecks/checks': (record) => checkRun('', record),
  'github.listMilestones/milestones': (record, input) => milestone('', record, repository(input)),
  'github.listReleases/releases': (record, input) => githubRelease('', record, repository(input)),
  'kubernetes.get/objects': kubernetesObject,
  'kubernetes.top/usage': measured,
  'terraform.stateList/addresses': (record, input) =>
    inState('', { directory: String(input.directory ?? '.'), ...(typeof input.workspace === 'string' ? { workspace: input.workspace } : {}) }, String(record)),
  'helm.list/releases': (record, input) => release('', record, pick(input, 'context', 'namespace')),
  'helm.repo/repositories': (record) => chartRepository('', record),
  'helm.search/charts': (record) => chart('', record),
  'helm.history/revisions': (record, input) => revision('', record, String(input.release), pick(input, 'context', 'namespace')),
};
