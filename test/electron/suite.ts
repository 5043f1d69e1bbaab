import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { type Debugger, Session } from 'node:inspector';
import { sep } from 'node:path';
import * as vscode from 'vscode';
import { act } from './act.ts';

const id = 'nimbus.nimbus';
const dispatcher = Symbol.for('undici.globalDispatcher.1');
const dispatcherOf = (): unknown => (globalThis as Record<symbol, unknown>)[dispatcher];

/** Activates the extension and says what it cost. `activationMs` is what its own `activate()` took, by its own clock. */
export async function measure() {
  const extension = vscode.extensions.getExtension(id);
  if (!extension) throw new Error(`${id} is not installed in this host.`);
  const before = { heap: process.memoryUsage().heapUsed, dispatcher: dispatcherOf(), activeBefore: extension.isActive };
  const started = performance.now();
  const api: unknown = await extension.activate();
  const wholeMs = performance.now() - started;
  const { heapUsed, rss } = process.memoryUsage();
  const loadedBytes = scriptBytes(extension.extensionPath);
  return {
    api: api as { readonly activationMs?: unknown } | undefined,
    activationMs: (api as { activationMs?: number } | undefined)?.activationMs,
    /** Loading the file and activating, as VS Code sees it. */
    wholeMs,
    /** Code of the extension that the host has loaded by then, as V8 tells. */
    loadedBytes,
    heapGrowthBytes: heapUsed - before.heap,
    hostRssBytes: rss,
    vscode: vscode.version,
    activeBefore: before.activeBefore,
    dispatcherKept: before.dispatcher === dispatcherOf(),
  };
}

/** Length of all scripts below a folder that this process has loaded, imported ones too. */
function scriptBytes(folder: string): number {
  const session = new Session();
  session.connect();
  let bytes = 0;
  session.on('Debugger.scriptParsed', ({ params }: { params: Debugger.ScriptParsedEventDataType }) => {
    if (decodeURIComponent(params.url.replace(/^file:\/\//, '')).startsWith(folder + sep)) bytes += params.length ?? 0;
  });
  // V8 tells of what is there before it answers.
  session.post('Debugger.enable');
  session.disconnect();
  return bytes;
}

/** What must hold in every real host, on the desktop and on a server. */
export function suites(measured: Awaited<ReturnType<typeof measure>> | unknown): void {
  const made = (): Awaited<ReturnType<typeof measure>> => {
    if (measured instanceof Error) throw measured;
    return measured as Awaited<ReturnType<typeof measure>>;
  };

  suite('Nimbus in the extension host', () => {
    test('waits to be needed, then activates and says how long it took', () => {
      assert.equal(made().activeBefore, false);
      assert.equal(typeof made().activationMs, 'number');
    });

    test('registers every command that it contributes', async () => {
      made();
      const { contributes } = vscode.extensions.getExtension(id)?.packageJSON ?? {};
      const contributed: string[] = contributes.commands.map(({ command }: { command: string }) => command);
      const registered = new Set(await vscode.commands.getCommands(true));
      assert.ok(contributed.length > 0);
      assert.deepEqual(
        contributed.filter((command) => !registered.has(command)),
        [],
      );
    });

    test('leaves the proxy-aware fetch of VS Code alone', () => assert.equal(made().dispatcherKept, true));

    test('offers its settings with their defaults', () => {
      const { contributes } = vscode.extensions.getExtension(id)?.packageJSON ?? {};
      const settings = Object.entries<{ default: unknown }>(contributes.configuration.properties);
      assert.ok(settings.length > 0);
      for (const [key, { default: value }] of settings) assert.deepEqual(vscode.workspace.getConfiguration().inspect(key)?.defaultValue, value, key);
    });

    test('searches with the editor’s own ripgrep, and not in what the editor hides', async function () {
      this.timeout(120_000);
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      if (folder === undefined) throw new Error('No folder is open in this host.');
      for (const path of ['found.txt', 'made/hidden.txt'])
        await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), new TextEncoder().encode('a needle\n'));
      await vscode.workspace.getConfiguration('files').update('exclude', { made: true }, vscode.ConfigurationTarget.Global);
      await act('nimbus.kubernetes.describe', { show: 'Search', tool: 'files.search', input: { text: 'needle' } });
      const text = vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.match(text, /engine: ripgrep/);
      assert.match(text, /path: found\.txt/);
      assert.doesNotMatch(text, /hidden\.txt/);
      assert.ok(existsSync(process.env.NIMBUS_RIPGREP ?? ''), 'where the editor’s ripgrep is');
    });
  });
}
