import fs from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './lib/install.mjs';
import { rerunOnNode24 } from './lib/node24.mjs';
import { root, say } from './lib/place.mjs';
import { ensureBuilt } from './lib/ready.mjs';

// `npm run bench [-- word …]`: a table of figures, medians over several runs, the limit beside each. A row is a file in bench/
// (see bench/bench.ts); words choose rows by file name. `--json` prints the rows as data.
await ensureInstalled();
await rerunOnNode24();
await ensureBuilt();

const busy = loadavg()[0];
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const rows = [];
for (const file of fs.globSync('bench/*.{ts,mjs}', { cwd: root }).sort()) {
  if (words.length > 0 && !words.some((word) => file.includes(word))) continue;
  const row = await import(pathToFileURL(join(root, file)).href);
  if (!row.run) continue;
  say(`Measuring: ${row.name}`);
  rows.push({ file, name: row.name, unit: row.unit, limit: row.limit, beside: row.beside, ...figures(row, await row.run()) });
}

function figures({ limit }, measured) {
  if (measured.missing) return { value: `not measured: ${measured.missing}` };
  if (!measured.samples) return measured;
  const sorted = [...measured.samples].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const spread = sorted.length > 1 ? `${brief(sorted[0])}–${brief(sorted.at(-1))}, ${sorted.length} runs` : undefined;
  return { value: brief(median), spread, ok: typeof limit === 'number' ? median < limit : undefined, detail: measured.detail };
}

function brief(number) {
  return number >= 100 ? number.toFixed(0) : number.toFixed(1);
}

if (process.argv.includes('--json')) console.log(JSON.stringify(rows, null, 2));
else print();
process.exitCode = rows.some(({ ok }) => ok === false) ? 1 : 0;

function print() {
  const table = [['what', 'median', 'limit', 'met', 'spread']];
  for (const { name, value, unit, limit, ok, spread } of rows) {
    const withUnit = (figure) => (unit && !figure.startsWith('not measured') ? `${figure} ${unit}` : figure);
    table.push([
      name,
      withUnit(value),
      limit === undefined ? '' : typeof limit === 'number' ? `< ${limit} ${unit}` : limit,
      ok === undefined ? '' : ok ? 'yes' : 'NO',
      spread ?? '',
    ]);
  }
  const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const [head, ...body] = table;
  console.log([line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body.map(line)].join('\n'));
  const notes = rows.flatMap(({ name, detail, beside }) => [detail, beside].filter(Boolean).map((note) => `- ${name}: ${note}`));
  console.log(
    [
      '',
      ...notes,
      `- Measured with Node ${process.versions.node} on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}; load before the start ${busy.toFixed(1)}.`,
    ].join('\n'),
  );
}
