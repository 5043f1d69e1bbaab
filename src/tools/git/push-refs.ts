import type { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count, duration, list } from '../../base/say.ts';
import { type Failure, failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { gitTimedOut, tagUnknown } from '../../domain/failure/git.ts';
import { goneOnRemote, leaseLost, pushRefused, tagDiffers } from '../../domain/failure/git-remote.ts';
import type { Impact } from '../../domain/impact.ts';
import { changesNothing, type Observation, type Preview, type Undo } from '../../domain/tool.ts';
import type { Finished, Workplace } from '../../domain/workplace.ts';
import type { PushInput, pushed } from './push.ts';
import { readRef, short } from './repository/head.ts';
import { hold } from './repository/hold.ts';
import { withoutCredentials } from './repository/names.ts';
import { type Ready, readyFor } from './repository/ready.ts';
import { branchImpact, explainRemote, pushRemoteFor, type Remote, remoteTarget } from './repository/remotes.ts';
import { hooksOf, type Repository } from './repository/repository.ts';
import { type Leak, leakImpact, leaksIn, leaksTold, leakWords } from './repository/secrets.ts';
import { tagsOf } from './repository/tags.ts';

/** Tags that are sent, or a branch or tag that is deleted on the remote: what is there is asked for, and nothing else is touched. */
interface Move {
  readonly kind: 'branch' | 'tag';
  readonly name: string;
  /** What it is to be there; absent: gone. */
  readonly to?: string | undefined;
  /** What the remote has; absent: nothing. */
  readonly was?: string | undefined;
}

const refOf = ({ kind, name }: Pick<Move, 'kind' | 'name'>): string => `refs/${kind === 'tag' ? 'tags' : 'heads'}/${name}`;

export async function previewRefs(what: PushInput, at: Workplace): Promise<Outcome<Preview>> {
  const seen = await look(what, at);
  if (!seen.ok) return seen;
  const { repo, remote, moves } = seen.value;
  const running = moves.length === 0 ? [] : await hooksOf(repo, ['pre-push']);
  const sent = moves.filter((move) => move.to !== undefined).slice(0, searchedMax);
  const leaks = new Map<string, Leak>();
  let isWhole = moves.length === sent.length || what.delete;
  for (const move of sent) {
    const commit = await readRef(repo, `${move.to}^{commit}`);
    const found = commit.ok && commit.value !== undefined ? await leaksIn(repo, at, commit.value, remote.name, undefined) : undefined;
    isWhole &&= found?.isWhole ?? false;
    for (const leak of found?.leaks ?? []) leaks.set(leakWords(leak), leak);
  }
  const lost = what.delete ? await onlyThere(seen.value) : undefined;
  const [first] = moves;
  return ok({
    digest: digestOf({ what, remote, moves }),
    summary: summaryOf(what, seen.value),
    ...changesNothing(moves.length === 0),
    files: [],
    undo: undoOf(what, seen.value),
    warnings: [
      'taking it back is another push, which the remote may refuse; whoever fetched in between has what was there',
      ...(lost === undefined ? [] : [lost]),
      ...(running.length > 0 ? [`hooks of the repository will run: ${running.join(', ')}`] : []),
      ...[...leaks.values()].slice(0, leaksTold).map((leak) => `${leakWords(leak)} holds what looks like ${leak.what}`),
      ...(leaks.size > leaksTold ? [`${leaks.size - leaksTold} more lines look like secrets`] : []),
      ...(isWhole ? [] : ['not all of what it would send could be searched for secrets']),
    ],
    target: first === undefined ? remoteTarget(remote, what.tag ?? what.branch ?? 'tags') : targetOf(remote, moves),
    impacts: [
      ...[...leaks.values()]
        .filter((leak) => leak.isCertain)
        .slice(0, leaksTold)
        .map(leakImpact),
      ...moves.map(
        (move): Impact =>
          move.kind === 'branch'
            ? branchImpact(move.name, 'delete', lost === undefined ? [] : ['rewrites-history'])
            : {
                address: refOf(move),
                type: 'tag',
                operation: move.to === undefined ? 'delete' : move.was === undefined ? 'create' : 'update',
                marks: move.was !== undefined && move.to !== undefined ? ['force-push'] : [],
              },
      ),
    ],
  });
}

export async function pushRefs(what: PushInput, at: Workplace): Promise<Observation<z.output<typeof pushed>>> {
  const seen = await look(what, at);
  if (!seen.ok) return seen;
  const { repo, remote, moves } = seen.value;
  const [first] = moves;
  const names = moves.map((move) => move.name);
  if (first === undefined)
    return {
      ok: true,
      output: { remote: remote.name, branch: what.tag ?? '', commit: '', result: 'up-to-date', tags: [] },
      summary: `${remote.name} has ${what.tag ?? 'all tags'} already.`,
      undo: 'nothing-changed',
    };
  // What goes on the remote may have no other name here.
  for (const move of moves) {
    if (move.to !== undefined || move.was === undefined || !(await isHere(repo, move.was))) continue;
    const held = await hold(repo, move.was);
    if (!held.ok) return held;
  }
  const timeoutMs = what.timeoutSeconds * 1000;
  at.progress(`${what.delete ? 'Deleting' : 'Pushing'} ${list(names.slice(0, 3))} ${what.delete ? 'on' : 'to'} ${remote.name}`);
  const leases = moves.map((move) => `--force-with-lease=${refOf(move)}:${move.was ?? ''}`);
  const specs = moves.map((move) => `${move.to ?? ''}:${refOf(move)}`);
  const args = ['push', '--porcelain', '--atomic', '--no-follow-tags', '--recurse-submodules=no', ...leases, '--end-of-options', remote.name, ...specs];
  const done = await repo.run(args, { writes: true, timeoutMs });
  if (!done.ok)
    return done.failure.code === 'program/timeout'
      ? { ok: false, failure: gitTimedOut('push', duration(timeoutMs), await hooksOf(repo, ['pre-push'])), undo: undoOf(what, seen.value) }
      : done;
  if (done.value.code !== 0) return failed(explain(names, remote, done.value));
  const result = what.delete ? ('deleted' as const) : first.was === undefined ? ('created' as const) : ('forced' as const);
  return {
    ok: true,
    output: {
      remote: remote.name,
      branch: first.name,
      ...(first.was === undefined ? {} : { before: first.was }),
      commit: first.to ?? '',
      result,
      ...(first.kind === 'tag' ? { tags: names } : {}),
    },
    summary: what.delete
      ? `${list(names)} ${names.length === 1 ? 'is' : 'are'} gone from ${remote.name}.`
      : `${remote.name} has ${names.length > 5 ? count(names.length, 'new tag') : `the tag${names.length === 1 ? '' : 's'} ${list(names)}`}.`,
    undo: undoOf(what, seen.value),
  };
}

/** Whether the remote has it so now. */
export async function refsAreThere(what: PushInput, at: Workplace): Promise<Outcome<boolean>> {
  const seen = await look({ ...what, force: true }, at);
  if (!seen.ok) return seen.failure.code === 'git/gone-on-remote' ? ok(true) : seen;
  return ok(seen.value.moves.length === 0);
}

/** So many tags are searched for secrets one by one. */
const searchedMax = 10;

interface Seen extends Ready {
  readonly remote: Remote;
  /** What is to be done; none where all is so already. */
  readonly moves: readonly Move[];
}

async function look(what: PushInput, at: Workplace): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return ready;
  const { repo } = ready.value;
  const remote = await pushRemoteFor(repo, what.remote, undefined);
  if (!remote.ok) return remote;
  const there = await refsOn(repo, remote.value);
  if (!there.ok) return there;
  const is = (moves: readonly Move[]): Outcome<Seen> => ok({ ...ready.value, remote: remote.value, moves });
  if (what.delete) {
    const move = { kind: what.tag === undefined ? 'branch' : 'tag', name: what.tag ?? what.branch ?? '' } as const;
    const was = there.value.get(refOf(move));
    return was === undefined ? failed(goneOnRemote(move.name, remote.value.name)) : is([{ ...move, was }]);
  }
  const tags = await tagsOf(repo, tagsMax, undefined, what.tag);
  if (!tags.ok) return tags;
  const wanted = tags.value.filter((tag) => what.tag === undefined || tag.name === what.tag);
  if (wanted.length === 0) return failed(tagUnknown(what.tag ?? ''));
  const moves = wanted
    .map(({ name, object }) => ({ kind: 'tag' as const, name, to: object, was: there.value.get(`refs/tags/${name}`) }))
    .filter(({ to, was }) => to !== was);
  const differ = moves.filter(({ was }) => was !== undefined);
  return differ.length > 0 && !what.force
    ? failed(
        tagDiffers(
          differ.map(({ name }) => name),
          remote.value.name,
        ),
      )
    : is(moves);
}

