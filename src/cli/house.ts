import { FailureError } from '../domain/failure/failure.ts';
import { type OpenHouse, openHouse } from '../host/house.ts';
import { type Profiles, profilesIn } from '../host/profiles.ts';
import { settingsIn } from '../host/settings.ts';
import { dataFolder } from '../machine/folders.ts';
import { redactor } from './redactor.ts';

let profile: string | undefined;

/** `--profile`: the profile of this one command; `undefined`: the one switched to. */
export function useProfile(name: string | undefined): void {
  profile = name;
}

/** The profiles as this command has them, without the store. Throws {@link FailureError} for a `--profile` that can't be used. */
export function profilesHere(): Profiles {
  const profiles = profilesIn(dataFolder(), profile);
  const inUse = profile === undefined ? undefined : profiles.inUse('');
  if (inUse?.ok === false) throw new FailureError(inUse.failure);
  return profiles;
}

/** The runtime for as long as `work` takes. */
export async function withHouse<T>(work: (house: OpenHouse) => Promise<T>): Promise<T> {
  profilesHere();
  const terraform = settingsIn(dataFolder()).all()['nimbus.terraform.path'].trim();
  // Where the tools look for it too; what the environment says outranks it.
  if (terraform !== '') process.env.NIMBUS_TERRAFORM ??= terraform;
  const house = await openHouse(dataFolder(), { redactor, ...(profile === undefined ? {} : { profile }) });
  try {
    for (const notice of house.notices) process.stderr.write(redactor.text(`⚠ ${notice}\n`));
    return await work(house);
  } finally {
    house.dispose();
  }
}
