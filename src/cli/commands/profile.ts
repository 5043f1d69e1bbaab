import { readFile } from 'node:fs/promises';
import { environmentNames } from '../../domain/environment.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { badUsage } from '../../domain/failure/run.ts';
import { issueInWords } from '../../domain/schema-issue.ts';
import { profileFile, readProfile, resolveProfile, writeProfile } from '../../profiles/profile.ts';
import { withHouse } from '../house.ts';
import type { Screen } from '../screen.ts';

export interface ProfileOptions {
  readonly inherits?: string;
  readonly environment?: string;
  readonly protection?: string;
  readonly awsProfile?: string;
  readonly region?: string;
  readonly account?: string;
  readonly context?: string;
  readonly namespace?: string;
  readonly workspace?: string;
}

export const listProfiles = (screen: Screen): Promise<number> =>
  withHouse(async ({ profiles }) => {
    const { profiles: all, broken } = profiles.all();
    const used = profiles.inUse(screen.folder);
    const name = used?.ok ? used.value.name : undefined;
    const rows = [...all.values()].map((one) => ({
      name: one.name,
      inUse: one.name === name,
      environment: one.environment,
      inherits: one.inherits,
      protection: one.protection,
    }));
    screen.result({ profiles: rows, problems: broken.map((failure) => failure.message) }, () =>
      [
        ...rows.map(
          (row) =>
            `${row.inUse ? '●' : ' '} ${row.name}${row.environment === undefined ? '' : `  ${row.environment}`}${row.inherits === undefined ? '' : `  from ${row.inherits}`}${row.protection === undefined ? '' : `  ${row.protection}`}`,
        ),
        ...(rows.length === 0 ? ['There is no profile yet: nimbus profile create staging --environment staging'] : []),
        ...broken.map((failure) => `⚠ ${failure.message}`),
      ].join('\n'),
    );
    return 0;
  });

export const showProfile = (name: string, screen: Screen): Promise<number> =>
  withHouse(async ({ profiles }) => {
    const profile = resolveProfile(name, profiles.all().profiles);
    if (!profile.ok) return screen.fail(profile.failure);
    screen.result({ profile: profile.value }, () => writeProfile({ nimbus: 1, ...profile.value }).trimEnd());
    return 0;
  });

export const createProfile = (name: string, options: ProfileOptions, screen: Screen): Promise<number> =>
  withHouse(async ({ profiles }) => {
    const { inherits, environment, protection, awsProfile, region, account, context, namespace, workspace } = options;
    const group = (values: Record<string, string | undefined>) => {
      const given = Object.entries(values).filter(([, value]) => value !== undefined);
      return given.length === 0 ? undefined : Object.fromEntries(given);
    };
    const all = {
      inherits,
      environment,
      protection,
      aws: group({ profile: awsProfile, region, account }),
      kubernetes: group({ context, namespace }),
      terraform: group({ workspace }),
    };
    const parsed = profileFile.safeParse({ nimbus: 1, name, ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) });
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new FailureError(
        badUsage(
          `${issue?.path.join('.')}: ${issue && issueInWords(issue)}`,
          `Environments are ${environmentNames.join(', ')}; protections open, guarded and locked.`,
        ),
      );
    }
    const resolved = resolveProfile(name, new Map([...profiles.all().profiles, [name, parsed.data]]));
    if (!resolved.ok) return screen.fail(resolved.failure);
    const path = await profiles.add(parsed.data);
    screen.result({ profile: parsed.data, path }, () => `Made ${path}.\nTo use it here: nimbus profile switch ${name}`);
    return 0;
  });

export const switchProfile = (name: string | undefined, screen: Screen): Promise<number> =>
  withHouse(async ({ profiles }) => {
    await profiles.use(screen.folder, name);
    screen.result({ inUse: name ?? null, folder: screen.folder }, () =>
      name === undefined ? 'No profile is in use here now.' : `${name} is in use in ${screen.folder}.`,
    );
    return 0;
  });

/** A profile as its file, to give to somebody; it holds no secret. */
export const exportProfile = (name: string, screen: Screen): Promise<number> =>
  withHouse(async ({ profiles }) => {
    const found = profiles.all().profiles.get(name);
    if (found === undefined) return showProfile(name, screen);
    screen.result({ name, yaml: writeProfile(found) }, () => writeProfile(found).trimEnd());
    return 0;
  });

export const importProfile = (file: string, screen: Screen): Promise<number> =>
  withHouse(async ({ profiles }) => {
    const text = await readFile(file, 'utf8').catch(() => {
      throw new FailureError(notFound(file));
    });
    const read = readProfile(text, file);
    if (!read.ok) return screen.fail(read.failure);
    const path = await profiles.add(read.value);
    screen.result({ profile: read.value, path }, () => `Took ${read.value.name} in as ${path}.`);
    return 0;
  });

export const removeProfile = (name: string, screen: Screen): Promise<number> =>
  withHouse(async ({ profiles }) => {
    await profiles.remove(name);
    screen.result({ removed: name }, () => `${name} is removed.`);
    return 0;
  });
