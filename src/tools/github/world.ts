import { z } from 'zod';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { archived, isPullRequest, renamed } from '../../domain/failure/github.ts';
import type { Target } from '../../domain/impact.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { connect, type Github } from './connect.ts';
import { type IssueShape, issueShape, type PullShape, pullShape, type RepositoryShape, repositoryShape } from './shapes.ts';

/** A repository that may be changed, and who would change it. */
export interface World {
  readonly github: Github;
  readonly repository: RepositoryShape;
  /** Login; `undefined` for a token that stands for no person (a workflow's own). */
  readonly me: string | undefined;
}

/** Looks at repository and account, before anything is changed there. */
export async function openWorld(repository: string | undefined, at: Workplace): Promise<Outcome<World>> {
  const connected = await connect(repository, at);
  if (!connected.ok) return connected;
  const github = connected.value;
  const found = await github.ask('GET ', {}, repositoryShape, { verb: `look at ${github.repository}`, thing: `repository ${github.repository}` });
  if (!found.ok) return found;
  const asked = `${github.place.owner}/${github.place.name}`;
  if (found.value.full_name.toLowerCase() !== asked.toLowerCase()) return failed(renamed(asked, found.value.full_name));
  if (found.value.archived) return failed(archived(github.repository));
  const me = await login(github);
  return me.ok ? ok({ github, repository: found.value, me: me.value }) : me;
}

/** Who the token stands for; a workflow's own token stands for nobody and may not ask. */
export async function login(github: Github): Promise<Outcome<string | undefined>> {
  const asked = await github.ask('GET //user', {}, z.object({ login: z.string() }), { verb: 'say who you are', thing: 'account' });
  if (asked.ok) return ok(asked.value.login);
  return asked.failure.code === 'github/forbidden' ? ok(undefined) : asked;
}

/** What a change acts on, for the gate and for people. */
export function targetOf({ github, repository, me }: World, more: Readonly<Record<string, string>> = {}, number?: number): Target {
  const { host } = github.place;
  return {
    system: 'github',
    label: `${github.repository}${me === undefined ? '' : ` as ${me}`}`,
    facts: {
      server: host,
      repository: repository.full_name,
      visibility: repository.private ? 'private' : 'public',
      ...(me === undefined ? {} : { account: me }),
      ...more,
    },
    ...(number === undefined ? {} : { exclusive: `github:${host}/${repository.full_name.toLowerCase()}#${number}` }),
  };
}

export const pullThing = (github: Github, number: number): string => `pull request #${number} in ${github.repository}`;
export const issueThing = (github: Github, number: number): string => `issue #${number} in ${github.repository}`;

export const readPull = (github: Github, number: number): Promise<Outcome<PullShape>> =>
  github.ask('GET /pulls/{number}', { number }, pullShape, { verb: `look at #${number}`, thing: pullThing(github, number) });

export async function readIssue(github: Github, number: number): Promise<Outcome<IssueShape>> {
  const issue = await github.ask('GET /issues/{number}', { number }, issueShape, { verb: `look at #${number}`, thing: issueThing(github, number) });
  if (!issue.ok) return issue;
  return issue.value.pull_request === undefined || issue.value.pull_request === null ? issue : failed(isPullRequest(number));
}

/** `open`, `draft`, `merged` or `closed`. */
export const stateOf = (pull: { readonly state: string; readonly merged_at?: string | null | undefined; readonly draft: boolean }): string =>
  pull.merged_at ? 'merged' : pull.state === 'open' && pull.draft ? 'draft' : pull.state;

/** Branch of a pull request; with the owner before it where it comes from a fork. */
export const headOf = (pull: Pick<PullShape, 'head' | 'base'>): string =>
  pull.head.repo?.full_name !== undefined && pull.head.repo.full_name !== pull.base.repo?.full_name ? (pull.head.label ?? pull.head.ref) : pull.head.ref;

/** Whether two texts say the same once GitHub stored them. */
export const sameText = (a: string, b: string): boolean => stored(a) === stored(b);
const stored = (text: string): string => text.replaceAll('\r\n', '\n').trimEnd();
