import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../../scripts/setup/chromium.mjs';
import { ensureCodeServer } from '../../../scripts/setup/codeserver.mjs';
import { browserArgs } from './browser.ts';
import { webviewFrames } from './frames.ts';
import { longMs } from './patience.ts';
import { startServer } from './server.ts';
import { type Theme, useTheme } from './theme.ts';
import { Workbench } from './workbench.ts';

export interface VsCodeOptions {
  /** Copied, so that a test may change it; see {@link VsCode.folder}. */
  readonly workspaceFolder: string;
  /** The packaged extension. */
  readonly vsix?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** For the extension host and what it starts. */
  readonly env?: Readonly<Record<string, string>>;
  /** `ask`: the folder is not trusted until the test trusts it, as in a VS Code that was just installed. Default: trust is switched off. */
  readonly trust?: 'ask';
  /** Of the window, px. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** A real VS Code with a folder open, as a person sees it. Disposing ends its processes and removes its files. */
export interface VsCode extends AsyncDisposable {
  readonly workbench: Workbench;
  /** The open folder: a copy of the given one. */
  readonly folder: string;
  /** Process id of the server; every process of the extension host is below it. */
  readonly pid: number;
  useTheme(theme: Theme): Promise<void>;
  /** Into test-results/vscode/<name>.png. */
  screenshot(name: string): Promise<void>;
  /** The same folder in another window: an extension host of its own on the same data. */
  newWindow(): Promise<Window>;
  /** Keeps a screenshot and the logs in test-results/vscode/<name>/, for a test that failed. */
  keepEvidence(name: string): Promise<void>;
}

export type Window = Pick<VsCode, 'workbench' | 'screenshot'>;

const results = resolve(import.meta.dirname, '../../../test-results/vscode');

/** Trust is asked for where somebody wants it, not by a dialog at the start that every click would have to get past. */
const asking = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.emptyWindow': false };

/**
 * Runs `body` in a VS Code of its own. When it fails, a screenshot and the logs stay in test-results/vscode/<name>/.
 */
export async function inVsCode(name: string, options: VsCodeOptions, body: (code: VsCode) => Promise<void>): Promise<void> {
  await using code = await startVsCode(options);
  try {
    await body(code);
  } catch (error) {
    await code.keepEvidence(name);
    throw error;
  }
}

export async function startVsCode({
  workspaceFolder,
  vsix,
  settings = {},
  env = {},
  trust,
  size = { width: 1280, height: 800 },
}: VsCodeOptions): Promise<VsCode> {
  const codeServer = await ensureCodeServer();
  const executablePath = await ensureChromium();
  await mkdir(results, { recursive: true });

  await using stack = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), 'nimbus-vscode-'));
  // code-server writes its last log lines while it ends, hence the retries.
  stack.defer(() => rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  const folder = join(home, 'workspace');
  await cp(workspaceFolder, folder, { recursive: true });

  const server = stack.use(await startServer({ codeServer, home, settings: { ...(trust === 'ask' ? asking : {}), ...settings }, env }));
  if (vsix) await server.install(vsix);

  const browser: Browser = await chromium.launch({ executablePath, args: browserArgs });
  stack.defer(() => browser.close());
  const pages: Page[] = [];
  const newWindow = async (): Promise<Window> => {
    // What moves is drawn anew many times a second, and by the processor; what comes packed this machine packs and unpacks.
    const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce', extraHTTPHeaders: { 'accept-encoding': 'identity' } });
    page.setDefaultTimeout(longMs);
    pages.push(page);
    const workbench = new Workbench(page);
    await page.goto(`${server.url.replace(/\/$/, '')}/?folder=${encodeURIComponent(folder)}`);
    await workbench.ready();
    return { workbench, screenshot: (name) => capture(page, name) };
  };
  const { workbench, screenshot } = await newWindow();

  const owned = stack.move();
  return {
    workbench,
    folder,
    pid: server.pid,
    useTheme: (theme) => useTheme(theme, workbench),
    screenshot,
    newWindow,
    keepEvidence: async (name) => {
      const kept = join(results, name);
      await mkdir(kept, { recursive: true });
      for (const [i, page] of pages.entries()) await page.screenshot({ path: join(kept, i === 0 ? 'window.png' : `window-${i + 1}.png`) });
      await writeFile(join(kept, 'logs.txt'), await server.logs());
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function capture(page: Page, name: string): Promise<void> {
  // The icons are a font: a page that has just come does not have it yet.
  for (const frame of await webviewFrames(page)) await frame.evaluate(fontsReady).catch(() => undefined);
  await page.screenshot({ path: join(results, `${name}.png`) });
}

/** Runs in the page; these tests are compiled without the browser's types. */
const fontsReady = async (): Promise<void> => {
  const { document } = globalThis as unknown as { document: { fonts: { ready: Promise<unknown> } } };
  await document.fonts.ready;
};
