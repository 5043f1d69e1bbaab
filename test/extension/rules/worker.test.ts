import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';
import { type OfFolder, rulesSaid, startWorker, type TestWorker } from './support.ts';

const key = 'resource "aws_kms_key" "k" {\n  description = "x"\n}\n';
const rotation = (rule: string): boolean => rule === 'aws-kms-rotation';

const on = (root: string, more: object = {}) => ({ type: 'begin', root, walk: true, exclude: [], ...more }) as const;

/** One for all: a thread takes a second of the processor to begin, and a window has one for all its folders. */
let worker: TestWorker;
beforeAll(() => {
  worker = startWorker();
});
afterAll(() => worker[Symbol.asyncDispose]());

/** A folder of its own, until the test has ended, and what is said of it. */
function folder(): { readonly root: string; readonly of: OfFolder } {
  const root = tempFolder();
  onTestFinished(() => worker.client.send({ type: 'end', root }));
  return { root, of: worker.of(root) };
}

test('a folder is looked at, without .terraform, node_modules and .git; an edit is answered for its document', async () => {
  const { root, of } = folder();
  plant(root, {
    'a/main.tf': key,
    'b/Dockerfile': 'FROM alpine\n',
    '.terraform/x.tf': key,
    'node_modules/y.tf': key,
    '.git/z.tf': key,
    'a/.terraform/m/x.tf': key,
  });
  worker.client.send(on(root));
  await worker.idle();
  expect(of.findings(rotation)).toEqual(['a/main.tf:1 aws-kms-rotation']);
  expect(of.last('b/Dockerfile')?.found.length).toBeGreaterThan(0);
  expect(of.last('a/main.tf')?.found[0]).not.toHaveProperty('edits');

  worker.client.send({ type: 'document', root, path: 'a/main.tf', version: 3, text: `\n${key}` });
  await worker.idle();
  expect(of.last('a/main.tf')).toMatchObject({ version: 3 });
  expect(of.findings(rotation)).toEqual(['a/main.tf:2 aws-kms-rotation']);
  expect(of.last('a/main.tf')?.found.find(({ rule }) => rotation(rule))?.edits?.length).toBeGreaterThan(0);

  worker.client.send({ type: 'edited', root, path: 'a/main.tf', from: 3, version: 4, length: key.length, changes: [{ start: 0, end: 1, text: '' }] });
  await worker.idle();
  expect(of.findings(rotation)).toEqual(['a/main.tf:1 aws-kms-rotation']);
});

test('changes that do not fit are noticed, and the text is asked for whole', async () => {
  const { root } = folder();
  worker.client.send(on(root));
  worker.client.send({ type: 'document', root, path: 'main.tf', version: 1, text: key });
  worker.client.send({ type: 'edited', root, path: 'main.tf', from: 1, version: 2, length: 5, changes: [{ start: 0, end: 0, text: '#' }] });
  worker.client.send({ type: 'edited', root, path: 'main.tf', from: 9, version: 10, length: key.length + 1, changes: [{ start: 0, end: 0, text: '#' }] });
  await worker.idle();
  expect(worker.said.filter((message) => message.type === 'resend' && message.root === root)).toHaveLength(2);
});

test('unsaved text in one file counts for what is said of another, and so do files that come and go', async () => {
  const { root, of } = folder();
  const bucket = 'resource "aws_s3_bucket" "b" {}\n';
  const versioning = 'resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n';
  plant(root, { 'main.tf': bucket, 'other.tf': '' });
  const versioned = (rule: string): boolean => rule === 'aws-s3-versioning';
  worker.client.send(on(root));
  await worker.idle();
  expect(of.findings(versioned)).toEqual(['main.tf:1 aws-s3-versioning']);
  worker.client.send({ type: 'document', root, path: 'other.tf', version: 1, text: versioning });
  await worker.idle();
  expect(of.findings(versioned)).toEqual([]);
  worker.client.send({ type: 'closed', root, path: 'other.tf' });
  await worker.idle();
  expect(of.findings(versioned)).toEqual(['main.tf:1 aws-s3-versioning']);
  writeFileSync(join(root, 'new.tf'), versioning);
  worker.client.send({ type: 'files', root, paths: ['new.tf'] });
  await worker.idle();
  expect(of.findings(versioned)).toEqual([]);
  rmSync(join(root, 'main.tf'));
  worker.client.send({ type: 'files', root, paths: ['main.tf'] });
  await worker.idle();
  expect(of.last('main.tf')?.found).toEqual([]);
});

