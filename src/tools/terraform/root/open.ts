import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { nearest } from '../../../base/nearest.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { workspaceMissing } from '../../../domain/failure/terraform.ts';
import type { ExecOptions, Finished, Workplace } from '../../../domain/workplace.ts';
import { explain } from '../explain.ts';
import { findTerraform, type Program, quiet } from '../program.ts';
import { messageIn } from '../stream.ts';
import { type Backend, readBackend } from './backend.ts';
import { needsProviders } from './code.ts';
import { type Config, readConfig } from './config.ts';
import { pluginCache } from './plugin-cache.ts';
import { type Replacements, shadow } from './shadow.ts';

/**
 * A root module that Terraform can work on: with a data folder of Nimbus's own, so that nothing is written into the
 * workspace and no provider is taken from it.
 *
 * It runs in the real folder. Where that would make `init` write a lock file, or the configuration is another than the
 * folder's, it runs in a copy made of links, and {@link lockFile} is what `init` chose.
 */
export interface Root {
  readonly program: Program;
  /** Relative to the workspace folder; empty for the folder itself. */
  readonly directory: string;
  readonly workspace: string;
  /** The real folder, absolute. */
  readonly folder: string;
  /** Where the program is started. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly backend: Backend;
  readonly config: Config;
  /** Made in a copy: the lock file that applying needs in the folder; absent: it is there already. */
  readonly lockFile: string | undefined;
  run(args: readonly string[], options: RunOptions): Promise<Outcome<Finished>>;
}

export interface RunOptions extends Pick<ExecOptions, 'timeoutMs' | 'outputBytesMax' | 'interrupt' | 'onLine'> {
  /** Says nothing of what it prints. */
  readonly quietly?: boolean;
}

export interface OpenOptions {
  readonly directory: string;
  readonly workspace?: string | undefined;
  /** Variable files, relative to the directory. */
  readonly varFiles?: readonly string[];
  /** A folder of Nimbus's own for this one use; the data folder and a copy go in. */
  readonly place: string;
  /**
   * `plan`: everything. `check`: not the place of the state. `state`: that place alone, so that no provider and no module is
   * fetched.
   */
  readonly for: 'plan' | 'check' | 'state';
  /** Another configuration than the folder's: makes a copy. */
  readonly replaced?: Replacements;
}

const initMs = 4 * 60_000;

