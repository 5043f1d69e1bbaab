import { kubernetesRule } from '../../rule.ts';
import { isGone, movedTo } from '../versions.ts';
import { setField } from '../write.ts';

export const k8sDeprecatedApi = kubernetesRule({
  id: 'k8s-deprecated-api',
  title: 'API version is still served',
  severity: 'high',
  category: 'operations',
  why: 'On a cluster that has dropped the version, the object cannot be applied any more. What runs already goes on, so it first shows when a deploy fails, or a restore after an outage.',
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  also: ['no-extensions-v1beta', 'stable-version'],
  targets: ['*'],
  parameters: { cluster: { says: 'The version of your cluster, or the one it is to become: `1.34`. What that still serves is no finding.', standard: '' } },
  check(object, _cluster, given) {
    const moved = movedTo(object);
    return moved && isGone(moved, String(given.cluster))
      ? {
          message: `${object.apiVersion} is gone since Kubernetes ${moved.gone}: use ${moved.to}${moved.same ? '' : ', whose fields or their meaning differ'}.`,
          at: object.span(['apiVersion']),
        }
      : undefined;
  },
  fix(object) {
    const moved = movedTo(object);
    return moved?.same ? setField(object, ['apiVersion'], moved.to) : undefined;
  },

  fails: `
apiVersion: batch/v1beta1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: example.com/report:1.0.0`,
  passes: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: example.com/report:1.0.0`,
});
