import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count } from '../../base/say.ts';
import { ok } from '../../domain/failure/failure.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { ExecOptions, Workplace } from '../../domain/workplace.ts';
import { explain } from './explain.ts';
import { directory, path, workspace } from './fields.ts';
import { findTerraform, type Program, quiet } from './program.ts';
import { readBackend } from './root/backend.ts';
import { codeImpacts, codeIn } from './root/code.ts';
import { folderName } from './root/code-preview.ts';
import { type Config, readConfig, requireFiles } from './root/config.ts';
import { textIn } from './root/open.ts';
import { pluginCache } from './root/plugin-cache.ts';
import { writeWhole } from './saved/record.ts';
import { messageIn } from './stream.ts';

const input = z
  .strictObject({
    directory,
    upgrade: z.boolean().default(false).describe('Upgrade providers and modules to the newest version that is allowed.'),
    reconfigure: z.boolean().default(false).describe('Reconfigure the backend, forgetting the former one.'),
    migrateState: z
      .boolean()
      .optional()
      .describe('Copy the state, with all workspaces, from the former backend to the new one. What is at the new place under the same name is written over.'),
    backendConfig: z
      .record(z.string().regex(/^[A-Za-z_]\w{0,100}$/, 'the name of a backend setting'), z.string().max(2000))
      .default({})
      .describe('Settings of the backend that the files leave out. Not for secrets.'),
    backendFiles: z.array(path).default([]).describe('Files with such settings, relative to `directory`.'),
    workspace,
    createWorkspace: z.boolean().default(false).describe('Make that workspace, and select it.'),
  })
  .refine((v) => !(v.migrateState && v.reconfigure), { path: ['migrateState'], message: 'copy the state or forget the former backend; one of the two' });
type Input = z.output<typeof input>;

const provider = z.object({ name: z.string(), version: z.string() });

