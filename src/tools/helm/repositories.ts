import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { yamlValue } from '../../base/yaml.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { repositoriesUnreadable } from '../../domain/failure/helm.ts';
import { programGarbled } from '../../domain/failure/process.ts';
import type { Target } from '../../domain/impact.ts';
import { onceARun } from '../../domain/once-a-run.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type Helm, runHelm } from './program.ts';

/** A chart repository this user has added. */
export interface Repository {
  readonly name: string;
  /** Without a user name or password that may stand in it. */
  readonly url: string;
  /** It is signed in to, or trusted in a way of its own: more than its address would be lost with it. */
  readonly hasMore: boolean;
}

export interface Repositories {
  /** Helm's own file, which belongs to this user and to no workspace. */
  readonly path: string;
  readonly all: readonly Repository[];
}

const text = z.string().nullish();
const shape = z.looseObject({
  repositories: z
    .array(
      z.looseObject({
        name: z.string(),
        url: z.string(),
        username: text,
        password: text,
        certFile: text,
        keyFile: text,
        caFile: text,
        insecure_skip_tls_verify: z.boolean().nullish(),
      }),
    )
    .nullish(),
});

/** As helm itself finds them; none where none was added. */
export async function repositoriesOf(helm: Helm, at: Workplace): Promise<Outcome<Repositories>> {
  const where = await onceARun(
    at,
    ['helm env', helm.command, at.env.HELM_REPOSITORY_CONFIG, at.env.HELM_CONFIG_HOME, at.env.XDG_CONFIG_HOME, at.env.HOME],
    () => askPath(helm, at),
  );
  if (!where.ok) return where;
  const path = where.value;
  const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof content !== 'string')
    return content.code === 'ENOENT' ? ok({ path, all: [] }) : failed(repositoriesUnreadable(path, content.code ?? content.message));
  const read = shape.safeParse(yaml(content) ?? {});
  if (!read.success) return failed(repositoriesUnreadable(path, 'it is not a list of repositories'));
  return ok({ path, all: (read.data.repositories ?? []).map(repositoryOf) });
}

async function askPath(helm: Helm, at: Workplace): Promise<Outcome<string>> {
  const asked = await runHelm(at, helm, ['env', 'HELM_REPOSITORY_CONFIG']);
  if (!asked.ok) return asked;
  const path = asked.value.stdout.trim();
  return asked.value.code === 0 && path !== '' ? ok(path) : failed(programGarbled('helm env', asked.value.stdout + asked.value.stderr));
}

function repositoryOf({ name, url, ...more }: NonNullable<z.output<typeof shape>['repositories']>[number]): Repository {
  const plain = withoutCredentials(url);
  const { username, password, certFile, keyFile, caFile, insecure_skip_tls_verify } = more;
  return { name, url: plain, hasMore: plain !== url || [username, password, certFile, keyFile, caFile, insecure_skip_tls_verify].some(Boolean) };
}

export function withoutCredentials(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  if (parsed.username === '' && parsed.password === '') return url;
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}

/** They belong to whoever is signed in to this machine. */
export const repositoriesTarget = ({ path }: Repositories): Target => ({
  system: 'helm',
  label: 'the chart repositories of this user',
  facts: { repositories: path },
  exclusive: `helm-repositories:${path}`,
});

function yaml(content: string): unknown {
  try {
    return yamlValue(content);
  } catch {
    return 'not YAML';
  }
}
