import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { nearest } from '../../base/nearest.ts';
import { count, list as inWords, shorten } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { repositoryExists, repositoryUnknown, repositoryUnreachable } from '../../domain/failure/helm.ts';
import type { Operation } from '../../domain/impact.ts';
import { changesNothing, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { saidBy } from './explain.ts';
import { repository, repositoryName } from './inputs.ts';
import { findHelm, type Helm, runHelm } from './program.ts';
import { type Repositories, type Repository, repositoriesOf, repositoriesTarget } from './repositories.ts';

const input = z
  .strictObject({
    action: z.enum(['list', 'add', 'update', 'remove']).default('list').describe('`update` fetches anew what the repositories offer.'),
    name: repositoryName.optional().describe('The repository: bitnami. With `update`: only this one.'),
    url: repository.describe('With `add`: its https address. Never with a password in it.'),
  })
  .refine((v) => (v.action !== 'add' && v.action !== 'remove') || v.name !== undefined, { path: ['name'], message: 'name the repository' })
  .refine((v) => v.action !== 'add' || v.url !== undefined, { path: ['url'], message: 'say where it is' });
type Input = z.output<typeof input>;

export const repo = tool({
  name: 'helm.repo',
  effect: 'change',
  effectOf: ({ action }) => (action === 'list' ? 'read' : 'change'),
  summary: 'List the Helm chart repositories of this user, add or remove one, or fetch anew what they offer.',
  input,
  output: z.object({ repositories: z.array(z.object({ name: z.string(), url: z.string() })).readonly() }),
  commands: [
    'helm repo list|ls {action:list}',
    'helm repo add {name} {url} {action:add}',
    'helm repo update|up {name?} {action:update}',
    'helm repo remove|rm {name} {action:remove}',
  ],
  says: [
    'list the helm repositories',
    'helm repo list',
    'which chart repositories are set up',
    'add the helm repository bitnami https://charts.example.com/bitnami',
    'helm repo add example https://charts.example.com',
    'add https://charts.example.com as the chart repository example',
    'helm repo update',
    'update the helm repositories',
    'fetch the newest charts of all helm repositories',
    'refresh the chart repository bitnami',
    'remove the helm repository old',
    'helm repo remove bitnami',
    'the helm repo bitnami is outdated, refresh it',
    'refresh the chart repositories',
    "helm doesn't find the chart version that was published an hour ago, fetch the repo indexes anew",
    'add the bitnami helm repo, https://charts.bitnami.example/bitnami',
    'remove the chart repo oldcharts',
    'add helm repo harbor',
    'which chart repositories have I added',
    "I'd like to use charts from https://helm.traefik.example/charts, add it under traefik",
    'The partner has shut down his server and since then every helm command complains about it, so please remove the chart repository partner-x',
    'pull the latest repo indexes for helm',
    'I get old versions from every chart repository since I came back from holiday, fetch the newest indexes of all of them please',
    "bring chart repository ingress-nginx up to date, it still shows me last year's versions",
    'before I write the onboarding page I need to know which helm chart repositories are configured on this machine and what their addresses are',
    'refresh the index of the chart repositories',
    'show helm repositries',
    'helm repo add jetstack https://charts.jetstack.example',
    'make helm know the repo https://dns-charts.example as dns',
  ],
  onlyWith: ['repo', 'chart'],
  examples: [{ title: 'See which repositories are set up', input: {} }],
  guessMs: 3_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { there, found, isSo } = seen.value;
    const target = repositoriesTarget(there);
    const operation = ({ list: 'read', add: 'create', update: 'read', remove: 'delete' } as const satisfies Record<Input['action'], Operation>)[what.action];
    return ok({
      digest: digestOf({ what, target: target.facts, found }),
      summary: {
        list: 'List chart repositories',
        add: isSo ? `Nothing to add: ${what.name} is at ${what.url} already` : `Add the chart repository ${what.name} at ${what.url}`,
        update: `Fetch anew what ${what.name ?? count(there.all.length, 'chart repository', 'chart repositories')} ${what.name === undefined && there.all.length !== 1 ? 'offer' : 'offers'}`,
        remove: `Remove the chart repository ${what.name} (${found?.url})`,
      }[what.action],
      files: [],
      undo: undoOf(what, seen.value),
      ...changesNothing(isSo),
      warnings: what.action === 'remove' ? ['releases of its charts stay; upgrading them needs it again'] : [],
      target,
      impacts: isSo || operation === 'read' ? [] : [{ address: `repository/${what.name}`, type: 'helm-repository', operation, marks: [] }],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { helm, isSo } = seen.value;
    if (what.action !== 'list' && !isSo) {
      const name = what.name === undefined ? [] : [what.name];
      const args = { add: [...name, what.url ?? ''], update: name, remove: name }[what.action];
      const done = await runHelm(at, helm, ['repo', what.action, ...args], { timeoutMs: 180_000 });
      if (!done.ok) return done;
      if (done.value.code !== 0)
        return failed(repositoryUnreachable(what.name ?? 'one of the repositories', shorten(saidBy(done.value).replaceAll(/\s+/g, ' '), 300)));
    }
    const now = await repositoriesOf(helm, at);
    if (!now.ok) return now;
    const all = now.value.all.map(({ name, url }) => ({ name, url }));
    return {
      ok: true,
      output: { repositories: all },
      summary: {
        list:
          all.length === 0
            ? 'No chart repository is set up.'
            : `${count(all.length, 'chart repository', 'chart repositories')}: ${inWords(all.map((one) => one.name))}.`,
        add: isSo ? `${what.name} is at ${what.url} already.` : `Added ${what.name}; its charts are called ${what.name}/….`,
        update: `What ${what.name ?? inWords(all.map((one) => one.name))} ${what.name === undefined && all.length !== 1 ? 'offer' : 'offers'} is up to date.`,
        remove: `Removed ${what.name}.`,
      }[what.action],
      undo: undoOf(what, seen.value),
    };
  },

  async verify(what, _seen, at) {
    return (await holds(what, at)) === false ? { met: false, missing: [`${what.name} is not as it should be`] } : { met: true };
  },

  async inspect(what, at) {
    const is = await holds(what, at);
    return is === undefined ? 'unknown' : is ? 'done' : 'not-started';
  },
});

/** Whether it is as asked; `undefined`: that can't be seen. */
async function holds(what: Input, at: Workplace): Promise<boolean | undefined> {
  if (what.action === 'list' || what.action === 'update') return undefined;
  const helm = await findHelm(at);
  const now = helm.ok ? await repositoriesOf(helm.value, at) : helm;
  if (!now.ok) return undefined;
  const found = now.value.all.find((one) => one.name === what.name);
  return what.action === 'add' ? found?.url === what.url : found === undefined;
}

interface Seen {
  readonly helm: Helm;
  readonly there: Repositories;
  readonly found: Repository | undefined;
  /** It is there already, under that very address. */
  readonly isSo: boolean;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const helm = await findHelm(at);
  if (!helm.ok) return helm;
  const there = await repositoriesOf(helm.value, at);
  if (!there.ok) return there;
  const { all } = there.value;
  const found = all.find((one) => one.name === what.name);
  const names = all.map((one) => one.name);
  if (what.action === 'add' && found !== undefined && found.url !== what.url) return failed(repositoryExists(found.name, found.url));
  if ((what.action === 'remove' || what.action === 'update') && what.name !== undefined && found === undefined)
    return failed(repositoryUnknown(what.name, names, nearest(what.name, names)));
  if (what.action === 'update' && all.length === 0) return failed(repositoryUnknown(undefined, [], undefined));
  return ok({ helm: helm.value, there: there.value, found, isSo: what.action === 'add' && found !== undefined });
}

function undoOf(what: Input, { found, isSo }: Seen): Undo {
  if (what.action === 'add' && !isSo) return { steps: [{ tool: 'helm.repo', input: { action: 'remove', name: what.name } }] };
  if (what.action !== 'remove' || found === undefined) return 'nothing-changed';
  return found.hasMore || !found.url.startsWith('https://')
    ? { impossible: `how ${found.name} is signed in to or trusted is not kept; add it again by hand: helm repo add` }
    : { steps: [{ tool: 'helm.repo', input: { action: 'add', name: found.name, url: found.url } }] };
}
