import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { badApiAddress, hostNotKnown, noRepository } from '../../domain/failure/github.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type Address, gitRemote, remoteAddress } from './remote.ts';

/** A repository, and the server it is asked for. */
export interface Place {
  readonly owner: string;
  readonly name: string;
  /** `github.com`, or the host of a GitHub Enterprise. */
  readonly host: string;
  /** Base of its API, without a slash at the end. */
  readonly api: string;
  /** GitHub's own cloud: the sign-in for github.com is meant for it. */
  readonly cloud: boolean;
}

/** `owner/name`, with the host before it where that is not github.com. */
export const fullName = ({ owner, name, host }: Place): string => (host === 'github.com' ? `${owner}/${name}` : `${host}/${owner}/${name}`);

/**
 * Which repository is meant: as the input names it, else the remote of the workspace, which also says whose a name alone
 * is. A host other than GitHub's own is taken from the person's environment alone: a token never goes where only a file of
 * the workspace points to.
 */
export async function placeOf(repository: string | undefined, at: Workplace): Promise<Outcome<Place>> {
  const named = repository === undefined ? await fromRemote(at) : repository.includes('/') ? ok(fromInput(repository, at)) : await withOwner(repository, at);
  if (!named.ok) return named;
  const { host, owner, name } = named.value;
  const server = serverOf(host, at.env);
  return server.ok ? ok({ owner, name, ...server.value }) : server;
}

function fromInput(repository: string, at: Workplace): Address {
  const parts = repository.split('/');
  const [name = '', owner = '', host = defaultHost(at.env)] = parts.reverse();
  return { host: host.toLowerCase(), owner, name };
}

/** A name alone is one of the owner whose repository this folder came from, on the host that a name without a host is on. */
async function withOwner(name: string, at: Workplace): Promise<Outcome<Address>> {
  const host = defaultHost(at.env).toLowerCase();
  const remote = await fromRemote(at);
  if (remote.ok && remote.value.host === host) return ok({ ...remote.value, name });
  return failed(noRepository(`"${name}" has no owner, and no remote of this folder on ${host} tells one`));
}

async function fromRemote(at: Workplace): Promise<Outcome<Address>> {
  const remote = await gitRemote(at);
  if (!remote.ok) return remote;
  const address = remoteAddress(remote.value);
  return address === undefined ? failed(noRepository('the address of the remote is not one of a repository on GitHub')) : ok(address);
}

type Environment = Workplace['env'];
type Server = Pick<Place, 'host' | 'api' | 'cloud'>;

const isCloud = (host: string): boolean => host === 'github.com' || /^[a-z0-9-]+\.ghe\.com$/.test(host);

/** `GITHUB_API_URL` (with `GITHUB_SERVER_URL`, as in a workflow) and `GH_HOST` are the person's word on which server is theirs. */
function serverOf(host: string, env: Environment): Outcome<Server> {
  const address = env.GITHUB_API_URL;
  const told = address ? apiAddress(address) : undefined;
  if (told !== undefined && !told.ok) return told;
  if (told !== undefined && isMeant(host, told.value, env))
    return ok({ host, api: told.value.href.replace(/\/+$/, ''), cloud: told.value.host === 'api.github.com' });
  if (host === 'github.com') return ok({ host, api: 'https://api.github.com', cloud: true });
  if (isCloud(host)) return ok({ host, api: `https://api.${host}`, cloud: false });
  if (host === env.GH_HOST?.toLowerCase()) return ok({ host, api: `https://${host}/api/v3`, cloud: false });
  return failed(hostNotKnown(host));
}

/** Whether the API the environment names is the one of this host. */
function isMeant(host: string, api: URL, env: Environment): boolean {
  const server = env.GITHUB_SERVER_URL && URL.canParse(env.GITHUB_SERVER_URL) ? new URL(env.GITHUB_SERVER_URL).host : undefined;
  return [server, env.GH_HOST, api.host, api.host.replace(/^api\./, '')].some((known) => known?.toLowerCase() === host);
}

function apiAddress(address: string): Outcome<URL> {
  if (!URL.canParse(address)) return failed(badApiAddress(address.slice(0, 100)));
  const url = new URL(address);
  const near = url.protocol === 'http:' && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return plain && (url.protocol === 'https:' || near) ? ok(url) : failed(badApiAddress(`${url.protocol}//${url.host}`));
}

/** Where `owner/name` without a host is. */
function defaultHost(env: Environment): string {
  if (env.GH_HOST) return env.GH_HOST;
  const api = env.GITHUB_API_URL && URL.canParse(env.GITHUB_API_URL) ? new URL(env.GITHUB_API_URL) : undefined;
  if (api === undefined) return 'github.com';
  if (env.GITHUB_SERVER_URL && URL.canParse(env.GITHUB_SERVER_URL)) return new URL(env.GITHUB_SERVER_URL).host;
  return api.host.replace(/^api\./, '');
}