/** The person's own `terraform init`: unlike plans, it leaves `.terraform` and the lock file in the folder. */
export const init = tool({
  name: 'terraform.init',
  effect: 'change',
  effectOf: ({ createWorkspace, migrateState }) => (createWorkspace || migrateState ? 'change' : 'write'),
  repeatable: true,
  summary: 'Initialise a Terraform folder: providers, modules and backend.',
  input,
  output: z.object({ directory: z.string(), providers: z.array(provider).readonly(), backend: z.string(), workspace: z.string() }),
  commands: ['terraform init'],
  says: [
    'initialise terraform in infra',
    'run terraform init',
    'init the infra folder',
    'download the terraform providers',
    'set up terraform',
    'upgrade the terraform providers',
    'init infra',
    'get the providers for stacks/core',
    'prepare the terraform working directory infra',
    'set up the backend of infra',
    'bump the terraform providers to their newest versions',
    'run terraform init again with upgrade',
    'initialise the stack in envs/dev',
    'get envs/dev ready for terraform',
    'install the modules and providers of infra',
    're-initialise infra with the new backend',
    'initialise infra',
    'get the providers for infra',
    'prepare infra for terraform',
    'newer providers for infra',
    'set terraform up in infra',
    'fetch the providers of stacks/core',
    'get the modules and providers for infra',
    'infra is not initialised yet',
    'make infra ready for planning',
    'set up the backend of stacks/core',
    'reconfigure the state backend in infra',
    'init infra with the backend settings in backend.hcl',
    'start from a clean init in envs/dev',
    'bump the provider versions in infra',
    'bootstrap the terraform in infra',
    'install the plugins terraform needs in infra',
    'init infra in a new workspace called perf',
    'the providers in infra are missing',
    'move infra to the new backend',
    'init the tf in infra and create a workspace called feature-x',
    'download what terraform needs in infra',
    'terraform setup in infra',
    'terraform init in infra/prod',
    'I just cloned the repo, can you get the providers and modules downloaded for stacks/network? Nothing works there yet, it complains about missing plugins',
    'tf init -upgrade in platform/eks',
    "upgrade the providers in modules/rds to the newest allowed versions, ours is from last year and doesn't know the new instance classes yet",
    'it says "Backend initialization required" in billing/infra, sort that out',
    'get the terraform providers and modules set up here',
    're-init atlas with backend config bucket=acme-state and key=atlas/main.tfstate',
    'Requesting initialisation of Terraform directory fleet/aws, workspace staging',
    "init infra/search in workspace feature-x and make that workspace if it isn't there",
    'please make terraform init for folder monitoring/aws with reconfigure because bucket of the state was changed',
    'new laptop, nothing on it but git and the editor, and I have to look after the portal tonight: fetch modules and providers, directory=apps/portal',
    "let's bump the locked provider versions under shared/iam",
  ],
  examples: [{ title: 'Initialise a folder', input: { directory: 'infra' } }],
  guessMs: 15_000,

  async preview(what, at) {
    const config = await readConfig(what.directory, [], at);
    if (!config.ok) return config;
    const there = await requireFiles(config.value, at);
    if (!there.ok) return there;
    const code = codeIn(config.value).filter(({ when }) => when === 'init');
    const undo = await undoOf(what, config.value, at);
    if (!undo.ok) return undo;
    return ok({
      digest: digestOf({ what, config: config.value.digest, code }),
      summary: what.migrateState
        ? `Move the state of ${folderName(what.directory)} to its new backend`
        : `${what.upgrade ? 'Upgrade' : 'Initialise'} ${folderName(what.directory)}`,
      files: [],
      undo: undo.value,
      warnings: [
        'it writes .terraform and the lock file into the folder',
        ...(what.upgrade ? ['the lock file may choose newer providers than before'] : []),
        ...(what.migrateState ? ['it copies the state to the new backend, over what is there under the same name'] : []),
        ...(what.createWorkspace && what.workspace !== undefined ? [`it makes the workspace ${what.workspace} and selects it`] : []),
        ...code.map(({ says }) => says),
      ],
      ...(code.length === 0 ? {} : { impacts: codeImpacts(code) }),
    });
  },

  async run(what, at) {
    const program = await findTerraform(at);
    if (!program.ok) return program;
    const config = await readConfig(what.directory, [], at);
    if (!config.ok) return config;
    const folder = await at.files.locate(config.value.directory || '.');
    if (!folder.ok) return folder;
    for (const file of what.backendFiles) {
      const located = await at.files.locate(join(what.directory, file));
      if (!located.ok) return located;
    }
    const undo = await undoOf(what, config.value, at);
    if (!undo.ok) return undo;
    const given = join(await at.scratch('terraform'), `backend-${digestOf({ ...what, at: at.folder }).slice(0, 16)}.json`);
    const hasGiven = Object.keys(what.backendConfig).length > 0;
    if (hasGiven) await writeWhole(given, JSON.stringify(what.backendConfig));
    try {
      const args = [
        ...['init', '-input=false', '-no-color'],
        ...(what.upgrade ? ['-upgrade'] : []),
        ...(what.reconfigure ? ['-reconfigure'] : []),
        // What it asks, and takes an answer to, it does not ask in JSON.
        ...(what.migrateState ? ['-migrate-state', '-force-copy'] : ['-json']),
        ...what.backendFiles.map((file) => `-backend-config=${join(folder.value, file)}`),
        ...(hasGiven ? [`-backend-config=${given}`] : []),
      ];
      const options = { cwd: folder.value, timeoutMs: 9 * 60_000 };
      // Without a checksum to hold a kept provider to, Terraform fetches it anyway, and writes over the kept one.
      const isLocked = !what.upgrade && config.value.lock !== undefined;
      let done = await run(program.value, args, { ...options, env: isLocked ? await pluginCache(at) : {} }, at);
      // The kept one is to be replaced, and runs for somebody else just now.
      if (isLocked && done.ok && done.value.code !== 0 && /text file busy/i.test(done.value.stdout + done.value.stderr))
        done = await run(program.value, args, options, at);
      if (!done.ok) return { ...done, undo: undo.value };
      if (done.value.code !== 0) return { ok: false, failure: explain('init', done.value, { program: program.value }), undo: undo.value };
      if (what.workspace !== undefined) {
        const verb = what.createWorkspace ? ['new', '-lock-timeout=10s'] : ['select'];
        const chosen = await run(program.value, ['workspace', ...verb, what.workspace], { cwd: folder.value, timeoutMs: 60_000 }, at);
        if (!chosen.ok) return { ...chosen, undo: undo.value };
        if (chosen.value.code !== 0) return { ok: false, failure: explain(`workspace ${verb[0]}`, chosen.value, { program: program.value }), undo: undo.value };
      }
    } finally {
      if (hasGiven) await rm(given, { force: true });
    }
    const providers = providersIn((await textIn(join(folder.value, '.terraform.lock.hcl'))) ?? '');
    const selected = (await textIn(join(folder.value, '.terraform', 'environment')))?.trim() || 'default';
    const backend = await readBackend(join(folder.value, '.terraform'), folder.value, selected);
    return {
      ok: true,
      output: { directory: what.directory, providers, backend: backend.type, workspace: selected },
      summary: `Initialised with ${count(providers.length, 'provider')}${providers.length === 0 ? '' : `: ${providers.map((p) => `${p.name} ${p.version}`).join(', ')}`}; state: ${backend.label}.`,
      undo: undo.value,
    };
  },

  async verify(what, seen, at) {
    const folder = await at.files.locate(what.directory);
    if (!folder.ok) return { met: false, missing: [folder.failure.message] };
    const now = providersIn((await textIn(join(folder.value, '.terraform.lock.hcl'))) ?? '');
    const gone = seen.providers.filter((p) => !now.some((n) => n.name === p.name && n.version === p.version));
    return gone.length === 0 ? { met: true } : { met: false, missing: gone.map((p) => `${p.name} ${p.version} is not in the lock file`) };
  },
});

