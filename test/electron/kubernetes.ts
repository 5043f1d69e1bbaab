import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import { act } from './act.ts';

/** A cluster the host may work on, as NIMBUS_HOST_CLUSTER hands it over, in JSON; KUBECONFIG leads to it. */
export interface HostCluster {
  readonly namespace: string;
  readonly pod: string;
  /** Where commands of its containers run, on this machine. */
  readonly dir: string;
  /** Of this machine, free: for a forward to port 8080 of the pod. */
  readonly localPort: number;
  /** What answers there. */
  readonly answer: string;
}

const longMs = 60_000;
const lookMs = 100;

/** All of this process that decides how its `fetch` works. */
const fetching = (): readonly unknown[] => {
  const all = globalThis as unknown as Record<symbol | string, unknown>;
  return [all[Symbol.for('undici.globalDispatcher.1')], all[Symbol.for('undici.globalDispatcher.2')], all.fetch, all.Headers, all.Request, all.Response];
};
const undiciSymbols = (): readonly string[] =>
  Object.getOwnPropertySymbols(globalThis)
    .map(String)
    .filter((name) => name.includes('undici'))
    .sort();

/** The Kubernetes client is loaded and used in a real host, and the host's own way to fetch is as it was. */
export function kubernetesSuite({ namespace, pod, dir, localPort, answer }: HostCluster): void {
  suite('The host’s fetch and the Kubernetes client', function () {
    this.timeout(4 * longMs);
    let before: readonly unknown[];
    let symbols: readonly string[];
    let own: Server;
    let url = '';

    suiteSetup(async () => {
      own = createServer((_, reply) => reply.end('of this host'));
      await new Promise<void>((done) => own.listen(0, '127.0.0.1', done));
      url = `http://127.0.0.1:${(own.address() as AddressInfo).port}`;
      assert.equal(await (await fetch(url)).text(), 'of this host');
      before = fetching();
      symbols = undiciSymbols();
    });
    suiteTeardown(() => {
      own.closeAllConnections();
      own.close();
    });

    const isAsBefore = async (): Promise<void> => {
      for (const [i, one] of fetching().entries()) assert.equal(one === before[i], true, `part ${i} of fetch is another one`);
      assert.deepEqual(undiciSymbols(), symbols);
      assert.equal(await (await fetch(url)).text(), 'of this host');
    };

    test('is as it was after a list of pods', async () => {
      await act('nimbus.kubernetes.describe', { show: 'Pods', tool: 'kubernetes.get', input: { kind: 'pod', namespace } });
      assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', new RegExp(`name: ${pod}`));
      await isAsBefore();
    });

    test('is as it was after a command in a container', async () => {
      await run('Leave a mark', 'kubernetes.exec', { name: pod, namespace, command: ['touch', 'was-here'] });
      await until(() => existsSync(join(dir, 'was-here')), 'the command has run');
      await isAsBefore();
    });

    test('is as it was while a port is forwarded, and leads through it', async () => {
      await run('Forward', 'kubernetes.portForward', { name: pod, namespace, remotePort: 8080, localPort });
      const asked = () =>
        fetch(`http://127.0.0.1:${localPort}/`).then(
          (reply) => reply.text(),
          () => '',
        );
      await until(async () => (await asked()) === answer, 'the forward answers');
      await isAsBefore();
    });
  });
}

/** A plan of one step, approved as soon as it asks. */
async function run(goal: string, tool: string, input: object): Promise<void> {
  await act('nimbus.kubernetes.delete', { plan: goal, steps: [{ id: 'step', tool, input }] });
  await vscode.commands.executeCommand('nimbus.plan.approve');
}

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + longMs; !(await isSo()); await pause(lookMs)) {
    if (Date.now() > end) throw new Error(`It did not come to be within ${longMs / 1000} s that ${what}.`);
    // A plan that is still being looked at does not ask yet.
    await vscode.commands.executeCommand('nimbus.plan.approve');
  }
}
