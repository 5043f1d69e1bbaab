import { kubernetesRule } from '../../rule.ts';
import { setField } from '../write.ts';

export const k8sBudgetAllowsNone = kubernetesRule({
  id: 'k8s-budget-allows-none',
  title: 'Disruption budget lets nodes be drained',
  severity: 'medium',
  category: 'operations',
  why: 'A budget that allows no disruption stops every drain, and with it every upgrade of the cluster. Depending on the provider, the upgrade fails in the end or takes the pods by force.',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  also: ['pdb-max-unavailable', 'pdb-min-available'],
  targets: ['PodDisruptionBudget'],
  check(budget) {
    const most = budget.get(['spec', 'maxUnavailable']);
    const least = budget.get(['spec', 'minAvailable']);
    const none = most === 0 || most === '0' || most === '0%' || least === '100%';
    return none
      ? { message: 'No pod may ever be taken away: allow one.', at: budget.span(['spec', most === undefined ? 'minAvailable' : 'maxUnavailable']) }
      : undefined;
  },
  fix: (budget) => (budget.get(['spec', 'maxUnavailable']) === undefined ? undefined : setField(budget, ['spec', 'maxUnavailable'], '1')),

  fails: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 0
  selector:
    matchLabels:
      app: web`,
  passes: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: web`,
});
