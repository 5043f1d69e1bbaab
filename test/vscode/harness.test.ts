import { access, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { violations } from './harness/axe.ts';
import { inVsCode } from './harness/start.ts';
import { everyTheme } from './harness/theme.ts';
import { packTiny } from './harness/tiny.ts';

/** The harness itself, proven on an extension of a few lines: if this fails, no other file here says anything. */
test('a packaged extension can be driven as a person would', async () => {
  await using stack = new AsyncDisposableStack();
  const temp = await mkdtemp(join(tmpdir(), 'nimbus-tiny-'));
  stack.defer(() => rm(temp, { recursive: true, force: true }));
  const vsix = await packTiny(join(temp, 'extension'));
  await mkdir(join(temp, 'workspace', 'infra'), { recursive: true });

  let left: { folder: string; pid: number } | undefined;
  await inVsCode('harness', { workspaceFolder: join(temp, 'workspace'), vsix }, async (code) => {
    left = { folder: code.folder, pid: code.pid };
    const { workbench } = code;
    await workbench.contextMenu('infra', 'Open Tiny Panel');
    const panel = await workbench.webview('Tiny panel');
    await panel.getByRole('heading', { name: 'Opened on infra' }).waitFor();

    await panel.getByRole('button', { name: 'Speak' }).click();
    await workbench.notification('The panel said hello').waitFor();

    for (const theme of everyTheme) {
      await code.useTheme(theme);
      const found = await violations(panel);
      expect(found.map((line) => line.split(':')[0])).toContain('button-name');
    }
    await code.screenshot('harness-tiny');

    await workbench.runCommand('Tiny: Ask Something');
    await workbench.notificationAction('Shall it be written?', 'Write');
    await expect.poll(() => readFile(join(code.folder, 'chosen.txt'), 'utf8').catch(() => '')).toBe('Write');

    await workbench.reload();
    await workbench.explorerItem('infra').waitFor();
  });

  await expect(access(left?.folder ?? ''), 'its files are gone').rejects.toThrow();
  expect(() => process.kill(left?.pid ?? 0, 0), 'its processes are gone').toThrow('ESRCH');
});
