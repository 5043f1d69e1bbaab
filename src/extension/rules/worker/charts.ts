import { digestOf, sha256 } from '../../../base/hash.ts';
import type { Source } from '../../../rules/engine/source.ts';
import { ChartPlaces } from '../../../rules/kubernetes/chart-places.ts';
import { type RenderedChart, withRendered } from '../../../rules/kubernetes/render.ts';
import type { Found } from './messages.ts';

/** The Helm charts of a folder as the host had them rendered, each from what was saved. */
export class Charts {
  readonly #charts = new Map<string, RenderedChart>();
  #places = new ChartPlaces([]);
  /** Of the text each file had when it was rendered, by path. */
  #hashes: ReadonlyMap<string, string> = new Map();
  /** Of everything that was rendered. */
  digest = '';

  /** `undefined`: it can't be rendered (any more). */
  set(folder: string, chart: RenderedChart | undefined): void {
    if (chart === undefined) this.#charts.delete(folder);
    else this.#charts.set(folder, chart);
    const all = [...this.#charts.values()];
    this.#places = new ChartPlaces(all);
    this.#hashes = new Map(all.flatMap(({ templates, values }) => [...templates, ...values].map(({ path, text }) => [path, sha256(text)] as const)));
    this.digest = digestOf(all.flatMap(({ templates }) => templates.flatMap(({ path, made }) => [path, made])).concat(...this.#hashes));
  }

  /** Whether findings may stand in a file because of them. */
  has(path: string): boolean {
    return this.#hashes.has(path);
  }

  /** Whether a file says something else by now (`hash`), so that nothing can be said of its lines until it is saved and rendered. */
  isOutdated(path: string, hash: string | undefined): boolean {
    const rendered = this.#hashes.get(path);
    return rendered !== undefined && hash !== undefined && rendered !== hash;
  }

  /** Where what is told at a file may be found. */
  lends(path: string): (other: string) => boolean {
    return this.has(path) ? (other) => other === path || this.#places.isTemplate(other) : (other) => other === path;
  }

  /** Sources with each template as what it makes. */
  made(sources: readonly Source[]): readonly Source[] {
    return withRendered(sources, [...this.#charts.values()]);
  }

  /** What was found in them, where a person can look. No edit of rendered text is one of a template. */
  placed(found: readonly Found[], today: string): readonly Found[] {
    if (this.#charts.size === 0) return found;
    return found.map((one) => {
      const { edits, replaces, ...rest } = one;
      if (!this.#places.isTemplate(one.file)) return edits?.some(({ file }) => this.#places.isTemplate(file)) ? { ...rest, fixable: false } : one;
      const placed = this.#places.place(rest);
      const quiet = one.quiet ?? this.#places.quiet(placed, today);
      const blockLine = placed.template ? placed.line : this.#places.line(one.file, one.blockLine);
      return { ...placed, blockLine, ...(quiet === undefined ? {} : { quiet }) };
    });
  }
}
