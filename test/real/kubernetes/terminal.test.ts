import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { exec } from '../../../src/tools/kubernetes/exec.ts';
import { logs } from '../../../src/tools/kubernetes/logs.ts';
import { type Cluster, startCluster } from '../../support/kube.ts';
import { tempFolder } from '../../support/temp.ts';
import { deployment, does, namespaceOn, type Place, placeOn, refuses } from './support.ts';
import { TestTerminal, terminals } from './terminals.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(async () => cluster?.stop());

const pod = (name: string, more: object = {}) => ({
  metadata: { name, labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'web:1' }], ...more },
});

async function withPod(name: string): Promise<string> {
  const namespace = await namespaceOn(cluster);
  await cluster.call('POST', `/api/v1/namespaces/${namespace}/pods`, pod(name));
  await expect.poll(async () => (await cluster.call('GET', `/api/v1/namespaces/${namespace}/pods/${name}`)).status.phase, { timeout: 30_000 }).toBe('Running');
  return namespace;
}

const stamp = (second: number): string => `2026-01-01T00:00:${String(second).padStart(2, '0')}.000000000Z`;
const printed = (second: number, text: string): string => `${stamp(second)} stdout F ${text}\n`;

/** A place with terminals, and what was handed over to them last. */
function desk(kubeconfig = cluster.kubeconfig): { readonly at: Place; open(options?: ConstructorParameters<typeof TestTerminal>[1]): TestTerminal } {
  const there = terminals();
  return {
    at: { ...placeOn(kubeconfig), terminals: there },
    open(options) {
      const terminal = new TestTerminal(there.last(), options);
      onTestFinished(async () => {
        terminal.close();
        await terminal.ended;
      });
      return terminal;
    },
  };
}

