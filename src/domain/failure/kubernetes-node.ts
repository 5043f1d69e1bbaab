import { count, duration } from '../../base/say.ts';
import type { Failure, Problem } from './failure.ts';

const api = { category: 'api', severity: 'medium', recoverable: true } as const;
const user = { category: 'user', severity: 'low', recoverable: true } as const;

/** `why`: in the words of the cluster, which name the budget. */
export const budgetHolds = (why: string): Failure => ({
  ...api,
  code: 'kubernetes/budget-holds',
  message: why === '' ? 'a disruption budget does not allow it now' : `its disruption budget does not allow it now: ${why}`,
  fix: 'Wait until more of its pods are ready, or scale its workload up.',
});

export const drainLoses = (node: string, problems: readonly Problem[]): Failure => ({
  ...user,
  severity: 'medium',
  code: 'kubernetes/drain-loses',
  message: `Draining ${node} would lose what comes back by itself nowhere, so nothing was changed. First: ${problems[0]?.path}: ${problems[0]?.message}`,
  fix: 'Say `force` for pods that nothing makes anew, `deleteLocalData` for data in emptyDir volumes; or bring to safety what matters, and drain then.',
  problems,
});

export const drainWaits = (node: string, waitedMs: number, problems: readonly Problem[]): Failure => ({
  ...api,
  code: 'kubernetes/drain-waits',
  message: `${node} is closed to new pods, and ${count(problems.length, 'pod is', 'pods are')} still there after ${duration(waitedMs)}. First: ${problems[0]?.path}: ${problems[0]?.message}`,
  fix: 'Scale up what a budget holds back, or wait, and drain again: it goes on with what is left. kubernetes.cordon with `action: uncordon` opens the node.',
  problems,
});

export const metricsMissing = (context: string): Failure => ({
  ...user,
  code: 'kubernetes/metrics-missing',
  missing: true,
  message: `The cluster of context ${context} measures nothing: nobody in it answers for metrics.k8s.io.`,
  fix: 'Have metrics-server installed (https://github.com/kubernetes-sigs/metrics-server); some providers offer it as an add-on.',
});

export const metricsSilent = (context: string, why: string): Failure => ({
  ...api,
  code: 'kubernetes/metrics-silent',
  missing: true,
  message: `What measures the cluster of context ${context} (metrics.k8s.io) does not answer: ${why}`,
  fix: 'Look whether metrics-server runs: kubernetes.get of kind pod in kube-system.',
});

export const notMeasured = (address: string): Failure => ({
  ...api,
  code: 'kubernetes/not-measured',
  severity: 'low',
  message: `${address} has not been measured: it is too young, or does not run.`,
  fix: 'Ask again in a minute; kubernetes.describe says whether it runs.',
});
