import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import { succeeded } from './explain.ts';
import { fields } from './git.ts';
import type { Repository } from './repository.ts';

export interface ConfiguredRemote {
  readonly name: string;
  /** Where it is fetched from, and pushed to where that is another place; as they are written, with what may be a password. */
  readonly url: string;
  readonly pushUrl: string | undefined;
}

export async function configuredRemotes(repo: Repository): Promise<Outcome<readonly ConfiguredRemote[]>> {
  const listed = await repo.run(['config', '-z', '--get-regexp', '^remote\\..*\\.(url|pushurl)$']);
  if (!listed.ok) return listed;
  const found = new Map<string, { url?: string; pushUrl?: string }>();
  for (const line of fields(listed.value.stdout)) {
    const [, name = '', kind = '', value = ''] = /^remote\.(.*)\.(url|pushurl)\n(.*)$/s.exec(line) ?? [];
    if (name === '') continue;
    const one = found.get(name) ?? {};
    found.set(
      name,
      kind === 'url' ? { url: one.url ?? value, ...(one.pushUrl === undefined ? {} : { pushUrl: one.pushUrl }) } : { ...one, pushUrl: one.pushUrl ?? value },
    );
  }
  return ok([...found].map(([name, { url = '', pushUrl }]) => ({ name, url, pushUrl })).sort((a, b) => a.name.localeCompare(b.name)));
}

/** All that removing a remote takes along: its settings, those of branches that follow it, and where its branches were last seen. */
export interface RemoteTraces {
  readonly config: readonly { readonly key: string; readonly value: string }[];
  readonly refs: readonly { readonly ref: string; readonly to: string }[];
}

export async function tracesOf(repo: Repository, name: string): Promise<Outcome<RemoteTraces>> {
  const [listed, refs] = await Promise.all([
    repo.run(['config', '-z', '--local', '--list']),
    repo.run(['for-each-ref', '--format=%(refname) %(objectname)%(symref)', `refs/remotes/${name}/`]),
  ]);
  const config = succeeded('config', listed);
  if (!config.ok) return config;
  const seen = succeeded('for-each-ref', refs);
  if (!seen.ok) return seen;
  const all = fields(config.value).map((line) => {
    const at = line.indexOf('\n');
    return { key: line.slice(0, at < 0 ? undefined : at), value: at < 0 ? 'true' : line.slice(at + 1) };
  });
  const followers = new Set(
    all.filter(({ key, value }) => /^branch\..*\.remote$/.test(key) && value === name).map(({ key }) => key.slice(0, -'.remote'.length)),
  );
  return ok({
    config: all.filter(
      ({ key }) => key.startsWith(`remote.${name}.`) || [...followers].some((branch) => key === `${branch}.remote` || key === `${branch}.merge`),
    ),
    // Which branch the remote's HEAD is comes again with the next fetch; it is a name for another one.
    refs: seen.value.split('\n').flatMap((line) => {
      const [, ref = '', to = ''] = /^(\S+) ([0-9a-f]{40,64})$/.exec(line) ?? [];
      return ref === '' ? [] : [{ ref, to }];
    }),
  });
}
