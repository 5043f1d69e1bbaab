import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { sha256 } from '../../base/hash.ts';
import { failed, type Outcome, ok, type Problem } from '../../domain/failure/failure.ts';
import { initFailed, providerUnavailable } from '../../domain/failure/terraform.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { diagnosticsIn } from './diagnostics.ts';
import { type Program, quiet } from './program.ts';

/** A copy of a configuration outside the workspace, initialised: checks there leave no `.terraform` and no lock file behind. */
export interface Copy {
  /** Absolute; where the program is run. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Removes the copy; what was downloaded stays. */
  dispose(): Promise<void>;
}

const isConfiguration = (path: string): boolean => /\.(tf|tofu|tfvars|tf\.json|tfvars\.json|hcl|tftpl|tpl)$/.test(path);

const isLocalState = (path: string): boolean => /(^|\/)terraform\.tfstate(\.d\/[^/]+\/terraform\.tfstate)?$/.test(path);

/** How much of the workspace goes along: the folder itself, and what its local modules point to. */
const filesMax = 5000;

/**
 * Copies the configuration below `directory` (and below the folders its local modules point to) and runs `init` in the
 * copy. `state`: `none` leaves the backend alone; `read` sets it up, and takes a local state file along, for a plan.
 * Provider packages are kept from one time to the next. The copy is the caller's until {@link Copy.dispose}.
 */
export async function initialisedCopy(program: Program, directory: string, state: 'none' | 'read', at: Workplace): Promise<Outcome<Copy>> {
  const from = await at.files.locate(directory);
  if (!from.ok) return from;
  const place = join(await at.scratch('terraform'), `${sha256(from.value).slice(0, 12)}-${randomUUID().slice(0, 8)}`);
  const dispose = () => rm(place, { recursive: true, force: true });
  const copied = await copyConfiguration(directory, place, state, at);
  if (!copied.ok) return dispose().then(() => copied);

  const cache = join(await at.scratch('terraform'), 'providers');
  await mkdir(cache, { recursive: true });
  const root = join(place, 'workspace', directory);
  const env = {
    ...quiet,
    TF_DATA_DIR: join(place, 'data'),
    TF_PLUGIN_CACHE_DIR: process.env.TF_PLUGIN_CACHE_DIR ?? cache,
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1',
  };
  const copy = { root, env, dispose };

  at.progress('getting the provider');
  const done = await at.exec(program.command, ['init', ...(state === 'none' ? ['-backend=false'] : []), '-input=false', '-no-color', '-json'], {
    cwd: root,
    env,
    timeoutMs: 4 * 60_000,
    onLine: (line) => at.progress(messageIn(line)),
  });
  if (done.ok && done.value.code === 0) return ok(copy);
  await dispose();
  if (!done.ok) return done;
  const problems = diagnosticsIn(done.value.stdout);
  const said = problems.map((p: Problem) => p.message).join(' ') || done.value.stderr.trim();
  return failed(
    /registry|query available provider|could not connect|no such host|network|failed to (retrieve|install)|provider installation/i.test(said)
      ? providerUnavailable(said)
      : initFailed(problems[0]?.message ?? said, said),
  );
}

async function copyConfiguration(directory: string, place: string, state: 'none' | 'read', at: Workplace): Promise<Outcome<void>> {
  const target = join(place, 'workspace');
  const folders = [directory];
  const seen = new Set<string>();
  let n = 0;
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    const listed = await at.files.list(folder);
    if (!listed.ok) return listed;
    for (const path of listed.value.filter((p) => isConfiguration(p) || (state === 'read' && isLocalState(p)))) {
      if (++n > filesMax) return failed(initFailed(`there are more than ${filesMax} configuration files below ${directory}`, ''));
      const content = await at.files.read(path);
      const source = await at.files.locate(path);
      if (!content.ok || content.value === undefined || !source.ok) continue;
      await mkdir(dirname(join(target, path)), { recursive: true });
      await copyFile(source.value, join(target, path));
      folders.push(
        ...localModules(new TextDecoder().decode(content.value))
          .map((module) => relative(at.folder, resolve(at.folder, dirname(path), module)).replaceAll('\\', '/'))
          .filter((f) => !f.startsWith('..') && f !== ''),
      );
    }
  }
  await mkdir(join(target, directory), { recursive: true });
  return ok(undefined);
}

const localModules = (text: string): readonly string[] => [...text.matchAll(/source\s*=\s*"(\.{1,2}\/[^"]+)"/g)].map((m) => m[1] ?? '');

function messageIn(line: string): string {
  try {
    return String(JSON.parse(line)['@message'] ?? line);
  } catch {
    return line;
  }
}
