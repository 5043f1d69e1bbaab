import { z } from 'zod';
import { csv } from '../src/extension/table/csv.ts';
import { tableOf } from '../src/extension/table/lists.ts';
import { readToTable } from '../src/protocol/table.ts';
import { Ordered } from '../src/protocol/table-order.ts';
import type { BenchRow } from './bench.ts';
import { limits } from './limits.ts';

const count = 10_000;
const rounds = 9;

const tool = {
  name: 'bench.listHosts',
  output: z.object({
    hosts: z.array(
      z.object({
        host: z.string(),
        state: z.string(),
        owner: z.object({ name: z.string(), email: z.string() }),
        size: z.number(),
        bytes: z.number(),
        startedAt: z.string(),
        tags: z.array(z.string()),
        note: z.string(),
        isPublic: z.boolean(),
      }),
    ),
  }),
};

/** The same every time; no two rows alike. */
const hosts = Array.from({ length: count }, (_, i) => {
  const mixed = (i * 7_919) % count;
  return {
    host: `web-${mixed}.shop.example.com`,
    state: ['running', 'stopped', 'pending'][mixed % 3] ?? '',
    owner: { name: `Person ${mixed % 211}`, email: `person-${mixed % 211}@example.com` },
    size: mixed % 97,
    bytes: mixed * 1_013,
    startedAt: new Date(1_767_225_600_000 + mixed * 60_000).toISOString(),
    tags: [`team-${mixed % 7}`, `tier-${mixed % 3}`],
    note: `Made by run ${mixed}, kept until somebody says else`,
    isPublic: mixed % 2 === 0,
  };
});

export const { name, unit, limit, run }: BenchRow = {
  name: 'result table of 10,000 rows: the slowest of a letter typed into the filter, a column’s filter and a sort',
  unit: 'ms',
  limit: limits.resultTableMs,
  async run() {
    const made = timed(() => tableOf(tool, { hosts }, 'hosts'));
    const table = made.value;
    const message = JSON.stringify({ type: 'show', protocol: 1, title: 'Hosts', about: [], lists: [], list: 'hosts', ...table, live: true, table: 't' });
    const read = timed(() => readToTable(JSON.parse(message)));
    if (!read.value.ok || read.value.message.type !== 'show') throw new Error('the table is no message');
    const { columns, rows } = read.value.message;

    const firsts: number[] = [];
    const samples: number[] = [];
    for (let i = 0; i < rounds; i++) {
      const ordered = new Ordered(columns, rows);
      // The first letter and the first sort read every value; what they find is kept.
      const first = [
        timed(() => ordered.arrange({ text: 'w', byColumn: {} })),
        timed(() => ordered.arrange({ text: '', byColumn: {}, sort: { column: 'host', down: false } })),
      ];
      firsts.push(Math.max(...first.map(({ ms }) => ms)));
      const sort = { column: 'host', down: true };
      const again = [
        timed(() => ordered.arrange({ text: 'web-1', byColumn: {}, sort })),
        timed(() => ordered.arrange({ text: 'web-1 running team-3', byColumn: {}, sort })),
        timed(() => ordered.arrange({ text: '', byColumn: { size: '> 50', state: '!stopped' }, sort })),
        timed(() => ordered.arrange({ text: '', byColumn: {}, sort: { column: 'host', down: false } })),
      ];
      samples.push(Math.max(...again.map(({ ms }) => ms)));
    }
    const written = timed(() =>
      csv(
        columns.map(({ title }) => title),
        rows,
      ),
    );
    const parts = [
      `the first letter or sort ${median(firsts).toFixed(0)} ms`,
      `columns and rows from the output ${made.ms.toFixed(0)} ms`,
      `read as a message ${read.ms.toFixed(0)} ms (${(message.length / 1e6).toFixed(1)} MB)`,
      `CSV of all ${written.ms.toFixed(0)} ms`,
    ];
    return { samples, detail: parts.join(', ') };
  },
};

function timed<T>(work: () => T): { readonly value: T; readonly ms: number } {
  const started = performance.now();
  const value = work();
  return { value, ms: performance.now() - started };
}

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
