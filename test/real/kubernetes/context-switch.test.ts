import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { call } from '../../support/drive-tool.ts';
import { testHouse } from '../../support/house.ts';
import { tempFolder } from '../../support/temp.ts';
import { changing, clusterForFile, deployment, kubeconfigThrough, namespaceOn } from './support.ts';

const kube = clusterForFile();

/** A house whose kubeconfig somebody else writes, too: `kubectl config use-context` in a terminal. */
function houseOn(kubeconfig: string) {
  const house = testHouse(changing);
  const workplace: typeof house.workplace = (...args) => ({ ...house.workplace(...args), env: { PATH: process.env.PATH, KUBECONFIG: kubeconfig } });
  return { ...house, workplace };
}

/** The same person may do the same there: all that differs is where `there` is. */
test.each<[string, (text: string) => Promise<string>]>([
  [
    'the context',
    async (text) => {
      const config = parse(text) as { contexts: object[] };
      return JSON.stringify({
        ...config,
        'current-context': 'other',
        contexts: [...config.contexts, { name: 'other', context: { cluster: 'test', user: 'admin' } }],
      });
    },
  ],
  ['the cluster behind the context', async () => readFileSync(await kubeconfigThrough(kube.now, async () => {}), 'utf8')],
])('%s is switched between the yes and the run: nothing is done', async (_what, switching) => {
  const namespace = await namespaceOn(kube.now, 'switched');
  await kube.now.call('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, deployment('web', { replicas: 2 }));
  const kubeconfig = join(tempFolder(), 'config');
  const text = readFileSync(kube.now.kubeconfig, 'utf8');
  const switched = await switching(text);
  writeFileSync(kubeconfig, text);
  const scaled = await call(
    houseOn(kubeconfig),
    'kubernetes.scale',
    { name: 'web', replicas: 5, namespace },
    { meanwhile: () => writeFileSync(kubeconfig, switched) },
  );
  expect(scaled.asked, 'it was approved').toMatch(/web/);
  expect([scaled.status, scaled.failure?.code]).toEqual(['failed', 'plan/changed-since-approval']);
  expect(scaled.events.some(({ event }) => event.type === 'step-started')).toBe(false);
  expect((await kube.now.call('GET', `/apis/apps/v1/namespaces/${namespace}/deployments/web`)).spec.replicas).toBe(2);
});
