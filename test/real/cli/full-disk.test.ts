import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tree } from '../../support/tree.ts';
import { type Document, type Nimbus, nimbus } from './nimbus.ts';

const cli = join(import.meta.dirname, '../../../dist/cli/main.js');

/** The command line with files that may not grow beyond so many KB. */
const limited = (
  n: Nimbus,
  kb: number,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly document: Document; readonly stderr: string }> =>
  new Promise((done, fail) => {
    const script = `ulimit -f ${kb}; exec "$0" --disable-warning=ExperimentalWarning "$@"`;
    const child = spawn('bash', ['-c', script, process.execPath, cli, ...args, '--json'], {
      cwd: n.workspace,
      env: { PATH: process.env.PATH, HOME: n.data, NIMBUS_DATA_DIR: n.data },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.once('error', fail);
    child.once('close', (code) => {
      try {
        done({ code, stderr, document: JSON.parse(stdout) });
      } catch {
        fail(new Error(`not one JSON document: ${stdout}\n${stderr}`));
      }
    });
  });

/** Three files, one after the other; each step takes some KB of journal. */
const plan = `nimbus: 1
goal: Three files
steps:
${['a', 'b', 'c'].map((id, i) => `  - id: ${id}\n    tool: files.write\n    input: { path: ${id}.txt, content: "${`${id} and so on `.repeat(700)}\\n" }\n${i === 0 ? '' : `    dependsOn: [${'ab'[i - 1]}]\n`}`).join('')}`;

test('the disk fills up in the middle of a run: told plainly, nothing half-written, and taken up when there is room', async () => {
  const told = new Set<string>();
  // From too little for anything, to enough for a part of it, to enough.
  for (let kb = 60; !told.has('done'); kb = told.has('taken up') ? 8_000 : kb + 50) {
    const n = await nimbus();
    writeFileSync(join(n.workspace, 'three.plan.yaml'), plan);
    const { hash = '' } = (await n.run(['run', 'three.plan.yaml', '--dry-run', '--json'])).document;
    const { code, document, stderr } = await limited(n, kb, ['run', 'three.plan.yaml', '--approve', hash]);
    const left = tree(n.workspace);
    for (const [path, text] of Object.entries(left)) if (path.endsWith('.txt')) expect(text, `${path} with ${kb} KB`).toHaveLength(12 * 700 + 1);
    expect(Object.keys(left).filter((path) => path.includes('.tmp'))).toEqual([]);
    if (code === 0) {
      told.add('done');
      continue;
    }
    expect([code, document.failure?.code ?? stderr], stderr).toEqual([1, 'store/full']);
    expect(document.failure?.fix).toContain('Make room on that disk');
    const { runs } = (await n.run(['runs', 'list', '--json'])).document as { readonly runs?: readonly { readonly id: string; readonly status: string }[] };
    const run = runs?.[0];
    const written = ['a', 'b', 'c'].filter((id) => left[`${id}.txt`] !== undefined);
    if (run === undefined || written.length === 0) {
      told.add('before anything');
      continue;
    }
    expect(run.status).toBe('interrupted');
    const asked = await n.run(['run', '--resume', run.id, '--json']);
    const again = asked.document.failure?.plan?.hash;
    if (again !== undefined) expect((await n.run(['run', '--resume', run.id, '--approve', again, '--json'])).code).toBe(0);
    else expect(asked.code, asked.stdout).toBe(0);
    for (const id of ['a', 'b', 'c']) expect(readFileSync(join(n.workspace, `${id}.txt`), 'utf8')).toHaveLength(12 * 700 + 1);
    told.add('taken up');
  }
  expect([...told].toSorted()).toEqual(['before anything', 'done', 'taken up']);
});
