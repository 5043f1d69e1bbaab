import type { BenchRow } from './bench.ts';
import { inHost } from './support/host.ts';

const megabyte = 1_000_000;

export const { name, unit, run }: BenchRow = {
  name: 'memory after activation (growth of the heap)',
  unit: 'MB',
  run: () =>
    inHost(
      ({ heapGrowthBytes }) => heapGrowthBytes / megabyte,
      ({ hostRssBytes }) => `the whole host: ${(hostRssBytes / megabyte).toFixed(0)} MB`,
    ),
};
