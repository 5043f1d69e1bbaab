import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { inVsCode, type Window } from './harness/start.ts';
import { approve, ended, waitingPlan } from './nimbus.ts';
import { plantWorkspace } from './workspace.ts';

const root = join(import.meta.dirname, '../..');

const plan = (name: string) => `nimbus: 1
goal: A line in ${name}
steps:
  - id: note
    tool: files.write
    input: { path: infra/${name}.md, content: "Once.\\n" }
`;

const writing = (name: string) => new RegExp(`^Create infra/${name}\\.md$`);
/** Whatever the other one has come to. */
const busy = /(is being planned|waits for its approval|is running) in this folder.*Nothing was started/;

/** On a busy machine what takes a moment takes a while. */
const longMs = 60_000;

test('two windows and a command line give the same plan their yes: it runs once, and who came second is told', { timeout: 420_000 }, async () => {
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));
  await mkdir(join(workspaceFolder, '.nimbus', 'plans'), { recursive: true });
  for (const name of ['first', 'second']) await writeFile(join(workspaceFolder, '.nimbus', 'plans', `${name}.plan.yaml`), plan(name));

  await inVsCode('two-windows', { workspaceFolder, vsix: inject('vsix'), settings: { 'files.autoSave': 'off' } }, async (code) => {
    const nimbus = commandLine(code.folder);
    const windows: readonly Window[] = [code, await code.newWindow()];
    for (const { workbench } of windows) await workbench.openFile('first.plan.yaml');

    // Both at the same moment: one shows the plan, the other says who has it.
    const found = await Promise.all(
      windows.map(async (window) => {
        await window.workbench.runCommand('Nimbus: Run Plan File');
        return told(window);
      }),
    );
    expect(found.toSorted()).toEqual(['busy', 'waits']);
    const [winner, loser] = (found[0] === 'waits' ? windows : windows.toReversed()) as [Window, Window];
    await loser.screenshot('two-windows-busy');
    const hash = (await nimbus('run', '.nimbus/plans/first.plan.yaml', '--dry-run', '--json')).document.hash as string;

    // The second window looks at the plan that waits in the first: it says who has it, and offers no yes.
    await loser.workbench.notificationAction(busy, 'Show');
    const seen = await loser.workbench.webview('Plan and Run');
    await seen.getByText(/waits in another VS Code window \(process \d+\) since .*, and takes its yes only there/).waitFor({ timeout: longMs });
    await expect.poll(() => seen.getByRole('contentinfo').getByRole('button').allInnerTexts()).toEqual(['Cancel it there']);
    await loser.screenshot('two-windows-elsewhere');

    // A command line with the right hash is told the same.
    const third = await nimbus('run', '.nimbus/plans/first.plan.yaml', '--approve', hash, '--json');
    expect(third).toMatchObject({ code: 2, document: { failure: { code: 'run/folder-busy' } } });
    expect(await runsOf(nimbus)).toEqual([['A line in first', 'waiting']]);

    const run = await winner.workbench.webview('Plan and Run');
    await approve(run, writing('first'));
    expect(await ended(run)).toBe('Done');
    expect(await ended(seen), 'the other window sees how it ended').toBe('Done');
    await loser.screenshot('two-windows-done');
    expect(await readFile(join(code.folder, 'infra', 'first.md'), 'utf8')).toBe('Once.\n');

    // The hash was for one run: the same plan once more needs another yes.
    await rm(join(code.folder, 'infra', 'first.md'));
    expect((await nimbus('run', '.nimbus/plans/first.plan.yaml', '--approve', hash, '--json')).code).not.toBe(0);
    expect((await runsOf(nimbus)).filter(([, status]) => status === 'succeeded')).toEqual([['A line in first', 'succeeded']]);

    // The window's yes and the command line's at the same moment, whoever is faster.
    await winner.workbench.closeTab(/^A line in first/);
    const second = (await nimbus('run', '.nimbus/plans/second.plan.yaml', '--dry-run', '--json')).document.hash as string;
    await winner.workbench.openFile('second.plan.yaml');
    const [typed, clicked] = await Promise.all([
      nimbus('run', '.nimbus/plans/second.plan.yaml', '--approve', second, '--json'),
      winner.workbench.runCommand('Nimbus: Run Plan File').then(() => outcome(winner, code)),
    ]);
    await winner.screenshot('two-windows-race');
    const words = `command line: ${typed.code} ${typed.stdout}; window: ${clicked}`;
    expect(await readFile(join(code.folder, 'infra', 'second.md'), 'utf8'), words).toBe('Once.\n');
    expect(await wrote(nimbus, 'A line in second'), words).toBe(1);

    // The history of both, filtered: what is chosen second is added to the first.
    const { workbench } = winner;
    await workbench.openView('Nimbus');
    await workbench
      .treeItem(/A line in second/)
      .first()
      .waitFor({ timeout: longMs });
    const filter = async (choice: RegExp) => {
      await workbench.runCommand('Nimbus: Filter Plans and Runs…');
      await workbench.quickPick(choice).click();
    };
    await filter(/^fileswith a step of files/);
    await workbench.page.getByText('Filtered: with files.*').waitFor({ timeout: longMs });
    await workbench
      .treeItem(/A line in first/)
      .first()
      .waitFor({ timeout: longMs });
    await winner.screenshot('two-windows-filtered');
    await filter(/^cancelled/);
    await workbench.page.getByText('Filtered: cancelled, with files.*').waitFor({ timeout: longMs });
    await workbench
      .treeItem(/A line in first/)
      .first()
      .waitFor({ state: 'detached', timeout: longMs });
    await workbench.runCommand('Nimbus: Show All Plans and Runs');
    await workbench
      .treeItem(/A line in first/)
      .first()
      .waitFor({ timeout: longMs });
  });
});