export async function openRoot(options: OpenOptions, at: Workplace): Promise<Outcome<Root>> {
  const program = await findTerraform(at);
  if (!program.ok) return program;
  const config = await readConfig(options.directory, options.varFiles ?? [], at);
  if (!config.ok) return config;
  const located = await at.files.locate(config.value.directory || '.');
  if (!located.ok) return located;
  const folder = located.value;
  const data = join(options.place, 'data');
  await mkdir(data, { recursive: true, mode: 0o700 });
  const selected =
    options.for === 'check' ? undefined : (options.workspace ?? at.env.TF_WORKSPACE ?? (await textIn(join(folder, '.terraform', 'environment')))?.trim());
  const workspace = selected || 'default';
  const env = {
    ...quiet(at.env),
    TF_DATA_DIR: data,
    ...(await pluginCache(at)),
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1',
  };
  const runIn = (cwd: string, args: readonly string[], more: RunOptions, inWorkspace = true) =>
    at.exec(program.value.command, args, {
      cwd,
      env: inWorkspace && workspace !== 'default' ? { ...env, TF_WORKSPACE: workspace } : env,
      onLine: more.quietly ? () => {} : (line) => at.progress(messageIn(line)),
      ...pick(more),
    });
  const init = (cwd: string, more: readonly string[]) =>
    runIn(cwd, ['init', '-input=false', '-no-color', '-json', ...(options.for === 'check' ? ['-backend=false'] : []), ...more], { timeoutMs: initMs }, false);

  // What the person's own `init` was told of the backend, beyond what the files say.
  const known = await textIn(join(folder, '.terraform', 'terraform.tfstate'));
  if (known !== undefined && !(options.for === 'state' && /"type":\s*"local"/.test(known)))
    await writeFile(join(data, 'terraform.tfstate'), known, { mode: 0o600 });

  let cwd = folder;
  const bare = options.for === 'state' ? bareRoot(config.value, folder) : undefined;
  const isCopied = options.replaced !== undefined || (options.for !== 'state' && config.value.lock === undefined && needsProviders(config.value));
  at.progress(bare === undefined ? 'Initialising: providers, modules and the place of the state' : 'Looking up the place of the state');
  let done: Outcome<Finished> | undefined;
  if (bare !== undefined) {
    cwd = join(options.place, 'bare');
    await mkdir(cwd, { mode: 0o700 });
    await writeFile(join(cwd, 'main.tf'), bare, { mode: 0o600 });
    done = await init(cwd, []);
  } else {
    done = isCopied ? undefined : await init(cwd, ['-lockfile=readonly']);
    if (done === undefined || (done.ok && done.value.code !== 0 && /lock file is read-only|-lockfile=readonly/.test(done.value.stdout + done.value.stderr))) {
      cwd = await shadow(at.folder, config.value.directory, join(options.place, 'copy'), options.replaced);
      done = await init(cwd, []);
    }
  }
  if (!done.ok) return done;
  if (done.value.code !== 0) return failed(explain('init', done.value, { program: program.value }));
  if (workspace !== 'default' && options.for !== 'check') {
    const listed = await runIn(cwd, ['workspace', 'list'], { timeoutMs: 60_000, quietly: true }, false);
    if (!listed.ok) return listed;
    if (listed.value.code !== 0) return failed(explain('workspace list', listed.value, { program: program.value }));
    const all = listed.value.stdout.split('\n').flatMap((line) => line.replace(/^\*/, '').trim() || []);
    if (!all.includes(workspace)) return failed(workspaceMissing(workspace, all, nearest(workspace, all)));
  }
  const chosen = cwd === folder || bare !== undefined ? undefined : await textIn(join(cwd, '.terraform.lock.hcl'));
  return ok({
    program: program.value,
    directory: config.value.directory,
    workspace,
    folder,
    cwd,
    env: workspace === 'default' ? env : { ...env, TF_WORKSPACE: workspace },
    backend: await readBackend(data, folder, workspace),
    config: config.value,
    lockFile: bare !== undefined || chosen === config.value.lock ? undefined : chosen,
    run: (args, more) => runIn(cwd, args, more),
  });
}

const pick = ({ timeoutMs, outputBytesMax, interrupt, onLine }: RunOptions): Partial<ExecOptions> => ({
  ...(timeoutMs === undefined ? {} : { timeoutMs }),
  ...(outputBytesMax === undefined ? {} : { outputBytesMax }),
  ...(interrupt === undefined ? {} : { interrupt }),
  ...(onLine === undefined ? {} : { onLine }),
});

/** A configuration that says where the state is and nothing else; `undefined` when that can't be cut out of this one. */
function bareRoot(config: Config, folder: string): string | undefined {
  if (config.json.length > 0) return undefined;
  const blocks = (config.modules[0]?.blocks.get('terraform') ?? []).flatMap((block) => block.blocks);
  if (blocks.some(({ broken }) => broken)) return undefined;
  const backend = blocks.find(({ type }) => type === 'backend' || type === 'cloud');
  if (backend === undefined || (backend.type === 'backend' && backend.labels[0] === 'local')) {
    const setting = (name: string, otherwise: string): string => {
      const value = backend?.attributes.get(name)?.value;
      return JSON.stringify(resolve(folder, value?.kind === 'literal' && typeof value.value === 'string' ? value.value : otherwise)).replaceAll(
        /[$%](?=\{)/g,
        '$&$&',
      );
    };
    return `terraform {\n  backend "local" {\n    path          = ${setting('path', 'terraform.tfstate')}\n    workspace_dir = ${setting('workspace_dir', 'terraform.tfstate.d')}\n  }\n}\n`;
  }
  const text = backend.file.text.slice(backend.start, backend.end);
  // OpenTofu takes variables there.
  return /\b(var|local)\./.test(text) ? undefined : `terraform {\n${text}\n}\n`;
}

export const textIn = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
