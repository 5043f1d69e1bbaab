import { kubernetesRule } from '../../rule.ts';
import { setField } from '../write.ts';

export const k8sCronjobOverlap = kubernetesRule({
  id: 'k8s-cronjob-overlap',
  title: 'CronJob says what happens when one run meets the next',
  severity: 'low',
  category: 'reliability',
  why: 'By default they run side by side, over the same data, more of them each time. Forbid leaves out the new run and Replace ends the old one; where they may overlap, write Allow.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy',
  also: [],
  targets: ['CronJob'],
  check: (job) =>
    job.get(['spec', 'concurrencyPolicy']) === undefined
      ? { message: 'A run that takes long meets the next one: set concurrencyPolicy.', at: job.span(['spec', 'schedule']) }
      : undefined,
  fix: (job) => setField(job, ['spec', 'concurrencyPolicy'], 'Forbid'),

  fails: `
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
  passes: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: example.com/report:1.0.0`,
});
