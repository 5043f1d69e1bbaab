import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { programGarbled, programMissing, programTooOld } from '../../domain/failure/process.ts';
import { howToGetTerraform } from '../../domain/failure/terraform.ts';
import type { Workplace } from '../../domain/workplace.ts';

export interface Program {
  /** What to start: a name on the PATH or a path. */
  readonly command: string;
  readonly product: 'Terraform' | 'OpenTofu';
  readonly version: string;
}

/** Write-only arguments and S3-native locking came with 1.11, in both. */
const versionMin = '1.11.0';

/** Terraform, or OpenTofu where that is what is there; `NIMBUS_TERRAFORM` names another. Starts it once to ask its version. */
export async function findTerraform(at: Workplace): Promise<Outcome<Program>> {
  const named = process.env.NIMBUS_TERRAFORM;
  for (const command of named ? [named] : ['terraform', 'tofu']) {
    const asked = await at.exec(command, ['version', '-json'], { timeoutMs: 20_000, env: quiet });
    if (!asked.ok) {
      if (asked.failure.code === 'program/missing') continue;
      return asked;
    }
    const version = versionIn(asked.value.stdout);
    if (version === undefined) return failed(programGarbled(`${command} version -json`, asked.value.stdout + asked.value.stderr));
    if (compareVersions(version, versionMin) < 0) return failed(programTooOld(command, version, versionMin, howToGetTerraform));
    return ok({ command, product: command.includes('tofu') ? 'OpenTofu' : 'Terraform', version });
  }
  return failed(programMissing(named ?? 'terraform (or tofu)', howToGetTerraform));
}

/** No colours, no questions, no call home, whatever the person's own shell says. */
export const quiet = { TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1', TF_CLI_ARGS: undefined, TF_LOG: undefined, NO_COLOR: '1' };

function versionIn(output: string): string | undefined {
  try {
    const version: unknown = JSON.parse(output).terraform_version;
    return typeof version === 'string' && /^\d+\.\d+\.\d+/.test(version) ? version : undefined;
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
