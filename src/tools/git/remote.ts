import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { nearest } from '../../base/nearest.ts';
import { count, list } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { remoteExists } from '../../domain/failure/git.ts';
import { remoteUnknown } from '../../domain/failure/git-remote.ts';
import { changesNothing, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type ConfiguredRemote, configuredRemotes, type RemoteTraces, tracesOf } from './repository/configured-remotes.ts';
import { succeeded } from './repository/explain.ts';
import { hold } from './repository/hold.ts';
import { address, directory, remoteName, withoutCredentials } from './repository/names.ts';
import { type Ready, readyFor } from './repository/ready.ts';

const input = z
  .strictObject({
    directory,
    action: z.enum(['list', 'add', 'setUrl', 'rename', 'remove']).default('list'),
    name: remoteName.optional().describe('The remote: origin, upstream.'),
    newName: remoteName.optional().describe('With `rename`.'),
    url: address.optional().describe('With `add` and `setUrl`: where it is. Never with a password in it.'),
  })
  .refine((v) => v.action === 'list' || v.name !== undefined, { path: ['name'], message: 'name the remote' })
  .refine((v) => v.action !== 'rename' || v.newName !== undefined, { path: ['newName'], message: 'say what it is to be called' })
  .refine((v) => (v.action !== 'add' && v.action !== 'setUrl') || v.url !== undefined, { path: ['url'], message: 'say where it is' });
type Input = z.output<typeof input>;

const shape = z.object({ name: z.string(), url: z.string(), pushUrl: z.string().optional() });

export const remote = tool({
  name: 'git.remote',
  effect: 'write',
  needsTrust: true,
  effectOf: ({ action }) => (action === 'list' ? 'read' : 'write'),
  summary: 'List the remotes of the repository, or add, rename, remove one or change where it leads.',
  input,
  output: z.object({ remotes: z.array(shape).readonly() }),
  commands: [
    'git remote -v|--verbose{action:list} {action:list}',
    'git remote add {name} {url} {action:add}',
    'git remote set-url {name} {url} {action:setUrl}',
    'git remote rename {name} {newName} {action:rename}',
    'git remote remove|rm {name} {action:remove}',
  ],
  says: [
    'list the remotes',
    'which remotes does this repository have',
    'git remote -v',
    'where does origin point to',
    'what is the url of origin',
    'add the remote upstream https://example.com/team/app.git',
    'git remote add origin https://example.com/team/app.git',
    'add https://example.com/team/app.git as the remote backup',
    'set up a remote named upstream at https://example.com/team/app.git',
    'change the url of origin to https://example.com/team/new.git',
    'point origin to https://example.com/team/new.git',
    'set the address of the remote origin to git@example.com:team/app.git',
    'rename the remote origin to upstream',
    'call the remote origin upstream from now on',
    'remove the remote backup',
    'delete remote upstream',
    'drop the remote called old',
    'show the remotes with their urls',
    'point origin at git@github.com:example/new.git',
    'the remote origin should point to https://example.com/a.git',
    'the remote is called orign, should be origin',
    "The contractor's remote, northwind, has to be deleted from our config because the contract ended.",
    'where does origin point to?',
    'add a remote called upstream for https://github.com/acme/orders-api.git',
    "push says repository not found, they've renamed it; origin must lead to https://github.com/acme/checkout-v2.git",
    'repoint the deploy remote of services/billing at git@deploy.acme.example:billing.git',
    'Please hook my fork up as a remote named fork, address git@github.com:jo/atlas.git',
    'list remotes for vendor/telemetry',
    'get rid of the remote "test" in apps/web',
    'I need to know from which repository this folder was cloned, show its remotes',
    "Requesting: remote 'central' to be renamed 'hub' in services/fleet.",
    'Our scripts expect that the remote is called origin, but in libs/client it has the name acme, so please rename acme to origin',
    'let\'s call the remote upstream "source" instead',
  ],
  onlyWith: ['remote', 'origin', 'upstream', 'url'],
  examples: [
    { title: 'Add a second remote', input: { action: 'add', name: 'upstream', url: 'https://github.com/example/shop.git' } },
    { title: 'List the remotes', input: {} },
  ],
  guessMs: 100,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { found, traces } = seen.value;
    const from = found === undefined ? '' : withoutCredentials(found.url);
    return ok({
      digest: digestOf({ what, found, traces }),
      summary: {
        list: 'List remotes',
        add: `Add the remote ${what.name} at ${what.url}`,
        setUrl: `Point ${what.name} to ${what.url}, no longer to ${from}`,
        rename: `Rename the remote ${what.name} to ${what.newName}`,
        remove: `Remove the remote ${what.name} (${from})`,
      }[what.action],
      ...changesNothing(what.action === 'setUrl' && found?.url === what.url),
      files: [],
      undo: undoOf(what, seen.value),
      warnings: [
        ...(what.action === 'remove' ? removeWarnings(traces) : []),
        ...(what.action === 'setUrl' && found?.pushUrl !== undefined ? [`it is pushed to ${withoutCredentials(found.pushUrl)}, which stays`] : []),
      ],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, traces } = seen.value;
    const name = what.name ?? '';
    if (what.action !== 'list') {
      // What was seen of a remote may be nowhere else by name.
      for (const { to } of what.action === 'remove' ? traces.refs.slice(0, refsMax) : []) {
        const held = await hold(repo, to);
        if (!held.ok) return held;
      }
      const args = {
        add: ['add', name, what.url ?? ''],
        setUrl: ['set-url', name, what.url ?? ''],
        rename: ['rename', name, what.newName ?? ''],
        remove: ['remove', name],
      }[what.action];
      const done = succeeded('remote', await repo.run(['remote', ...args], { writes: true }));
      if (!done.ok) return done;
    }
    const remotes = await configuredRemotes(repo);
    if (!remotes.ok) return remotes;
    return {
      ok: true,
      output: { remotes: remotes.value.map(shownOf) },
      summary: {
        list: remotes.value.length === 0 ? 'No remote is set up.' : `${count(remotes.value.length, 'remote')}: ${list(remotes.value.map((one) => one.name))}.`,
        add: `${name} is ${what.url}; nothing is fetched yet.`,
        setUrl: `${name} leads to ${what.url}.`,
        rename: `${name} is called ${what.newName}.`,
        remove: `Removed ${name}.`,
      }[what.action],
      undo: undoOf(what, seen.value),
    };
  },

  async verify(what, _seen, at) {
    if (what.action === 'list') return { met: true };
    const ready = await readyFor(what.directory, at, {});
    const remotes = ready.ok ? await configuredRemotes(ready.value.repo) : ready;
    if (!remotes.ok) return { met: false, missing: [remotes.failure.message] };
    const has = (name: string | undefined) => remotes.value.find((one) => one.name === name);
    const met = {
      add: has(what.name)?.url === what.url,
      setUrl: has(what.name)?.url === what.url,
      rename: has(what.newName) !== undefined && has(what.name) === undefined,
      remove: has(what.name) === undefined,
    }[what.action];
    return met ? { met: true } : { met: false, missing: [`${what.name} is not as it should be`] };
  },

  async inspect(what, at) {
    const ready = await readyFor(what.directory, at, {});
    const remotes = ready.ok ? await configuredRemotes(ready.value.repo) : ready;
    if (!remotes.ok || what.action === 'list') return 'unknown';
    const found = remotes.value.find((one) => one.name === what.name);
    if (what.action === 'remove' || what.action === 'rename') return found === undefined ? 'done' : 'not-started';
    return found?.url === what.url ? 'done' : 'not-started';
  },
});

