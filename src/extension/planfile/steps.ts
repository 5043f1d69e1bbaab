/** Whether the items of the list at a path are maps, as far as a plan file’s own fields go: the steps. */
export const holdsMaps = (path: readonly string[]): boolean => path.length === 2 && path[0] === 'steps';

/** A step as far as it can be read in a file that may be broken. */
export interface SeenStep {
  readonly id?: string;
  readonly tool?: string;
  readonly reason?: string;
  /** Names of the fields it has. */
  readonly fields: readonly string[];
  /** Its lines: the first, and the one after the last. */
  readonly lines: readonly [number, number];
}

/** The steps of a file that may be broken, in order. */
export function stepsIn(lines: readonly string[]): readonly SeenStep[] {
  const begins = lines.findIndex((text) => /^["']?steps["']?\s*:/.test(text));
  if (begins === -1) return [];
  const ends = lines.findIndex((text, i) => i > begins && /^[^\s#-]/.test(text));
  const last = ends === -1 ? lines.length : ends;
  const dashes = lines.slice(begins + 1, last).map((text) => /^(\s*)-(?:\s|$)/.exec(text)?.[1]?.length);
  const column = dashes.find((dash) => dash !== undefined);
  if (column === undefined) return [];
  const starts = dashes.flatMap((dash, i) => (dash === column ? [begins + 1 + i] : []));
  return starts.map((start, n) => stepOn(lines, [start, starts[n + 1] ?? last], column));
}

function stepOn(lines: readonly string[], range: readonly [number, number], dash: number): SeenStep {
  const values = new Map<string, string>();
  const first = /^\s*-\s*/.exec(lines[range[0]] ?? '')?.[0].length ?? dash + 2;
  for (const text of lines.slice(...range)) {
    const [, lead = '', key = '', value = ''] = /^(\s*(?:-\s+)?)([A-Za-z]+)\s*:\s*(.*?)\s*$/.exec(text) ?? [];
    if (key !== '' && lead.length === first && !values.has(key)) values.set(key, value.replace(/\s+#.*$/, '').replaceAll(/^["']|["']$/g, ''));
  }
  const said = (key: 'id' | 'tool' | 'reason') => (values.get(key) ? { [key]: values.get(key) } : {});
  return { ...said('id'), ...said('tool'), ...said('reason'), fields: [...values.keys()], lines: range };
}

export const stepAt = (steps: readonly SeenStep[], line: number): SeenStep | undefined => steps.find(({ lines: [start, end] }) => line >= start && line < end);
