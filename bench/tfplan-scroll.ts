import { chromium } from 'playwright-core';
import { webviews } from '../scripts/build/bundle.mjs';
import { ensureChromium } from '../scripts/setup/chromium.mjs';
import { entriesOf } from '../src/extension/tfplan/entries.ts';
import { readDocument, readPlan } from '../src/extension/tfplan/read-plan.ts';
import { shownPlan } from '../src/extension/tfplan/shown.ts';
import { browserArgs } from '../test/vscode/harness/browser.ts';
import type { BenchRow, Measured } from './bench.ts';
import { planText } from './support/plan-text.ts';

/** A frame of a screen. */
const frameMsMax = 16;
const stepPx = 700;

/** The panel's own script in a browser: every frame scrolls most of a page further, from the first line to the last. Processor time of the page, so that what else the machine does is not counted. */
export const { name, unit, limit, run }: BenchRow = {
  name: 'Terraform plan viewer, 5,000 changes scrolled from end to end: work in a frame',
  unit: 'ms',
  limit: frameMsMax,
  async run(): Promise<Measured> {
    const document = readDocument(planText(5_833));
    if (!document.ok) throw new Error(document.failure.message);
    const read = readPlan(document.value.plan, document.value.document, {});
    const show = shownPlan(read, entriesOf(read), { title: 'plan.json', where: [], remarks: [], hasCode: true }, 0);
    const { files } = await webviews();
    const text = (path: string): string => Buffer.from(files.get(path) ?? []).toString();
    const browser = await chromium.launch({ executablePath: await ensureChromium(), args: browserArgs });
    try {
      const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
      await page.setContent(`<!DOCTYPE html><style>${text('dist/webview/tfplan.css')}</style><body><div id="app"></div></body>`);
      await page.evaluate(() => {
        let state: unknown = { allOpen: true };
        Object.assign(globalThis, { acquireVsCodeApi: () => ({ postMessage: () => {}, getState: () => state, setState: (next: unknown) => (state = next) }) });
      });
      await page.addScriptTag({ content: text('dist/webview/tfplan.js') });
      const shownMs = await page.evaluate(firstLine, show);
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
      const workMs = async (): Promise<number> =>
        ((await cdp.send('Performance.getMetrics')).metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
      const before = await workMs();
      const { frames, lines } = await page.evaluate(scrollThrough, stepPx);
      const work = ((await workMs()) - before) / frames.length;
      const sorted = frames.toSorted((a, b) => a - b);
      const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
      return {
        samples: [work],
        detail: `${frames.length} frames, half of them ${at(0.5).toFixed(1)} ms apart, 95 of 100 within ${at(0.95).toFixed(0)} ms; ${lines} lines drawn at the most; first lines ${shownMs.toFixed(0)} ms after the message`,
      };
    } finally {
      await browser.close();
    }
  },
};

/** In the page: hands over the message as the host does, and resolves when lines are drawn. */
async function firstLine(message: unknown): Promise<number> {
  const { document, postMessage, requestAnimationFrame } = globalThis as unknown as Page;
  const started = performance.now();
  postMessage(message, '*');
  while (document.querySelector('[role=treeitem]') === null) await new Promise((resolve) => requestAnimationFrame(resolve));
  return performance.now() - started;
}

/** In the page: one step a frame, until the end. */
async function scrollThrough(step: number): Promise<{ frames: number[]; lines: number }> {
  const { document, requestAnimationFrame } = globalThis as unknown as Page;
  const tree = document.getElementById('tree');
  const frames: number[] = [];
  let lines = 0;
  let last = performance.now();
  while (tree.scrollTop + tree.clientHeight < tree.scrollHeight - 1) {
    tree.scrollTop += step;
    const now = await new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
    frames.push(now - last);
    last = now;
    lines = Math.max(lines, tree.querySelectorAll('[role=treeitem]').length);
  }
  return { frames, lines };
}

/** The little of a page that is used; benches are compiled without the browser's types. */
interface Page {
  postMessage(message: unknown, origin: string): void;
  requestAnimationFrame(done: (at: number) => void): void;
  document: {
    querySelector(selector: string): unknown;
    getElementById(id: string): { scrollTop: number; clientHeight: number; scrollHeight: number; querySelectorAll(selector: string): { length: number } };
  };
}
