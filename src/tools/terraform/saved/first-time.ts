import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { count } from '../../../base/say.ts';
import { isWritten } from '../../../domain/terraform/written.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import type { Root } from '../root/open.ts';
import { type State, stateIn } from '../root/state.ts';
import { keepPlaceOf, readPlaceOf } from './record.ts';

/** What is known of a root whose state is empty; nothing of one that has a state. */
export interface FirstTime {
  /** Why there should be a state, to follow "the state is empty, but": nothing speaks for one where it is absent. */
  readonly elsewhere?: string;
  /** Nothing was here before: what is made is made for the first time, or on this machine alone. */
  readonly isNew?: true;
}

/** An empty state is right for a first time. Anything that tells of another state makes it the wrong one. */
export async function firstTime(root: Root, state: State, showJson: string, at: Workplace): Promise<FirstTime> {
  const place = `${root.folder}\n${root.workspace}`;
  if (state.addresses.length > 0) {
    await keepPlaceOf(place, { identity: root.backend.identity, label: root.backend.label, resources: state.addresses.length }, at);
    return {};
  }
  const before = await readPlaceOf(place, at);
  const elsewhere =
    before !== undefined && before.identity !== root.backend.identity
      ? `the state of this folder was in another place when last seen, with ${count(before.resources, 'resource')}: ${before.label}`
      : ((await leftBehind(root)) ?? (await otherWorkspaces(root)));
  if (elsewhere !== undefined) return { elsewhere };
  return isWritten(upTo(root.folder, at.folder), at) || isOnThisMachine(root, showJson, at) ? { isNew: true } : {};
}

/** A local state beside a configuration that keeps its state elsewhere: it was never taken over. */
async function leftBehind({ backend, folder }: Root): Promise<string | undefined> {
  if (backend.type === 'local') return undefined;
  const resources = await resourcesIn(join(folder, 'terraform.tfstate'));
  return resources === 0 ? undefined : `terraform.tfstate in the folder holds ${count(resources, 'resource')}`;
}

/** Who has workspaces and works in none of them has mostly forgotten to select one. */
async function otherWorkspaces(root: Root): Promise<string | undefined> {
  if (root.workspace !== 'default') return undefined;
  const names = root.backend.type === 'local' ? await localWorkspaces(root.folder) : await listedWorkspaces(root);
  if (names.length === 0) return undefined;
  const shown = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`;
  return `there are other workspaces (${shown}), and none is selected`;
}

async function localWorkspaces(folder: string): Promise<readonly string[]> {
  const dir = join(folder, 'terraform.tfstate.d');
  const names = await readdir(dir).catch(() => []);
  const held = await Promise.all(names.toSorted().map(async (name) => ({ name, resources: await resourcesIn(join(dir, name, 'terraform.tfstate')) })));
  return held.flatMap(({ name, resources }) => (resources > 0 ? [name] : []));
}

/** Not every kind of backend has workspaces: one that can't list them has none. */
async function listedWorkspaces(root: Root): Promise<readonly string[]> {
  const listed = await root.run(['workspace', 'list'], { timeoutMs: 60_000, quietly: true });
  if (!listed.ok || listed.value.code !== 0) return [];
  return listed.value.stdout
    .split('\n')
    .flatMap((line) => line.replace(/^\*/, '').trim() || [])
    .filter((name) => name !== 'default');
}

/** Managed in a file of state; 0 where it is none. */
const resourcesIn = (path: string): Promise<number> =>
  readFile(path, 'utf8').then(
    (text) => stateIn(text)?.addresses.length ?? 0,
    () => 0,
  );

/** The folder, and those it is part of, up to the workspace's own. */
const upTo = (folder: string, top: string): readonly string[] =>
  folder === top || dirname(folder) === folder ? [folder] : [folder, ...upTo(dirname(folder), top)];

const loopback = String.raw`https?://(localhost|127\.0\.0\.1|\[::1\])[:/"]`;
const endpoint = new RegExp(`^${loopback}`);
const endpointsOfProvider = new RegExp(String.raw`"endpoints":\[\{[^\]]*"constant_value":"${loopback}`);

/** What is made there is made by a stand-in on this machine: where the state is kept, or what the provider talks to. */
const isOnThisMachine = ({ backend }: Root, showJson: string, { env }: Workplace): boolean =>
  backend.isOnThisMachine === true || endpoint.test(`${env.AWS_ENDPOINT_URL ?? ''}/`) || endpointsOfProvider.test(showJson);