/** What a window says when it is asked to run the plan of its editor. */
async function told({ workbench }: Window): Promise<'waits' | 'busy'> {
  return Promise.any([
    workbench
      .notification(busy)
      .waitFor({ timeout: longMs })
      .then(() => 'busy' as const),
    workbench
      .tab(/^(Plan|Run|A line in)/)
      .waitFor({ timeout: longMs })
      .then(() => 'waits' as const),
  ]);
}

/** Approves the plan if the window is asked; what the window said in the end: that another one is at it, or how its own run ended. */
async function outcome(window: Window, code: Parameters<typeof waitingPlan>[0]): Promise<string> {
  const refused = window.workbench
    .notification(busy)
    .waitFor({ timeout: longMs })
    .then(() => 'busy');
  const ran = window.workbench.webview('Plan and Run').then((page) => Promise.any([asked(page), ended(page)]));
  return Promise.any([refused, ran]);

  /** The person's yes. What the command line wrote meanwhile leaves nothing to ask about. */
  async function asked(page: Frame): Promise<string> {
    await approve(await waitingPlan({ ...code, ...window }, writing('second')), writing('second'));
    return ended(page);
  }
}

/** Runs of this goal that left something to take back. */
async function wrote(nimbus: Nimbus, goal: string): Promise<number> {
  const { runs } = (await nimbus('runs', 'list', '--json')).document as { readonly runs: readonly { readonly id: string; readonly goal: string }[] };
  let n = 0;
  for (const { id } of runs.filter((run) => run.goal === goal)) {
    const { undo } = (await nimbus('runs', 'show', id, '--json')).document as { readonly undo: { readonly possible: boolean } };
    if (undo.possible) n++;
  }
  return n;
}

type Nimbus = (...args: readonly string[]) => Promise<{ readonly code: number; readonly stdout: string; readonly document: Record<string, unknown> }>;

/** The command line on the folder and the data of the windows. */
const commandLine = (folder: string): Nimbus => {
  const home = join(folder, '..');
  const env = { ...process.env, HOME: home, XDG_DATA_HOME: join(home, '.local', 'share'), CI: '' };
  return (...args) =>
    new Promise((done) => {
      execFile(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'dist/cli/main.js'), ...args], { cwd: folder, env }, (error, stdout) =>
        done({ code: error === null ? 0 : Number(error.code), stdout, document: JSON.parse(stdout) as Record<string, unknown> }),
      );
    });
};

const runsOf = async (nimbus: Nimbus): Promise<readonly (readonly [string, string])[]> =>
  ((await nimbus('runs', 'list', '--json')).document.runs as { goal: string; status: string }[]).map(({ goal, status }) => [goal, status] as const);