const run = (program: Program, args: readonly string[], options: ExecOptions, at: Workplace) =>
  at.exec(program.command, args, {
    ...options,
    env: { ...quiet(at.env), ...options.env },
    interrupt: { signal: 'SIGINT', graceMs: 10_000 },
    onLine: (line) => at.progress(messageIn(line)),
  });

export const providersIn = (lock: string): readonly z.output<typeof provider>[] =>
  [...lock.matchAll(/^provider "([^"]+)" \{\s*version\s*=\s*"([^"]+)"/gm)].map((m) => ({ name: m[1] ?? '', version: m[2] ?? '' }));

const movedBack =
  'the former place keeps its copy: name it in the configuration again and initialise once more, with `reconfigure` to take that copy up or `migrateState` to bring this one back';

/** Puts the lock file back, and takes away what was not there: `.terraform` and a new workspace. */
async function undoOf(what: Input, config: Config, at: Workplace) {
  if (what.migrateState) return ok<Undo>({ impossible: movedBack });
  const root = config.directory === '' ? '' : `${config.directory}/`;
  const kind = await at.files.kind(`${root}.terraform`);
  if (!kind.ok) return kind;
  const lock = await at.files.read(`${root}.terraform.lock.hcl`);
  if (!lock.ok) return lock;
  const selected = await at.files.read(`${root}.terraform/environment`);
  if (!selected.ok) return selected;
  const undo: Undo = {
    steps: [
      {
        tool: 'terraform.uninit',
        input: {
          directory: what.directory,
          removeData: kind.value === 'nothing',
          lock: lock.value === undefined ? null : at.blobs.keep(lock.value),
          ...(what.createWorkspace && what.workspace !== undefined
            ? { workspace: what.workspace, select: selected.value === undefined ? 'default' : new TextDecoder().decode(selected.value).trim() || 'default' }
            : {}),
        },
      },
    ],
  };
  return ok(undo);
}