const bucket = 'resource "aws_s3_bucket" "b" {}\n\nlocals {\n  name = "shop"\n}\n';
const companion =
  'resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n\noutput "name" {\n  value = local.name\n}\n';
const unsure = (rule: string): boolean => ['aws-s3-versioning', 'tf-unused'].includes(rule);
const bothFound = ['main.tf:1 aws-s3-versioning', 'main.tf:4 tf-unused'];

test('where only open files are looked at, those beside them and in modules they call count', async () => {
  const { root, of } = folder();
  plant(root, {
    'main.tf': `${bucket}module "m" {\n  source = "./m"\n  on     = true\n}\n`,
    'other.tf': companion,
    'm/main.tf': `variable "on" {}\n${key.replace('}', '  enable_key_rotation = var.on\n}')}`,
    'far/main.tf': key,
  });
  worker.client.send(on(root, { walk: false }));
  const open = (version: number) =>
    worker.client.send({ type: 'document', root, path: 'main.tf', version, text: `${bucket}module "m" {\n  source = "./m"\n  on     = true\n}\n` });
  open(1);
  await worker.idle();
  expect(of.findings(unsure)).toEqual([]);
  expect(await worker.client.ask('fix', { root, path: 'main.tf', version: 1, rules: ['tf-unused', 'aws-s3-versioning'] })).toEqual({ changes: [], fixed: 0 });
  // Nothing is told of what nobody has open.
  expect(['other.tf', 'm/main.tf', 'far/main.tf'].map((path) => of.last(path)?.found ?? [])).toEqual([[], [], []]);
  expect(of.last('main.tf')?.found.length).toBeGreaterThan(0);

  rmSync(join(root, 'other.tf'));
  worker.client.send({ type: 'files', root, paths: ['other.tf'] });
  await worker.idle();
  expect(of.findings(unsure)).toEqual(bothFound);
  // Outside a workspace folder nobody tells of files: an edit looks.
  writeFileSync(join(root, 'again.tf'), companion);
  open(2);
  await worker.idle();
  expect(of.findings(unsure)).toEqual([]);
  worker.client.send({ type: 'document', root, path: 'm/main.tf', version: 1, text: key });
  await worker.idle();
  expect(of.last('m/main.tf')?.found.filter(({ rule }) => rotation(rule))).toHaveLength(1);
  worker.client.send({ type: 'closed', root, path: 'm/main.tf' });
  worker.client.send({ type: 'closed', root, path: 'main.tf' });
  await worker.idle();
  expect(of.findings()).toEqual([]);
});

test('where only open files are looked at, a manifest misses nothing, and is judged as its kustomization builds it', async () => {
  const { root, of } = folder();
  const web =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n      containers:\n        - name: web\n          image: example.com/web\n';
  const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: shop }\nspec: { selector: { app: shop } }\n';
  const build = 'resources:\n  - web.yaml\n  - shop.yaml\n  - gone.yaml\nimages:\n  - name: example.com/web\n    newTag: "1"\n';
  const image = (rule: string): boolean => rule === 'k8s-image-tag';
  plant(root, {
    'web.yaml': web,
    'service.yaml': service,
    'shop.yaml': web.replaceAll('web', 'shop'),
    'built/web.yaml': web,
    'built/shop.yaml': web.replaceAll('web', 'shop'),
    'built/kustomization.yaml': build,
    'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n',
    'chart/templates/web.yaml': web.replace('name: web', 'name: "{{ .Release.Name }}"'),
  });
  worker.client.send(on(root, { walk: false }));
  let version = 0;
  const open = (path: string, text: string): void => {
    version += 1;
    worker.client.send({ type: 'document', root, path, version, text });
  };
  open('web.yaml', web);
  open('service.yaml', service);
  await worker.idle();
  expect(of.findings((rule) => ['k8s-service-finds-pods', 'k8s-disruption-budget'].includes(rule))).toEqual([]);
  expect(of.findings(image)).toEqual(['web.yaml:12 k8s-image-tag']);

  open('built/web.yaml', web);
  open('chart/templates/web.yaml', web.replace('name: web', 'name: "{{ .Release.Name }}"'));
  await worker.idle();
  // What it builds has a tag; what nobody has open is not spoken of.
  expect(of.findings(image)).toEqual(['web.yaml:12 k8s-image-tag']);
  writeFileSync(join(root, 'built/kustomization.yaml'), build.replace('images', 'other'));
  worker.client.send({ type: 'files', root, paths: ['built/kustomization.yaml'] });
  await worker.idle();
  expect(of.findings(image)).toEqual(['built/web.yaml:12 k8s-image-tag', 'web.yaml:12 k8s-image-tag']);

  open('built/kustomization.yaml', build);
  await worker.idle();
  expect(of.findings((rule) => rule === 'kustomize-missing-file')).toEqual(['built/kustomization.yaml:4 kustomize-missing-file']);
  expect(of.last('built/shop.yaml')?.found ?? []).toEqual([]);
});

