import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { expect } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Cluster } from '../support/kube.ts';
import { webviewFrames } from './harness/frames.ts';
import { longMs } from './harness/patience.ts';
import type { VsCode } from './harness/start.ts';
import { ended } from './nimbus.ts';

/** What a team might have: a deployment and its service, a chart, and another that is made of it. */
export async function plantManifests(image: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-shop-'));
  await mkdir(join(folder, 'k8s'));
  await writeFile(join(folder, 'k8s', 'web.yaml'), manifest(image));
  await mkdir(join(folder, 'charts', 'web'), { recursive: true });
  await writeFile(join(folder, 'charts', 'web', 'Chart.yaml'), 'apiVersion: v2\nname: web\nversion: 1.0.0\n');
  await writeFile(join(folder, 'charts', 'web', 'values.yaml'), 'replicas: 1\n');
  await mkdir(join(folder, 'charts', 'web', 'templates'));
  await writeFile(join(folder, 'charts', 'web', 'templates', 'settings.yaml'), settingsTemplate);
  await mkdir(join(folder, 'charts', 'shop'));
  await writeFile(join(folder, 'charts', 'shop', 'Chart.yaml'), shopChart);
  await writeFile(join(folder, 'Dockerfile'), 'FROM alpine:latest\nRUN sudo true\nADD app /app\n');
  return folder;
}

/** A chart of others. */
const shopChart = `apiVersion: v2
name: shop
version: 0.1.0
dependencies:
  - name: web
    version: 1.0.0
    repository: file://../web
`;

const settingsTemplate = `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-settings
data:
  replicas: "{{ .Values.replicas }}"
`;

export const manifest = (image: string): string =>
  [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } }, spec: deployment(image) },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
    },
  ]
    .map((object) => stringify(object))
    .join('---\n');

const deployment = (image: string) => ({
  selector: { matchLabels: { app: 'web' } },
  template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image, ports: [{ containerPort: 8080, name: 'http' }] }] } },
});

interface DeadCluster {
  readonly kubeconfig: string;
  /** How many connections it has taken. */
  asked(): number;
  stop(): Promise<void>;
}

/** The cluster's kubeconfig with a context more, whose cluster takes connections and never says a word. */
export async function withDeadCluster(cluster: Cluster): Promise<DeadCluster> {
  const open = new Set<Socket>();
  const silent: Server = createServer((socket) => open.add(socket.on('error', () => {})));
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  const config = parse(await readFile(cluster.kubeconfig, 'utf8')) as { clusters: object[]; contexts: object[] };
  config.clusters.push({ name: 'dead', cluster: { server: `https://127.0.0.1:${(silent.address() as { port: number }).port}` } });
  config.contexts.push({ name: 'dead', context: { cluster: 'dead', user: 'admin' } });
  const kubeconfig = join(cluster.dir, 'kubeconfig-with-dead');
  await writeFile(kubeconfig, stringify(config));
  const stop = () =>
    new Promise<void>((done) => {
      silent.close(() => done());
      for (const socket of open) socket.destroy();
    });
  return { kubeconfig, asked: () => open.size, stop };
}

/** The infrastructure tree alone, with room for all of its lines. */
export async function openTree({ workbench }: VsCode): Promise<void> {
  await workbench.openView('Nimbus');
  for (const other of [/^Plans and Runs/i, /^Best Practices/i]) {
    const header = workbench.page.locator('.sidebar .pane-header').filter({ hasText: other }).first();
    await expect
      .poll(
        async () => {
          if ((await header.getAttribute('aria-expanded')) === 'false') return true;
          // On its title: further right its buttons come out from under the mouse.
          await header.click({ position: { x: 24, y: 10 } });
          return false;
        },
        { timeout: longMs, interval: 500 },
      )
      .toBe(true);
  }
}

/** Opens a line of the infrastructure tree; nothing happens to one that is open. */
export async function expand(line: Locator): Promise<void> {
  await line.waitFor({ timeout: longMs });
  await expect
    .poll(
      async () => {
        if ((await line.getAttribute('aria-expanded')) === 'true') return true;
        await line.locator('.monaco-tl-twistie').click();
        return false;
      },
      { timeout: longMs, interval: 500 },
    )
    .toBe(true);
}

/** A lens of the editor in front. */
export const lens = ({ workbench }: VsCode, title: string): Locator =>
  workbench.page
    .locator('.codelens-decoration a')
    .filter({ hasText: new RegExp(`^${title.replaceAll(/[().]/g, '\\$&')}$`) })
    .first();

export async function pressLens(code: VsCode, title: string): Promise<void> {
  await lens(code, title).waitFor({ timeout: longMs });
  await lens(code, title).click();
}

/** The page of the plan that can be approved with the button of this name: there may be others, of runs that are over. */
export async function planAsking({ workbench }: VsCode, button: RegExp): Promise<Frame> {
  let found: Frame | undefined;
  await expect
    .poll(
      async () => {
        for (const frame of await webviewFrames(workbench.page)) {
          // A page of a run that is over may offer something of the same name.
          if (
            !(await frame
              .getByRole('heading', { level: 1, name: /^Plan · / })
              .isVisible()
              .catch(() => false))
          )
            continue;
          const isIt = frame.getByRole('button', { name: button }).isEnabled({ timeout: 1_000 });
          if (await isIt.catch(() => false)) found = frame;
        }
        return found !== undefined;
      },
      { timeout: 2 * longMs, interval: 200 },
    )
    .toBe(true);
  if (found === undefined) throw new Error(`no plan can be approved with ${button}`);
  return found;
}

/** Says yes to the plan in front, types what it asks for, and resolves to the word it ended with. */
export async function approved(code: VsCode, button: RegExp): Promise<{ readonly page: Frame; readonly outcome: string }> {
  const page = await planAsking(code, button);
  await page.getByRole('button', { name: button }).click();
  return { page, outcome: await ended(page) };
}

/** What the terminal in front shows, a line each. */
export const terminalText = ({ workbench }: VsCode): Promise<string> =>
  workbench.page
    .locator('.terminal-wrapper.active .xterm-rows > div')
    .evaluateAll((rows) => (rows as unknown as { textContent: string }[]).map((row) => row.textContent).join('\n'))
    .then((text) => text.replaceAll('\u00a0', ' '));

export async function terminalSays(code: VsCode, text: RegExp): Promise<void> {
  await expect.poll(() => terminalText(code), { timeout: longMs, interval: 200 }).toMatch(text);
}
