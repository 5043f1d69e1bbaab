import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ok } from '../../../src/domain/failure/failure.ts';
import type { Tool } from '../../../src/domain/tool.ts';
import type { Finished, Workplace } from '../../../src/domain/workplace.ts';
import { helmTools } from '../../../src/tools/helm/all.ts';
import { inCluster } from '../../../src/tools/kubernetes/in-cluster.ts';
import { type World, workplace } from '../../support/drive-tool.ts';
import { escapes, hostileInputs, leftBehind, type Recorded, recorder, spread, untried } from '../../support/fuzz-input.ts';
import { testHouse } from '../../support/house.ts';

const charted = {
  chart: 'web',
  namespace: 'shop',
  version: '1.2.3',
  valuesFiles: ['values.yaml'],
  set: { key: 'benign' },
  setString: { text: 'benign' },
  setFile: { file: 'values.yaml' },
  values: { group: 'benign' },
};
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
  ['helm.pull', { chart: 'web', version: '1.2.3', repository: 'https://charts.example.com', into: 'vendor' }],
  ['helm.dependency', { action: 'update', chart: 'web' }],
  ['helm.get', here],
  ['helm.test', here],
  ['helm.show', { chart: 'web', version: '1.2.3', repository: 'https://charts.example.com' }],
  ['helm.search', { words: 'benign', version: '1.2.3' }],
  ['helm.repo', { action: 'add', name: 'benign', url: 'https://charts.example.com' }],
  [
    'helm.lint',
    {
      chart: 'web',
      valuesFiles: ['values.yaml'],
      set: { key: 'benign' },
      setString: { text: 'benign' },
      setFile: { file: 'values.yaml' },
      values: { group: 'benign' },
    },
  ],
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
const history = '[{"revision":1,"status":"superseded","chart":"web-1.2.3","updated":""},{"revision":2,"status":"deployed","chart":"web-1.2.3","updated":""}]';

/** What helm would answer; an archive that is fetched is there. */
function answer(args: readonly string[], home: string, isNew: boolean): Omit<Finished, 'truncated'> {
  const said = (stdout: string) => ({ code: 0, stdout: `${stdout}\n`, stderr: '' });
  switch (args[0]) {
    case 'version':
      return said('v4.1.0');
    case 'list':
    case 'search':
      return said('[]');
    case 'history':
      return said(history);
    case 'get':
      return said(args[1] === 'manifest' ? '' : '{}');
    case 'env':
      return said(join(home, 'repositories.yaml'));
    case 'pull':
      for (const arg of args) if (arg.startsWith('--destination=')) writeFileSync(join(arg.slice(14), 'web.tgz'), 'archive\n');
      return said('');
    case 'status':
      return isNew ? { code: 1, stdout: '', stderr: 'Error: release: not found\n' } : said(release);
    default:
      return said(release);
  }
}

test('every text of every tool is in a sample', () => {
  expect(untried(helmTools(inCluster), Object.fromEntries(samples))).toEqual([]);
});

/** A workspace with a chart, and a cluster that nobody is to reach. */
function place() {
  const house = testHouse(helmTools(inCluster));
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
  const env = { PATH: process.env.PATH, HOME: house.data, KUBECONFIG: kubeconfig };
  const worldOf = (more: Partial<Workplace>): World => ({
    ...house,
    workplace: (at, signal, progress) => ({ ...house.workplace(at, signal, progress), env, ...more }),
  });
  return { house, env, worldOf };
}

const plain = (text: string): string => text.replaceAll(/values-[0-9a-f-]{36}\.json/g, 'values.json').replaceAll(/\/chart-\w{6}(?=$|\/)/g, '/chart');

const toolOf = (name: string): Tool => {
  const tool = helmTools(inCluster).find((one) => one.name === name);
  if (tool === undefined) throw new Error(name);
  return tool as Tool;
};

/** The sample as it stands, and with a chart that is a folder. */
async function baselineOf(start: (input: unknown) => Promise<readonly Recorded[]>, sample: object): Promise<readonly Recorded[]> {
  const { repository: _repository, ...local } = sample as { repository?: string };
  const baseline = [...(await start(sample)), ...(await start(local))];
  expect(baseline.length).toBeGreaterThan(1);
  return baseline;
}

test('no text of any input becomes an option, or anything but itself', async () => {
  const { house, worldOf } = place();
  let cases = 0;
  let given = 0;
  let starts = 0;
  const problems: string[] = [];
  for (const [name, sample] of samples) {
    const tool = toolOf(name);
    let calls: Recorded[] = [];
    const world = worldOf({
      exec: async (_program, args, options) => {
        calls.push({ cwd: options?.cwd ?? house.folder, args });
        const { stdout, ...ended } = answer(args, house.data, name === 'helm.install');
        for (const line of stdout.split('\n')) options?.onLine?.(line, 'stdout');
        return ok({ ...ended, stdout, truncated: false });
      },
    });
    const start = async (input: unknown): Promise<readonly Recorded[]> => {
      calls = [];
      await tool.run(tool.input.parse(input), workplace(world));
      return calls;
    };
    const baseline = await baselineOf(start, sample);
    const isGiven = spread();
    for (const hostile of hostileInputs(tool.input, sample, { seed: name })) {
      const { input, value, place: where } = hostile;
      cases++;
      if (!tool.input.safeParse(input).success || !isGiven(hostile)) continue;
      given++;
      const started = await start(input);
      starts += started.length;
      problems.push(
        ...escapes(baseline, started, where.benign, value, { roots: [house.folder], plain }).map(
          (what) => `${name} ${where.name} ${JSON.stringify(value)}: ${what}`,
        ),
      );
    }
  }
  console.log(`${cases} hostile inputs of helm's tools, ${given} of them given to a tool, ${starts} starts of helm`);
  expect(cases).toBeGreaterThan(5_000);
  expect(given).toBeGreaterThan(1_000);
  expect(starts).toBeGreaterThan(given);
  expect(problems).toEqual([]);
  expect(leftBehind([house.folder, house.data, process.cwd()])).toEqual([]);
});

test('a real program in helm’s place gets what was meant', async () => {
  const { house, env, worldOf } = place();
  const tool = toolOf('helm.upgrade');
  const sample = new Map(samples).get('helm.upgrade') as object;
  const helm = recorder(
    join(house.data, 'bin', 'helm'),
    `case "$1" in version) echo v4.1.0;; list) echo '[]';; history) echo '${history}';; get) [ "$2" = manifest ] || echo '{}';; *) echo '${release}';; esac`,
  );
  const world = worldOf({ env: { ...env, NIMBUS_HELM: helm.program } });
  const start = async (input: unknown): Promise<readonly Recorded[]> => {
    helm.forget();
    await tool.run(tool.input.parse(input), workplace(world));
    return helm.calls();
  };
  const baseline = await baselineOf(start, sample);
  const problems: string[] = [];
  const isGiven = spread(1);
  for (const hostile of hostileInputs(tool.input, sample, { seed: 'a real program' })) {
    const { input, value, place: where, form } = hostile;
    if (form !== 'alone' || !tool.input.safeParse(input).success || !isGiven(hostile)) continue;
    for (const problem of escapes(baseline, await start(input), where.benign, value, { roots: [house.folder], plain }))
      problems.push(`${where.name} ${JSON.stringify(value)}: ${problem}`);
  }
  expect(problems).toEqual([]);
  expect(leftBehind([house.folder, house.data, process.cwd()])).toEqual([]);
});