test('values beside an open file count', async () => {
  const { root, of } = folder();
  const text = `variable "on" {\n  default = false\n}\n${key.replace('}', '  enable_key_rotation = var.on\n}')}`;
  plant(root, { 'infra/main.tf': text, 'infra/env/prod.tfvars': 'on = true\n' });
  worker.client.send(on(root, { walk: false }));
  worker.client.send({ type: 'document', root, path: 'infra/main.tf', version: 1, text });
  await worker.idle();
  expect(of.findings(rotation)).toEqual([]);
});

test.each([
  ['left out by the settings', { 'other.tf': companion }, undefined, { exclude: ['other.tf'] }, undefined],
  [
    'in a module that is left out',
    {
      'main.tf': `${bucket}module "m" {\n  source = "./m"\n  b = aws_s3_bucket.b.id\n  n = local.name\n}\n`,
      'm/v.tf': 'variable "b" {}\nvariable "n" {}\n' + companion.replace('aws_s3_bucket.b.id', 'var.b').replace('local.name', 'var.n'),
    },
    undefined,
    { exclude: ['m'] },
    undefined,
  ],
  ['in JSON', { 'other.tf.json': '{"resource": {"aws_s3_bucket_versioning": {}}, "output": {"n": "${local.name}"}}' }, undefined, {}, undefined],
  ['behind a link', { 'far/other.tf': companion }, (at: string) => symlinkSync('far/other.tf', at), {}, undefined],
  ['behind a link out of the folder', {}, (at: string) => symlinkSync('/etc/hostname', at), {}, 'is a link out of the folder, or to no file'],
  ['behind a link to itself', {}, (at: string) => symlinkSync('other.tf', at), {}, 'is a link to nothing, or may not be read'],
  ['binary', {}, (at: string) => writeFileSync(at, Uint8Array.from([0x23, 0])), {}, 'is binary'],
  ['UTF-16', {}, (at: string) => writeFileSync(at, Uint8Array.from([0xff, 0xfe, 0x23, 0])), {}, 'is UTF-16; save it as UTF-8'],
  ['of 20 MB', {}, (at: string) => writeFileSync(at, '# line\n'.repeat(3_000_000)), {}, 'is larger than 8 MB'],
])('what is %s is not taken to be absent, and counts no more once it has gone', async (_what, files, make, more, why) => {
  const { root, of } = folder();
  plant(root, { 'main.tf': bucket, ...files });
  const at = join(root, 'other.tf');
  make?.(at);
  worker.client.send(on(root, more));
  await worker.idle();
  const notes = (): readonly string[] =>
    worker.said.flatMap((said) => (said.type === 'notes' && said.root === root && said.unit === '*' ? [said.notes.join()] : []));
  expect(of.findings(unsure).filter((line) => line.startsWith('main.tf'))).toEqual([]);
  expect(of.last('other.tf')?.found ?? []).toEqual([]);
  expect(notes().at(-1)).toBe(why === undefined ? '' : `other.tf was not checked: it ${why}.`);
  if (make === undefined) return;
  rmSync(at);
  worker.client.send({ type: 'files', root, paths: ['other.tf'] });
  await worker.idle();
  expect(of.findings(unsure).filter((line) => line.startsWith('main.tf'))).toEqual(bothFound);
  expect(notes().at(-1)).toBe('');
});

