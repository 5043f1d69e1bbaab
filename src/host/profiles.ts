import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, FailureError, failed, type Outcome } from '../domain/failure/failure.ts';
import { profileExists, profileUnknown } from '../domain/failure/profile.ts';
import { type Profile, type ProfileFile, readProfile, resolveProfile, writeProfile } from '../profiles/profile.ts';

/** A user's profiles: YAML files in Nimbus's own folder, and which one is in use, by workspace folder. */
export interface Profiles {
  /** By name; and what is wrong with files that could not be read. */
  all(): { readonly profiles: ReadonlyMap<string, ProfileFile>; readonly broken: readonly Failure[] };
  /** The profile in use in a folder: the one given for this process, else the one switched to. `undefined`: none. */
  inUse(folder: string): Outcome<Profile> | undefined;
  /** Throws {@link FailureError} when there is no such profile; `undefined` switches it off. */
  use(folder: string, name: string | undefined): Promise<void>;
  /** Throws {@link FailureError} when there is one of that name. */
  add(profile: ProfileFile): Promise<string>;
  /** Throws {@link FailureError} when there is none. */
  remove(name: string): Promise<void>;
}

/** `data`: Nimbus's own folder; `given`: `--profile`, which outranks what was switched to. */
export function profilesIn(data: string, given?: string): Profiles {
  const folder = join(data, 'profiles');
  const chosen = join(data, 'profile-in-use.json');
  const pathOf = (name: string) => join(folder, `${name}.yaml`);
  const choices = (): Record<string, string> => {
    const text = textOf(chosen);
    const value: unknown = text === undefined ? {} : JSON.parse(text);
    return value !== null && typeof value === 'object' ? (value as Record<string, string>) : {};
  };

  const all = () => {
    const profiles = new Map<string, ProfileFile>();
    const broken: Failure[] = [];
    for (const file of namesIn(folder)) {
      const read = readProfile(textOf(join(folder, file)) ?? '', join(folder, file));
      if (read.ok) profiles.set(read.value.name, read.value);
      else broken.push(read.failure);
    }
    return { profiles, broken };
  };

  return {
    all,
    inUse(workspace) {
      const name = given ?? choices()[workspace];
      if (name === undefined) return undefined;
      const { profiles, broken } = all();
      if (profiles.has(name) || broken.length === 0) return resolveProfile(name, profiles);
      return failed(broken[0] as Failure);
    },
    async use(workspace, name) {
      if (name !== undefined) {
        const found = resolveProfile(name, all().profiles);
        if (!found.ok) throw new FailureError(found.failure);
      }
      const { [workspace]: _, ...others } = choices();
      await replace(chosen, `${JSON.stringify(name === undefined ? others : { ...others, [workspace]: name }, null, 2)}\n`);
    },
    async add(profile) {
      if (all().profiles.has(profile.name)) throw new FailureError(profileExists(profile.name));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await replace(pathOf(profile.name), writeProfile(profile));
      return pathOf(profile.name);
    },
    async remove(name) {
      const { profiles } = all();
      if (!profiles.has(name)) throw new FailureError(profileUnknown(name, undefined));
      const heir = [...profiles.values()].find((one) => one.inherits === name);
      if (heir !== undefined)
        throw new FailureError({
          ...profileExists(name),
          code: 'profile/inherited',
          message: `The profile ${heir.name} inherits from ${name}, which was left as it is.`,
          fix: `Change ${heir.name} first.`,
        });
      await rm(pathOf(name));
    },
  };
}

/** Not there, nor can it be: a file is in the place of a folder above it. */
const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort();
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
};

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Atomically, for this user alone. */
async function replace(path: string, text: string): Promise<void> {
  const half = `${path}.${process.pid}.tmp`;
  await writeFile(half, text, { mode: 0o600 });
  await rename(half, path);
}

export const usable = (profile: Outcome<Profile> | undefined): Profile | undefined => (profile?.ok ? profile.value : undefined);
