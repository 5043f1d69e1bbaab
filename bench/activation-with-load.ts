import type { BenchRow } from './bench.ts';
import { inHost } from './support/host.ts';

export const { name, unit, run }: BenchRow = {
  name: 'loading the file and activating, in a real VS Code',
  unit: 'ms',
  run: () =>
    inHost(
      ({ wholeMs }) => wholeMs,
      () => 'as the host sees it',
    ),
};
