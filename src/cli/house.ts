import { FailureError } from '../domain/failure/failure.ts';
import { type OpenHouse, openHouse } from '../host/house.ts';
import { settingsIn } from '../host/settings.ts';
import { dataFolder } from '../machine/folders.ts';
import { redactor } from './redactor.ts';

let profile: string | undefined;

/** `--profile`: the profile of this one command. */
export function useProfile(name: string): void {
  profile = name;
}

/** The runtime for as long as `work` takes. */
export async function withHouse<T>(work: (house: OpenHouse) => Promise<T>): Promise<T> {
  const terraform = settingsIn(dataFolder()).all()['nimbus.terraform.path'].trim();
  // Where the tools look for it too; what the environment says outranks it.
  if (terraform !== '') process.env.NIMBUS_TERRAFORM ??= terraform;
  const house = await openHouse(dataFolder(), { redactor, ...(profile === undefined ? {} : { profile }) });
  try {
    for (const notice of house.notices) process.stderr.write(redactor.text(`⚠ ${notice}\n`));
    const inUse = profile === undefined ? undefined : house.profiles.inUse('');
    if (inUse?.ok === false) throw new FailureError(inUse.failure);
    return await work(house);
  } finally {
    house.dispose();
  }
}
