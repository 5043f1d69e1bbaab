import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Files named at the most, folders looked into and how deep: from the top down, so that what is left out lies deepest. Terraform
 * has a bound of its own, lest a repository full of manifests hides where it is.
 */
const terraformFilesMax = 2_000;
const otherFilesMax = 500;
const foldersMax = 5_000;
const depthMax = 6;

const terraform = /\.(tf|tofu|tfvars)$/;
const other = /(\.ya?ml|^(Dockerfile|package\.json|Makefile))$/;

/** The files that say what is in a folder, sorted: below it, links not followed, nothing of hidden folders and of what was installed. */
export async function relevantFiles(folder: string): Promise<readonly string[]> {
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
