import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { choicesIn } from '../../../src/extension/kubernetes/place.ts';

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

test.each([
  ['a pod', { kind: 'Pod', spec: pod }, ['web', 'side', 'init'], ['8080 http', '9090'], undefined],
  [
    'a workload',
    { kind: 'Deployment', spec: { selector: { matchLabels: { app: 'web', tier: 'front' } }, template: { spec: pod } } },
    ['web', 'side', 'init'],
    ['8080 http', '9090'],
    'app=web,tier=front',
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
  ['what is something else', { kind: 'ConfigMap', data: { a: '1' } }, [], [], undefined],
])('there is to choose of %s', (_what, object, names, ports, selector) => {
  const choices = choicesIn(stringify(object));
  expect(choices.containers).toEqual(names);
  expect(choices.ports.map(({ port, name }) => [port, name].filter(Boolean).join(' '))).toEqual(ports);
  expect(choices.selector).toBe(selector);
});

test('nothing to choose of nothing', () => expect(choicesIn(undefined)).toEqual({ containers: [], ports: [], selector: undefined }));