const tagsMax = 2000;

async function refsOn(repo: Repository, remote: Remote): Promise<Outcome<ReadonlyMap<string, string>>> {
  const asked = await repo.run(['ls-remote', '--refs', '--heads', '--tags', '--end-of-options', remote.name], {
    timeoutMs: 60_000,
    outputBytesMax: 64 * 1024 * 1024,
  });
  if (!asked.ok) return asked;
  if (asked.value.code !== 0) return failed(explainRemote('ls-remote', `${remote.name} (${remote.address})`, asked.value));
  const lines = asked.value.stdout.split('\n').flatMap((line) => {
    const [object = '', ref = ''] = line.split('\t');
    return ref === '' ? [] : [[ref, object] as const];
  });
  return ok(new Map(lines));
}

async function isHere(repo: Repository, object: string): Promise<boolean> {
  const asked = await repo.run(['cat-file', '-e', object]);
  return asked.ok && asked.value.code === 0;
}

/** What a person should know of a branch that is deleted on the remote; absent: all of it is elsewhere too. */
async function onlyThere({ repo, remote, moves }: Seen): Promise<string | undefined> {
  const [move] = moves;
  if (move?.was === undefined) return undefined;
  if (!(await isHere(repo, move.was))) return `what ${remote.name}/${move.name} holds was never fetched here: nobody here could bring it back`;
  if (move.kind === 'tag') return undefined;
  const elsewhere = await repo.run(['for-each-ref', `--contains=${move.was}`, '--format=%(refname)', `refs/remotes/${remote.name}`]);
  const others = elsewhere.ok
    ? elsewhere.value.stdout.split('\n').filter((ref) => ref !== '' && ref !== `refs/remotes/${remote.name}/${move.name}` && !ref.endsWith('/HEAD'))
    : [];
  return others.length > 0 ? undefined : `no other branch of ${remote.name} has all its commits`;
}

