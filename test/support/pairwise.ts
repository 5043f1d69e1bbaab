/** What can vary, by name, and how. */
export type Factors = { readonly [factor: string]: readonly string[] };

export type Row = { readonly [factor: string]: string };

/**
 * Rows in which every two levels of two factors come together at least once; with `about`, only the pairs that factor is
 * one of. Greedy: a row starts from a pair that is still missing, then takes, factor by factor, the level that brings most
 * missing pairs. Same factors, same rows.
 */
export function pairwise(factors: Factors, about?: string): Row[] {
  const missing = new Set(allPairs(factors).filter(isAbout(about)));
  const rows: Row[] = [];
  for (let turn = 0; missing.size > 0; turn++) {
    const row: { [factor: string]: string } = {};
    for (const part of ([...missing][0] ?? '').split(' & ')) row[part.slice(0, part.indexOf('='))] = part.slice(part.indexOf('=') + 1);
    for (const [name, levels] of Object.entries(factors)) row[name] ??= bestLevel(name, levels, row, missing, turn);
    for (const pair of pairsOf(row)) missing.delete(pair);
    rows.push(row);
  }
  return rows;
}

/**
 * The rows with `dear`, a level that costs most to try, only where a pair would be lost without it, and `cheap` in its place
 * elsewhere. `about` as in {@link pairwise}.
 */
export function sparing(rows: readonly Row[], factor: string, dear: string, cheap: string, about?: string): Row[] {
  const needed = (row: Row) => pairsOf(row).filter((pair) => isAbout(about)(pair) && isAbout(factor)(pair));
  const shown = new Map<string, number>();
  const dearRows = rows.filter((row) => row[factor] === dear);
  for (const pair of dearRows.flatMap(needed)) shown.set(pair, (shown.get(pair) ?? 0) + 1);
  return rows.map((row) => {
    if (row[factor] !== dear || needed(row).some((pair) => shown.get(pair) === 1)) return row;
    for (const pair of needed(row)) shown.set(pair, (shown.get(pair) ?? 0) - 1);
    return { ...row, [factor]: cheap };
  });
}

/** Whether a pair has a level of this factor; every pair, where none is named. */
const isAbout =
  (factor: string | undefined) =>
  (pair: string): boolean =>
    factor === undefined || pair.startsWith(`${factor}=`) || pair.includes(` & ${factor}=`);

function bestLevel(name: string, levels: readonly string[], row: Row, missing: ReadonlySet<string>, turn: number): string {
  // Starts at another level each time, so that ties don't always go to the first.
  const turned = levels.map((_, at) => levels[(at + turn) % levels.length] ?? '');
  const gain = (level: string) => Object.entries(row).filter(([other, value]) => missing.has(pairOf(name, level, other, value))).length;
  return turned.reduce((best, level) => (gain(level) > gain(best) ? level : best));
}

/** Every pair of levels there is, each as text. */
export function allPairs(factors: Factors): string[] {
  const names = Object.keys(factors);
  return names.flatMap((a, at) => names.slice(at + 1).flatMap((b) => (factors[a] ?? []).flatMap((x) => (factors[b] ?? []).map((y) => pairOf(a, x, b, y)))));
}

/** The pairs a row shows. */
export const pairsOf = (row: Row): string[] => {
  const entries = Object.entries(row);
  return entries.flatMap(([a, x], at) => entries.slice(at + 1).map(([b, y]) => pairOf(a, x, b, y)));
};

const pairOf = (a: string, x: string, b: string, y: string): string => (a < b ? `${a}=${x} & ${b}=${y}` : `${b}=${y} & ${a}=${x}`);
