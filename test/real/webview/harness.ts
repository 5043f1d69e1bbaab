import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { ensureChromium } from '../../../scripts/setup/chromium.mjs';
import { panelHtml } from '../../../src/extension/panels/html.ts';
import themes from './themes.json' with { type: 'json' };

export type Panel = 'questionnaire' | 'run';
export type Theme = keyof typeof themes.themes;
export const themeNames = Object.keys(themes.themes) as readonly Theme[];

const root = join(import.meta.dirname, '../../..');
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The built panels on loopback, and a browser to look at them. */
export interface Stage {
  open(panel: Panel, host: FakeHost, look?: Look): Promise<Opened>;
  close(): Promise<void>;
}
export interface Look {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
}
export interface Opened {
  readonly page: Page;
  /** Messages of the view, in order. */
  readonly sent: readonly unknown[];
  /** As the extension would, to a view that is there. */
  post(message: unknown): Promise<void>;
  /** Breaches of the content security policy, errors and warnings in the console. Must stay empty. */
  readonly trouble: readonly string[];
  close(): Promise<void>;
}
/** Gets each message of the view; what it posts goes back in order. */
export type FakeHost = (message: unknown, post: (message: unknown) => void) => void;

/** Bundles the panels as the extension ships them, once. */
export async function stage(): Promise<Stage> {
  const files = await built();
  const { server, origin } = await serve(files);
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: flags });
  return {
    open: (panel, host, look) => open(browser, origin, panel, host, look),
    close: async () => {
      await browser.close();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Paths below `dist/`. */
async function built(): Promise<ReadonlyMap<string, Uint8Array>> {
  const load = (name: string): Promise<Record<string, unknown>> => import(pathToFileURL(join(root, 'scripts/build', name)).href);
  const { webviews } = (await load('bundle.mjs')) as { webviews: () => Promise<{ files: Map<string, Uint8Array> }> };
  const { assets } = (await load('assets.mjs')) as { assets: () => Map<string, Uint8Array> };
  return new Map([...(await webviews()).files, ...assets()].map(([path, bytes]) => [path.replace(/^dist\//, ''), bytes]));
}

async function serve(files: ReadonlyMap<string, Uint8Array>): Promise<{ server: Server; origin: string }> {
  const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf', html: 'text/html' };
  let origin = '';
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin);
    const path = url.pathname.slice(1);
    const theme = url.searchParams.get('theme');
    const body = path.startsWith('panel/')
      ? page(path.slice('panel/'.length) as Panel, origin, theme ?? 'dark')
      : path === 'theme.css'
        ? themeCss(theme as Theme)
        : files.get(path);
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': types[path.split('.').at(-1) ?? ''] ?? 'text/html' });
    response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, origin };
}

const page = (panel: Panel, origin: string, theme: string): string =>
  panelHtml({
    title: panel,
    scriptUri: `${origin}/webview/${panel}.js`,
    styleUris: [`${origin}/theme.css?theme=${theme}`, `${origin}/assets/codicon.css`, `${origin}/webview/${panel}.css`],
    cspSource: origin,
    nonce: 'c2V2ZW50ZWVuIGFuZCBtb3Jl',
    skeleton: panel,
  });

/** What VS Code puts before a webview's own styles. */
const themeCss = (theme: Theme): string => `
html { ${Object.entries(themes.themes[theme])
  .map(([name, value]) => `${name}: ${value};`)
  .join(' ')} }
body { background-color: transparent; color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }`;

async function open(browser: Browser, origin: string, panel: Panel, host: FakeHost, look: Look = {}): Promise<Opened> {
  const { theme = 'dark', width = 1100, height = 800, reducedMotion = true } = look;
  const context: BrowserContext = await browser.newContext({ viewport: { width, height }, reducedMotion: reducedMotion ? 'reduce' : 'no-preference' });
  const tab = await context.newPage();
  tab.setDefaultTimeout(60_000);
  const sent: unknown[] = [];
  const trouble: string[] = [];
  const post = (message: unknown): Promise<void> => tab.evaluate(`window.inPage.post(${JSON.stringify(message)})`);
  tab.on('console', (line) => ['error', 'warning'].includes(line.type()) && trouble.push(line.text()));
  tab.on('pageerror', (error) => trouble.push(`${error}`));
  await tab.exposeFunction('toHost', (message: unknown) => {
    sent.push(message);
    host(message, (answer) => void post(answer).catch(() => undefined));
  });
  await tab.addInitScript({ path: join(import.meta.dirname, 'in-page.js') });
  await tab.goto(`${origin}/panel/${panel}?theme=${theme}`);
  return { page: tab, sent, post, trouble, close: () => context.close() };
}

const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe-core finds, one line each with where: an empty text is a page everyone can use. */
export async function axeFindings(opened: Opened): Promise<string> {
  await opened.page.evaluate(axe);
  return inPage(opened, 'axe');
}

/** What a person reads there: hidden text is left out, lines are lines. */
// biome-ignore lint/performance/useDomNodeTextContent: what is hidden must not count
export const textOf = (locator: Locator): Promise<string> => locator.innerText();

/** Asks the page one of the questions in `in-page.js`. */
export const inPage = <T>(
  { page: tab }: Pick<Opened, 'page'>,
  question: 'axe' | 'sideways' | 'height' | 'painted' | 'focused' | 'described' | 'heard',
): Promise<T> => tab.evaluate(`window.inPage.${question}()`);

/** Kept as artifacts of the test run, for people to look at: the whole page as a window that tall would show it. */
export async function picture(opened: Opened, name: string): Promise<void> {
  const { page: tab } = opened;
  const size = tab.viewportSize() ?? { width: 1100, height: 800 };
  await tab.setViewportSize({ width: size.width, height: Math.max(size.height, await inPage<number>(opened, 'height')) });
  await tab.evaluate('window.scrollTo(0, 0)');
  await tab.screenshot({ path: join(root, 'test-results/webview', `${name}.png`) });
  await tab.setViewportSize(size);
}
