import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { buildHostSuite } from '../../../scripts/build/host-suite.mjs';
import { ensureChromium } from '../../../scripts/setup/chromium.mjs';
import { ensureCodeServer } from '../../../scripts/setup/codeserver.mjs';
import type { HostReport } from '../../electron/run.ts';
import { browserArgs } from './browser.ts';
import { endGroup } from './group.ts';

const bound = /(?:Web UI available at|Extension host agent listening on) \D*?(\d+)/;
const reportMs = 150_000;

/**
 * Runs the suite of test/electron inside a real extension host, with the extension in `extensionFolder` (an unpacked VSIX or
 * the checkout), and resolves to what it reported. `env`: added to the host's. Webviews don't load in this form.
 */
export async function runInHost(extensionFolder: string, env: Readonly<Record<string, string>> = {}): Promise<HostReport> {
  const [codeServer, executablePath, suite] = await Promise.all([ensureCodeServer(), ensureChromium(), buildHostSuite()]);
  await using stack = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), 'nimbus-host-'));
  stack.defer(() => rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  const folder = join(home, 'workspace');
  await mkdir(folder);

  const reportFile = join(home, 'report.json');
  const args = [
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    '--without-connection-token',
    '--accept-server-license-terms',
    '--enable-smoke-test-driver',
    '--disable-workspace-trust',
  ];
  const server = spawn(codeServer.node, [codeServer.server, ...args, '--server-data-dir', join(home, 'data')], {
    env: { ...process.env, HOME: home, ...env, NIMBUS_HOST_REPORT: reportFile },
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  stack.defer(() => endGroup(server));
  const { port, output } = await listening(server);

  const browser = await chromium.launch({ executablePath, args: browserArgs });
  stack.defer(() => browser.close());
  const page = await browser.newPage();
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', remote(extensionFolder)],
    ['extensionTestsPath', remote(suite)],
  ]);
  await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`);

  for (const deadline = Date.now() + reportMs; Date.now() < deadline; await pause(50)) {
    const text = await readFile(reportFile, 'utf8').catch(() => '');
    // Whole when it parses: the file is seen while it is written.
    const report = parse(text);
    if (report) return report;
  }
  throw new Error(`The extension host reported nothing within ${reportMs / 1000} s.\n${output()}`);
}

function parse(text: string): HostReport | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listening(server: ChildProcess): Promise<{ port: string; output: () => string }> {
  let text = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const port = bound.exec(text)?.[1];
      if (port) resolve({ port, output: () => text });
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`The server ended with ${code} before it listened:\n${text}`)));
  });
}
