import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { formerConfigGone } from '../../../domain/failure/terraform.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { readConfig } from '../root/config.ts';
import type { Replacements } from '../root/shadow.ts';
import type { SavedPlan } from './record.ts';

/** The configuration a saved plan was made of, in place of what the folder says. */
export async function formerConfig(saved: SavedPlan, at: Workplace): Promise<Outcome<Replacements>> {
  const replaced = new Map<string, Uint8Array | undefined>();
  const config = await readConfig(saved.directory, saved.options.varFiles, at);
  if (config.ok) for (const path of config.value.files.keys()) if (isSource(path)) replaced.set(path, undefined);
  for (const [path, sha] of Object.entries(saved.files)) {
    const content = at.blobs.get(sha);
    if (content !== undefined) replaced.set(path, content);
    else if (isSource(path)) return failed(formerConfigGone(path));
  }
  return ok(replaced);
}

/** What Terraform takes up by itself when it lies in a folder; the rest is read only where it is named. Today's lock file stays where there was none. */
const isSource = (path: string): boolean => /\.(tf|tofu|tfvars|tf\.json|tofu\.json|tfvars\.json)$/.test(path);
