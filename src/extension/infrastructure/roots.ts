import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkspaceFolder } from 'vscode';
import type { Workplace } from '../../domain/workplace.ts';
import type { OpenHouse } from '../../host/house.ts';
import { relevantFiles } from '../../host/relevant-files.ts';
import { readKubeconfig } from '../../tools/kubernetes/client/kubeconfig.ts';
import { aws } from './aws.ts';
import { type Branch, orNone } from './branch.ts';
import { forwards } from './forwards.ts';
import { git } from './git.ts';
import { github } from './github.ts';
import { clusters, unreadableClusters } from './kubernetes.ts';
import { isInRepository, repositories, repositoriesBelow } from './repositories.ts';
import { rootModules } from './root-modules.ts';
import { terraform } from './terraform.ts';

/** The same, or the line that says there is nothing: of several folders, one that opens to nothing looks broken. */
export async function rootsOrNone(...of: Parameters<typeof rootsOf>): Promise<readonly Branch[]> {
  return orNone(`${of[0].uri}#nothing`, 'No Terraform, cluster, account or repository here', await rootsOf(...of));
}

/**
 * What there is for a workspace folder, without asking anybody: files and configuration on this machine decide.
 * `planReader`: the program that reads plans, for what the last ones say.
 */
export async function rootsOf(folder: Pick<WorkspaceFolder, 'uri'>, house: Pick<OpenHouse, 'workplace'>, planReader?: URL): Promise<readonly Branch[]> {
  const path = folder.uri.fsPath;
  const at = house.workplace(path, new AbortController().signal, () => {});
  const { env } = at;
  const files = await relevantFiles(path);
  const kubeconfig = await readKubeconfig(env);
  const contexts = kubeconfig.ok
    ? kubeconfig.value.contexts.map(({ name, namespace }) => ({ name, namespace, isCurrent: name === kubeconfig.value.current }))
    : [];
  const home = env.HOME ?? env.USERPROFILE ?? '';
  const hasAws =
    [env.AWS_PROFILE, env.AWS_ACCESS_KEY_ID, env.AWS_WEB_IDENTITY_TOKEN_FILE].some(Boolean) ||
    existsSync(join(home, '.aws', 'config')) ||
    existsSync(join(home, '.aws', 'credentials'));
  const isRepository = isInRepository(path);
  const id = folder.uri.toString();
  return [
    terraform(
      `${id}#terraform`,
      await rootModules(path, files),
      planReader === undefined ? undefined : (directory, workspace) => lastSaid(directory, workspace, at, planReader),
    ),
    kubeconfig.ok || kubeconfig.failure.code === 'kubernetes/no-kubeconfig'
      ? clusters(`${id}#clusters`, contexts)
      : unreadableClusters(`${id}#clusters`, kubeconfig.failure),
    contexts.length === 0 ? undefined : forwards(`${id}#forwards`),
    hasAws ? aws(`${id}#aws`, env.AWS_PROFILE, env.AWS_REGION ?? env.AWS_DEFAULT_REGION) : undefined,
    isRepository ? git(`${id}#git`) : undefined,
    isRepository ? github(`${id}#github`) : undefined,
    repositories(`${id}#repositories`, await repositoriesBelow(path)),
  ].filter((root) => root !== undefined);
}

/** What the last plan of a root module says, block by block, as above the blocks in the editor. */
async function lastSaid(directory: string, workspace: string, at: Workplace, planReader: URL): Promise<ReadonlyMap<string, string>> {
  const { lastPlans } = await import('../tfplan/last-plans.ts');
  const root = directory === '.' ? '' : directory;
  const last = (await lastPlans(at, planReader)).find(({ saved }) => saved.directory === root && saved.workspace === workspace);
  if (last === undefined) return new Map();
  const about = last.saved.kind === 'drift' ? 'Drift' : last.saved.kind === 'destroy' ? 'Plan to destroy' : 'Plan';
  return new Map([...(last.blocks.get(root) ?? [])].map(([block, { says }]) => [block, `${about}: ${says}`]));
}