/** A way to the cluster whose answers to log requests can be cut off in the middle, and which can be shut. */
async function breakable(): Promise<{ readonly kubeconfig: string; cut(): void; shut: boolean; readonly asked: readonly string[] }> {
  const open = new Set<() => void>();
  const asked: string[] = [];
  const way = { shut: false };
  const proxy = createServer((from: IncomingMessage, to) => {
    const isLog = /\/log\?/.test(from.url ?? '');
    if (isLog) asked.push(from.url ?? '');
    if (way.shut) return void from.socket.destroy();
    const headers = { ...from.headers, host: new URL(cluster.server).host };
    const on = request(`${cluster.server}${from.url}`, { method: from.method, headers, ca: cluster.ca, agent: false }, (given) => {
      to.writeHead(given.statusCode ?? 500, given.headers);
      given.pipe(to);
      if (!isLog) return;
      const cut = () => to.destroy();
      open.add(cut);
      to.once('close', () => {
        open.delete(cut);
        on.destroy();
      });
    });
    on.on('error', () => to.destroy());
    from.pipe(on);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const config = parse(readFileSync(cluster.kubeconfig, 'utf8')) as { clusters: { cluster: object }[] };
  for (const entry of config.clusters) entry.cluster = { server: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
  const kubeconfig = join(tempFolder(), 'kubeconfig');
  writeFileSync(kubeconfig, stringify(config));
  return Object.assign(way, {
    kubeconfig,
    asked,
    cut: () => {
      for (const one of [...open]) one();
    },
  });
}

describe('a log in a terminal', () => {
  test('comes as it is printed, without secrets, tamed, with timestamps when asked; it stops by key', async () => {
    const namespace = await withPod('web-0');
    writeFileSync(cluster.containerLog, printed(1, 'one') + printed(2, 'two'));
    const { at, open } = desk();
    const { summary } = await does(logs, { name: 'web-0', namespace, tail: 1, terminal: true }, at);
    expect(summary).toBe(`The log of Pod/${namespace}/web-0 (context admin) is in a terminal of its own.`);
    const terminal = open({ secret: 'correct-horse' });
    await terminal.says('two');
    terminal.type('t');
    await terminal.says('timestamps on');
    appendFileSync(cluster.containerLog, printed(3, 'it is correct-horse \u001b[31mred\u001b[0m \u001b]0;title\u0007\u001b[2J.'));
    await terminal.says('red');
    expect(terminal.lines).toEqual([
      `── Pod/${namespace}/web-0 · context admin · last 1 line · t: timestamps · Ctrl+C: stop`,
      'two',
      '── timestamps on from here',
      `${stamp(3)} it is <secret:known> red .`,
    ]);
    terminal.type('\u0003');
    expect(await terminal.ended).toBe('Stopped.');
  });

  test('of a workload names the pod on each line, also of pods that come later', async () => {
    const namespace = await namespaceOn(cluster);
    await cluster.call('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, deployment('web', { replicas: 1 }));
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/web`;
    await expect.poll(async () => (await cluster.call('GET', path)).status.readyReplicas, { timeout: 30_000 }).toBe(1);
    writeFileSync(cluster.containerLog, printed(1, 'one'));
    const { at, open } = desk();
    await does(logs, { kind: 'deployment', name: 'web', namespace, terminal: true }, at);
    const terminal = open();
    await terminal.says(/^web-\S+ one$/m);
    await cluster.call('PATCH', path, { spec: { replicas: 2 } }, 'application/merge-patch+json');
    const pods = () => new Set(terminal.lines.flatMap((line) => /^(web-\S+) one$/.exec(line)?.[1] ?? []));
    await expect.poll(() => pods().size, { timeout: 60_000 }).toBe(2);
    const [first, second] = pods();
    const colours = [first, second].map((name) => new RegExp(`\\[(\\d+)m${name}`).exec(terminal.shown)?.[1]);
    expect(new Set(colours).size).toBe(2);
  });

  test('is taken up where the connection broke, with no line twice and none lost', async () => {
    const namespace = await withPod('web-0');
    writeFileSync(cluster.containerLog, printed(1, 'one') + printed(2, 'two') + printed(2, 'two too'));
    const way = await breakable();
    const { at, open } = desk(way.kubeconfig);
    await does(logs, { name: 'web-0', namespace, terminal: true }, at);
    const terminal = open();
    await terminal.says('two too');
    appendFileSync(cluster.containerLog, printed(2, 'two again'));
    await terminal.says('two again');
    way.cut();
    await terminal.says('connected again');
    appendFileSync(cluster.containerLog, printed(3, 'three'));
    await terminal.says('three');
    expect(terminal.lines.slice(1).map((line) => line.replace(/\(.*\)/, '(why)'))).toEqual([
      'one',
      'two',
      'two too',
      'two again',
      '── web-0: the connection broke (why); taking it up again',
      '── web-0: connected again; no line is shown twice',
      'three',
    ]);
  });

  test('that breaks again at once is let go of, and says so', async () => {
    const namespace = await withPod('web-0');
    writeFileSync(cluster.containerLog, printed(1, 'one'));
    const way = await breakable();
    const { at, open } = desk(way.kubeconfig);
    await does(logs, { name: 'web-0', namespace, terminal: true }, at);
    const terminal = open();
    await terminal.says('one');
    way.cut();
    await terminal.says('connected again');
    way.cut();
    expect(await terminal.ended).toBe('The log has ended.');
    expect(terminal.lines.at(-1)).toMatch(/^── web-0: The log of Pod\/web-0 broke off: .*Follow it again/);
  });

  test('of a pod that is deleted meanwhile ends with that', async () => {
    const namespace = await withPod('web-0');
    writeFileSync(cluster.containerLog, printed(1, 'one'));
    const way = await breakable();
    const { at, open } = desk(way.kubeconfig);
    await does(logs, { name: 'web-0', namespace, terminal: true }, at);
    const terminal = open();
    await terminal.says('one');
    await cluster.call('DELETE', `/api/v1/namespaces/${namespace}/pods/web-0?gracePeriodSeconds=0`);
    // A kubelet ends the stream with its container; kwok's machines leave it open.
    way.cut();
    expect(await terminal.ended).toBe('The log has ended.');
    expect(terminal.lines.at(-1)).toBe('── web-0: it was deleted');
  });

  test('of a container that has not started waits for it', async () => {
    const namespace = await namespaceOn(cluster);
    await cluster.call('POST', `/api/v1/namespaces/${namespace}/pods`, pod('web-0', { nodeSelector: { none: 'such' } }));
    const { at, open } = desk();
    await does(logs, { name: 'web-0', namespace, terminal: true }, at);
    const terminal = open();
    await terminal.says(/web-0: not started yet: .*node/);
    await cluster.call('DELETE', `/api/v1/namespaces/${namespace}/pods/web-0?gracePeriodSeconds=0`);
    expect(await terminal.ended).toBe('The log has ended.');
    expect(terminal.lines.at(-1)).toBe('── web-0: it was deleted');
  });

  test('goes on across a restart of the API server; closing the terminal ends it', async () => {
    const namespace = await withPod('web-0');
    writeFileSync(cluster.containerLog, printed(1, 'one'));
    const { at, open } = desk();
    await does(logs, { name: 'web-0', namespace, terminal: true }, at);
    const terminal = open();
    await terminal.says('one');
    await cluster.stopApiServer();
    await cluster.startApiServer();
    appendFileSync(cluster.containerLog, printed(4, 'four'));
    await terminal.says('four');
    expect(terminal.lines.filter((line) => line === 'one')).toHaveLength(1);
    terminal.close();
    expect(await terminal.ended).toBe('Stopped.');
  });

  test('whose terminal is closed before it is drawn asks for nothing', async () => {
    const namespace = await withPod('web-0');
    const way = await breakable();
    const { at, open } = desk(way.kubeconfig);
    await does(logs, { name: 'web-0', namespace, terminal: true }, at);
    expect(await open({ closed: true }).ended).toBe('Stopped.');
    expect(way.asked).toEqual([]);
  });

  test('that can’t be read is this call’s own failure', async () => {
    const namespace = await withPod('web-0');
    const { at } = desk();
    const where = { namespace, terminal: true };
    expect(await refuses(logs, { name: 'web-9', ...where }, at, 'run')).toMatchObject({ code: 'kubernetes/not-found' });
    expect(await refuses(logs, { name: 'web-0', container: 'side', ...where }, at, 'run')).toMatchObject({ code: 'kubernetes/container-unknown' });
    expect(await refuses(logs, { name: 'web-0', context: 'limited', ...where }, at, 'run')).toMatchObject({ code: 'kubernetes/forbidden' });
    expect(await refuses(logs, { name: 'web-0', ...where }, placeOn(cluster.kubeconfig), 'run')).toMatchObject({
      code: 'kubernetes/no-terminal',
      missing: true,
    });
  });
});

describe('a shell in a terminal', () => {
  const shell = (namespace: string) => ({ name: 'web-0', namespace, command: ['sh'], terminal: true });

  test('takes what is typed, knows the terminal’s size, and tells the exit code', async () => {
    const namespace = await withPod('web-0');
    const { at, open } = desk();
    const { preview, summary, output } = await does(exec, shell(namespace), at);
    expect(preview).toMatchObject({
      summary: `Open a terminal with sh in Pod/${namespace}/web-0, container web, in admin`,
      warnings: ['what is typed in the terminal is neither asked about nor recorded'],
      impacts: [{ operation: 'update', marks: ['runs-code'] }],
    });
    expect(summary).toContain('sh runs in a terminal');
    expect(output).not.toHaveProperty('code');
    const terminal = open({ size: { columns: 91, rows: 33 } });
    // A server takes sizes and keys by two ways: it may start the command before it knows the size.
    const onceItIs = (size: string) => `until [ "$(stty size)" = "${size}" ]; do sleep 0.1; done; stty size\r`;
    terminal.type(onceItIs('33 91'));
    await terminal.says(/33 91$/m);
    terminal.resize({ columns: 100, rows: 40 });
    terminal.type(onceItIs('40 100'));
    await terminal.says(/40 100$/m);
    terminal.type('echo "<$((6 * 7))>"\r');
    await terminal.says(/<42>$/m);
    terminal.type('exit 0\r');
    expect(await terminal.ended).toBe('It ended with exit code 0.');
  });

  test('says how it ended when it did not end well', async () => {
    const namespace = await withPod('web-0');
    const { at, open } = desk();
    await does(exec, shell(namespace), at);
    const terminal = open();
    terminal.type('exit 7\r');
    // A kubelet gives the code by itself; kwok says it in words.
    expect(await terminal.ended).toMatch(/exit (code|status) 7/);
  });

  test('ends with its terminal, drawn or not', async () => {
    const namespace = await withPod('web-0');
    const { at, open } = desk();
    await does(exec, shell(namespace), at);
    const terminal = open();
    terminal.type('echo ready\r');
    await terminal.says(/^(# )?ready$/m);
    terminal.close();
    expect(await terminal.ended).toBe('Closed.');
    await does(exec, shell(namespace), at);
    expect(await open({ closed: true }).ended).toBe('Closed.');
  });

  test('needs a terminal, a pod and the right; none of it is found out after the yes', async () => {
    const namespace = await withPod('web-0');
    expect(await refuses(exec, shell(namespace), placeOn(cluster.kubeconfig))).toMatchObject({ code: 'kubernetes/no-terminal', missing: true });
    const { at } = desk();
    expect(await refuses(exec, { ...shell(namespace), name: 'web-9' }, at)).toMatchObject({ code: 'kubernetes/not-found' });
    await cluster.call('POST', `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles`, {
      metadata: { name: 'look' },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }],
    });
    await cluster.call('POST', `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`, {
      metadata: { name: 'look' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'look' },
      subjects: [{ kind: 'User', name: 'limited' }],
    });
    const refusal = async () => (await refuses(exec, { ...shell(namespace), context: 'limited' }, at)).code;
    await expect.poll(refusal, { timeout: 30_000 }).toBe('kubernetes/not-allowed');
  });

  test('that can’t begin, or whose pod goes meanwhile, says so', async () => {
    const namespace = await withPod('web-0');
    const { at, open } = desk();
    await does(exec, { ...shell(namespace), command: ['no-such-shell'] }, at);
    expect(await open().ended).toMatch(/^It has ended: .*no-such-shell/);
    await does(exec, shell(namespace), at);
    const terminal = open();
    terminal.type('echo ready\r');
    await terminal.says(/^(# )?ready$/m);
    await cluster.stopApiServer();
    expect(await terminal.ended).toMatch(/^It has ended: /);
    await cluster.startApiServer();
  });
});