/** So many branches of a remote are kept for the way back. */
const refsMax = 500;

interface Seen extends Ready {
  readonly found: ConfiguredRemote | undefined;
  readonly traces: RemoteTraces;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return ready;
  const remotes = await configuredRemotes(ready.value.repo);
  if (!remotes.ok) return remotes;
  const found = remotes.value.find((one) => one.name === what.name);
  const nothing = { ...ready.value, found, traces: { config: [], refs: [] } };
  const names = remotes.value.map((one) => one.name);
  if (what.action === 'list') return ok(nothing);
  if (what.action === 'add') return found === undefined ? ok(nothing) : failed(remoteExists(found.name));
  if (found === undefined) return failed(remoteUnknown(what.name ?? '', nearest(what.name ?? '', names)));
  if (what.action === 'rename' && names.includes(what.newName ?? '')) return failed(remoteExists(what.newName ?? ''));
  if (what.action !== 'remove') return ok(nothing);
  const traces = await tracesOf(ready.value.repo, found.name);
  return traces.ok ? ok({ ...nothing, traces: traces.value }) : traces;
}

const shownOf = ({ name, url, pushUrl }: ConfiguredRemote): z.output<typeof shape> => ({
  name,
  url: withoutCredentials(url),
  ...(pushUrl === undefined ? {} : { pushUrl: withoutCredentials(pushUrl) }),
});

const holdsSecret = (values: readonly string[]): boolean => values.some((value) => withoutCredentials(value) !== value);
const notKept = 'its address holds a user name or password, which is not kept; note it down first';

function undoOf(what: Input, { found, traces }: Seen): Undo {
  const on = { directory: what.directory };
  switch (what.action) {
    case 'list':
      return 'nothing-changed';
    case 'add':
      return { steps: [{ tool: 'git.remote', input: { ...on, action: 'remove', name: what.name } }] };
    case 'rename':
      return { steps: [{ tool: 'git.remote', input: { ...on, action: 'rename', name: what.newName, newName: what.name } }] };
    case 'setUrl':
      if (found === undefined || found.url === what.url) return 'nothing-changed';
      if (!address.safeParse(found.url).success) return { impossible: holdsSecret([found.url]) ? notKept : `${found.url} is no address Nimbus sets` };
      return { steps: [{ tool: 'git.remote', input: { ...on, action: 'setUrl', name: what.name, url: found.url } }] };
    case 'remove':
      if (holdsSecret(traces.config.map(({ value }) => value))) return { impossible: notKept };
      if (traces.refs.length > refsMax) return { impossible: `it has more than ${refsMax} branches; add it again and fetch` };
      return { steps: [{ tool: 'git.restoreRemote', input: { ...on, name: what.name, ...traces } }] };
  }
}

function removeWarnings({ config, refs }: RemoteTraces): readonly string[] {
  const followers = config.flatMap(({ key }) => /^branch\.(.*)\.remote$/.exec(key)?.[1] ?? []);
  return [
    ...(refs.length > 0 ? [`what was last seen of its ${count(refs.length, 'branch', 'branches')} goes with it`] : []),
    ...(followers.length > 0 ? [`${list(followers.slice(0, 5))} will follow nothing any more`] : []),
  ];
}
