import { appendFileSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, onTestFinished, test } from 'vitest';
import { ensureKubectlAndHelm } from '../../scripts/setup/kubectl-helm.mjs';
import { type Cluster, startCluster } from '../support/kube.ts';
import { violations } from './harness/axe.ts';
import { longMs } from './harness/patience.ts';
import { inVsCode, type VsCode } from './harness/start.ts';
import { everyTheme } from './harness/theme.ts';
import { approved, expand, lens, manifest, openTree, planAsking, plantManifests, pressLens, terminalSays, withDeadCluster } from './kubernetes.ts';
import { ended } from './nimbus.ts';

const inside = createServer((_, reply) => reply.end('from inside the cluster'));
let cluster: Cluster;
let dead: Awaited<ReturnType<typeof withDeadCluster>>;
beforeAll(async () => {
  await new Promise<void>((done) => inside.listen(0, '127.0.0.1', done));
  cluster = await startCluster({ forwards: { 8080: (inside.address() as AddressInfo).port } });
  dead = await withDeadCluster(cluster);
  await cluster.call('POST', '/api/v1/namespaces', { metadata: { name: 'shop' } });
});
afterAll(async () => {
  await cluster?.stop();
  await dead?.stop();
  inside.closeAllConnections();
  await new Promise((done) => inside.close(done));
});

/** Each test finds what it makes gone, also what a first try of it left behind. */
beforeEach(async () => {
  const shop = '/api/v1/namespaces/shop';
  await cluster.call('DELETE', '/apis/apps/v1/namespaces/shop/deployments');
  await cluster.call('DELETE', `${shop}/services`);
  await cluster.call('DELETE', '/api/v1/namespaces/default/configmaps?fieldSelector=metadata.name=front-settings');
  await cluster.call('DELETE', '/api/v1/namespaces/default/secrets?labelSelector=owner=helm');
  await cluster.call('DELETE', `${shop}/pods?gracePeriodSeconds=0`);
  await expect.poll(async () => (await cluster.call('GET', `${shop}/pods`)).items.length, { timeout: longMs }).toBe(0);
});

/** As the cluster has it: `web:1 ×3, 3 ready`. */
async function web(): Promise<string> {
  const found = await cluster.call('GET', '/apis/apps/v1/namespaces/shop/deployments/web').catch(() => undefined);
  if (found === undefined) return 'none';
  return `${found.spec.template.spec.containers[0].image} ×${found.spec.replicas}, ${found.status.readyReplicas ?? 0} ready`;
}

/** What the chart's release `front` has set, as the cluster has it. */
async function front(): Promise<string> {
  const found = await cluster.call('GET', '/api/v1/namespaces/default/configmaps/front-settings').catch(() => undefined);
  return found === undefined ? 'none' : `replicas ${found.data.replicas}`;
}

async function open(name: string, body: (code: VsCode) => Promise<void>): Promise<void> {
  const workspaceFolder = await plantManifests('web:1');
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));
  const { helm4: helm } = await ensureKubectlAndHelm();
  const settings = { 'terminal.integrated.gpuAcceleration': 'off', 'editor.codeLens': true };
  await inVsCode(
    name,
    { workspaceFolder, vsix: inject('vsix'), env: { KUBECONFIG: dead.kubeconfig, NIMBUS_HELM: helm }, settings, size: { width: 1400, height: 1300 } },
    body,
  );
}

