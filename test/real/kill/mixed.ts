import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DraftStep } from '../../../src/planner/draft.ts';
import { tempFolder } from '../../support/temp.ts';
import { tree } from '../../support/tree.ts';

/** Steps on files and a git repository. */
export const local: readonly DraftStep[] = [
  { id: 'first', tool: 'files.write', input: { path: 'first.txt', content: 'first\n'.repeat(5_000) } },
  { id: 'line', tool: 'files.write', input: { path: 'log.txt', content: 'once\n', append: true }, dependsOn: ['first'] },
  { id: 'stage', tool: 'git.add', input: { paths: ['first.txt', 'log.txt'] }, dependsOn: ['line'] },
  { id: 'commit', tool: 'git.commit', input: { message: 'What the plan wrote' }, dependsOn: ['stage'] },
  { id: 'branch', tool: 'git.branch', input: { action: 'create', name: 'feature' }, dependsOn: ['commit'] },
];
/** Beside them. */
export const terraform: readonly DraftStep[] = [
  { id: 'plan', tool: 'terraform.plan', input: { directory: 'tf' } },
  { id: 'apply', tool: 'terraform.apply', input: { directory: 'tf', plan: '${steps.plan.output.plan}' } },
];

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.email=a@example.com', '-c', 'user.name=A Test', ...args], { cwd: folder, encoding: 'utf8' }).trim();

/** A repository with a file and this Terraform. */
export function workspace(config: string): string {
  const folder = tempFolder();
  git(folder, 'init', '-q', '--template=', '-b', 'main');
  git(folder, 'config', 'user.email', 'a@example.com');
  git(folder, 'config', 'user.name', 'A Test');
  writeFileSync(join(folder, 'log.txt'), 'start\n');
  mkdirSync(join(folder, 'tf'));
  writeFileSync(join(folder, 'tf', 'main.tf'), config);
  writeFileSync(join(folder, '.gitignore'), 'tf/.terraform*\ntf/*.tfstate*\ntf/ran.txt\n');
  git(folder, 'add', '.');
  git(folder, 'commit', '-q', '-m', 'Start');
  return folder;
}

/** What the state holds. Right after a kill the Terraform that was left running may be in the middle of writing it. */
function managed(folder: string): string {
  const path = join(folder, 'tf', 'terraform.tfstate');
  if (!existsSync(path)) return 'nothing';
  try {
    const { resources = [] } = JSON.parse(readFileSync(path, 'utf8')) as { resources?: { name: string }[] };
    return resources.map((r) => r.name).join(', ') || 'nothing';
  } catch {
    return 'a state that is being written';
  }
}

/** The workspace as far as the plans here can change it. */
export function workspaceNow(folder: string): string {
  const files = Object.entries(tree(folder)).filter(([path]) => !path.startsWith('.git/') && !path.startsWith('tf/'));
  return [
    ...files.map(([path, text]) => `${path}: ${String(text).length} bytes, ${String(text).split('\n').length - 1} lines`),
    `commits: ${git(folder, 'log', '--format=%s', '--all').replaceAll('\n', ', ')}`,
    `branches: ${git(folder, 'branch', '--format=%(refname:short)').replaceAll('\n', ', ')}`,
    `status: ${git(folder, 'status', '--porcelain') || 'clean'}`,
    `terraform: ${managed(folder)}`,
  ].join('\n');
}

export const before = `.gitignore: 40 bytes, 3 lines
log.txt: 6 bytes, 1 lines
commits: Start
branches: main
status: clean
terraform: nothing`;
export const after = (managed: string): string => `.gitignore: 40 bytes, 3 lines
first.txt: 30000 bytes, 5000 lines
log.txt: 11 bytes, 2 lines
commits: What the plan wrote, Start
branches: feature, main
status: clean
terraform: ${managed}`;
