import { kubernetesRule } from '../../rule.ts';
import { setField } from '../write.ts';

export const k8sCronjobDeadline = kubernetesRule({
  id: 'k8s-cronjob-deadline',
  title: 'CronJob gives up on a start it missed',
  severity: 'low',
  category: 'reliability',
  why: 'Without a deadline a missed run is started however late: the work of the night begins at noon, among the users. After a hundred missed starts, older clusters do not start the job again at all.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline',
  also: ['cronjob-has-deadline'],
  targets: ['CronJob'],
  check: (job) =>
    job.get(['spec', 'startingDeadlineSeconds']) === undefined
      ? { message: 'A start it missed is never given up: set startingDeadlineSeconds.', at: job.span(['spec', 'schedule']) }
      : undefined,
  fix: (job) => setField(job, ['spec', 'startingDeadlineSeconds'], '300'),

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
  startingDeadlineSeconds: 300
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: example.com/report:1.0.0`,
});
