import { expect, onTestFinished, test } from 'vitest';
import { failed, type Outcome, ok } from '../../../src/domain/failure/failure.ts';
import { programMissing } from '../../../src/domain/failure/process.ts';
import type { Finished } from '../../../src/domain/workplace.ts';
import { HelmRenders } from '../../../src/extension/rules/helm-renders.ts';
import { workspaceFiles } from '../../../src/machine/files.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';

const chart = (folder: string): Readonly<Record<string, string>> => ({
  [`${folder}Chart.yaml`]: 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
  [`${folder}values.yaml`]: 'on: true\n',
  [`${folder}templates/pod.yaml`]: 'kind: Pod\non: {{ .Values.on }}\n',
  [`${folder}templates/none.yaml`]: '{{ if false }}kind: Pod{{ end }}\n',
  [`${folder}templates/plain.yaml`]: 'kind: Service\n',
});

const made = (text: string): Outcome<Finished> => ok({ code: 0, stdout: text, stderr: '', truncated: false });
const podMade = made('---\n# Source: shop/templates/pod.yaml\nkind: Pod\non: true\n');

interface Started {
  readonly program: string;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
  end(outcome: Outcome<Finished>): void;
}

/** Renders in a folder of its own; nothing is started but what the test answers itself. */
function renders(files: Readonly<Record<string, string>>, answer?: Outcome<Finished>, env: Readonly<Record<string, string>> = {}) {
  const root = tempFolder();
  plant(root, files);
  const started: Started[] = [];
  const told: string[] = [];
  const broke: unknown[] = [];
  let isStarted = Promise.withResolvers<void>();
  const all = new HelmRenders({
    workplace: (_root, signal) => ({
      files: workspaceFiles(root),
      scratch: async () => root,
      env,
      exec(program, args) {
        const { promise, resolve, reject } = Promise.withResolvers<Outcome<Finished>>();
        signal.addEventListener('abort', () => reject(signal.reason));
        started.push({ program, args, signal, end: resolve });
        if (answer) resolve(answer);
        isStarted.resolve();
        isStarted = Promise.withResolvers();
        return promise;
      },
    }),
    tell: (_root, folder, one, notes) =>
      told.push(
        `${folder || '.'}: ${one ? one.templates.map(({ path, made: text }) => `${path} ${text.trim().split('\n').length} lines`).join(', ') : 'nothing'}${notes.map((note) => ` (${note})`).join('')}`,
      ),
    broke: (error) => broke.push(error),
    settleMs: 0,
  });
  onTestFinished(() => all[Symbol.dispose]());
  return { all, root, started, told, broke, next: () => isStarted.promise };
}

test.each([
  ['Chart.yaml', 'shop'],
  ['values.yaml', 'shop'],
  ['templates/deep/_helpers.tpl', 'shop'],
  ['charts/db/templates/db.yaml', 'shop'],
  ['values-prod.yaml', undefined],
  ['README.md', undefined],
  ['files/values.yaml', undefined],
])('%s of a chart has it rendered as %s', async (path, folder) => {
  const { all, root, told, started } = renders({ ...chart('shop/'), 'shop/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 0.1.0\n' }, podMade);
  await all.touched(root, `shop/${path}`, true);
  await all.idle();
  expect(told).toEqual(folder === undefined ? [] : ['shop: shop/templates/none.yaml 1 lines, shop/templates/pod.yaml 3 lines']);
  expect(started.map(({ program, args }) => [program, args.slice(0, 2)])).toEqual(folder === undefined ? [] : [['helm', ['template', 'release']]]);
});

test('a chart at the top, and one in a folder that is called charts; a file of none starts nothing', async () => {
  const { all, root, told, started } = renders({ ...chart(''), ...chart('deploy/charts/web/'), 'other/values.yaml': 'a: 1\n' }, podMade);
  await all.touched(root, 'deploy/charts/web/values.yaml', true);
  await all.idle();
  await all.touched(root, 'values.yaml', true);
  await all.idle();
  await all.touched(root, 'other/values.yaml', true);
  await all.idle();
  expect(told.map((line) => line.split(':')[0])).toEqual(['deploy/charts/web', '.']);
  expect(started).toHaveLength(2);
});

test('what is opened or told by the disk is rendered again only where it is another; what is saved, always', async () => {
  const { all, root, told } = renders(chart('shop/'), podMade);
  for (const isSaved of [false, false, true, false]) {
    await all.touched(root, 'shop/values.yaml', isSaved);
    await all.idle();
  }
  expect(told).toHaveLength(2);
  plant(root, { 'shop/values.yaml': 'on: false\n' });
  await all.touched(root, 'shop/values.yaml', false);
  await all.idle();
  expect(told).toHaveLength(3);
});

test('a render that is overtaken is ended and says nothing; saves in a burst are one', async () => {
  const { all, root, told, started, broke, next } = renders(chart('shop/'));
  const first = next();
  await Promise.all(['values.yaml', 'Chart.yaml', 'templates/pod.yaml'].map((path) => all.touched(root, `shop/${path}`, true)));
  await first;
  const second = next();
  await all.touched(root, 'shop/values.yaml', true);
  await second;
  expect(started.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  started[1]?.end(podMade);
  await all.idle();
  expect(told).toHaveLength(1);
  expect(broke).toEqual([]);
});

test('closing ends what is running', async () => {
  const { all, root, started, next } = renders(chart('shop/'));
  const first = next();
  await all.touched(root, 'shop/values.yaml', true);
  await first;
  all[Symbol.dispose]();
  await all.idle();
  expect(started.map(({ signal }) => signal.aborted)).toEqual([true]);
});

test.each([
  ['Helm is missing', failed(programMissing('helm', 'Install helm.')), /^shop: nothing \(Helm charts were not rendered: .*helm/],
  [
    'the chart is wrong',
    ok({ code: 1, stdout: '', stderr: 'Error: no value given\n', truncated: false }),
    /^shop: nothing \(shop could not be rendered: no value given\.\)$/,
  ],
  ['it becomes too large', ok({ code: 0, stdout: '', stderr: '', truncated: true }), /^shop: nothing \(shop could not be rendered: it becomes too large\.\)$/],
])('where %s, that is said and nothing is found', async (_what, outcome, says) => {
  const { all, root, told } = renders(chart('shop/'), outcome);
  await all.touched(root, 'shop/values.yaml', true);
  await all.idle();
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(says);
});

test('Helm is the one the environment names; a worker that begins anew is told again, of the folders that are there', async () => {
  const { all, root, told, started } = renders(chart('shop/'), podMade, { NIMBUS_HELM: '/opt/helm' });
  await all.touched(root, 'shop/values.yaml', false);
  await all.idle();
  all.again(() => true);
  await all.idle();
  all.again(() => false);
  await all.idle();
  expect(started.map(({ program }) => program)).toEqual(['/opt/helm', '/opt/helm']);
  expect(told).toHaveLength(2);
});
