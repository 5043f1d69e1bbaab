import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { relevantFiles } from '../../src/host/relevant-files.ts';
import { tempFolder } from '../support/temp.ts';
import { plant } from '../support/tree.ts';

test('root modules are found six folders deep, and nothing below what is hidden, installed or only linked', async () => {
  const folder = tempFolder();
  const elsewhere = tempFolder();
  plant(elsewhere, { 'main.tf': '' });
  plant(folder, {
    'main.tf': '',
    Dockerfile: '',
    'notes.txt': '',
    'live/prod/eu/central/network/vpc/main.tf': '',
    'live/prod/eu/central/network/vpc/deeper/main.tf': '',
    'charts/web/Chart.yaml': '',
    'node_modules/a/main.tf': '',
    'live/.terraform/modules/vpc/main.tf': '',
    '.git/main.tf': '',
  });
  symlinkSync(elsewhere, join(folder, 'linked'));
  expect(await relevantFiles(folder)).toEqual(['Dockerfile', 'charts/web/Chart.yaml', 'live/prod/eu/central/network/vpc/main.tf', 'main.tf']);
});

test('a repository full of manifests does not hide where its Terraform is', async () => {
  const folder = tempFolder();
  for (let i = 0; i < 60; i++) {
    const path = join(folder, `apps/team-${i}`);
    mkdirSync(path, { recursive: true });
    for (let j = 0; j < 10; j++) writeFileSync(join(path, `${j}.yaml`), '');
  }
  plant(folder, { 'zones/eu/a/b/main.tf': '', 'top.yaml': '' });
  const files = await relevantFiles(folder);
  expect([files.length, files.includes('zones/eu/a/b/main.tf'), files.includes('top.yaml')]).toEqual([501, true, true]);
});
