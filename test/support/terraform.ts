import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import type { Rendered } from '../../src/generators/rendered.ts';
import { cacheFolder } from './cache-folder.ts';
import { tellFewerTypes } from './fewer-types.ts';

/** Terraform with the AWS provider at hand, in a temporary folder of its own. */
export interface Terraform {
  readonly folder: string;
  /** For a program that starts Terraform itself: where the provider is. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs it; never throws for what Terraform says. `AWS_*` of this process does not get through. */
  run(args: readonly string[], options: { cwd: string; env?: Record<string, string>; signal?: AbortSignal }): Promise<Finished>;
  /** As {@link run}, with the provider taken from where it lies: nothing is linked or hashed. Not for `init`. */
  runUnlocked(args: readonly string[], options: { cwd: string; env?: Record<string, string>; signal?: AbortSignal }): Promise<Finished>;
  /**
   * A provider that stays: starting one takes longer than most of what it is asked. `env` says which AWS it talks to. Given code, it
   * has the types that are named there and no others: Terraform reads the schema of all in each of its runs.
   */
  startProvider(env: Readonly<Record<string, string>>, code?: string): Promise<Provider>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A running AWS provider. One with all types holds one configuration at a time: one plan after the other, and none with an alias. */
export interface Provider {
  /** Makes Terraform use it, `init` included. */
  readonly env: Readonly<Record<string, string>>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Finished {
  readonly code: number;
  /** Both streams as they came. */
  readonly output: string;
}

/** Why the tests that need it can't run here. */
export interface Unavailable {
  readonly missing: string;
}

const providerVersion = '5.100.0';
const runMsMax = 900_000;
/** Most of what these programs do here is to read the provider's schema; a quarter of that is to collect what ends with them anyway. */
const collectsLess = { GOGC: '400' };

/**
 * Looks for a `terraform` on the PATH and for the AWS provider: in `NIMBUS_TF_MIRROR` or where Terraform's own mirrors
 * usually are, else in the registry. Says what is missing when there is none.
 */
export async function findTerraform(): Promise<Terraform | Unavailable> {
  const version = await execa('terraform', ['version', '-json'], { reject: false, env: { CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '' } });
  if (version.failed) return { missing: 'terraform is not on the PATH' };
  const number = String(JSON.parse(version.stdout).terraform_version);
  if (Number(number.split('.')[0]) === 1 && Number(number.split('.')[1]) < 11) return { missing: `terraform is ${number}; 1.11 or newer is needed` };

  const folder = await realpath(await mkdtemp(join(tmpdir(), 'nimbus-terraform-')));
  const settings = join(folder, 'cli.tfrc');
  const mirror = findMirror();
  const plugins = join(cacheFolder(), 'terraform-plugins');
  await mkdir(plugins, { recursive: true });
  await writeFile(settings, mirror === undefined ? '' : `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
  const env = {
    ...withoutAws(process.env),
    ...collectsLess,
    TF_CLI_CONFIG_FILE: settings,
    // A mirror is linked to; what comes from the registry is kept for the next time.
    ...(mirror === undefined ? { TF_PLUGIN_CACHE_DIR: plugins } : {}),
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
    TF_CLI_ARGS: '-no-color',
  };

  const first = join(folder, 'first');
  await mkdir(first);
  await writeFile(
    join(first, 'main.tf'),
    `terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "${providerVersion}"\n    }\n  }\n}\n`,
  );
  const finish = () => rm(folder, { recursive: true, force: true });
  const init = await execa('terraform', ['init', '-input=false'], {
    cwd: first,
    env,
    extendEnv: false,
    reject: false,
    all: true,
    timeout: runMsMax,
  });
  if (init.failed) {
    await finish();
    return { missing: `the AWS provider ${providerVersion} is in no mirror and not to be had from the registry: ${lastError(init.all)}` };
  }
  const unlocked = join(folder, 'unlocked.tfrc');
  const provider = await providerFolder(first);
  await writeFile(unlocked, `provider_installation {\n  dev_overrides {\n    "hashicorp/aws" = ${JSON.stringify(provider)}\n  }\n  direct {}\n}\n`);

  const start =
    (config: string): Terraform['run'] =>
    async (args, options) => {
      const done = await execa('terraform', args, {
        cwd: options.cwd,
        env: { ...env, TF_CLI_CONFIG_FILE: config, ...options.env },
        extendEnv: false,
        reject: false,
        all: true,
        timeout: runMsMax,
        cancelSignal: options.signal,
      });
      return { code: done.exitCode ?? -1, output: done.all };
    };
  let providers = 0;
  const handedOn = { ...collectsLess, TF_CLI_CONFIG_FILE: settings, ...(mirror === undefined ? { TF_PLUGIN_CACHE_DIR: plugins } : {}) };
  return {
    folder,
    env: handedOn,
    run: start(settings),
    runUnlocked: start(unlocked),
    startProvider: (aws, code) =>
      startProvider(join(folder, `provider-${++providers}`), provider, { ...withoutAws(process.env), ...collectsLess, ...aws }, code),
    [Symbol.asyncDispose]: finish,
  };
}

function findMirror(): string | undefined {
  const places = [
    ...(process.env.NIMBUS_TF_MIRROR ?? '').split(delimiter),
    '/opt/tf-plugins',
    '/usr/share/terraform/plugins',
    '/usr/local/share/terraform/plugins',
    join(homedir(), '.terraform.d', 'plugins'),
  ];
  return places.find((place) => place !== '' && holdsProvider(join(place, 'registry.terraform.io', 'hashicorp', 'aws')));
}

/** Unpacked (`5.100.0/`) or packed (`terraform-provider-aws_5.100.0_linux_amd64.zip`). */
const holdsProvider = (folder: string): boolean => existsSync(folder) && readdirSync(folder).some((name) => name.split('_').includes(providerVersion));

async function providerFolder(root: string): Promise<string> {
  const versions = join(root, '.terraform', 'providers', 'registry.terraform.io', 'hashicorp', 'aws', providerVersion);
  return realpath(join(versions, readdirSync(versions)[0] ?? ''));
}

/** A person's own account must stay out of it. */
const withoutAws = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_') && !name.startsWith('TF_')));

const lastError = (output: string): string => output.trim().split('\n').slice(-3).join(' ').slice(0, 300);

/** All that was generated, as one text. */
export const textOf = ({ files }: Rendered): string => files.map(({ text }) => text).join('\n');

/** Writes what was generated into a folder. */
export async function writeRendered(folder: string, { files }: Rendered): Promise<void> {
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

interface Running {
  /** As `TF_REATTACH_PROVIDERS` has it. */
  readonly address: string;
  end(): Promise<void>;
}

/** Source of the protocol: https://developer.hashicorp.com/terraform/plugin/debugging#starting-a-provider-in-debug-mode */
async function spawnProvider(folder: string, env: NodeJS.ProcessEnv): Promise<Running> {
  const program = readdirSync(folder).find((name) => name.startsWith('terraform-provider-aws'));
  if (program === undefined) throw new Error(`no provider in ${folder}`);
  const child = spawn(join(folder, program), ['-debug'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const gone = new Promise<void>((done) => child.once('close', () => done()));
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const address = await new Promise<string>((done, fail) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /TF_REATTACH_PROVIDERS='([^']+)'/.exec(output)?.[1];
      if (found !== undefined) done(found);
    });
    child.once('error', fail);
    child.once('close', (code) => fail(new Error(`the provider ended with ${code}: ${output}`)));
  });
  return {
    address,
    end: async () => {
      process.removeListener('exit', kill);
      kill();
      await gone;
    },
  };
}

/** With code: one that listens at `path`, and as many providers behind it as Terraform has configurations at once. */
async function startProvider(path: string, folder: string, env: NodeJS.ProcessEnv, code: string | undefined): Promise<Provider> {
  const first = await spawnProvider(folder, env);
  if (code === undefined) return { env: { TF_REATTACH_PROVIDERS: first.address }, [Symbol.asyncDispose]: first.end };
  const running = [first];
  const more = async (): Promise<string> => {
    const one = await spawnProvider(folder, env);
    running.push(one);
    return socketOf(one.address);
  };
  const socket = socketOf(first.address);
  const close = await tellFewerTypes(path, socket, more, new Set(code.match(/\baws_\w+/g)));
  return {
    env: { TF_REATTACH_PROVIDERS: first.address.replace(JSON.stringify(socket), JSON.stringify(path)) },
    [Symbol.asyncDispose]: async () => {
      await close();
      for (const one of running) await one.end();
    },
  };
}

function socketOf(address: string): string {
  const [provider] = Object.values(JSON.parse(address) as Record<string, { readonly Addr: { readonly String: string } }>);
  if (provider === undefined) throw new Error(`no provider in ${address}`);
  return provider.Addr.String;
}