function summaryOf(what: PushInput, { remote, moves }: Seen): string {
  const [first] = moves;
  if (first === undefined) return `Nothing to push: ${remote.name} has ${what.tag ?? 'all tags'} already`;
  if (what.delete) return `Delete the ${first.kind} ${first.name} on ${remote.name} (at ${short(first.was ?? '')})`;
  if (moves.length > 1) return `Push ${count(moves.length, 'tag')} to ${remote.name}`;
  return first.was === undefined
    ? `Push the tag ${first.name} to ${remote.name}`
    : `Move the tag ${first.name} on ${remote.name} from ${short(first.was)} to ${short(first.to ?? '')}`;
}

const targetOf = (remote: Remote, moves: readonly Move[]) => ({
  ...remoteTarget(
    remote,
    moves
      .map((move) => move.name)
      .slice(0, 5)
      .join(', '),
  ),
  exclusive: moves.slice(0, 100).map((move) => `git:${remote.address}#${move.name}`),
});

function undoOf(what: PushInput, { remote, moves }: Seen): Undo {
  if (moves.length === 0) return 'nothing-changed';
  if (moves.length > 200) return { impossible: 'they are more than 200 tags; delete them on the remote one by one' };
  return {
    steps: moves.map((move) => ({
      tool: 'git.pushBack',
      input: {
        directory: what.directory,
        remote: remote.name,
        branch: move.name,
        ...(move.kind === 'tag' ? { kind: 'tag' } : {}),
        to: move.was ?? null,
        expect: move.to ?? null,
      },
    })),
  };
}

function explain(names: readonly string[], remote: Remote, done: Finished): Failure {
  const where = `${remote.name} (${remote.address})`;
  if (/stale info|remote ref does not exist/.test(done.stdout + done.stderr)) return leaseLost(list(names), where);
  const reason = [...done.stdout.matchAll(/^!\t[^\t]*\t(.*)$/gm)].map((m) => m[1] ?? '').find((one) => !/atomic/.test(one));
  const fromServer = [...withoutCredentials(done.stderr).matchAll(/^remote: (.*\S)\s*$/gm)].map((m) => m[1]).join(' ');
  return reason === undefined
    ? explainRemote('push', where, done)
    : pushRefused(list(names), where, fromServer || reason, withoutCredentials(done.stderr).slice(-4000));
}
