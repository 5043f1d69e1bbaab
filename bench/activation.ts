import type { BenchRow } from './bench.ts';
import { limits } from './limits.ts';
import { inHost } from './support/host.ts';

export const { name, unit, limit, beside, run }: BenchRow = {
  name: 'activate() in a real VS Code',
  unit: 'ms',
  limit: limits.activateMs,
  beside: 'published: AWS Toolkit 1,137–1,303 ms, Kubernetes Tools over 300 ms',
  run: () =>
    inHost(
      ({ activationMs }) => activationMs ?? Number.NaN,
      ({ vscode }) => `VS Code ${vscode}`,
    ),
};
