import { expect, test } from 'vitest';
import { offersOf } from '../../../src/tools/kubernetes/workload/offers.ts';

const containers = [
  {
    name: 'web',
    ports: [
      { containerPort: 8080, name: 'http' },
      { containerPort: 53, protocol: 'UDP' },
    ],
  },
  { name: 'side', ports: [{ containerPort: 9090 }] },
];
const pod = { containers, initContainers: [{ name: 'init' }] };
const template = { spec: pod };

test.each([
  ['a pod', { kind: 'Pod', spec: pod }, ['web', 'side', 'init'], ['8080 http', '9090'], undefined],
  [
    'a workload',
    { kind: 'Deployment', spec: { selector: { matchLabels: { app: 'web', tier: 'front' } }, template } },
    ['web', 'side', 'init'],
    ['8080 http', '9090'],
    'app=web,tier=front',
  ],
  [
    'a workload whose pods labels alone don’t say',
    { kind: 'Deployment', spec: { selector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, template } },
    ['web', 'side', 'init'],
    ['8080 http', '9090'],
    undefined,
  ],
  ['a cron job', { kind: 'CronJob', spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'job' }] } } } } } }, ['job'], [], undefined],
  [
    'a service, by its own ports and not its pods’',
    {
      kind: 'Service',
      spec: {
        selector: { app: 'web' },
        ports: [
          { port: 80, targetPort: 'http', name: 'http' },
          { port: 53, protocol: 'UDP' },
        ],
      },
    },
    [],
    ['80 http'],
    undefined,
  ],
  ['something else', { kind: 'ConfigMap', data: { a: '1' } }, [], [], undefined],
])('%s offers', (_what, object, names, ports, selector) => {
  const offered = offersOf({ metadata: { name: 'x' }, ...object } as Parameters<typeof offersOf>[0]);
  expect(offered.containers).toEqual(names);
  expect(offered.ports.map(({ port, name }) => [port, name].filter(Boolean).join(' '))).toEqual(ports);
  expect(offered.selector).toBe(selector);
});
