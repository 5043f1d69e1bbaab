/** Pairs of lines that are compared for one document; where there are more, only its kind is told. */
const pairsMax = 4_000_000;

/** Which line of a Helm template makes which line of what it makes. Numbers of lines count from 1. */
export class TemplateLines {
  readonly template: readonly string[];
  readonly made: readonly string[];
  readonly #parts: readonly (readonly string[])[];
  readonly #documents: readonly Stretch[];
  readonly #found = new Map<Stretch, readonly number[]>();

  constructor(template: string, made: string) {
    this.template = template.split(/\r?\n/);
    this.made = made.split(/\r?\n/);
    this.#parts = this.template.map((line) => line.trim().split(/\{\{.*?\}\}/));
    this.#documents = documentsOf(this.made);
  }

  /** The line of the template; where that can't be told, the one that says what kind of object it is. */
  line(madeLine: number): number {
    const document = this.#documents.find(({ from, to }) => madeLine - 1 >= from && madeLine - 1 < to);
    if (document === undefined) return 1;
    const found = this.#found.get(document) ?? this.#find(document);
    this.#found.set(document, found);
    return (found[madeLine - 1 - document.from] ?? 0) + 1;
  }

  /** For each line of a document that was made, an index of the template. */
  #find(there: Stretch): readonly number[] {
    const kind = kindIn(this.made, there);
    // Helm puts documents in an order of its own, so each is looked for in the one of its kind.
    const sameKind = documentsOf(this.template).filter((one) => kind !== undefined && kindIn(this.template, one) === kind);
    const [only] = sameKind;
    const here = only !== undefined && sameKind.length === 1 ? only : { from: 0, to: this.template.length };
    const ofKind = indexes(here).filter((index) => /^kind:/.test(this.template[index] ?? ''));
    const otherwise = ofKind.find((index) => this.template[index]?.trim() === kind) ?? ofKind[0] ?? 0;
    const aligned = this.#align(here, there);
    if (aligned === undefined) return indexes(there).map(() => otherwise);
    const loops = indexes(here).some((index) => /\{\{-?\s*range\b/.test(this.template[index] ?? ''));
    return indexes(there).map((index) => {
      const at = aligned[index - there.from];
      // In a loop a line is made again and again, and of two that are alike either may have made it.
      const candidates = loops || at === undefined ? indexes(here).filter((one) => this.#weight(one, index) > 0) : [];
      if (at !== undefined) return candidates.length > 1 ? otherwise : at;
      const before = aligned.slice(0, index - there.from).findLast((one) => one !== undefined) ?? here.from - 1;
      const after = aligned.slice(index - there.from).find((one) => one !== undefined) ?? here.to;
      const [block, ...blocks] = indexes({ from: before + 1, to: after }).filter((one) => makesBlock(this.template[one] ?? ''));
      if (block !== undefined) return blocks.length === 0 ? block : otherwise;
      const [candidate] = candidates;
      return candidate !== undefined && candidates.length === 1 ? candidate : otherwise;
    });
  }

  /** Both in order, as much as possible of it: what stands in both word for word counts for more. `undefined`: it is too much. */
  #align(here: Stretch, there: Stretch): readonly (number | undefined)[] | undefined {
    const [rows, columns] = [here.to - here.from, there.to - there.from];
    if (rows * columns > pairsMax) return undefined;
    const width = columns + 1;
    const best = new Uint32Array((rows + 1) * width);
    const bestAt = (row: number, column: number): number => best[row * width + column] ?? 0;
    for (let row = rows - 1; row >= 0; row--)
      for (let column = columns - 1; column >= 0; column--) {
        const weight = this.#weight(here.from + row, there.from + column);
        const both = weight > 0 ? weight + bestAt(row + 1, column + 1) : 0;
        best[row * width + column] = Math.max(both, bestAt(row + 1, column), bestAt(row, column + 1));
      }
    const aligned: (number | undefined)[] = Array(columns).fill(undefined);
    for (let [row, column] = [0, 0]; row < rows && column < columns; ) {
      const weight = this.#weight(here.from + row, there.from + column);
      if (weight > 0 && bestAt(row, column) === weight + bestAt(row + 1, column + 1)) {
        aligned[column] = here.from + row;
        row += 1;
        column += 1;
      } else if (bestAt(row, column) === bestAt(row + 1, column)) row += 1;
      else column += 1;
    }
    return aligned;
  }

  /** Whether a line of the template can make a line: 0, it can't. What is in `{{ }}` may make anything, but a line of nothing else is no sign. */
  #weight(index: number, madeIndex: number): number {
    const said = (this.made[madeIndex] ?? '').trim();
    const parts = this.#parts[index] ?? [];
    const [first = '', last = ''] = [parts[0], parts.at(-1)];
    if (said === '' || !said.startsWith(first)) return 0;
    if (parts.length === 1) return first === said ? 3 : 0;
    if (!said.endsWith(last) || said.length < first.length + last.length || !/\w/.test(parts.join(''))) return 0;
    const end = said.length - last.length;
    let at = first.length;
    for (const part of parts.slice(1, -1)) {
      at = said.indexOf(part, at);
      if (at < 0 || at + part.length > end) return 0;
      at += part.length;
    }
    return 2;
  }
}

/** From an index of a line to another, which is not in it any more. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

function documentsOf(lines: readonly string[]): readonly Stretch[] {
  const starts = [0, ...lines.flatMap((line, index) => (/^---\s*(#.*)?$/.test(line) ? [index + 1] : []))];
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? lines.length }));
}

const kindIn = (lines: readonly string[], { from, to }: Stretch): string | undefined =>
  lines
    .slice(from, to)
    .find((line) => /^kind:/.test(line))
    ?.trim();

const indexes = ({ from, to }: Stretch): readonly number[] => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

/** Whether lines may come of it that stand nowhere in the template. */
const makesBlock = (line: string): boolean => /\{\{.*\b(toYaml|include|template|tpl|n?indent|Files)\b/.test(line);
