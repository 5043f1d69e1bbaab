import { execa } from 'execa';
import { ensurePython } from '../../scripts/setup/python.mjs';

export interface CheckovFinding {
  /** Relative to the scanned folder, with a leading `/`. */
  readonly file: string;
  readonly line: number;
  readonly check: string;
  readonly resource: string;
  readonly name: string;
}

export interface CheckovReport {
  readonly passed: number;
  readonly skipped: number;
  readonly resources: number;
  readonly failed: readonly CheckovFinding[];
  /** Files it could not read. */
  readonly unparsed: readonly string[];
}

interface Raw {
  readonly summary: { readonly passed: number; readonly skipped: number; readonly resource_count: number };
  readonly results: {
    readonly failed_checks: readonly {
      check_id: string;
      check_name: string;
      file_path: string;
      resource: string;
      file_line_range: readonly [number, number];
    }[];
    readonly parsing_errors?: readonly string[];
  };
}

/** Scans all Terraform under a folder, offline, in one process: starting it takes longer than most folders. */
export async function checkov(folder: string): Promise<CheckovReport> {
  const { checkov: program } = await ensurePython();
  const { stdout, stderr, exitCode } = await execa(program, ['-d', folder, '--framework', 'terraform', '-o', 'json', '--skip-download'], {
    reject: false,
    maxBuffer: 256 * 1024 * 1024,
    timeout: 540_000,
    env: { LOG_LEVEL: 'ERROR' },
  });
  if (exitCode !== 0 && exitCode !== 1) throw new Error(`checkov ended with ${exitCode}: ${stderr}`);
  const { summary, results } = JSON.parse(stdout) as Raw;
  if (summary === undefined) throw new Error(`checkov scanned nothing in ${folder}: ${stdout}`);
  return {
    passed: summary.passed,
    skipped: summary.skipped,
    resources: summary.resource_count,
    failed: results.failed_checks.map((found) => ({
      file: found.file_path,
      line: found.file_line_range[0],
      check: found.check_id,
      resource: found.resource,
      name: found.check_name,
    })),
    unparsed: results.parsing_errors ?? [],
  };
}
