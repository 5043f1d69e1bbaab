import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlanContext } from '../planner/offline/context.ts';

/** Files named to the planner at the most, and folders looked into below the workspace. */
const filesMax = 500;
const depthMax = 3;

/** What a request is read against: what the folder and the environment say at no cost. Runs nothing. */
export async function gatherContext(folder: string, now = new Date()): Promise<PlanContext> {
  const { AWS_PROFILE, AWS_REGION, AWS_DEFAULT_REGION, TF_WORKSPACE } = process.env;
  const [files, gitBranch, workspace] = await Promise.all([relevantFiles(folder), branchOf(folder), textOf(join(folder, '.terraform', 'environment'))]);
  return defined({
    files,
    gitBranch,
    awsProfile: AWS_PROFILE,
    awsRegion: AWS_REGION ?? AWS_DEFAULT_REGION,
    today: now.toISOString().slice(0, 10),
    workspace: TF_WORKSPACE ?? workspace,
  });
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

const relevant = /(\.(tf|tofu|tfvars|ya?ml)|(^|\/)(Dockerfile|Chart\.yaml|package\.json|Makefile))$/;

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
