import type { RunRow } from '../../src/domain/journal.ts';

export const statuses: readonly RunRow['status'][] = ['planning', 'waiting', 'running', 'interrupted', 'succeeded', 'failed', 'refused', 'cancelled'];

/** A run of the history, on 2026-01-01. */
export const rowOf = (row: Partial<RunRow> = {}): RunRow => ({
  id: '20260101-000000-abc123',
  goal: 'Terraform in infra: network and cluster for staging',
  folder: '/projects/shop',
  status: 'succeeded',
  startedAt: Date.UTC(2026, 0, 1),
  durationMs: 2_400,
  ...row,
});
