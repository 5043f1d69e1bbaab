import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Frame } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { violations } from './harness/axe.ts';
import { longMs } from './harness/patience.ts';
import { inVsCode } from './harness/start.ts';
import { everyTheme } from './harness/theme.ts';
import { approved, expand, planAsking } from './kubernetes.ts';
import { fitsItsWidth } from './nimbus.ts';
import { plantWorkspace } from './workspace.ts';

/** On a busy machine what takes a moment takes a while. */

/** Much is done in one window, as each takes a while to start. */
const wholeMs = 400_000;

const commits = 40;

/** Nobody's own settings reach it. */
const env = {
  ...process.env,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'A. Person',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A. Person',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};
const git = (folder: string, ...args: readonly string[]) => promisify(execFile)('git', args, { cwd: folder, env });

/** A history as `git fast-import` takes it: the third commit begins like a formula, every fifth writes docs. */
const history = (length: number): string => Array.from({ length }, (_, i) => oneCommit(i + 1)).join('\n');

function oneCommit(n: number): string {
  const subject = n === 3 ? '=HYPERLINK("https://example.com"), says commit 3' : n % 5 === 0 ? `Write docs ${n}` : `Change the shop ${n}`;
  const who = `${n % 2 === 0 ? 'Odd "Even" Person' : 'A. Person'} <a@example.com> ${1_767_225_600 + n * 3_600} +0000`;
  return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata ${Buffer.byteLength(subject)}\n${subject}\nM 100644 inline README.md\ndata <<END\n${n}\nEND\n`;
}

async function plantRepository(length: number): Promise<string> {
  const folder = await plantWorkspace();
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await new Promise<void>((resolve, reject) => {
    const child = execFile('git', ['fast-import', '--quiet'], { cwd: folder, env }, (error) => (error === null ? resolve() : reject(error)));
    child.stdin?.end(history(length));
  });
  await git(folder, 'reset', '--quiet', '--hard');
  await git(folder, 'config', 'user.name', 'A. Person');
  await git(folder, 'config', 'user.email', 'a@example.com');
  return folder;
}

/** The texts of a column, of the rows that are drawn. */
const column = (table: Frame, index: number): Promise<string[]> =>
  table
    .locator(`.body [role=gridcell][aria-colindex="${index}"]`)
    .evaluateAll((cells) => cells.map((cell) => (cell as unknown as { textContent: string }).textContent.trim()));

/** What the bottom line says; the same is announced to those who hear the page, so that looking for a text alone finds two. */
const counts = (table: Frame, text: string | RegExp): Promise<void> => table.locator('#count', { hasText: text }).waitFor({ timeout: longMs });

test('a list as a table: sorted, filtered, copied, exported, acted on', { timeout: wholeMs }, async () => {
  const workspaceFolder = await plantRepository(commits);
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));
  // The file dialog is then VS Code's own, which can be typed into.
  const settings = { 'files.simpleDialog.enable': true };
  await inVsCode('table', { workspaceFolder, vsix: inject('vsix'), settings }, async (code) => {
    const { workbench } = code;
    const { page } = workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

    await workbench.runCommand('Nimbus: Show as Table…');
    await workbench.pick('Commits (Git)');
    await workbench.quickPick('Show the table').waitFor({ timeout: longMs });
    await code.screenshot('table-inputs');
    await workbench.pick('Show the table');
    const table = await workbench.webview('Table');
    const grid = table.getByRole('grid');
    await grid.waitFor({ timeout: longMs });
    await counts(table, `${commits} rows`);
    expect((await column(table, 1))[0]).toBe(`Write docs ${commits}`);

    // By its title: up as people count, down, as it came.
    const subject = table.getByRole('columnheader', { name: 'Subject' });
    const authored = table.getByRole('columnheader', { name: 'Authored' });
    await subject.click();
    await expect.poll(() => subject.getAttribute('aria-sort'), { timeout: longMs }).toBe('ascending');
    expect((await column(table, 1)).slice(0, 3)).toEqual(['=HYPERLINK("https://example.com"), says commit 3', 'Change the shop 1', 'Change the shop 2']);
    await subject.click();
    await expect.poll(() => subject.getAttribute('aria-sort'), { timeout: longMs }).toBe('descending');
    expect((await column(table, 1))[0]).toBe(`Write docs ${commits}`);
    await authored.click();
    await expect.poll(() => authored.getAttribute('aria-sort'), { timeout: longMs }).toBe('ascending');
    expect((await column(table, 1))[0]).toBe('Change the shop 1');

    // Filtered: over all columns, and by one of them.
    const filter = table.getByRole('textbox', { name: 'Filter rows' });
    await filter.fill('docs even');
    await counts(table, `4 of ${commits}`);
    await filter.fill('docs');
    await counts(table, `8 of ${commits}`);
    await table.getByRole('button', { name: 'Filter by column' }).click();
    await table.getByRole('textbox', { name: 'Filter Author name' }).fill('!odd');
    await counts(table, `4 of ${commits}`);
    for (const theme of everyTheme.toReversed()) {
      await code.useTheme(theme);
      expect(await violations(table), theme).toEqual([]);
      await code.screenshot(`table-${theme.replaceAll(' ', '-')}`);
    }

    // By keyboard: two rows are selected and copied.
    await grid.focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Shift+ArrowDown');
    await counts(table, '2 selected');
    await code.screenshot('table-selected');
    await page.keyboard.press('Control+c');
    await table.getByText('2 rows copied as text.').waitFor({ timeout: longMs });
    const clipboard = (await page.evaluate('navigator.clipboard.readText()')) as string;
    expect(clipboard.split('\n').map((line) => line.split('\t').slice(0, 3))).toEqual([
      ['Subject', 'Author name', 'Authored'],
      ['Write docs 5', 'A. Person', '2026-01-01T05:00:00+00:00'],
      ['Write docs 15', 'A. Person', '2026-01-01T15:00:00+00:00'],
      [''],
    ]);

    // All of it as files, in the order that is seen.
    await table.getByRole('button', { name: 'Filter by column' }).click();
    await filter.fill('');
    await page.keyboard.press('Tab');
    await grid.focus();
    await page.keyboard.press('Escape');
    const exported = async (form: string): Promise<string> => {
      await table.getByRole('button', { name: /^Export/ }).click();
      await workbench.pick(form);
      const name = workbench.question;
      await expect.poll(() => name.inputValue(), { timeout: longMs }).toMatch(new RegExp(`commits-git\\.${form.toLowerCase()}$`));
      const path = await name.inputValue();
      await page.keyboard.press('Enter');
      await table.getByText(new RegExp(`${commits} rows exported to .*\\.${form.toLowerCase()}`)).waitFor({ timeout: longMs });
      return readFile(path, 'utf8');
    };
    const csv = (await exported('CSV')).split('\r\n');
    expect(csv[0]).toBe('Subject,Author name,Authored,Refs,Commit');
    expect(csv[1]).toMatch(/^Change the shop 1,A\. Person,2026-01-01T01:00:00\+00:00,,[0-9a-f]{40}$/);
    expect(csv[2]).toMatch(/^Change the shop 2,"Odd ""Even"" Person",/);
    expect(csv[3]).toMatch(/^"'=HYPERLINK\(""https:\/\/example\.com""\), says commit 3",/);
    expect(csv).toHaveLength(commits + 2);
    const json = JSON.parse(await exported('JSON')) as { subject: string; author: { email: string } }[];
    expect(json).toHaveLength(commits);
    expect(json[2]).toMatchObject({ subject: '=HYPERLINK("https://example.com"), says commit 3', author: { name: 'A. Person', email: 'a@example.com' } });

    // Other columns, for as long as this tool is listed.
    await table.getByRole('button', { name: 'Columns…' }).click();
    await workbench.quickPick('Parents').click();
    await page.keyboard.press('Enter');
    await table.getByRole('columnheader', { name: 'Parents' }).waitFor();

    // What the tree offers for a commit, by a right-click and by keyboard.
    await table.getByText('Change the shop 2', { exact: true }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Create Branch…' }).first().waitFor({ timeout: longMs });
    await code.screenshot('table-menu');
    await page.keyboard.press('Escape');
    await grid.focus();
    await page.keyboard.press('Enter');
    await workbench.pick('Create Branch…');
    await workbench.answer('from-the-table');
    await workbench.pick('Stay where you are');
    const plan = await workbench.webview('Plan and Run');
    const yes = plan.getByRole('button', { name: /^Make branch from-the-table/ });
    await yes.waitFor({ timeout: longMs });
    await yes.click();
    await plan.getByRole('heading', { name: /^Done/, level: 2 }).waitFor({ timeout: longMs });
    const { stdout } = await git(code.folder, 'log', '-1', '--format=%s', 'from-the-table');
    expect(stdout.trim()).toBe('Change the shop 2');
    await workbench.closeTab(/Create the branch/);

    // Asked for anew: the filter stays, what is new is there. The page comes back as it was left.
    const again = await workbench.webview('Table');
    await writeFile(join(code.folder, 'README.md'), 'new\n');
    await git(code.folder, 'commit', '--quiet', '--all', '--message=Write docs last');
    await again.getByRole('textbox', { name: 'Filter rows' }).fill('docs');
    await again.getByRole('button', { name: 'Refresh' }).click();
    await counts(again, `9 of ${commits + 1}`);

    // Narrow, as beside another editor: the page itself does not scroll sideways.
    await page.setViewportSize({ width: 480, height: 800 });
    await code.screenshot('table-narrow');
    await fitsItsWidth(again);
    await page.setViewportSize({ width: 1280, height: 800 });

    // After a reload of the window it is asked for anew, with the columns the person chose.
    await workbench.keeps(/^(?![\s\S]*(?:nimbus\.run|!odd))(?=[\s\S]*nimbus\.table)[\s\S]*\btext\W+docs\b/);
    await workbench.reload();
    const back = await workbench.webview('Table');
    await counts(back, `9 of ${commits + 1}`);
    await back.getByRole('columnheader', { name: 'Parents' }).waitFor();

    // A failure says what to do; what was there stays.
    await rm(join(code.folder, '.git'), { recursive: true, force: true });
    await back.getByRole('button', { name: 'Refresh' }).click();
    await back.getByText('What to do:').waitFor({ timeout: longMs });
    await counts(back, `9 of ${commits + 1}`);
    expect(await violations(back)).toEqual([]);
    await code.screenshot('table-failed');
  });
});

test('10,000 rows, of which few are in the page; the tree and a run lead to tables', { timeout: wholeMs }, async () => {
  const all = 10_000;
  const workspaceFolder = await plantRepository(all);
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));
  const plan = `nimbus: 1
goal: Look at the files
steps:
  - { id: look, tool: files.list, input: { path: ".", recursive: true } }
  - { id: sides, tool: files.diff, input: { from: README.md, to: infra/notes.txt } }
  - { id: changes, tool: git.diff, input: {} }
`;
  await writeFile(join(workspaceFolder, 'look.plan.yaml'), plan);
  await writeFile(join(workspaceFolder, 'README.md'), 'changed\n');
  const settings = { 'git.enabled': true };
  await git(workspaceFolder, 'remote', 'add', 'origin', 'https://github.com/example/shop.git');
  // Nobody is signed in, whatever whoever runs this has in the environment.
  const signedOut = { GH_TOKEN: '', GITHUB_TOKEN: '', GITHUB_API_URL: '', GH_HOST: '' };
  await inVsCode('table-large', { workspaceFolder, vsix: inject('vsix'), settings, env: signedOut }, async (code) => {
    const { workbench } = code;
    const { page } = workbench;

    // What the tool needs to know is asked for.
    await workbench.runCommand('Nimbus: Show as Table…');
    await workbench.pick('Commits (Git)');
    await workbench.pick('Limit…');
    await workbench.answer(String(all));
    await workbench.pick('Show the table');
    const table = await workbench.webview('Table');
    await counts(table, '10,000 rows');
    const drawn = table.locator('.body [role=row]');
    await expect.poll(() => drawn.count(), { timeout: longMs }).toBeGreaterThan(10);
    await expect.poll(() => drawn.count()).toBeLessThan(120);

    const grid = table.getByRole('grid');
    await grid.focus();
    await page.keyboard.press('Control+End');
    await table.getByText('Change the shop 1', { exact: true }).waitFor({ timeout: longMs });
    await expect.poll(() => drawn.count()).toBeLessThan(120);
    await expect.poll(() => table.locator(`[role=row][aria-rowindex="${all + 1}"]`).getAttribute('aria-selected')).toBe('true');
    await expect.poll(() => grid.getAttribute('aria-activedescendant')).toMatch(/^cell-9999-/);
    await table.getByRole('button', { name: 'Filter by column' }).click();
    await table.getByRole('textbox', { name: 'Filter Subject' }).fill('shop 99');
    await counts(table, '89 of 10,000');
    await table.getByRole('columnheader', { name: 'Subject' }).click();
    await expect.poll(async () => (await column(table, 1))[0], { timeout: longMs }).toBe('Change the shop 99');
    await workbench.closeTab('Commits (Git)');

    // The tree: what changed, beside what it was, in VS Code's own editor; branches as a table.
    await workbench.openView('Nimbus');
    const root = workbench.treeItem(/^Git/).first();
    await root.waitFor({ timeout: longMs });
    await root.click();
    await workbench.treeItem(/^README\.md/).click({ timeout: longMs });
    await page.locator('.monaco-diff-editor').first().waitFor({ timeout: longMs });

    // A change taken back from its line: planned, approved, gone; planted again for what follows.
    await workbench.chooseOn(workbench.treeItem(/^README\.md/).first(), 'Discard Changes…', workbench.tab(/^Discard the changes of README/));
    expect(await readFile(join(code.folder, 'README.md'), 'utf8'), 'nothing happens before a yes').toBe('changed\n');
    expect((await approved(code, /^Take 1 file back/)).outcome).toBe('Done');
    expect(await readFile(join(code.folder, 'README.md'), 'utf8')).toBe(`${all}\n`);
    await workbench.treeItem(/^README\.md/).waitFor({ state: 'detached', timeout: longMs });
    await writeFile(join(code.folder, 'README.md'), 'changed\n');
    await workbench.runCommand('View: Close All Editors');

    // GitHub: who looks is not asked to sign in; the line that says so asks, and a no leaves it there.
    const dialog = page.locator('.monaco-dialog-box');
    const hub = workbench.treeItem(/^GitHub/).first();
    await expand(hub);
    await expand(workbench.treeItem(/^Pull Requests/).first());
    const signIn = workbench.treeItem('Sign in to GitHub').first();
    await signIn.waitFor({ timeout: longMs });
    await expect.poll(() => dialog.count(), { message: 'a look asks nobody' }).toBe(0);
    await code.screenshot('github-sign-in');
    await signIn.click();
    await dialog.filter({ hasText: /Nimbus.*wants to sign in using GitHub/ }).waitFor({ timeout: longMs });
    await workbench.dialogAction('Cancel');
    await dialog.waitFor({ state: 'detached', timeout: longMs });
    await signIn.waitFor({ timeout: longMs });
    await hub.locator('.monaco-tl-twistie').click();
    await workbench.treeItem(/^Branches/).hover();
    await workbench
      .treeItem(/^Branches/)
      .getByRole('button', { name: 'Show as Table' })
      .click({ timeout: longMs });
    const branches = await workbench.webview('Table');
    await counts(branches, '1 row');
    await code.screenshot('table-from-tree');
    await workbench.closeTab('Branches');

    // Several rows at once, by keyboard, as one plan.
    await workbench.runCommand('Nimbus: Show as Table…');
    await workbench.pick('Changed (Git)');
    await workbench.pick('Show the table');
    const changes = await workbench.webview('Table');
    await changes.getByRole('combobox', { name: 'List' }).selectOption({ label: 'Untracked (2)' });
    await counts(changes, '2 rows');
    await changes.getByRole('grid').focus();
    await page.keyboard.press('Control+a');
    await counts(changes, '2 selected');
    await expect
      .poll(() => changes.evaluate(() => String((globalThis as unknown as { getSelection(): unknown }).getSelection())), {
        message: 'rows, not the text of the page',
      })
      .toBe('');
    await changes.locator('#announcer', { hasText: '2 rows selected' }).waitFor({ state: 'attached', timeout: longMs });
    await changes.getByText('look.plan.yaml', { exact: true }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Stage…' }).first().waitFor({ timeout: longMs });
    await expect.poll(() => page.getByRole('menuitem', { name: 'Open File' }).count(), { message: 'what is for one row only is not offered' }).toBe(0);
    await code.screenshot('table-many-menu');
    await page.keyboard.press('Escape');
    await changes.getByRole('button', { name: 'Actions for 2 rows…' }).click();
    await workbench.quickPick('Stage…').waitFor({ timeout: longMs });
    await code.screenshot('table-many');
    await page.keyboard.press('Escape');
    await workbench.question.waitFor({ state: 'hidden', timeout: longMs });
    await changes.getByRole('grid').focus();
    await page.keyboard.press('Enter');
    await workbench.pick('Stage…');
    const staging = await workbench.webview('Plan and Run');
    const stage = staging.getByRole('button', { name: 'Stage 2 files' });
    await stage.waitFor({ timeout: longMs });
    await code.screenshot('table-many-plan');
    await stage.click();
    await staging.getByRole('heading', { name: /^Done/, level: 2 }).waitFor({ timeout: longMs });
    const { stdout: staged } = await git(code.folder, 'diff', '--cached', '--name-only');
    expect(staged.trim().split('\n')).toEqual(['infra/notes.txt', 'look.plan.yaml']);
    await workbench.closeTab(/^Stage /);
    // The table has followed: nothing is untracked any more.
    const after = await workbench.webview('Table');
    await after.getByRole('combobox', { name: 'List' }).locator('option', { hasText: 'Untracked (0)' }).waitFor({ state: 'attached', timeout: longMs });
    await workbench.closeTab('Changed (Git)');

    // A step's output as it was.
    await workbench.openFile('look.plan.yaml');
    await workbench.runCommand('Nimbus: Run Plan File');
    const runTab = workbench.tab(/^Look at the files/);
    for (const [what, tab, sides] of [
      ['Files diff', 'README.md ↔ notes.txt', /changed.*Ours,/s],
      ['Git diff', 'Git diff', /changed/],
    ] as const) {
      await (await workbench.webview('Plan and Run')).getByRole('button', { name: `Open diff: ${what}` }).click({ timeout: longMs });
      await workbench.tab(tab).waitFor({ timeout: longMs });
      await expect.poll(async () => (await workbench.diffEditor()).textContent(), { timeout: longMs }).toMatch(sides);
      await code.screenshot(`${what.toLowerCase().replace(' ', '-')}-from-run`);
      await workbench.closeTab(tab);
      await runTab.click();
    }
    await (await workbench.webview('Plan and Run')).getByRole('button', { name: 'Open as table: Files list' }).click({ timeout: longMs });
    const files = await workbench.webview('Table');
    await counts(files, '3 rows');
    await expect.poll(() => column(files, 1)).toEqual(['README.md', 'infra/notes.txt', 'look.plan.yaml']);
    await expect.poll(() => files.getByRole('button', { name: 'Refresh' }).count(), { message: 'a run’s output is what it was' }).toBe(0);
    await code.screenshot('table-from-run');

    // All that is changed, committed from the tree, under a message that is asked for.
    const { stdout: before } = await git(code.folder, 'rev-parse', 'HEAD');
    await root.hover();
    await root.getByRole('button', { name: 'Commit…' }).click({ timeout: longMs });
    await workbench.answer('Keep what was looked at');
    const yes = /^Commit 3 files/;
    await planAsking(code, yes);
    expect((await git(code.folder, 'rev-parse', 'HEAD')).stdout, 'nothing happens before a yes').toBe(before);
    expect((await approved(code, yes)).outcome).toBe('Done');
    const { stdout: commit } = await git(code.folder, 'log', '-1', '--format=%P %an: %s', '--name-only');
    expect(commit).toBe(`${before.trim()} A. Person: Keep what was looked at\n\nREADME.md\ninfra/notes.txt\nlook.plan.yaml\n`);
    await workbench.treeItem('Nothing changed').waitFor({ timeout: longMs });

    // What is open in the tree stays open over a reload.
    await page.reload();
    await workbench.treeItem(/^Branches/).waitFor({ timeout: longMs });
  });
});