test('a document of 20 MB is not looked at, what is said beside it is sure, and it is looked at once it is short', async () => {
  const { root, of } = folder();
  plant(root, { 'main.tf': bucket });
  worker.client.send(on(root));
  const long = `${key}${'# line\n'.repeat(3_000_000)}`;
  worker.client.send({ type: 'document', root, path: 'long.tf', version: 1, text: long });
  await worker.idle();
  expect(of.last('long.tf')).toEqual({ path: 'long.tf', version: 1, found: [] });
  expect(of.findings(unsure)).toEqual([]);
  const notes = worker.said.flatMap((said) => (said.type === 'notes' && said.root === root ? said.notes : []));
  expect(notes).toEqual(['long.tf was not checked: it is larger than 8 MB.']);
  const changes = [{ start: key.length, end: long.length, text: '' }];
  worker.client.send({ type: 'edited', root, path: 'long.tf', from: 1, version: 2, length: key.length, changes });
  await worker.idle();
  expect(of.findings(rotation)).toEqual(['long.tf:1 aws-kms-rotation']);
  expect(of.findings(unsure)).toEqual(bothFound);
});

test('a suppression ends with its day, in a window that stays open', async () => {
  const { root, of } = folder();
  plant(root, { 'main.tf': `# nimbus:ignore aws-kms-rotation until=2026-01-15 for now\n${key}` });
  worker.client.send(on(root));
  await worker.idle();
  expect(of.findings(rotation)).toEqual(['main.tf:2 aws-kms-rotation (quiet: for now)']);
  worker.day('2026-01-16');
  await worker.idle();
  expect(of.findings(rotation)).toEqual(['main.tf:2 aws-kms-rotation']);
  worker.day('2026-01-15');
});

test('settings and rules of the workspace are data that counts at once', async () => {
  const { root, of } = folder();
  plant(root, { 'main.tf': key });
  worker.client.send(on(root));
  await worker.idle();
  worker.client.send({ type: 'document', root, path: '.nimbus/rules.yaml', version: 1, text: 'rules:\n  aws-kms-rotation: off\n' });
  await worker.idle();
  expect(of.findings(rotation)).toEqual([]);
  plant(root, {
    '.nimbus/rules/own.yaml':
      'id: shop-key-name\ntitle: x\nwhy: x.\ntargets: [aws_kms_key]\npath: description\nmust: { like: shop-* }\nmessage: Start it with shop-.\n',
  });
  worker.client.send({ type: 'files', root, paths: ['.nimbus/rules/own.yaml'] });
  await worker.idle();
  expect(of.findings((rule) => rule === 'shop-key-name')).toEqual(['main.tf:2 shop-key-name']);
  expect(rulesSaid(worker.said).map(({ id }) => id)).toContain('shop-key-name');
});

test('a fix of a file is changes on its lines, for the version that was asked about', async () => {
  const { root } = folder();
  worker.client.send(on(root));
  worker.client.send({ type: 'document', root, path: 'main.tf', version: 7, text: `# kept\r\n${key.replaceAll('\n', '\r\n')}` });
  const answer = await worker.client.ask('fix', { root, path: 'main.tf', version: 7, rules: ['aws-kms-rotation'] });
  expect(answer).toEqual({
    fixed: 1,
    changes: [{ start: 38, end: 59, text: '  description         = "x"\r\n  enable_key_rotation = true\r\n' }],
  });
  expect(await worker.client.ask('fix', { root, path: 'main.tf', version: 6 })).toBeUndefined();
});

