import { syncBesideAws } from './support/sync-beside-aws.ts';

export const { name, unit, limit, run } = syncBesideAws({ small: 1_000, largeBytes: 128 * 1024 * 1024, rounds: 3 });
