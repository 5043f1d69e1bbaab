import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { clientsOf } from '../real/aws/clients.ts';
import { put } from '../real/aws/s3-world.ts';
import { startGithub, token } from '../support/github.ts';
import { pullOf } from '../support/github-data.ts';
import { readGithubDocument } from '../support/github-document.ts';
import { startMoto } from '../support/moto.ts';
import { violations } from './harness/axe.ts';
import { longMs } from './harness/patience.ts';
import { inVsCode, type VsCode } from './harness/start.ts';
import { everyTheme } from './harness/theme.ts';
import { approved, expand, openTree, planAsking } from './kubernetes.ts';
import { chooseFile, fitsItsWidth } from './nimbus.ts';
import { plantWorkspace } from './workspace.ts';

/** An account and a repository in one window, as starting it takes longer than what is done there. */
const wholeMs = 600_000;
const region = 'eu-central-1';
const bucketName = 'shop-logs-example';

/** As Nimbus writes it. */
const profile = 'nimbus: 1\nname: team\nenvironment: dev\nprotection: open\n';

function git(folder: string, ...args: readonly string[]): void {
  const who = { GIT_AUTHOR_NAME: 'A. Person', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'A. Person', GIT_COMMITTER_EMAIL: 'a@example.com' };
  execFileSync('git', args, { cwd: folder, env: { ...process.env, ...who, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' } });
}

/** A workspace that comes from example/shop on GitHub, with a profile somebody gave away. */
async function plantClone(): Promise<string> {
  const folder = await plantWorkspace();
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'remote', 'add', 'origin', 'https://github.com/example/shop.git');
  await writeFile(join(folder, 'team.yaml'), profile);
  return folder;
}

/** Another repository on this machine, as its address. */
async function plantTools(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'nimbus-tools-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const folder = join(home, 'tools.git');
  git(home, 'init', '--quiet', '--initial-branch=main', folder);
  await writeFile(join(folder, 'README.md'), '# Tools\n');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message=Begin');
  return folder;
}

/** What an account of a small shop has; `state` is that of its instance. */
async function plantAccount(url: string) {
  const clients = clientsOf(url, region);
  const { ec2, s3, iam } = clients;
  const { RunInstancesCommand, DescribeInstancesCommand } = await import('@aws-sdk/client-ec2');
  const { CreateBucketCommand } = await import('@aws-sdk/client-s3');
  const { CreateRoleCommand, CreateUserCommand } = await import('@aws-sdk/client-iam');
  const Tags = [{ Key: 'Name', Value: 'web' }];
  const made = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-12c6146b',
      MinCount: 1,
      MaxCount: 1,
      InstanceType: 't3.micro',
      TagSpecifications: [{ ResourceType: 'instance', Tags }],
    }),
  );
  const id = made.Instances?.[0]?.InstanceId ?? '';
  await s3.send(new CreateBucketCommand({ Bucket: bucketName, CreateBucketConfiguration: { LocationConstraint: region } }));
  await put(clients, bucketName, { '2026/01/web.log': 'GET / 200\n', 'readme.txt': 'Logs of the shop.\n' });
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  await iam.send(new CreateRoleCommand({ RoleName: 'shop-deploy', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await iam.send(new CreateUserCommand({ UserName: 'shop-ops' }));
  const state = async (): Promise<string> => {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return Reservations?.[0]?.Instances?.[0]?.State?.Name ?? 'none';
  };
  return { id, state };
}

/** As it looks in every theme, and in a narrow window. */
async function seen(code: VsCode, page: Page, what: string): Promise<void> {
  for (const theme of everyTheme.toReversed()) {
    await code.useTheme(theme);
    await code.screenshot(`${what}-${theme.replaceAll(' ', '-')}`);
  }
  await page.setViewportSize({ width: 720, height: 1100 });
  await code.screenshot(`${what}-narrow`);
  await page.setViewportSize({ width: 1280, height: 1100 });
}

test('an AWS account and a GitHub repository in the tree: listed, shown, and changed by right-click, plan and approval', { timeout: wholeMs }, async () => {
  await using moto = await startMoto();
  const { id, state } = await plantAccount(moto.url);
  const { judge } = await readGithubDocument();
  const problems: string[] = [];
  const github = await startGithub({ judge, problems });
  const [workspaceFolder, other] = [await plantClone(), await plantTools()];
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));
  const env = { ...moto.env, AWS_REGION: region, GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: github.url, GH_TOKEN: token };

  // File dialogs are then VS Code's own, which can be typed into.
  const settings = { 'files.simpleDialog.enable': true };

  await inVsCode('clouds', { workspaceFolder, vsix: inject('vsix'), env, settings, size: { width: 1280, height: 1100 } }, async (code) => {
    const { workbench } = code;
    const { page } = workbench;
    const line = (name: RegExp) => workbench.treeItem(name).first();
    const shownIn = async (tab: string, text: RegExp): Promise<void> => {
      const editor = await workbench.editor(tab);
      await expect.poll(() => workbench.textOf(editor), { timeout: longMs }).toMatch(text);
    };
    await openTree(code);

    // AWS: whose account it is, and what it holds, service by service.
    await expand(line(/^AWS/));
    await line(/^Account 123456789012/).waitFor({ timeout: longMs });
    for (const [service, one] of [
      [/^EC2 Instances/, /^web.*running/],
      [/^S3 Buckets/, /^shop-logs-example/],
      [/^IAM Roles/, /^shop-deploy/],
      [/^IAM Users/, /^shop-ops/],
    ] as const) {
      await expand(line(service));
      await line(one).waitFor({ timeout: longMs });
    }
    await line(/^shop-logs-example/).click();
    await shownIn(`Bucket ${bucketName}.yaml`, /eu-central-1/);
    await seen(code, page, 'aws-tree');

    // Stopped by right-click: the plan says what it would do, and nothing happens before a person says yes.
    await workbench.chooseOn(line(/^web/), 'Stop…', workbench.tab(/^Stop web/));
    const stop = await planAsking(code, /^Stop /);
    expect(await state()).toBe('running');
    await stop.getByText(id).first().waitFor({ timeout: longMs });
    for (const theme of everyTheme.toReversed()) {
      await code.useTheme(theme);
      expect((await violations(stop)).join('\n'), theme).toBe('');
      await code.screenshot(`aws-stop-${theme.replaceAll(' ', '-')}`);
    }
    expect((await approved(code, /^Stop /)).outcome).toBe('Done');
    expect(await state()).toBe('stopped');
    await line(/^web.*stopped/).waitFor({ timeout: longMs });
    await code.screenshot('aws-stopped');

    // What is in the bucket, as a table.
    await workbench.chooseOn(line(/^shop-logs-example/), 'List Objects', workbench.tab(/^Objects of/));
    await (await workbench.webview('Table')).getByText('2026/01/web.log').first().waitFor({ timeout: longMs });
    await code.screenshot('aws-objects');

    // A bucket more, which is gone again when the run is taken back.
    await workbench.chooseOn(line(/^S3 Buckets/), 'Create Bucket…', workbench.question);
    await workbench.answer('shop-backups-example');
    await page.getByText('In which region? (2/2)').waitFor({ timeout: longMs });
    await page.keyboard.press('Enter');
    const made = await approved(code, /^Create the bucket shop-backups-example/);
    expect(made.outcome).toBe('Done');
    await line(/^shop-backups-example/).waitFor({ timeout: longMs });
    await expect.poll(() => made.page.getByRole('button', { name: 'Open folder' }).count(), { message: 'nothing of it is in the folder' }).toBe(0);
    await code.screenshot('aws-bucket-made');
    await made.page.getByRole('button', { name: 'Roll back' }).click();
    expect((await approved(code, /^Remove the empty bucket shop-backups-example/)).outcome).toBe('Done');
    await line(/^shop-backups-example/).waitFor({ state: 'detached', timeout: longMs });
    await line(/^AWS/).locator('.monaco-tl-twistie').click();

    // GitHub: what is open, and one of them read.
    await expand(line(/^GitHub/));
    for (const [kind, one] of [
      [/^Pull Requests/, /^#2 Add login/],
      [/^Issues/, /^#1 Login fails/],
      [/^Milestones/, /^Version 1.*nothing in it yet/],
      [/^Releases/, /^First/],
    ] as const) {
      await expand(line(kind));
      await line(one).waitFor({ timeout: longMs });
    }
    await line(/^#2 Add login/).click();
    await shownIn('2.yaml', /About Add login\./);
    await seen(code, page, 'github-tree');

    // A comment: typed, planned, and said only after a yes.
    await workbench.chooseOn(line(/^#1 Login fails/), 'Comment…', workbench.question);
    await workbench.answer('It fails here too.');
    const comment = await planAsking(code, /^Comment /);
    await comment.getByText('It fails here too.').waitFor({ timeout: longMs });
    expect(github.lines().filter((one) => one.startsWith('POST'))).toEqual([]);
    for (const theme of everyTheme.toReversed()) {
      await code.useTheme(theme);
      expect((await violations(comment)).join('\n'), theme).toBe('');
      await code.screenshot(`github-comment-${theme.replaceAll(' ', '-')}`);
    }
    await page.setViewportSize({ width: 720, height: 1100 });
    await code.screenshot('github-comment-narrow');
    await fitsItsWidth(comment);
    await page.setViewportSize({ width: 1280, height: 1100 });
    const said = await approved(code, /^Comment /);
    expect(said.outcome).toBe('Done');
    expect(github.data.issues.get(1)?.comments.map(({ body }) => body)).toEqual(['It fails here too.']);
    await code.screenshot('github-commented');
    await line(/^#1 Login fails/).click();
    await shownIn('1.yaml', /It fails here too\./);
    await code.screenshot('github-issue');

    // A pull request, merged from its line: how is asked, then the plan.
    await workbench.chooseOn(line(/^#2 Add login/), 'Merge…', page.getByText(/^Merge #2 into .* how\?/));
    for (const answer of ['Merge commit', 'As the repository is set to', 'Keep the branch']) await workbench.pick(answer);
    await planAsking(code, /^Merge #2/);
    expect(pullOf(github.data, 2).pull.merged, 'nothing happens before a yes').toBeUndefined();
    expect((await approved(code, /^Merge #2/)).outcome).toBe('Done');
    expect(pullOf(github.data, 2).pull.merged).toBeDefined();
    await line(/^#2 Add login/).waitFor({ state: 'detached', timeout: longMs });
    await code.screenshot('github-merged');

    // A repository more, from its address, in a folder of its own.
    await workbench.runCommand('Nimbus: Clone Repository…');
    await workbench.answer(other);
    await page.getByText('Into which folder? (1/3)').waitFor({ timeout: longMs });
    await expect.poll(() => workbench.question.inputValue(), { timeout: longMs }).toBe('tools');
    await workbench.question.press('Enter');
    await page.getByText('Which branch or tag? (2/3)').waitFor({ timeout: longMs });
    await workbench.question.press('Enter');
    await workbench.pick('All of It');
    expect((await approved(code, /^Clone .* into tools\//)).outcome).toBe('Done');
    expect(await readFile(join(code.folder, 'tools', 'README.md'), 'utf8')).toBe('# Tools\n');

    // A profile that somebody gave away is taken in, used where that is said, and given on as it came.
    await workbench.runCommand('Nimbus: Import Profile…');
    await chooseFile(code, 'team.yaml');
    await workbench.notificationAction('The profile team is among yours now', 'Use It Here');
    await page.locator('.statusbar').getByRole('button', { name: 'Nimbus profile: team' }).waitFor({ timeout: longMs });
    await workbench.runCommand('Nimbus: Export Profile…');
    await workbench.pick('team');
    await expect.poll(() => workbench.question.inputValue(), { timeout: longMs }).toMatch(/team\.yaml$/);
    await workbench.answer(join(code.folder, 'given-on.yaml'));
    await expect.poll(() => readFile(join(code.folder, 'given-on.yaml'), 'utf8').catch(() => ''), { timeout: longMs }).toBe(profile);
    await workbench.runCommand('Nimbus: Import Profile…');
    await chooseFile(code, 'given-on.yaml');
    await workbench.notification('There is a profile team already; it was left as it is.').waitFor({ timeout: longMs });
    await code.screenshot('profile-import-taken');

    // Switched in the status bar: to none, and to one that is made for it.
    const inUse = (name: string) => page.locator('.statusbar').getByRole('button', { name: `Nimbus profile: ${name}` });
    await inUse('team').click();
    await workbench.pick('No Profile');
    await inUse('team').waitFor({ state: 'detached', timeout: longMs });
    await workbench.runCommand('Nimbus: Switch Profile…');
    await workbench.pick('New Profile…');
    await workbench.answer('live');
    await workbench.pick('prod');
    await inUse('live').waitFor({ timeout: longMs });
    await inUse('live').locator('.codicon-shield').waitFor({ timeout: longMs });
    await inUse('live').click();
    await workbench.pick('team');
    await inUse('team').waitFor({ timeout: longMs });
    expect([...new Set(problems)], 'every request is one GitHub’s own document allows').toEqual([]);
  });
});
