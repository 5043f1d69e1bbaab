import { kubernetesRule } from '../../rule.ts';
import { fieldsOf, isFields, listOf } from '../object.ts';
import { podKinds, podOf } from '../pod.ts';
import { folderOf, selects } from '../selector.ts';

export const k8sBudgetFindsPods = kubernetesRule({
  id: 'k8s-budget-finds-pods',
  title: 'Disruption budget finds pods',
  severity: 'medium',
  category: 'reliability',
  why: 'A budget whose selector matches nothing keeps nothing, and no error says so. The next drain takes all replicas at once, though somebody had seen to it that it would not.',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget',
  also: [],
  targets: ['PodDisruptionBudget'],
  check(budget, cluster) {
    const selector = budget.get(['spec', 'selector']);
    // An empty one is meant for all of the namespace.
    if (!isFields(selector) || (Object.keys(fieldsOf(selector.matchLabels)).length === 0 && listOf(selector.matchExpressions).length === 0)) return undefined;
    const pods = podKinds.flatMap((kind) => cluster.all(kind, budget.namespace));
    // Only where the pods would be expected: beside it.
    if (!pods.some((object) => folderOf(object.file.path) === folderOf(budget.file.path))) return undefined;
    if (pods.some((object) => selects(selector, podOf(object)?.labels ?? {}))) return undefined;
    return { message: 'No pod here has the labels it asks for: correct the selector.', at: budget.span(['spec', 'selector']) };
  },

  fails: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: example.com/web:1.4.2
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: wbe`,
  passes: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: example.com/web:1.4.2
---
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
