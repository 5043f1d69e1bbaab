import type { ScanReport } from '../../domain/finding.ts';

/** What `nimbus scan --json` prints. */
export const jsonReport = (report: ScanReport): string => `${JSON.stringify({ nimbus: 1, ...report }, null, 2)}\n`;
