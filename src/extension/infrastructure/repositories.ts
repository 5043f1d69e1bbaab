import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { noRepository } from '../../domain/failure/github.ts';
import { remoteAddress } from '../../tools/github/remote.ts';
import { type Ask, AskFailed, type Branch } from './branch.ts';
import { git } from './git.ts';
import { github } from './github.ts';

/** Whether a folder, absolute, is the top of a repository or lies in one, as git looks for it. */
export function isInRepository(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return true;
    if (dirname(at) === at) return false;
  }
}

/** Names of the folders directly below that are repositories of their own: clones beside each other, submodules. */
export async function repositoriesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, '.git')))
    .map(({ name }) => name)
    .sort();
}

/** Those, each with what git and GitHub say of it. */
export const repositories = (id: string, names: readonly string[]): Branch | undefined =>
  names.length === 0
    ? undefined
    : {
        id,
        label: 'Repositories',
        description: String(names.length),
        icon: 'repo',
        isOpen: names.length < 4,
        children: async () =>
          names.map((directory): Branch => {
            const line = git(`${id}/${directory}/git`, { directory });
            const hub = github(`${id}/${directory}/github`);
            return {
              ...line,
              label: directory,
              icon: 'repo',
              children: async (ask) => [...((await line.children?.(ask)) ?? []), { ...hub, children: async (again) => hubOf(hub.id, directory, again) }],
            };
          }),
      };

const remotes = z.object({ remotes: z.array(z.looseObject({ name: z.string(), url: z.string() })) });

/** GitHub's tools go by the workspace folder: which repository a folder below comes from is said to them, host and all. */
async function hubOf(id: string, directory: string, ask: Ask): Promise<readonly Branch[]> {
  const { remotes: all } = remotes.parse(await ask('git.remote', { action: 'list', directory }, 20_000));
  const chosen = all.find(({ name }) => name === 'origin') ?? (all.length === 1 ? all[0] : undefined);
  if (chosen === undefined) throw new AskFailed(noRepository(`the repository ${directory} has no remote called origin`));
  const address = remoteAddress(chosen.url);
  if (address === undefined) throw new AskFailed(noRepository(`the address of the remote of ${directory} is not one of a repository on GitHub`));
  const { host, owner, name } = address;
  return (await github(id, { repository: `${host}/${owner}/${name}` }).children?.(ask)) ?? [];
}
