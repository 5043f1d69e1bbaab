import { expect, test } from 'vitest';
import { valueAt } from '../../../src/tools/kubernetes/change/trial.ts';
import { masked, secretsOf, withoutSecrets } from '../../../src/tools/kubernetes/client/object.ts';
import { summedUp, whyPodWaits } from '../../../src/tools/kubernetes/workload/why.ts';

const pod = (status: object) => ({ metadata: { name: 'web-0' }, status });
const container = (state: object, more: object = {}) => pod({ containerStatuses: [{ name: 'web', ready: false, state, ...more }] });

test.each([
  ['ready', pod({ conditions: [{ type: 'Ready', status: 'True' }] }), []],
  [
    'no node',
    pod({ conditions: [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available' }] }),
    ['pod web-0 finds no node: 0/3 nodes are available'],
  ],
  ['image', container({ waiting: { reason: 'ImagePullBackOff', message: 'not found' } }), ['pod web-0, container web: its image can’t be pulled: not found']],
  [
    'crash',
    container({ waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s' } }, { lastState: { terminated: { exitCode: 2 } } }),
    ['pod web-0, container web: it crashes again and again (it last ended with exit code 2)'],
  ],
  ['memory', container({ terminated: { reason: 'OOMKilled', exitCode: 137 } }), ['pod web-0, container web: it had too little memory']],
  ['creating', container({ waiting: { reason: 'ContainerCreating' } }), []],
  ['probe', container({ running: {} }, { restartCount: 2 }), ['pod web-0, container web: it runs and does not say it is ready, after 2 restarts']],
])('why a pod waits: %s', (_what, is, why) => expect(whyPodWaits(is)).toEqual(why));

test('the same thing about many pods is said once', () =>
  expect(summedUp(['pod a-1, container c: bad', 'pod a-2, container c: bad', 'pod a-1 finds no node: x'])).toEqual([
    'pod a-1, container c: bad (and 1 more like it)',
    'pod a-1 finds no node: x',
  ]));

test.each([
  ['.spec.replicas', 3],
  ['.spec.containers[name="web"].image', 'web:1'],
  ['.spec.containers[name="none"].image', undefined],
  ['.spec.ports[containerPort=80,protocol="TCP"].name', 'http'],
  ['.metadata.finalizers["a"]', 'a'],
])('a field is found by the path the API server names it by: %s', (path, value) => {
  const spec = { replicas: 3, containers: [{ name: 'web', image: 'web:1' }], ports: [{ containerPort: 80, protocol: 'TCP', name: 'http' }] };
  expect(valueAt({ metadata: { finalizers: ['a', 'b'] }, spec }, path)).toBe(value);
});

test('a secret’s value has one mark however it is written, and is found in what a server quotes', () => {
  const secret = (fields: object) => ({ kind: 'Secret', metadata: { name: 'db' }, ...fields });
  const plain = masked(secret({ stringData: { k: 'correct-horse' } })) as unknown as { stringData: { k: string } };
  const encoded = masked(secret({ data: { k: btoa('correct-horse') } })) as unknown as { data: { k: string } };
  expect(plain.stringData.k).toMatch(/^<secret:[0-9a-f]{8}>$/);
  expect(encoded.data.k).toBe(plain.stringData.k);
  const list = masked({ kind: 'List', items: [secret({ data: { k: 'eHg=' } })] });
  expect(JSON.stringify(list)).not.toContain('eHg=');
  expect(withoutSecrets(`bad "${btoa('correct-horse')}" and correct-horse`, secretsOf(secret({ data: { k: btoa('correct-horse') } })))).not.toMatch(
    /correct|Y29y/,
  );
});