test('deploy, scale, roll out, roll back: from a manifest and the tree, each approved by what it would do', async () => {
  await open('kubernetes', async (code) => {
    const { workbench } = code;
    const line = (name: RegExp) => workbench.treeItem(name).first();

    // The dead cluster says so while the other one can be looked at.
    await openTree(code);
    await expand(line(/^Clusters/));
    await expand(line(/^dead/));
    await expand(line(/^admin/));
    await expand(line(/^shop/));
    await line(/^(The cluster of context dead|kubernetes\.get had no answer)/).waitFor({ timeout: longMs });
    await code.screenshot('kubernetes-dead-cluster');

    // What applying would change, and then applying it.
    await workbench.openFile('k8s/web.yaml');
    await lens(code, 'Follow Logs').waitFor({ timeout: longMs });
    await code.screenshot('kubernetes-lenses');
    await pressLens(code, 'Diff with Cluster');
    expect(await ended(await workbench.webview('Plan and Run'))).toBe('Done');
    expect(await web()).toBe('none');
    await workbench.tab('web.yaml').click();
    await pressLens(code, 'Apply…');
    const plan = await planAsking(code, /^Apply /);
    for (const theme of everyTheme.toReversed()) {
      await code.useTheme(theme);
      expect((await violations(plan)).join('\n')).toBe('');
      await code.screenshot(`kubernetes-apply-${theme.replaceAll(' ', '-')}`);
    }
    expect((await approved(code, /^Apply /)).outcome).toBe('Done');
    await expect.poll(web, { timeout: longMs }).toBe('web:1 ×1, 1 ready');

    // What its pod printed, from the lens above the deployment.
    await workbench.tab('web.yaml').click();
    await pressLens(code, 'Logs');
    await workbench.tab('web.log').waitFor({ timeout: longMs });
    const log = await workbench.editor('web.log');
    const from = /^── deployment web · namespace shop · context admin · cluster \S+ ──/;
    await expect.poll(() => workbench.textOf(log), { timeout: longMs }).toMatch(new RegExp(`${from.source}\\nstarted`));
    // Read anew after somebody has switched contexts, it is the log of the same cluster.
    const [printed, config] = [await readFile(cluster.containerLog, 'utf8'), await readFile(dead.kubeconfig, 'utf8')];
    try {
      await writeFile(dead.kubeconfig, config.replace(/current-context: .*/, 'current-context: dead'));
      appendFileSync(cluster.containerLog, '2026-01-01T00:00:04.000000000Z stdout F after the switch\n');
      await workbench.runCommand('Nimbus: Refresh Logs');
      await expect.poll(() => workbench.textOf(log), { timeout: longMs }).toMatch(new RegExp(`${from.source}[\\s\\S]*after the switch`));
    } finally {
      await writeFile(cluster.containerLog, printed);
      await writeFile(dead.kubeconfig, config);
    }

    // The tree: workloads and their pods.
    await expand(line(/^Deployments/));
    await workbench.chooseOn(line(/^web\b/), 'Scale…', workbench.question);
    await workbench.answer('3');
    expect((await approved(code, /^Scale /)).outcome).toBe('Done');
    await expect.poll(web, { timeout: longMs }).toBe('web:1 ×3, 3 ready');
    await workbench.runCommand('Nimbus: Refresh Infrastructure');
    await line(/^web.*3\/3/).waitFor({ timeout: longMs });
    await expand(line(/^Pods/));
    await expect.poll(() => workbench.treeItem(/^web-.*Running/).count(), { timeout: longMs }).toBe(3);
    await code.screenshot('kubernetes-tree');

    // A new image, and back.
    await writeFile(join(code.folder, 'k8s', 'web.yaml'), manifest('web:2'));
    await workbench.tab('web.yaml').click();
    await expect.poll(async () => workbench.textOf(await workbench.editor('k8s/web.yaml')), { timeout: longMs }).toContain('web:2');
    await pressLens(code, 'Apply…');
    const rolledOut = await approved(code, /^Apply /);
    expect(rolledOut.outcome).toBe('Done');
    await expect.poll(web, { timeout: longMs }).toBe('web:2 ×3, 3 ready');
    await rolledOut.page.getByRole('button', { name: 'Roll back' }).click();
    const back = await approved(code, /^Put back /);
    expect(back.outcome).toBe('Done');
    await expect.poll(web, { timeout: longMs }).toBe('web:1 ×3, 3 ready');

    // A node is emptied and opened again; as there is no other, its pods wait meanwhile.
    await expand(line(/^Nodes/));
    await workbench.chooseOn(line(/^node-0/), 'Drain…', workbench.question);
    await workbench.pick('Nothing');
    await workbench.page.locator('.quick-input-widget').getByText('Only pods with which labels?').waitFor({ timeout: longMs });
    await workbench.page.keyboard.press('Enter');
    const drained = await approved(code, /^Drain node-0/);
    expect(drained.outcome).toBe('Done');
    await expect.poll(web, { timeout: longMs }).toBe('web:1 ×3, 0 ready');
    await line(/^node-0.*no new pods/).waitFor({ timeout: longMs });
    await code.screenshot('kubernetes-drained');
    await drained.page.getByRole('button', { name: 'Roll back' }).click();
    expect((await approved(code, /^(Let new pods onto|Open) /)).outcome).toBe('Done');
    await expect.poll(web, { timeout: longMs }).toBe('web:1 ×3, 3 ready');
  });
});

