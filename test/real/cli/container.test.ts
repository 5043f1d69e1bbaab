import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { look } from '../../../src/rules/engine/look.ts';
import { linesOf, options, sourcesOf } from '../../rules/support.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';
import { nimbus } from './nimbus.ts';

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'Containerfile'), 'utf8');

/** `[COPY, what follows]`, one an instruction. */
const instructions = text
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .flatMap((line) => (/^[A-Z]+ /.test(line) ? [[line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const] : []));
const all = (name: string): readonly string[] => instructions.flatMap(([instruction, rest]) => (instruction === name ? [rest] : []));

/** What is copied, and where to. */
const copies = all('COPY').flatMap((rest) => {
  const words = rest.split(' ');
  const to = words.at(-1) ?? '';
  return words.slice(0, -1).map((from) => ({ from, to: to.endsWith('/') ? `${to}${basename(from)}` : to }));
});

test('our own rules find nothing in the Containerfile; it is pinned to the Node of the tests, and runs as nobody special', async () => {
  expect(linesOf(await look(sourcesOf({ Containerfile: text }), options))).toEqual([]);
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: { node: string } };
  expect(all('FROM')).toEqual([`node:${devDependencies.node}-bookworm-slim`]);
  expect([all('USER'), all('ENTRYPOINT'), all('ENV')]).toEqual([['node'], ['["nimbus"]'], ['HOME=/data', 'NIMBUS_DATA_DIR=/data/nimbus']]);
});

test('with only what it copies, the command line helps, looks, plans and scans, and does nothing that nobody said yes to', async () => {
  // Builds, where that is to be done.
  await nimbus();
  const letIn = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
  expect(letIn).toContain('*');
  const place = tempFolder();
  for (const { from, to } of copies) {
    expect(existsSync(join(root, from)), from).toBe(true);
    expect(letIn).toContain(`!${from}`);
    cpSync(join(root, from), join(place, to), { recursive: true });
  }
  const [, target = '', link = ''] = /ln -s (\S+) (\S+)/.exec(all('RUN').join('\n')) ?? [];
  mkdirSync(dirname(join(place, link)), { recursive: true });
  symlinkSync(join(place, target), join(place, link));
  expect(statSync(join(place, link)).mode & 0o111).toBe(0o111);
  plant(join(place, 'workspace'), { 'main.tf': 'resource "aws_db_instance" "main" {\n  publicly_accessible = true\n}\n' });
  const run = (...args: string[]) =>
    spawnSync('nimbus', args, {
      cwd: join(place, 'workspace'),
      encoding: 'utf8',
      env: {
        PATH: [dirname(join(place, link)), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
        HOME: join(place, 'data'),
        NIMBUS_DATA_DIR: join(place, 'data/nimbus'),
        AWS_EC2_METADATA_DISABLED: 'true',
        // As in a container: no account, and no cluster.
        KUBECONFIG: join(place, 'none'),
      },
    });
  mkdirSync(join(place, 'data'));

  const help = run(...(JSON.parse(all('CMD')[0] ?? '[]') as string[]));
  expect([help.status, help.stdout]).toEqual([0, expect.stringContaining('Usage: nimbus')]);
  const doctor = run('doctor', '--json');
  expect(doctor.status, doctor.stderr).toBe(0);
  expect(JSON.parse(doctor.stdout).checks).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'store', status: 'ok', detail: join(place, 'data/nimbus') }),
      expect.objectContaining({ name: 'git', status: 'ok' }),
      expect.objectContaining({ name: 'kubernetes', status: 'missing' }),
    ]),
  );
  // The grammar of Terraform and what the planner learned are among the files.
  const scan = run('scan', '--json');
  expect([scan.status, JSON.parse(scan.stdout).findings.map(({ rule }: { rule: string }) => rule)]).toEqual([1, expect.arrayContaining(['aws-rds-public'])]);
  expect(JSON.parse(run('plan', 'show the git status', '--json').stdout).steps).toMatchObject([{ tool: 'git.status' }]);
  const write = run('files', 'write', '--path', 'a.txt', '--content', 'a', '--json');
  expect([write.status, existsSync(join(place, 'workspace/a.txt'))]).toEqual([4, false]);
});
