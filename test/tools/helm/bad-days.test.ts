import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { helmTools } from '../../../src/tools/helm/all.ts';
import { inCluster } from '../../../src/tools/kubernetes/in-cluster.ts';
import { call, type World } from '../../support/drive-tool.ts';
import { testHouse } from '../../support/house.ts';
import { tempFolder } from '../../support/temp.ts';

/** A kubeconfig of a cluster nobody asks, and a program of these lines in the place of helm; without lines there is none. */
function worldOf(script: string | undefined): World {
  const house = testHouse(helmTools(inCluster));
  const folder = tempFolder();
  const [program, kubeconfig] = [join(folder, 'helm'), join(folder, 'config')];
  if (script !== undefined) writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const config = { clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }], contexts: [{ name: 'admin', context: { cluster: 'c', user: 'u' } }] };
  writeFileSync(kubeconfig, JSON.stringify({ 'current-context': 'admin', ...config }));
  const env = { PATH: process.env.PATH, HOME: folder, KUBECONFIG: kubeconfig, NIMBUS_HELM: program };
  return { ...house, workplace: (at, signal, progress) => ({ ...house.workplace(at, signal, progress), env }) };
}

const answersVersion = '[ "$1" = version ] && echo v4.1.0 && exit 0\n';

test.each<[string, string | undefined, RegExp, RegExp]>([
  ['missing', undefined, /^program\/missing: .*helm was not found on this machine\.$/, /^Install Helm 3\.13 or newer, or Helm 4/],
  ['too old', 'echo v3.12.3', /^program\/too-old: .* is version v3\.12\.3; this needs 3\.13 or newer\.$/, /^Install Helm 3\.13/],
  ['another program', 'echo "<html>"', /^program\/garbled: .*helm version printed something/, /is the real one/],
  ['printing garbage', `${answersVersion}echo "<html>"`, /^program\/garbled: helm list printed something/, /is the real one/],
  ['killed', `${answersVersion}kill -9 $$`, /^program\/killed: .*helm was ended from outside \(SIGKILL\) before it was done\.$/, /then run it again/],
  ['without a word', `${answersVersion}exit 1`, /^helm\/failed: helm list failed: /, /./],
])('a helm that is %s is told plainly, with what to do', async (_what, script, says, fix) => {
  const { failure } = await call(worldOf(script), 'helm.list');
  expect(`${failure?.code}: ${failure?.message}`).toMatch(says);
  expect(failure?.fix).toMatch(fix);
});

test('a helm that hangs is ended when the run is cancelled', async () => {
  const release = JSON.stringify({ name: 'web', namespace: 'default', version: 1, info: { status: 'deployed' } });
  const world = worldOf(`${answersVersion}case "$1" in status) echo '${release}';; uninstall) echo waiting; exec sleep 1000;; *) echo '[]';; esac`);
  const done = await call(world, 'helm.uninstall', { release: 'web' }, { stop: (line) => line === 'waiting' });
  expect(done.status).toBe('cancelled');
});

test('a run asks helm once for its version, however often it looks, changes and looks again', async () => {
  const starts = join(tempFolder(), 'starts');
  const release = JSON.stringify({ name: 'web', namespace: 'default', version: 1, info: { status: 'deployed' } });
  const world = worldOf(
    `echo "$1" >> ${starts}\n${answersVersion}case "$1" in status) [ -e ${starts}.gone ] && echo 'Error: release: not found' >&2 && exit 1; echo '${release}';; uninstall) touch ${starts}.gone;; *) echo '[]';; esac`,
  );
  const done = await call(world, 'helm.uninstall', { release: 'web' });
  expect([done.status, done.failure]).toEqual(['succeeded', undefined]);
  const said = readFileSync(starts, 'utf8').trim().split('\n');
  expect(said).toEqual(['version', 'status', 'status', 'status', 'uninstall', 'status']);
});