test('logs in a terminal and in an editor, a shell, a forwarded port', async () => {
  await cluster.call('POST', '/api/v1/namespaces/shop/pods', {
    metadata: { name: 'api-0', labels: { app: 'api' } },
    spec: { containers: [{ name: 'api', image: 'api:1', ports: [{ containerPort: 8080, name: 'http' }] }] },
  });
  await open('kubernetes-live', async (code) => {
    const { workbench } = code;
    const { page } = workbench;
    const line = (name: RegExp) => workbench.treeItem(name).first();
    await openTree(code);
    await expand(line(/^Clusters/));
    await expand(line(/^admin/));
    await expand(line(/^shop/));
    await expand(line(/^Pods/));
    const pod = line(/^api-0.*Running/);
    await pod.waitFor({ timeout: longMs });

    await workbench.chooseOn(pod, 'Follow Logs', page.locator('.terminal-wrapper'));
    await terminalSays(code, /Pod\/shop\/api-0 · context admin[\s\S]*started/);
    appendFileSync(cluster.containerLog, '2026-01-01T00:00:05.000000000Z stdout F AKIAIOSFODNN7EXAMPLE was printed\n');
    await terminalSays(code, /<secret:aws-access-key> was printed/);
    await page.locator('.terminal-wrapper.active').first().click();
    await page.keyboard.press('t');
    await terminalSays(code, /timestamps on from here/);
    await code.screenshot('kubernetes-follow-logs');
    await page.keyboard.press('Control+C');
    await terminalSays(code, /Stopped\. Press any key to close\./);
    await page.keyboard.press('q');
    await page.locator('.terminal-wrapper').first().waitFor({ state: 'detached', timeout: longMs });

    await workbench.chooseOn(pod, 'Open Logs', workbench.tab('api-0.log'));
    const log = await workbench.editor('api-0.log');
    await expect.poll(() => workbench.textOf(log)).toMatch(/started\n<secret:aws-access-key> was printed/);
    appendFileSync(cluster.containerLog, '2026-01-01T00:00:06.000000000Z stdout F the newest\n');
    await workbench.runCommand('Nimbus: Refresh Logs');
    await expect.poll(() => workbench.textOf(log), { timeout: longMs }).toContain('the newest');
    await code.screenshot('kubernetes-open-logs');

    // What is shown of it is what it was, until it is asked again; a kind that has no line is listed by its name.
    await workbench.chooseOn(pod, 'Describe', workbench.tab('pod api-0.yaml'));
    const described = await workbench.editor('pod api-0.yaml');
    await expect.poll(() => workbench.textOf(described), { timeout: longMs }).toContain('Pod/shop/api-0');
    const { metadata } = await cluster.call('GET', '/api/v1/namespaces/shop/pods/api-0');
    const involvedObject = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'api-0', uid: metadata.uid };
    const event = { metadata: { generateName: 'api-0.' }, involvedObject, type: 'Normal', reason: 'Warmed', message: 'Its cache is warm' };
    await cluster.call('POST', '/api/v1/namespaces/shop/events', event);
    await workbench.runCommand('Nimbus: Ask Again');
    await expect.poll(() => workbench.textOf(described), { timeout: longMs }).toContain('Normal Warmed: Its cache is warm');
    await code.screenshot('kubernetes-described');
    await workbench.chooseOn(line(/^shop/), 'List Any Kind…', workbench.question);
    await workbench.pick('serviceaccounts');
    const accounts = await workbench.webview('Table');
    await accounts.getByRole('row', { name: /default/ }).waitFor({ timeout: longMs });
    await code.screenshot('kubernetes-any-kind');

    // Whether this account may, asked of the cluster before it is tried.
    await workbench.chooseOn(line(/^shop/), 'Check Permission…', workbench.question);
    await workbench.pick('delete');
    await workbench.pick('pods');
    const allowed = 'Yes: this account may delete pods in shop (context admin).';
    await workbench.notification(allowed).waitFor({ timeout: longMs });
    await code.screenshot('kubernetes-permission');
    await workbench.notificationAction(allowed, 'Check Another…');
    await page.getByText('What would be done in shop (context admin)?').waitFor({ timeout: longMs });
    await page.keyboard.press('Escape');

    // A line that had no answer asks again by itself.
    await expand(line(/^dead/));
    const noAnswer = line(/^The cluster of context dead/);
    await noAnswer.waitFor({ timeout: longMs });
    const asked = dead.asked();
    await noAnswer.hover();
    await noAnswer.getByRole('button', { name: 'Refresh' }).click();
    await expect.poll(dead.asked, { timeout: longMs }).toBeGreaterThan(asked);

    await workbench.chooseOn(pod, 'Open Shell…', workbench.tab(/^Open a shell/));
    await planAsking(code, /^Open a shell /);
    await code.screenshot('kubernetes-shell-plan');
    expect((await approved(code, /^Open a shell /)).outcome).toBe('Done');
    await terminalSays(code, /[#$]\s*$/);
    await page.locator('.terminal-wrapper.active').first().click();
    await page.keyboard.type('echo "<$((6 * 7))>"\n');
    await terminalSays(code, /<42>/);
    await code.screenshot('kubernetes-shell');
    await page.keyboard.type('exit\n');
    await terminalSays(code, /It ended with exit code 0\. Press any key to close\./);
    await page.keyboard.press('q');

    await workbench.chooseOn(pod, 'Forward Port…', workbench.question);
    await workbench.pick('8080');
    // Until then the box in front is the list's, which holds the same number.
    await page.getByText('Which port of this machine leads to port 8080').waitFor({ timeout: longMs });
    const proposed = workbench.question;
    await expect.poll(() => proposed.inputValue(), { timeout: longMs }).toMatch(/^\d{4,5}$/);
    const port = await proposed.inputValue();
    await page.keyboard.press('Enter');
    expect((await approved(code, /^Forward /)).outcome).toBe('Done');
    await line(/^Port Forwards.*1/).waitFor({ timeout: longMs });
    await expand(line(/^Port Forwards/));
    const forwarded = line(new RegExp(`^127\\.0\\.0\\.1:${port}`));
    await forwarded.waitFor({ timeout: longMs });
    expect(await (await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } })).text()).toBe('from inside the cluster');
    await code.screenshot('kubernetes-forwards');

    // Its pod goes: it says so, and is stopped.
    await cluster.call('DELETE', '/api/v1/namespaces/shop/pods/api-0?gracePeriodSeconds=0');
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    await line(/broken: There is no Pod\/shop\/api-0/).waitFor({ timeout: longMs });
    for (const theme of everyTheme.toReversed()) {
      await code.useTheme(theme);
      await code.screenshot(`kubernetes-broken-forward-${theme.replaceAll(' ', '-')}`);
    }
    await workbench.chooseOn(line(/^Port Forwards/), 'Stop All Port Forwards', line(/^Port Forwards.*none/));
    await line(/^Port Forwards.*none/).waitFor({ timeout: longMs });
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();

    await workbench.openFile('Dockerfile');
    await lens(code, 'Fix All (1)…').waitFor({ timeout: longMs });
    await code.screenshot('kubernetes-lenses-dockerfile');
    await pressLens(code, 'Fix All (1)…');
    expect((await approved(code, /^Fix 1 finding in/)).outcome).toBe('Done');
    expect(await readFile(join(code.folder, 'Dockerfile'), 'utf8')).toBe('FROM alpine:latest\nRUN sudo true\nCOPY app /app\n');
    await workbench.tab('Dockerfile').click();
    await expect.poll(() => lens(code, 'Fix All (1)…').count(), { timeout: longMs }).toBe(0);
  });
});

