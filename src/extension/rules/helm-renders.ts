import { sha256 } from '../../base/hash.ts';
import type { Files, Workplace } from '../../domain/workplace.ts';
import { readText, type Source } from '../../rules/engine/source.ts';
import { type RenderedChart, renderCharts, rendererOn } from '../../rules/kubernetes/render.ts';

/** Saves come in bursts (Save All, a checkout), ms. */
const settleMs = 300;
/** Files of one chart that are read; one with more is left alone. */
const filesMax = 2_000;

export interface HelmRendersOptions {
  /** Where the charts of a folder are rendered; what is started there ends with `signal`. */
  workplace(root: string, signal: AbortSignal): Pick<Workplace, 'exec' | 'scratch' | 'files' | 'env'>;
  /** `folder` of the chart, relative to `root`. Without `chart` nothing can be made of it, which `notes` say. */
  tell(root: string, folder: string, chart: RenderedChart | undefined, notes: readonly string[]): void;
  broke(error: unknown): void;
  readonly settleMs?: number;
}

interface Chart {
  readonly root: string;
  readonly folder: string;
  timer: NodeJS.Timeout | undefined;
  /** Asked for though nothing that is read here may have changed: Helm reads more. */
  isForced: boolean;
  stop: AbortController;
  /** Of what was rendered last. */
  rendered: string | undefined;
}

/**
 * Renders the charts that are touched, one after the other, each from what is on disk. A render that is overtaken by the
 * next save is ended. **Invariant:** the caller asks only for folders that are trusted.
 */
export class HelmRenders implements Disposable {
  readonly #options: HelmRendersOptions;
  readonly #charts = new Map<string, Chart>();
  #line: Promise<void> = Promise.resolve();
  #isDisposed = false;

  constructor(options: HelmRendersOptions) {
    this.#options = options;
  }

  /** A file was opened, or changed on disk; `isSaved`: by the person, in the editor. Resolves once it is known whether a chart has it. */
  async touched(root: string, path: string, isSaved: boolean): Promise<void> {
    if (!mayBeOfChart(path)) return;
    const folder = await chartFolder(path, this.#options.workplace(root, new AbortController().signal).files);
    if (folder !== undefined && !this.#isDisposed) this.#soon(root, folder, isSaved);
  }

  /** Whoever is told has forgotten all. */
  again(isThere: (root: string) => boolean): void {
    for (const [key, { root, folder }] of this.#charts) {
      if (isThere(root)) this.#soon(root, folder, true);
      else this.#forget(key);
    }
  }

  /** Resolves once nothing is being rendered, nor about to be. */
  async idle(): Promise<void> {
    for (;;) {
      const due = [...this.#charts.values()].filter(({ timer }) => timer !== undefined);
      for (const chart of due) this.#begin(chart);
      const line = this.#line;
      await line;
      if (due.length === 0 && line === this.#line) return;
    }
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    for (const key of [...this.#charts.keys()]) this.#forget(key);
  }

  #forget(key: string): void {
    const chart = this.#charts.get(key);
    clearTimeout(chart?.timer);
    chart?.stop.abort();
    this.#charts.delete(key);
  }

  #soon(root: string, folder: string, isForced: boolean): void {
    const key = `${root}\n${folder}`;
    const chart = this.#charts.get(key) ?? {
      root,
      folder,
      timer: undefined,
      isForced: false,
      stop: new AbortController(),
      rendered: undefined,
    };
    this.#charts.set(key, chart);
    chart.isForced ||= isForced;
    clearTimeout(chart.timer);
    chart.timer = setTimeout(() => this.#begin(chart), this.#options.settleMs ?? settleMs);
  }

  #begin(chart: Chart): void {
    clearTimeout(chart.timer);
    chart.timer = undefined;
    // What it would say is about a text that is no more.
    if (chart.isForced) chart.stop.abort();
    const stop = new AbortController();
    this.#line = this.#line.then(async () => {
      if (stop.signal.aborted || this.#isDisposed) return;
      chart.stop = stop;
      const { isForced } = chart;
      chart.isForced = false;
      try {
        await this.#render(chart, isForced, stop.signal);
      } catch (error) {
        if (!stop.signal.aborted) this.#options.broke(error);
      }
    });
  }

  async #render(chart: Chart, isForced: boolean, signal: AbortSignal): Promise<void> {
    const { root, folder } = chart;
    const at = this.#options.workplace(root, signal);
    const sources = await chartSources(folder, at.files);
    if (sources === undefined) {
      this.#options.tell(root, folder, undefined, [`${folder || 'The chart'} was not rendered: it has more than ${filesMax} files.`]);
      return;
    }
    const digest = sha256(sources.map(({ path, text }) => `${path}\n${sha256(text)}`).join('\n'));
    if (signal.aborted || (!isForced && digest === chart.rendered)) return;
    const { charts, notes } = await renderCharts(sources, rendererOn(at));
    if (signal.aborted) return;
    chart.rendered = digest;
    this.#options.tell(root, folder, charts[0], notes);
  }
}

const mayBeOfChart = (path: string): boolean => /(^|\/)(Chart\.yaml|values\.yaml|(templates|charts)\/.+)$/.test(path);
const belowCharts = /(^|\/)charts\/[^/]+$/;

/** The folder of the chart a file belongs to: of one in another's `charts/` that other one. `undefined`: of none. */
async function chartFolder(path: string, files: Files): Promise<string | undefined> {
  const isChart = async (folder: string): Promise<boolean> => {
    const kind = await files.kind(inside(folder, 'Chart.yaml'));
    return kind.ok && kind.value === 'file';
  };
  for (let at = parentOf(path); at !== undefined; at = parentOf(at)) {
    if (!(await isChart(at))) continue;
    if (!/^(Chart\.yaml|values\.yaml|(templates|charts)\/.+)$/.test(path.slice(at === '' ? 0 : at.length + 1))) return undefined;
    const above = belowCharts.test(at) ? at.replace(belowCharts, '') : undefined;
    return above !== undefined && (await isChart(above)) ? chartFolder(inside(above, 'Chart.yaml'), files) : at;
  }
  return undefined;
}

const inside = (folder: string, path: string): string => (folder === '' ? path : `${folder}/${path}`);

/** `undefined`: of the top there is none. */
const parentOf = (path: string): string | undefined => (path === '' ? undefined : path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

/** What of a chart decides where something is found. Empty: it is no chart any more; `undefined`: it is too large. */
async function chartSources(folder: string, files: Files): Promise<readonly Source[] | undefined> {
  const below = await Promise.all(
    ['templates', 'charts'].map(async (name) => {
      const path = inside(folder, name);
      const kind = await files.kind(path);
      const listed = kind.ok && kind.value === 'folder' ? await files.list(path) : undefined;
      return listed?.ok ? listed.value : [];
    }),
  );
  const paths = [inside(folder, 'Chart.yaml'), inside(folder, 'values.yaml'), ...below.flat().filter((path) => /\.(ya?ml|tpl)$/.test(path))];
  if (paths.length > filesMax) return undefined;
  const sources: Source[] = [];
  for (const path of paths) {
    const content = await files.read(path);
    const read = content.ok && content.value ? readText(content.value) : undefined;
    if (read && 'text' in read) sources.push({ path, text: read.text });
  }
  return sources;
}
