import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { helmTools } from '../../../src/tools/helm/all.ts';
import { type World, workplace } from '../../support/drive-tool.ts';
import { escapes, hostileInputs, hostileTexts, leftBehind, type Recorded, recorder, untried } from '../../support/fuzz-input.ts';
import { testHouse } from '../../support/house.ts';

const charted = { chart: 'web', namespace: 'shop', version: '1.2.3', valuesFiles: ['values.yaml'], set: { key: 'benign' }, values: { group: 'benign' } };
const here = { release: 'web', namespace: 'shop', context: 'admin' };
/** One input a tool with every text it takes; the address of a repository goes with a chart that is no folder. */
const samples: readonly (readonly [string, object])[] = [
  ['helm.install', { ...here, ...charted, description: 'benign', repository: 'https://charts.example.com' }],
  ['helm.upgrade', { ...here, ...charted, description: 'benign', repository: 'https://charts.example.com' }],
  ['helm.uninstall', { ...here, description: 'benign' }],
  ['helm.list', { namespace: 'shop', context: 'admin', filter: 'benign' }],
  ['helm.rollback', here],
  ['helm.getValues', here],
  ['helm.history', here],
  ['helm.diff', { ...here, ...charted, repository: 'https://charts.example.com' }],
  ['helm.template', { release: 'web', ...charted, showOnly: ['templates/web.yaml'], kubeVersion: '1.31.0', repository: 'https://charts.example.com' }],
  ['helm.dependency', { action: 'update', chart: 'web' }],
  ['helm.get', here],
  ['helm.test', here],
  ['helm.show', { chart: 'web', version: '1.2.3', repository: 'https://charts.example.com' }],
  ['helm.search', { words: 'benign', version: '1.2.3' }],
  ['helm.repo', { action: 'add', name: 'benign', url: 'https://charts.example.com' }],
  ['helm.lint', { chart: 'web', valuesFiles: ['values.yaml'], set: { key: 'benign' }, values: { group: 'benign' } }],
];

/** A release that is there, and everything works. */
const release = JSON.stringify({
  name: 'web',
  namespace: 'shop',
  version: 2,
  manifest: '',
  hooks: [{ name: 'web-test', kind: 'Pod', events: ['test'], manifest: '' }],
  info: { status: 'deployed', description: '' },
  chart: { metadata: { name: 'web', version: '1.2.3' } },
});
const answer = (status: string): string => `case "$1" in
  version) echo v4.1.0;;
  list) echo '[]';;
  history) echo '[{"revision":1,"status":"superseded","chart":"web-1.2.3","updated":""},{"revision":2,"status":"deployed","chart":"web-1.2.3","updated":""}]';;
  get) [ "$2" = manifest ] || echo '{}';;
  status) ${status};;
  env) echo "$HOME/repositories.yaml";;
  search) echo '[]';;
  pull) for one in "$@"; do case "$one" in --destination=*) echo archive >"\${one#--destination=}/web.tgz";; esac; done;;
  *) echo '${release}';;
esac`;

test('every text of every tool is in a sample', () => {
  expect(untried(helmTools, Object.fromEntries(samples))).toEqual([]);
});

test('no text of any input becomes an option, or anything but itself', { timeout: 280_000 }, async () => {
  const house = testHouse(helmTools);
  const folder = join(house.folder, 'web');
  mkdirSync(join(folder, 'templates'), { recursive: true });
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: web\nversion: 1.2.3\n');
  writeFileSync(join(house.folder, 'values.yaml'), 'a: b\n');
  writeFileSync(join(house.data, 'repositories.yaml'), 'repositories: [{name: other, url: "https://other.example.com"}]\n');
  const kubeconfig = join(house.data, 'config');
  writeFileSync(
    kubeconfig,
    'current-context: admin\nclusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]\ncontexts: [{name: admin, context: {cluster: c, user: u}}]\n',
  );
  let cases = 0;
  let reached = 0;
  const problems: string[] = [];
  const texts = new Set(hostileTexts);
  for (const [name, sample] of samples) {
    const tool = helmTools.find((one) => one.name === name);
    if (tool === undefined) throw new Error(name);
    const helm = recorder(
      join(house.data, name, 'helm'),
      answer(name === 'helm.install' ? 'echo "Error: release: not found" >&2; exit 1' : `echo '${release}'`),
    );
    const env = { PATH: process.env.PATH, HOME: house.data, KUBECONFIG: kubeconfig, NIMBUS_HELM: helm.program };
    const world: World = { ...house, workplace: (at, signal, progress) => ({ ...house.workplace(at, signal, progress), env }) };
    const start = async (input: unknown): Promise<readonly Recorded[]> => {
      helm.forget();
      await tool.run(tool.input.parse(input), workplace(world));
      return helm.calls();
    };
    const { repository: _repository, ...local } = sample as { repository?: string };
    const baseline = [...(await start(sample)), ...(await start(local))];
    expect(baseline.length).toBeGreaterThan(1);
    let n = 0;
    for (const { input, value, place } of hostileInputs(tool.input, sample)) {
      cases++;
      if (!tool.input.safeParse(input).success) continue;
      // Nearly every text is a good value, and all of those go into one file.
      const free = /^(?:set|values)[.[]|^set|^values\./.test(place.name);
      if (n++ % (free ? 120 : texts.has(value) ? 3 : 20) !== 0) continue;
      reached++;
      const calls = await start(input);
      const plain = (text: string): string => text.replaceAll(/values-[0-9a-f-]{36}\.json/g, 'values.json').replaceAll(/\/chart-\w{6}(?=$|\/)/g, '/chart');
      problems.push(
        ...escapes(baseline, calls, place.benign, value, { roots: [house.folder], plain }).map(
          (what) => `${name} ${place.name} ${JSON.stringify(value)}: ${what}`,
        ),
      );
    }
  }
  console.log(`${cases} cases, ${reached} of them taken by a tool, ${problems.length} escapes`);
  expect(cases).toBeGreaterThan(5_000);
  expect(problems).toEqual([]);
  expect(leftBehind([house.folder, house.data, process.cwd()])).toEqual([]);
});
