import { join } from 'node:path';
import type { PlanContext } from '../planner/offline/context.ts';
import { environmentVariables } from '../profiles/profile.ts';
import { checkedOutBranch } from './git-branch.ts';
import { kubeContexts } from './kube-contexts.ts';
import { type Profiles, usable } from './profiles.ts';
import { relevantFiles } from './relevant-files.ts';
import { textWithin } from './text-within.ts';

/** Where a request is made. */
export interface Around {
  /** What the one in use in the folder says outranks the environment; one that can't be read says nothing, and stops what changes something later. */
  readonly profiles: Pick<Profiles, 'inUse'>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly now?: Date;
}

/**
 * What a request is read against, in the editor and on the command line: what the folder, the profile in use, the kubeconfig and
 * the environment say at no cost. Runs nothing and asks nobody.
 */
export async function gatherContext(folder: string, { profiles, env: own = process.env, now = new Date() }: Around): Promise<PlanContext> {
  const profile = usable(profiles.inUse(folder));
  const env = profile === undefined ? own : { ...own, ...environmentVariables(profile) };
  const [files, gitBranch, workspace, clusters] = await Promise.all([
    relevantFiles(folder),
    checkedOutBranch(folder),
    textWithin(join(folder, '.terraform', 'environment'), 1024),
    kubeContexts(env),
  ]);
  return defined({
    files,
    gitBranch,
    kubeContext: profile?.kubernetes?.context ?? clusters.current,
    kubeContexts: clusters.names.length === 0 ? undefined : clusters.names,
    namespace: profile?.kubernetes?.namespace,
    awsProfile: env.AWS_PROFILE,
    awsRegion: env.AWS_REGION ?? env.AWS_DEFAULT_REGION,
    environment: profile?.environment,
    today: now.toISOString().slice(0, 10),
    workspace: env.TF_WORKSPACE ?? workspace,
  });
}

const defined = (context: { readonly [K in keyof PlanContext]: PlanContext[K] | undefined }): PlanContext =>
  Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined));
