import { FailureError } from '../domain/failure/failure.ts';
import { type OpenHouse, openHouse } from '../host/house.ts';
import { dataFolder } from '../machine/folders.ts';

let profile: string | undefined;

/** `--profile`: the profile of this one command. */
export function useProfile(name: string): void {
  profile = name;
}

/** The runtime for as long as `work` takes. */
export async function withHouse<T>(work: (house: OpenHouse) => Promise<T>): Promise<T> {
  const house = await openHouse(dataFolder(), profile === undefined ? {} : { profile });
  try {
    for (const notice of house.notices) process.stderr.write(`⚠ ${notice}\n`);
    const inUse = profile === undefined ? undefined : house.profiles.inUse('');
    if (inUse?.ok === false) throw new FailureError(inUse.failure);
    return await work(house);
  } finally {
    house.dispose();
  }
}
