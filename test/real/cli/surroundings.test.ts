import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';
import { endGroup, inTerraformsPlace, isRunning, type Nimbus, nimbus, versionOnly } from './nimbus.ts';

const main = join(import.meta.dirname, '../../../dist/cli/main.js');
const isLinux = process.platform === 'linux';

/** Lines of a shell, with `nimbus` as a command in them, in a workspace with one file. */
async function check(
  lines: string,
  expected: { readonly says: readonly string[]; readonly env?: (n: Nimbus) => Readonly<Record<string, string>> },
): Promise<Nimbus> {
  const n = await nimbus();
  plant(n.workspace, { Dockerfile: 'FROM alpine:3.20\n' });
  const script = `nimbus() { "${process.execPath}" --disable-warning=ExperimentalWarning "${main}" "$@"; }\n${lines}\n`;
  const env = { ...process.env, NIMBUS_DATA_DIR: n.data, CI: '', AWS_EC2_METADATA_DISABLED: 'true', ...expected.env?.(n) };
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: n.workspace, env, encoding: 'utf8' });
  const said = `${stdout}${stderr}`;
  for (const words of expected.says) expect(said).toContain(words);
  expect(said).not.toMatch(/Nimbus broke|node:events|Unhandled/);
  return n;
}

/** A data folder that no user can make, root neither. */
const noData = (n: Nimbus) => {
  writeFileSync(join(n.data, 'a-file'), '');
  return { NIMBUS_DATA_DIR: join(n.data, 'a-file', 'nimbus') };
};

test('who reads the output is gone: nothing is said of it', () =>
  check(
    'nimbus tools list --json | true; echo "ended ${PIPESTATUS[0]}"; nimbus --help | true; echo "help ${PIPESTATUS[0]}"; nimbus scan . --fail-on critical | true; echo "scan ${PIPESTATUS[0]}"',
    {
      says: ['ended 0', 'help 0', 'scan 0'],
    },
  ).then(() => {}));

test('who reads the events of a run is gone: it goes on to its end', async () => {
  const n = await check('nimbus files write --path a.txt --content a --yes --events | true; echo "ended ${PIPESTATUS[0]}"', { says: ['ended 0'] });
  expect(readFileSync(join(n.workspace, 'a.txt'), 'utf8')).toBe('a');
});

test.skipIf(!isLinux)('output that can’t be written counts as a failure (needs /dev/full)', () =>
  check('nimbus rules list > /dev/full; echo "ended $?"', { says: ['ended 1', '✗ The output could not be written: ENOSPC'] }).then(() => {}),
);

test('the folder is gone', () =>
  check('mkdir gone; cd gone; rmdir ../gone; nimbus runs list; echo "list $?"; nimbus scan; echo "scan $?"; nimbus rules list > ../rules; echo "rules $?"', {
    says: ['✗ The folder you are in is gone.\n  Go to one that is there (cd), or give --cwd.', 'list 2', 'scan 2', 'rules 0'],
  }).then(() => {}));

test('nowhere to keep a history: said where one is needed, and only there', () =>
  check(
    'nimbus runs list; echo "list $?"; nimbus config set generate.folder x; echo "set $?"; nimbus tools show git.commit > s; echo "show $?"; nimbus plan "show the git status" > p; echo "plan $?"; nimbus doctor; echo "doctor $?"',
    { env: noData, says: ["can't be used", 'NIMBUS_DATA_DIR', 'list 1', 'set 2', 'show 0', 'plan 0', 'doctor 0'] },
  ).then(() => {}));

test('a workspace by a link that leads to it: one place, one history', async () => {
  const link = join(tempFolder(), 'link');
  await check(
    `ln -s "$PWD" "${link}"; nimbus files write --path a.txt --content a --yes --cwd "${link}" > w; nimbus runs list; cd "${link}"; nimbus generate terraform --answers "$NIMBUS_DATA_DIR/answers.yaml" --out "${link}/infra" --dry-run | grep -c 'create *infra/'`,
    { says: ['Call files.write', '\n13\n'] },
  );
});

test('a scan follows the link it is pointed at', async () => {
  const elsewhere = tempFolder();
  plant(elsewhere, { Dockerfile: 'FROM alpine:latest\n' });
  const n = await nimbus();
  symlinkSync(elsewhere, join(n.workspace, 'link'));
  const { document } = await n.run(['scan', 'link', '--fail-on', 'critical', '--json']);
  expect(document).toMatchObject({ files: 1 });
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  test(`${signal} while a command only looks: said as a document, and no process is left`, async () => {
    const n = await nimbus();
    plant(n.workspace, { 'infra/main.tf': '' });
    const told = join(n.data, 'hanging');
    const script = `import { writeFileSync, renameSync } from 'node:fs';\n${versionOnly}
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'inherit' });
writeFileSync('${told}.tmp', process.pid + ' ' + child.pid);
renameSync('${told}.tmp', '${told}');
setInterval(() => {}, 1e6);`;
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'terraform', 'validate', '--directory', 'infra', '--json'], {
      cwd: n.workspace,
      env: { ...process.env, NIMBUS_DATA_DIR: n.data, ...inTerraformsPlace(script) },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let out = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    const ended = new Promise<number | null>((done) => child.once('close', done));
    onTestFinished(() => void child.kill('SIGKILL'));
    await expect.poll(() => existsSync(told)).toBe(true);
    const processes = readFileSync(told, 'utf8').split(' ').map(Number);
    onTestFinished(() => processes.slice(0, 1).forEach(endGroup));
    child.kill(signal);
    expect(await ended).toBe(130);
    expect(JSON.parse(out).failure.code).toBe('run/stopped');
    expect(processes.filter(isRunning)).toEqual([]);
  });

test('a manifest that is large, and broken at its end: read on a thread of its own, and told at its line', async () => {
  const n = await nimbus();
  const one = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { text: ${'x'.repeat(200)} }\n---\n`;
  writeFileSync(join(n.workspace, 'all.yaml'), `${Array.from({ length: 200 }, (_, i) => one(`map-${i}`)).join('')}a: 1\na: 2\n`);
  writeFileSync(join(n.workspace, 'apply.plan.yaml'), 'nimbus: 1\ngoal: Apply\nsteps:\n  - { id: a, tool: kubernetes.apply, input: { path: all.yaml } }\n');
  const { code, document } = await n.run(['run', 'apply.plan.yaml', '--dry-run', '--json']);
  expect([code, document.failure?.code, document.failure?.problems]).toEqual([
    2,
    'kubernetes/manifest-unreadable',
    [{ path: 'all.yaml:1002', message: 'Map keys must be unique at line 1002, column 1:' }],
  ]);
});