test('a chart counts as Helm makes it from what is saved: told at the value or in the template, with no edit; what is typed waits until it is saved', async () => {
  const { root, of } = folder();
  const pod = (more: string): string => `apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Release.Name }} }\nspec:\n  hostPID: true\n${more}`;
  const files = {
    'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
    'shop/values.yaml': '# Ours.\nnetwork: true\n',
    'shop/templates/pod.yaml': pod('  hostNetwork: {{ .Values.network }}\n'),
  };
  plant(root, files);
  const asked = (rule: string): boolean => rule === 'k8s-host-network' || rule === 'k8s-host-pid';
  const chart = (values: string) => ({
    type: 'chart' as const,
    root,
    folder: 'shop',
    chart: {
      folder: 'shop',
      templates: [
        {
          path: 'shop/templates/pod.yaml',
          text: files['shop/templates/pod.yaml'],
          made: `# Source: shop/templates/pod.yaml\n${pod(`  hostNetwork: ${values.includes('true')}\n`).replace('{{ .Release.Name }}', 'release')}`,
        },
      ],
      values: [{ path: 'shop/values.yaml', text: values }],
    },
  });
  const notes = (): string[] => worker.said.flatMap((message) => (message.type === 'notes' && message.root === root ? [message.notes.join()] : []));
  worker.client.send(on(root));
  worker.client.send({ type: 'document', root, path: 'shop/values.yaml', version: 1, text: files['shop/values.yaml'] });
  worker.client.send({ type: 'document', root, path: 'shop/templates/pod.yaml', version: 1, text: files['shop/templates/pod.yaml'] });
  await worker.idle();
  expect(of.findings(asked)).toEqual([]);
  expect(notes().at(-1)).toMatch(/^shop is a Helm chart: its 1 templates/);

  worker.client.send(chart(files['shop/values.yaml']));
  await worker.idle();
  const both = ['shop/templates/pod.yaml:5 k8s-host-pid', 'shop/values.yaml:2 k8s-host-network'];
  expect(of.findings(asked)).toEqual(both);
  expect(notes().at(-1)).toBe('');
  const at = of.last('shop/values.yaml');
  expect(at).toMatchObject({
    version: 1,
    found: [{ line: 2, column: 1, blockLine: 2, fixable: false, template: { file: 'shop/templates/pod.yaml', line: 6 } }],
  });
  expect([...(at?.found ?? []), ...(of.last('shop/templates/pod.yaml')?.found ?? [])].filter(({ edits, fixable }) => edits || fixable)).toEqual([]);
  expect(await worker.client.ask('fix', { root, path: 'shop/templates/pod.yaml', version: 1 })).toEqual({ changes: [], fixed: 0 });

  // Opened again, it is told for the document by itself.
  worker.client.send({ type: 'document', root, path: 'shop/values.yaml', version: 2, text: files['shop/values.yaml'] });
  await worker.idle();
  expect(of.last('shop/values.yaml')).toMatchObject({ version: 2, found: [{ line: 2 }] });

  // Typed: what is shown moves with the text, and nothing new is said of it.
  const typed = '# Ours.\n\nnetwork: false\n';
  worker.client.send({ type: 'document', root, path: 'shop/values.yaml', version: 3, text: typed });
  worker.client.send({ type: 'document', root, path: 'shop/templates/pod.yaml', version: 2, text: `\n${files['shop/templates/pod.yaml']}` });
  await worker.idle();
  expect([of.last('shop/values.yaml')?.version, of.last('shop/templates/pod.yaml')?.version]).toEqual([2, 1]);
  // Taken back.
  worker.client.send({ type: 'document', root, path: 'shop/templates/pod.yaml', version: 3, text: files['shop/templates/pod.yaml'] });
  await worker.idle();
  expect(of.last('shop/templates/pod.yaml')).toMatchObject({
    version: 3,
    found: expect.arrayContaining([expect.objectContaining({ rule: 'k8s-host-pid', line: 5 })]),
  });

  // Saved and rendered.
  worker.client.send(chart(typed));
  await worker.idle();
  expect(of.findings(asked)).toEqual(['shop/templates/pod.yaml:5 k8s-host-pid']);
  expect(of.last('shop/values.yaml')).toMatchObject({ version: 3, found: [] });

  // It can't be rendered any more.
  worker.client.send({ type: 'chart', root, folder: 'shop' });
  await worker.idle();
  expect(of.findings(asked)).toEqual([]);
  expect(notes().at(-1)).toMatch(/^shop is a Helm chart/);
});

test('a worker that breaks is started again and told; one that keeps breaking is left alone', async () => {
  const folder = tempFolder();
  const file = join(folder, 'worker.mjs');
  writeFileSync(file, "import { parentPort } from 'node:worker_threads';\nparentPort.on('message', () => { throw new Error('boom'); });\n");
  const fourth = Promise.withResolvers<void>();
  await using worker = startWorker({ file: pathToFileURL(file) }, (client, start) => {
    if (start < 4) client.send({ type: 'closed', root: '/', path: 'x' });
    else fourth.resolve();
  });
  await fourth.promise;
  await expect(worker.client.ask('idle', {})).rejects.toThrow('The rules stopped: boom.');
  expect(worker.client.isRunning).toBe(false);
  expect(worker.broke).toEqual(['boom', 'boom', 'boom', 'boom']);
});

