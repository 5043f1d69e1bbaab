import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/base/hash.ts';
import { leftAddress, previewAddress, readLeftAddress, readPreviewAddress } from '../../src/extension/documents/addresses.ts';
import { provideText } from '../../src/extension/documents/provide.ts';
import { sidesOf } from '../../src/extension/documents/texts.ts';
import type { LiveRuns } from '../../src/extension/runs/live-runs.ts';
import { runsOn } from '../../src/extension/runs/look.ts';
import type { Shell } from '../../src/extension/shell.ts';
import { type FileLine, fileLines, filesTitle, textOf } from '../../src/extension/views/files.ts';
import { keepingWhatIsWritten } from '../../src/session/files.ts';
import { write } from '../../src/tools/files/write.ts';
import { all, gives, start, testHouse, testTool } from '../support/house.ts';
import { plant } from '../support/tree.ts';

/** A run that made one file and changed another, as the tree of runs sees it. */
async function ran() {
  const at = testHouse([write as never, testTool('t.reads', gives({}))]);
  const { workplace } = at;
  const house: typeof at = { ...at, workplace: (...given) => keepingWhatIsWritten(workplace(...given), at.redactor) };
  plant(at.folder, { 'config.yaml': 'replicas: 1\n' });
  const handle = start(house, [
    { id: 'app', tool: 'files.write', input: { path: 'app/main.tf', content: 'a = 1\n' } },
    { id: 'config', tool: 'files.write', dependsOn: ['app'], input: { path: 'config.yaml', content: 'replicas: 3\n' } },
  ]);
  await all(handle);
  const looks = await all(start(house, [{ id: 'reads', tool: 't.reads', input: {} }]));
  const runs = runsOn(house, { get: () => undefined } as unknown as LiveRuns);
  return { house, runs, id: handle.runId, looked: looks[0]?.runId ?? '' };
}

const shown = (lines: readonly FileLine[]) => lines.map(({ label, description, opens }) => [label, description, opens?.what]);

test('below a run are its files, each with how it is now, and a click compares what changed', async () => {
  const { house, runs, id, looked } = await ran();
  expect([filesTitle(runs, id), filesTitle(runs, looked), filesTitle(runs, 'nowhere')]).toEqual(['2 files', undefined, undefined]);
  expect(await fileLines(runs, looked)).toEqual([]);
  expect(shown(await fileLines(runs, id))).toEqual([
    ['main.tf', 'app', 'disk'],
    ['config.yaml', '', 'disk'],
  ]);

  writeFileSync(join(house.folder, 'app/main.tf'), 'a = 2\n');
  rmSync(join(house.folder, 'config.yaml'));
  const [app, config] = await fileLines(runs, id);
  expect(shown([app, config] as FileLine[])).toEqual([
    ['main.tf', 'app · changed since', 'both'],
    ['config.yaml', 'gone since', 'left'],
  ]);
  expect(app).toMatchObject({
    icon: 'diff-added',
    tooltip: '**app/main\\.tf**\n\ncreated by app · changed since',
    opens: { disk: join(house.folder, 'app/main.tf') },
  });
  // What a diff shows on its left is what the run left, not what lies there now.
  const shell = { runtime: async () => runs } as unknown as Shell;
  const open = (line: FileLine | undefined) => provideText(shell, leftAddress(line?.opens?.left as never) as never);
  expect(await Promise.all([app, config].map(open))).toEqual(['a = 1\n', 'replicas: 3\n']);
  expect(await sidesOf(runs, id, 'app', 'app/main.tf')).toEqual({ ok: true, value: { before: undefined, after: 'a = 1\n' } });

  house.db.exec('DELETE FROM blobs');
  expect(shown(await fileLines(runs, id))).toEqual([
    ['main.tf', 'app · changed since; what the run left is no longer kept', 'disk'],
    ['config.yaml', 'gone since; what the run left is no longer kept', undefined],
  ]);
  expect(await open(app)).toBe('What the run left is no longer kept.\n');
  // Nor is an edit shown as if the step had left it.
  expect(await sidesOf(runs, id, 'app', 'app/main.tf')).toMatchObject({ ok: false, failure: { code: 'workspace/preview-gone' } });
});

test('a file whose address somebody else made opens nothing outside the folder', async () => {
  const { house, runs, id } = await ran();
  const expectation = sha256(new TextEncoder().encode('x'));
  const undo = (path: string) => ({ steps: [{ tool: 'files.restore', input: { files: [{ path, to: null, expect: expectation }], folders: [] } }] });
  for (const [n, path] of ['../other/x', 'a/../../x', '/etc/hostname'].entries())
    house.journal.append(id, { type: 'step-started', id: `out-${n}`, attempt: 1, undo: undo(path) });
  const lines = await fileLines(runs, id);
  expect(lines).toHaveLength(5);
  expect(lines.slice(2).map(({ opens }) => opens)).toEqual([undefined, undefined, undefined]);
  expect(await textOf(runs, { runId: id, path: '/etc/hostname', sha256: expectation })).toBeUndefined();
});

test('addresses of what a run left are read back, and are no others', () => {
  const left = { runId: 'r1', sha256: 'f'.repeat(64), path: 'app/deep/main.tf' };
  const side = { runId: 'r1', stepId: 's', side: 'before', path: 'left/x' } as const;
  expect(readLeftAddress(leftAddress(left).path)).toEqual(left);
  expect(readPreviewAddress(leftAddress(left).path)).toBeUndefined();
  expect(readLeftAddress(previewAddress(side).path)).toBeUndefined();
});
