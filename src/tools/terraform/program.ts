import { basename } from 'node:path';
import { versionFilesOf } from '../../base/version-files.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { programGarbled, programMissing, programTooOld } from '../../domain/failure/process.ts';
import { howToGetTerraform } from '../../domain/failure/terraform.ts';
import { onceARun } from '../../domain/once-a-run.ts';
import type { Workplace } from '../../domain/workplace.ts';

export interface Program {
  /** What to start: a name on the PATH or a path. */
  readonly command: string;
  readonly product: 'Terraform' | 'OpenTofu';
  readonly version: string;
}

/** Write-only arguments and S3-native locking came with 1.11, in both. */
const versionMin = '1.11.0';

/** Terraform, or OpenTofu where that is what is there; `NIMBUS_TERRAFORM` names another. Starts it once a run to ask its version. */
export const findTerraform = async (at: Workplace): Promise<Outcome<Program>> =>
  onceARun(at, ['terraform', at.folder, at.env.NIMBUS_TERRAFORM, at.env.PATH, await versionFilesOf(at.folder)], () => askVersion(at));

async function askVersion(at: Workplace): Promise<Outcome<Program>> {
  const named = at.env.NIMBUS_TERRAFORM;
  for (const command of named ? [named] : ['terraform', 'tofu']) {
    const asked = await at.exec(command, ['version', '-json'], { timeoutMs: 20_000, env: quiet(at.env) });
    if (!asked.ok) {
      if (asked.failure.code === 'program/missing') continue;
      return asked;
    }
    const said = readVersion(asked.value.stdout);
    if (said === undefined) return failed(programGarbled(`${command} version -json`, asked.value.stdout + asked.value.stderr));
    if (compareVersions(said.version, versionMin) < 0) return failed(programTooOld(command, said.version, versionMin, howToGetTerraform));
    return ok({ command, product: /tofu/i.test(basename(command)) || !said.callsHome ? 'OpenTofu' : 'Terraform', version: said.version });
  }
  const where = 'Correct the setting nimbus.terraform.path (NIMBUS_TERRAFORM on the command line), or leave it empty for the one on your PATH.';
  return failed(named === undefined ? programMissing('terraform (or tofu)', howToGetTerraform) : programMissing(named, `${where} ${howToGetTerraform}`));
}

/** No colours, no questions, no call home, no arguments or workspace of the person's own shell. */
export function quiet(env: Workplace['env']): Readonly<Record<string, string | undefined>> {
  const own = Object.keys(env).filter((name) => /^TF_(CLI_ARGS|LOG|WORKSPACE$|DATA_DIR$)/.test(name));
  return {
    ...Object.fromEntries(own.map((name) => [name, undefined])),
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    NO_COLOR: '1',
  };
}

/** OpenTofu answers with Terraform's field names, and without the one for newer releases that only Terraform asks its maker about. */
function readVersion(output: string): { readonly version: string; readonly callsHome: boolean } | undefined {
  try {
    const said: unknown = JSON.parse(output);
    const version = (said as Record<string, unknown> | null)?.terraform_version;
    return typeof version === 'string' && /^\d+\.\d+\.\d+/.test(version) ? { version, callsHome: 'terraform_outdated' in (said as object) } : undefined;
  } catch {
    return undefined;
  }
}

/** Negative when `a` is older; pre-release parts are not looked at. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((v) => v.split(/[.-]/).map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (x?.[i] ?? 0) - (y?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
