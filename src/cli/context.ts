import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nearest } from '../base/nearest.ts';
import { FailureError } from '../domain/failure/failure.ts';
import { badUsage } from '../domain/failure/run.ts';
import { contextKeys, type PlanContext } from '../planner/offline/context.ts';

/** Files named to the planner at the most, and folders looked into below the workspace. */
const filesMax = 500;
const depthMax = 3;

/** What a request is read against: what the folder and the environment say at no cost. Runs nothing. */
export async function gatherContext(folder: string): Promise<PlanContext> {
  const { AWS_PROFILE, AWS_REGION, AWS_DEFAULT_REGION, TF_WORKSPACE } = process.env;
  const [files, gitBranch, workspace] = await Promise.all([relevantFiles(folder), branchOf(folder), textOf(join(folder, '.terraform', 'environment'))]);
  return defined({
    files,
    gitBranch,
    awsProfile: AWS_PROFILE,
    awsRegion: AWS_REGION ?? AWS_DEFAULT_REGION,
    workspace: TF_WORKSPACE ?? workspace,
  });
}

/** Shorter names people use. */
const aliases: Readonly<Record<string, keyof PlanContext>> = {
  branch: 'gitBranch',
  cluster: 'kubeContext',
  context: 'kubeContext',
  kubenamespace: 'namespace',
  ns: 'namespace',
  profile: 'awsProfile',
  region: 'awsRegion',
  terraformworkspace: 'workspace',
  tfworkspace: 'workspace',
  env: 'environment',
  file: 'openFile',
  activefile: 'openFile',
};

/** What `key=value` says. A key that is none is told and passed over: it can't make a plan wrong. */
export function parseContext(given: readonly string[]): { readonly context: PlanContext; readonly warnings: readonly string[] } {
  const known = new Map((Object.keys(contextKeys) as (keyof PlanContext)[]).map((key) => [key.toLowerCase(), key]));
  const warnings: string[] = [];
  const entries = given.flatMap((pair): [string, string | readonly string[]][] => {
    const [said = '', value] = pair.split(/=(.*)/s);
    if (value === undefined) throw new FailureError(badUsage(`--context ${pair} is not key=value.`, 'For example --context gitBranch=main.'));
    const plain = said.toLowerCase().replaceAll(/[^a-z]/g, '');
    const key = known.get(plain) ?? aliases[plain];
    if (key === undefined) {
      const near = nearest(said, Object.keys(contextKeys));
      warnings.push(`There is no context ${said}; it was passed over.${near === undefined ? '' : ` Did you mean ${near}?`}`);
      return [];
    }
    return [[key, contextKeys[key] === 'list' ? value.split(',').filter(Boolean) : value]];
  });
  return { context: Object.fromEntries(entries), warnings };
}

const defined = (context: PlanContext): PlanContext => Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined));

async function textOf(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text?.trim() || undefined;
}

/** The branch that is checked out; `undefined` without a repository, in a worktree's file, or between branches. */
async function branchOf(folder: string): Promise<string | undefined> {
  return /^ref: refs\/heads\/(.+)$/.exec((await textOf(join(folder, '.git', 'HEAD'))) ?? '')?.[1];
}

const relevant = /(\.(tf|tfvars|ya?ml)|(^|\/)(Dockerfile|Chart\.yaml|package\.json|Makefile))$/;

async function relevantFiles(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const walk = async (path: string, depth: number): Promise<void> => {
    const entries = await readdir(join(folder, path), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (found.length >= filesMax) return;
      const here = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory() && depth < depthMax && !entry.name.startsWith('.') && entry.name !== 'node_modules') await walk(here, depth + 1);
      else if (entry.isFile() && relevant.test(here)) found.push(here);
    }
  };
  await walk('', 0);
  return found;
}
