import { syncBesideAws } from './support/sync-beside-aws.ts';

export const { name, unit, limit, run } = syncBesideAws({ small: 10_000, largeBytes: 1024 * 1024 * 1024, rounds: 3 });
