import { expect, test, vi } from 'vitest';
import { scan } from '../../src/cli/commands/scan-run.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { scanAtOnce } from '../../src/cli/scan/at-once.ts';
import { plainArguments } from '../../src/cli/scan/plain-arguments.ts';
import { tempFolder } from '../support/temp.ts';
import { plant } from '../support/tree.ts';
import { printed } from './screen.ts';

/** What the whole command line reads from the same arguments. */
async function asked(args: readonly string[]): Promise<{ readonly path: string; readonly options: Record<string, unknown> }> {
  const program = buildProgram();
  const seen: { path: string; options: Record<string, unknown> }[] = [];
  program.commands.find((command) => command.name() === 'scan')?.action((path, options) => void seen.push({ path, options }));
  await program.parseAsync(['node', 'nimbus', 'scan', ...args]);
  const [only] = seen;
  if (only === undefined) throw new Error('the command was not called');
  return only;
}

test.each([
  [['.']],
  [['infra', '--json']],
  [['--format', 'sarif', 'infra/main.tf', '--fail-on', 'low']],
  [['.', '--no-render', '--cwd', '/tmp', '--format', 'json', '--format', 'junit']],
])('plain arguments say what they say to the whole command line: %j', async (args) => {
  const { path, options } = await asked(args);
  const { format, failOn, render, json, cwd, fix, yes, rule, baseline, profile, events } = options;
  expect(plainArguments(args)).toEqual({ path, format, failOn, render, json, cwd });
  expect({ fix, yes, rule, baseline, profile, events }).toEqual({
    fix: false,
    yes: false,
    rule: undefined,
    baseline: undefined,
    profile: undefined,
    events: false,
  });
});

test.each([
  [[]],
  [['.', 'more']],
  [['.', '--fix']],
  [['.', '--rule', 'aws-s3-versioning']],
  [['.', '--baseline', 'known.json']],
  [['.', '--events']],
  [['.', '--profile', 'prod']],
  [['.', '--verbose']],
  [['.', '--help']],
  [['.', '--format=json']],
  [['.', '--format', 'yaml']],
  [['.', '--format']],
  [['.', '--fail-on', 'never']],
  [['--', '.']],
])('left to the whole command line: %j', (args) => {
  expect(plainArguments(args)).toBeUndefined();
});

const files = {
  'main.tf': 'resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n}\n',
  'secret/main.tf': 'resource "aws_db_instance" "a" {\n  password = "AKIAABCDEFGHIJKLMNOP hunter2hunter2"\n}\n',
  'broken/main.tf': 'resource "aws_kms_key" "k" {\n',
  'quiet/main.tf': 'resource "aws_kms_key" "k" {} # nimbus:ignore aws-kms-rotation known\n',
  'web.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: nginx }] }\n',
  Dockerfile: 'FROM alpine\n',
  '.nimbus/rules.yaml': 'rules:\n  aws-s3-tags: off\n  docker-user: critical\n  no-such-rule: on\n',
  '.nimbus/rules/own.yaml': 'not: a rule\n',
  '.nimbus/rules/shop.yaml':
    'id: shop-bucket\ntitle: Buckets are the shop’s\nwhy: Bills go by name.\ntargets: [aws_s3_bucket]\npath: bucket\nmust: { like: shop-* }\nmessage: Name it after the shop.\n',
};

test.each(['json', 'text', 'sarif', 'markdown', 'junit', 'html', 'baseline'])('the same report, both ways: %s', async (format) => {
  const folder = tempFolder();
  plant(folder, files);
  const whole = await printed(folder, (screen) => scan('.', { format, failOn: 'critical', fix: false, yes: false, render: true }, screen));
  const atOnce = await said(() => scanAtOnce(['.', '--format', format, '--fail-on', 'critical', '--cwd', folder]));
  expect(timeless(atOnce.out)).toBe(timeless(whole.out));
  expect(atOnce.code).toBe(whole.code);
  expect(atOnce.out).not.toContain('AKIAABCDEFGHIJKLMNOP');
  expect(atOnce.out).toContain('shop-bucket');
});

test.each([
  ['a place that is not there', {}, ['nowhere']],
  ['a chart to render', { 'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n', 'chart/templates/web.yaml': 'kind: {{ .x }}\n' }, ['.']],
])('nothing is said of %s before the whole command line is asked', async (_what, more, args) => {
  const folder = tempFolder();
  plant(folder, { ...files, ...more });
  expect(await said(() => scanAtOnce([...args, '--cwd', folder]))).toEqual({ out: '', code: undefined });
});

async function said(work: () => Promise<number | undefined>): Promise<{ readonly out: string; readonly code: number | undefined }> {
  let out = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    return { code: await work(), out };
  } finally {
    spy.mockRestore();
  }
}

/** Without what differs from run to run. */
const timeless = (text: string): string =>
  text
    .replace(/"elapsedMs":\d+/, '"elapsedMs":0')
    .replace(/time="[\d.]+"/g, 'time=""')
    .replace(/\d+(\.\d+)? m?s\b/g, '<time>');
