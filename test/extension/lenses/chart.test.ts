import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { chartOf, isChartTemplate } from '../../../src/extension/lenses/chart.ts';
import { tempFolder } from '../../support/temp.ts';

function planted(files: Readonly<Record<string, string>>): string {
  const root = tempFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
const root = () =>
  planted({
    'charts/web/Chart.yaml': 'apiVersion: v2\nname: "shop-web" # ours\nversion: 1.0.0\n',
    'charts/web/values.yaml': '',
    'charts/common/Chart.yaml': 'apiVersion: v2\nname: common\ntype: library\n',
    'values.yaml': 'not: a chart\n',
  });

test.each([
  ['charts/web/Chart.yaml', { name: 'shop-web', path: 'charts/web', isLibrary: false }],
  ['charts/web/values.yaml', { name: 'shop-web', path: 'charts/web', isLibrary: false }],
  ['charts/web/values-prod.yaml', { name: 'shop-web', path: 'charts/web', isLibrary: false }],
  ['charts/web/values.prod.yml', { name: 'shop-web', path: 'charts/web', isLibrary: false }],
  ['charts/common/Chart.yaml', { name: 'common', path: 'charts/common', isLibrary: true }],
  ['charts/web/valuesque.yaml', undefined],
  ['charts/web/ci.yaml', undefined],
  ['values.yaml', undefined],
])('%s is of the chart %j', (file, chart) => {
  const folder = root();
  expect(chartOf(join(folder, file), folder)).toEqual(chart);
});

test('the workspace folder may be the chart itself', () => {
  const folder = planted({ 'Chart.yaml': 'version: 1.0.0\n' });
  expect(chartOf(join(folder, 'values.yaml'), folder)).toMatchObject({ path: '.' });
});

test.each([
  ['charts/web/templates/deployment.yaml', true],
  ['charts/web/templates/deep/deployment.yaml', true],
  ['charts/web/crds/crd.yaml', false],
  ['k8s/templates/deployment.yaml', false],
  ['k8s/deployment.yaml', false],
])('%s is a template of a chart: %s', (file, is) => expect(isChartTemplate(join(root(), file))).toBe(is));