test('a worker that is stuck is ended and started again with the document it was stuck on named', async () => {
  const file = join(tempFolder(), 'worker.mjs');
  writeFileSync(file, "import { parentPort } from 'node:worker_threads';\nparentPort.on('message', ({ path }) => { while (path === 'bad.tf'); });\n");
  const again = Promise.withResolvers<string | undefined>();
  await using worker = startWorker({ file: pathToFileURL(file), stuckAfterMs: 100, started: (on) => on && again.resolve(on.path) });
  worker.client.send({ type: 'document', root: '/', path: 'bad.tf', version: 1, text: '' });
  expect(await again.promise).toBe('bad.tf');
  expect(worker.broke[0]).toMatch(/^it was stuck/);
});

test('what an overlay makes is told in the file it comes from, and follows edits of base, patch and kustomization', async () => {
  const { root, of } = folder();
  const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
  const web =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 1\n  template:\n    spec:\n      containers:\n        - name: web\n          image: example.com/web:latest\n';
  const overlay = `${head}resources:\n  - ../base\npatches:\n  - path: ops.json\n    target:\n      kind: Deployment\n`;
  const tagged = `${overlay}images:\n  - name: example.com/web\n    newTag: 1.4.2\n`;
  plant(root, {
    'base/kustomization.yaml': `${head}resources:\n  - web.yaml\n`,
    'base/web.yaml': web,
    'prod/kustomization.yaml': overlay,
    'prod/ops.json': '[{"op": "replace", "path": "/spec/replicas", "value": 3}]',
  });
  const about = (rule: string): boolean => ['k8s-image-tag', 'k8s-replicas', 'kustomize-missing-file'].includes(rule);
  worker.client.send(on(root));
  await worker.idle();
  expect(of.findings(about)).toEqual(['base/web.yaml:11 k8s-image-tag']);

  // In the overlay's editor, not saved.
  worker.client.send({ type: 'document', root, path: 'prod/kustomization.yaml', version: 1, text: tagged });
  await worker.idle();
  expect(of.findings(about)).toEqual([]);

  // The patch in JSON goes from the disk.
  rmSync(join(root, 'prod/ops.json'));
  worker.client.send({ type: 'files', root, paths: ['prod/ops.json'] });
  await worker.idle();
  expect(of.findings(about)).toEqual(['prod/kustomization.yaml:6 kustomize-missing-file']);

  writeFileSync(join(root, 'prod/ops.json'), '[{"op": "test", "path": "/spec/replicas", "value": 1}]');
  worker.client.send({ type: 'files', root, paths: ['prod/ops.json'] });
  await worker.idle();
  expect(of.findings(about)).toEqual(['base/web.yaml:6 k8s-replicas']);

  worker.client.send({ type: 'document', root, path: 'base/web.yaml', version: 1, text: web.replace('replicas: 1', 'replicas: 2') });
  await worker.idle();
  expect(of.findings(about)).toEqual([]);
});

test('a report in SARIF tells the fixes of files nobody has open, with the folder’s name before their paths', async () => {
  const { root, of } = folder();
  const hostPid =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  selector: { matchLabels: { app: web } }\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n      hostPID: true\n      containers: []\n';
  plant(root, { 'a/main.tf': key, 'b/web.yaml': hostPid });
  worker.client.send(on(root));
  await worker.idle();
  const found = ['a/main.tf', 'b/web.yaml'].flatMap((path) => of.last(path)?.found ?? []);
  expect(found.some(({ fix }) => fix !== undefined)).toBe(false);
  const findings = found.map(({ edits: _, blockLine: _line, ...finding }) => ({ ...finding, file: `infra/${finding.file}` }));
  const report = { files: 2, findings, suppressed: [], fixed: 0, notes: [], elapsedMs: 0 };
  const text = await worker.client.ask('report', { format: 'sarif', report, version: '1.2.3', folders: [{ root, prefix: 'infra/' }] });
  const results: { ruleId: string; properties: { fixable: boolean }; fixes?: { artifactChanges: { artifactLocation: { uri: string } }[] }[] }[] =
    JSON.parse(text).runs[0].results;
  expect(results.filter(({ properties }) => properties.fixable).map(({ fixes }) => fixes?.length)).not.toContain(undefined);
  expect(results.filter(({ properties }) => !properties.fixable).some(({ fixes }) => fixes)).toBe(false);
  for (const [rule, uri] of [
    ['aws-kms-rotation', 'infra/a/main.tf'],
    ['k8s-host-pid', 'infra/b/web.yaml'],
  ])
    expect(results.find(({ ruleId }) => ruleId === rule)?.fixes?.[0]?.artifactChanges[0]?.artifactLocation.uri).toBe(uri);
});