test('a chart: linted, rendered, installed, compared, upgraded and taken back from its lenses and its release', { timeout: 600_000 }, async () => {
  await open('helm', async (code) => {
    const { workbench } = code;
    const line = (name: RegExp) => workbench.treeItem(name).first();
    const shown = async (tab: RegExp, text: RegExp): Promise<void> => {
      await workbench.tab(tab).waitFor({ timeout: longMs });
      await expect.poll(() => workbench.textOf(workbench.page.locator('.editor-instance .monaco-editor').first()), { timeout: longMs }).toMatch(text);
    };
    await openTree(code);
    await workbench.openFile('charts/web/Chart.yaml');
    await pressLens(code, 'Lint');
    expect(await ended(await workbench.webview('Plan and Run'))).toBe('Done');
    await workbench.tab('Chart.yaml').click();
    await pressLens(code, 'Template');
    await shown(/^Manifests of web/, /kind: ConfigMap[\s\S]*replicas: "1"/);
    await workbench.tab('Chart.yaml').click();
    await code.screenshot('helm-lenses-chart');
    await pressLens(code, 'Install…');
    await workbench.answer('front');
    expect((await approved(code, /^Install /)).outcome).toBe('Done');
    await expect.poll(front, { timeout: longMs }).toBe('replicas 1');

    // What another chart is made of is fetched beside it.
    await workbench.openFile('charts/shop/Chart.yaml');
    await pressLens(code, 'Dependencies…');
    await workbench.pick('Fetch the Newest That Fit');
    expect((await approved(code, /^Fetch 1 chart that charts\/shop depends on/)).outcome).toBe('Done');
    expect(await readdir(join(code.folder, 'charts', 'shop', 'charts'))).toEqual(['web-1.0.0.tgz']);

    // Other values: compared with what runs, then upgraded.
    await writeFile(join(code.folder, 'charts', 'web', 'values.yaml'), 'replicas: 2\n');
    await workbench.openFile('values.yaml');
    await expect.poll(async () => workbench.textOf(await workbench.editor('charts/web/values.yaml')), { timeout: longMs }).toContain('replicas: 2');
    await pressLens(code, 'Diff With Release…');
    await workbench.pick('front');
    await shown(/^What upgrading front would change/, /-\s+replicas: "?1"?[\s\S]*\+\s+replicas: "?2"?/);
    await code.screenshot('helm-diff');
    expect(await front()).toBe('replicas 1');
    await workbench.tab('values.yaml').click();
    await pressLens(code, 'Upgrade…');
    await workbench.pick('front');
    expect((await approved(code, /^Upgrade /)).outcome).toBe('Done');
    await expect.poll(front, { timeout: longMs }).toBe('replicas 2');

    // The tree has followed: the release with what it was, and back to that.
    for (const name of [/^Clusters/, /^admin/, /^default/, /^Helm Releases/, /^front/]) await expand(line(name));
    await line(/^Revision 2/).waitFor({ timeout: longMs });
    await workbench.chooseOn(line(/^Revision 1/), 'Roll Back Release…');
    expect((await approved(code, /^Roll (?!back)/)).outcome).toBe('Done');
    await expect.poll(front, { timeout: longMs }).toBe('replicas 1');
    await line(/^Revision 3/).waitFor({ timeout: longMs });

    // What it shows is a document nobody has to save.
    await line(/^front/).click();
    await shown(/^Values of front/, /^# It was given no values of its own/);
    await expect.poll(() => workbench.page.locator('.tabs-container .tab.dirty').count()).toBe(0);
    await code.screenshot('helm-release');
  });
});
