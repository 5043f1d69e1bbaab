import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { CodeServer } from '../../../scripts/setup/codeserver.d.mts';
import { endGroup } from './group.ts';

export interface ServerOptions {
  readonly codeServer: CodeServer;
  /** A folder of the test's own; everything VS Code keeps goes below it. */
  readonly home: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
}

/** A code-server that listens on a port the system picked, with its user data, extensions and home folder below `home`. */
export interface Server extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  install(vsix: string): Promise<void>;
  /** What the server and the extension host logged, newest run last. */
  logs(): Promise<string>;
}

const listening = /HTTP server listening on (http:\/\/\S+)/;

/** Settings of a VS Code that asks nothing and reports nothing. */
const quiet = {
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'files.watcherExclude': {},
  'git.enabled': false,
};

export async function startServer({ codeServer, home, settings, env }: ServerOptions): Promise<Server> {
  const userData = join(home, 'user-data');
  const extensions = join(home, 'extensions');
  await mkdir(extensions, { recursive: true });
  // A setting of machine scope (the path of a program) counts on a server only where the machine's own settings say it.
  for (const scope of ['User', 'Machine']) {
    await mkdir(join(userData, scope), { recursive: true });
    await writeFile(join(userData, scope, 'settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));
  }

  const own = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    // Every server compiles the same files: the first of a run for all.
    NODE_COMPILE_CACHE: inject('compiled'),
    ...env,
  };
  const places = ['--user-data-dir', userData, '--extensions-dir', extensions];
  const start = (...args: string[]) =>
    spawn(codeServer.node, [codeServer.entry, ...places, '--disable-telemetry', '--disable-update-check', ...args], {
      env: own,
      cwd: home,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });

  let server: ChildProcess | undefined;
  let output = '';
  const listen = () =>
    new Promise<string>((resolve, reject) => {
      const child = start('--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-getting-started-override');
      server = child;
      const read = (chunk: Buffer): void => {
        output += chunk.toString();
        const url = listening.exec(output)?.[1];
        if (url) resolve(url);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('error', reject);
      child.on('exit', (code) => reject(new Error(`code-server ended with ${code} before it listened:\n${output}`)));
    });

  const install = async (vsix: string): Promise<void> => {
    // Installed once beside the package, and copied from then on: each installing starts a VS Code of its own.
    const ready = `${vsix}.installed`;
    if (!existsSync(ready)) {
      const { code, text } = await finished(start('--install-extension', vsix, '--force'));
      if (code !== 0) throw new Error(`Installing ${vsix} ended with ${code}:\n${text}`);
      await cp(extensions, `${ready}-${process.pid}`, { recursive: true });
      await rename(`${ready}-${process.pid}`, ready);
      return;
    }
    await cp(ready, extensions, { recursive: true });
  };

  const url = await listen();
  return {
    url,
    pid: server?.pid ?? 0,
    install,
    logs: async () => `${output}\n${await readLogs(join(userData, 'logs'))}`,
    [Symbol.asyncDispose]: async () => {
      if (server) await endGroup(server);
    },
  };
}

function finished(child: ChildProcess): Promise<{ code: number | null; text: string }> {
  let text = '';
  child.stdout?.on('data', (chunk) => (text += chunk));
  child.stderr?.on('data', (chunk) => (text += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, text }));
  });
}

async function readLogs(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
  const wanted = names.filter((name) => /exthost|remoteagent|nimbus/i.test(name) && name.endsWith('.log')).sort();
  const parts = await Promise.all(wanted.map(async (name) => `== ${name}\n${await readFile(join(folder, name), 'utf8')}`));
  return parts.join('\n');
}
