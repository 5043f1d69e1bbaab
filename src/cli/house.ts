import { type OpenHouse, openHouse } from '../host/house.ts';
import { dataFolder } from '../machine/folders.ts';

/** The runtime for as long as `work` takes. */
export async function withHouse<T>(work: (house: OpenHouse) => Promise<T>): Promise<T> {
  const house = await openHouse(dataFolder());
  try {
    return await work(house);
  } finally {
    house.dispose();
  }
}
