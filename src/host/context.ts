import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlanContext } from '../planner/offline/context.ts';

/**
 * Files named at the most, folders looked into and how deep: from the top down, so that what is left out lies deepest. Terraform
 * has a bound of its own, lest a repository full of manifests hides where it is.
 */
const terraformFilesMax = 2_000;
const otherFilesMax = 500;
const foldersMax = 5_000;
const depthMax = 6;

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

const terraform = /\.(tf|tofu|tfvars)$/;
const other = /(\.ya?ml|^(Dockerfile|package\.json|Makefile))$/;

/** Sorted; below the workspace, links not followed, nothing of hidden folders and of what was installed. */
async function relevantFiles(folder: string): Promise<readonly string[]> {
  const found: { readonly terraform: string[]; readonly other: string[] } = { terraform: [], other: [] };
  let level = [''];
  let looked = 0;
  for (let depth = 0; depth <= depthMax && level.length > 0; depth++) {
    const now = level.slice(0, foldersMax - looked);
    looked += now.length;
    const listed = await Promise.all(now.map(async (path) => ({ path, entries: await readdir(join(folder, path), { withFileTypes: true }).catch(() => []) })));
    level = [];
    for (const { path, entries } of listed)
      for (const entry of entries) {
        const here = path === '' ? entry.name : `${path}/${entry.name}`;
        if (entry.isDirectory()) {
          if (!entry.name.startsWith('.') && entry.name !== 'node_modules') level.push(here);
        } else if (!entry.isFile()) continue;
        else if (terraform.test(entry.name)) found.terraform.push(here);
        else if (other.test(entry.name)) found.other.push(here);
      }
    level.sort();
  }
  return [...found.terraform.slice(0, terraformFilesMax), ...found.other.slice(0, otherFilesMax)].sort();
}
