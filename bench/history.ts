import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Figures } from '../src/extension/dashboard/figures.ts';
import { openDatabase } from '../src/store/database.ts';
import { sqliteJournal } from '../src/store/journal.ts';
import type { BenchRow } from './bench.ts';
import { limits } from './limits.ts';

const runs = 10_000;
const rounds = 9;
const end = Date.UTC(2026, 0, 31);
const statuses = ['succeeded', 'succeeded', 'succeeded', 'failed', 'cancelled', 'refused', 'running'];

export const { name, unit, limit, run }: BenchRow = {
  name: 'history list over 10,000 runs: the slowest of newest, by status, by words',
  unit: 'ms',
  limit: limits.historyListMs,
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
    const db = openDatabase(join(folder, 'nimbus.db'));
    try {
      fill(db);
      const journal = sqliteJournal(db, () => end);
      const lists = {
        newest: () => journal.runs({ folder: '/shop', limit: 200 }),
        failed: () => journal.runs({ folder: '/shop', status: 'failed', limit: 200 }),
        'cut off': () => journal.runs({ folder: '/shop', status: 'interrupted', limit: 200 }),
        'with words': () => journal.runs({ folder: '/shop', text: 'number 99', limit: 200 }),
        'with words that no run has': () => journal.runs({ folder: '/shop', text: 'nowhere', limit: 200 }),
      };
      const took = Object.entries(lists).map(([what, list]) => ({ what, samples: samplesOf(list) }));
      const all = Array.from({ length: rounds }, (_, i) => Math.max(...took.map(({ samples }) => samples[i] ?? 0)));
      const figures = new Figures(journal);
      const everything = ['/shop'].flatMap((one) => journal.runs({ folder: one, limit: runs }));
      const started = performance.now();
      await figures.of(everything, new AbortController().signal);
      const counted = performance.now() - started;
      const parts = took.map(({ what, samples }) => `${what} ${median(samples).toFixed(1)} ms`).join(', ');
      return { samples: all, detail: `${parts}; the dashboard over all of them, 4 steps each, ${counted.toFixed(0)} ms in breaths of 25 runs` };
    } finally {
      db.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Straight into the tables: what is measured is reading. */
function fill(db: DatabaseSync): void {
  const insertRun = db.prepare('INSERT INTO runs (id, goal, folder, status, started_at, ended_at) VALUES (?, ?, ?, ?, ?, ?)');
  const insertEvent = db.prepare('INSERT INTO events (run_id, seq, at, event) VALUES (?, ?, ?, ?)');
  const steps = ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    tool: `files.${id}`,
    input: { path: 'infra', content: 'x'.repeat(400) },
    dependsOn: [],
    effect: 'read',
  }));
  db.exec('BEGIN');
  for (let i = 0; i < runs; i++) {
    const id = `run-${String(i).padStart(6, '0')}`;
    const at = end - i * 60_000;
    insertRun.run(id, `Terraform in infra: number ${i}`, '/shop', statuses[i % statuses.length] ?? '', at, at + 2_000);
    const events = [
      { type: 'run-started' },
      { type: 'plan-ready', plan: { goal: 'g', hash: 'h', warnings: [], steps } },
      ...steps.map((step) => ({ type: 'step-ended', id: step.id, status: 'succeeded', durationMs: i % 900, summary: 'Done.', undo: 'nothing-changed' })),
      { type: 'run-ended' },
    ];
    for (const [seq, event] of events.entries()) insertEvent.run(id, seq + 1, at, JSON.stringify(event));
  }
  db.exec('COMMIT');
}

function samplesOf(list: () => unknown): readonly number[] {
  list();
  return Array.from({ length: rounds }, () => {
    const started = performance.now();
    list();
    return performance.now() - started;
  });
}

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
