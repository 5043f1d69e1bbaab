import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cached, isCached } from '../lib/cached.mjs';
import { isMain, node24, say } from '../lib/place.mjs';
import { mustRun, run } from '../lib/process.mjs';
import { aptInstall } from './apt.mjs';

/** code-server 4.139 is VS Code 1.139; its own scripts insist on the Node version it is built for. */
const version = '4.139.1';
const nodeVersion = '24.21.0';
const key = `${version}-node${nodeVersion}-${process.platform}-${process.arch}`;

/** Whether {@link ensureCodeServer} would answer at once. */
export const hasCodeServer = () => isCached('code-server', key);

/**
 * A real VS Code from the npm registry, where the desktop one can't be downloaded: built once a user, some minutes.
 *
 * Resolves to `{ node, entry, server, folder }`: the Node it runs on, code-server's entry, and VS Code's own server inside
 * (for tests in the extension host).
 */
export async function ensureCodeServer() {
  const folder = await cached('code-server', key, fill);
  const inside = join(folder, 'server', 'node_modules', 'code-server');
  return {
    folder,
    node: join(folder, 'server', 'node_modules', 'node', 'bin', 'node'),
    entry: join(inside, 'out', 'node', 'entry.js'),
    server: join(inside, 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

async function fill(folder) {
  say(`Building code-server ${version} (a real VS Code for the tests): once, 2 to 5 minutes.`);
  await needHeaders();
  const server = join(folder, 'server');
  await mkdir(server);
  const manifest = {
    private: true,
    dependencies: { node: nodeVersion, 'code-server': version },
    allowScripts: { node: true, 'code-server': true, argon2: true, 'node-pty': true },
  };
  await writeFile(join(server, 'package.json'), JSON.stringify(manifest, null, 2));

  // npm itself must run on Node 24 or code-server's install script refuses; our own dev dependency is that Node.
  const env = {
    ...process.env,
    PATH: [join(node24, '..'), process.env.PATH].join(delimiter),
    ...(await headersOnDisk()),
  };
  // Settings of the npm that runs us (its own prefix, lifecycle names, the Node it says it is on) are not settings for this install.
  for (const name of Object.keys(env)) if (/^npm_(lifecycle|package|command|execpath|node_execpath|config_user_agent)|^INIT_CWD$/.test(name)) delete env[name];
  await mustRun('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: server, env, timeoutMs: 900_000 });

  const entry = join(server, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  await mustRun(join(server, 'node_modules', 'node', 'bin', 'node'), [entry, '--version'], { env: { ...process.env, HOME: folder }, timeoutMs: 60_000 });
}

/** kerberos, one of its native parts, is compiled against Debian's Kerberos headers. */
async function needHeaders() {
  if (process.platform !== 'linux') return;
  if (existsSync('/usr/include/gssapi/gssapi.h') && (await has('g++')) && (await has('make')) && (await has('python3'))) return;
  await aptInstall('libkrb5-dev', 'g++', 'make', 'python3');
}

/**
 * node-gyp fetches Node's headers from the web unless told where they are. The native parts use the stable Node-API, so the
 * headers that came with the machine's Node are good for Node 24 too.
 */
async function headersOnDisk() {
  const told = process.env.npm_config_nodedir;
  if (told) return {};
  return existsSync('/usr/include/node/node_api.h') ? { npm_config_nodedir: '/usr' } : {};
}

async function has(program) {
  try {
    return (await run(program, ['--version'])).code === 0;
  } catch {
    return false;
  }
}

if (isMain(import.meta.url)) console.log((await ensureCodeServer()).entry);
