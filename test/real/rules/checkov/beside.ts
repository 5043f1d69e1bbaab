import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ensurePython } from '../../../../scripts/setup/python.mjs';
import { allRules } from '../../../../src/rules/all.ts';
import { look } from '../../../../src/rules/engine/look.ts';
import { noSettings } from '../../../../src/rules/engine/settings.ts';

/** Files by path, in a folder of their own. */
export interface Configuration {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface Compared {
  /** `<name> <id> <resource>`, each once. */
  readonly agreed: readonly string[];
  readonly onlyOurs: readonly string[];
  readonly onlyCheckovs: readonly string[];
  /** What checkov reports and no rule of ours names. */
  readonly unmapped: readonly string[];
}

export type Framework = 'terraform' | 'kubernetes' | 'dockerfile';

/** Ids of checkov that a rule of ours names. */
export const mapped: ReadonlySet<string> = new Set(allRules.flatMap((rule) => rule.also).filter((id) => id.startsWith('CKV')));

/** Each configuration on its own by our rules, all of them at once by checkov. */
export async function besideCheckov(configurations: readonly Configuration[], frameworks: readonly Framework[] = ['terraform']): Promise<Compared> {
  const ours = new Set<string>();
  for (const { name, files } of configurations) for (const one of await ourFindings(files)) ours.add(`${name} ${one}`);
  const all = await checkovFindings(configurations, frameworks);
  const theirs = new Set([...all].filter((one) => mapped.has(one.split(' ')[1] ?? '')));
  return {
    agreed: [...ours].filter((one) => theirs.has(one)).sort(),
    onlyOurs: [...ours].filter((one) => !theirs.has(one)).sort(),
    onlyCheckovs: [...theirs].filter((one) => !ours.has(one)).sort(),
    unmapped: [...all].filter((one) => !mapped.has(one.split(' ')[1] ?? '')).sort(),
  };
}

/** `<id> <resource>` of every finding that a rule of ours says checkov has as well. */
export async function ourFindings(files: Readonly<Record<string, string>>): Promise<ReadonlySet<string>> {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  const { hits } = await look(sources, { rules: allRules, settings: noSettings, today: '2026-01-01' });
  return new Set(hits.flatMap(({ finding }) => finding.also.filter((id) => mapped.has(id)).map((id) => `${id} ${plain(finding.resource)}`)));
}

/** Folders a run of checkov takes: it holds all of them in memory. */
const foldersMax = 400;

/** `<name> <id> <resource>` of everything checkov reports. */
export async function checkovFindings(configurations: readonly Configuration[], frameworks: readonly Framework[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let from = 0; from < configurations.length; from += foldersMax) {
    const folder = await mkdtemp(join(tmpdir(), 'nimbus-checkov-'));
    try {
      for (const { name, files } of configurations.slice(from, from + foldersMax)) {
        for (const [path, text] of Object.entries(files)) {
          await mkdir(dirname(join(folder, name, path)), { recursive: true });
          await writeFile(join(folder, name, path), text);
        }
      }
      for (const { name, id, resource } of await failedChecks(folder, frameworks)) found.add(`${name} ${id} ${plain(resource)}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return found;
}

interface Report {
  readonly results: { readonly failed_checks: readonly { readonly check_id: string; readonly file_path: string; readonly resource: string }[] };
}

export interface FailedCheck {
  /** The first folder on the way to its file. */
  readonly name: string;
  readonly id: string;
  readonly resource: string;
}

/** Everything checkov reports of what is below a folder. */
export async function failedChecks(folder: string, frameworks: readonly Framework[]): Promise<readonly FailedCheck[]> {
  const { checkov } = await ensurePython();
  const args = ['-d', folder, '-o', 'json', '--skip-download', '--quiet', '--compact', '--framework', ...frameworks];
  // It ends with 1 when it finds something.
  const { stdout } = await promisify(execFile)(checkov, args, { maxBuffer: 1_000_000_000 }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 1 && 'stdout' in error) return { stdout: String(error.stdout) };
    throw error;
  });
  const reports: Report[] = [JSON.parse(stdout) as Report | Report[]].flat();
  return reports.flatMap(({ results }) =>
    results.failed_checks.map(({ check_id, file_path, resource }) => ({ name: file_path.split('/')[1] ?? '', id: check_id, resource })),
  );
}

/** Without the modules it is in and which of several it is; an object without its namespace: checkov names those otherwise. */
export const plain = (resource: string): string => {
  if (/^[A-Z]/.test(resource)) return [resource.split(/[./]/)[0], resource.split(/[./]/).at(-1)].join('/');
  return resource
    .replace(/^.*module\.[^.]+\.(?=(data\.)?[a-z0-9_]+\.)/, '')
    .replace(/^(data|module)\./, '')
    .replace(/\[.*\]/, '');
};
