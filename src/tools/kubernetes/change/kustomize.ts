import { posix } from 'node:path';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { kustomizeFailed, kustomizeMissing } from '../../../domain/failure/kubernetes.ts';
import type { Workplace } from '../../../domain/workplace.ts';

const buildMsMax = 120_000;
/** So much text is read at once: what a parser makes of it takes a hundred times as much. */
export const manifestBytesMax = 16 * 1024 * 1024;

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The folder whose kustomization a path is, or holds; `undefined`: it is none. */
export async function kustomizationAt(path: string, kind: 'file' | 'folder' | 'other', at: Workplace): Promise<Outcome<string | undefined>> {
  if (kind === 'other') return ok(undefined);
  if (kind === 'file') return ok(names.includes(posix.basename(path)) ? posix.dirname(path) : undefined);
  for (const name of names) {
    const is = await at.files.kind(posix.join(path, name));
    if (!is.ok) return is;
    if (is.value === 'file') return ok(path);
  }
  return ok(undefined);
}

/**
 * The manifests a kustomization makes, as YAML: built by the person's own `kubectl` (or what `NIMBUS_KUBECTL` names), else by their
 * `kustomize`, so that it is what they get without us. Neither runs plugins unless it is told to.
 */
export async function builtFrom(folder: string, at: Workplace): Promise<Outcome<{ readonly text: string; readonly by: string }>> {
  const root = await at.files.locate(folder);
  if (!root.ok) return root;
  const programs = [[at.env.NIMBUS_KUBECTL || 'kubectl', ['kustomize', root.value]] as const, ['kustomize', ['build', root.value]] as const];
  for (const [program, args] of programs) {
    const done = await at.exec(program, args, { timeoutMs: buildMsMax, outputBytesMax: manifestBytesMax });
    if (!done.ok && done.failure.code === 'program/missing') continue;
    if (!done.ok) return done;
    if (done.value.code !== 0) return failed(kustomizeFailed(folder, done.value.stderr.trim() || done.value.stdout.trim()));
    // What is too long comes without its middle.
    if (done.value.truncated || done.value.stdout.length > manifestBytesMax)
      return failed(kustomizeFailed(folder, `${program} made more than ${manifestBytesMax / 1024 / 1024} MB of it`));
    return ok({ text: done.value.stdout, by: program });
  }
  return failed(kustomizeMissing(folder));
}
