import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { rerunOnNode24 } from './lib/node24.mjs';
import { root, say } from './lib/place.mjs';
import { handOver, mustRun } from './lib/process.mjs';
import { ensureBuilt } from './lib/ready.mjs';

// `npm run code`: a real VS Code on the sample workspace with this checkout's extension: the desktop one if `code` is on the
// PATH, else code-server in the browser, on this machine only, until Ctrl+C.
await ensureInstalled();
await rerunOnNode24();
await ensureBuilt();

const workspace = join(root, 'samples', 'workspace');
mkdirSync(workspace, { recursive: true });
process.exitCode = hasDesktop() ? await desktop() : await inBrowser();

function hasDesktop() {
  try {
    execFileSync('code', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function desktop() {
  return handOver('code', ['--new-window', `--extensionDevelopmentPath=${root}`, workspace]);
}

async function inBrowser() {
  const [{ packageVsix }, { ensureCodeServer }] = await Promise.all([import('./package.mjs'), import('./setup/codeserver.mjs')]);
  const own = join(root, '.vscode-test', 'code');
  mkdirSync(own, { recursive: true });
  const vsix = await packageVsix(join(own, 'nimbus.vsix'));
  const { node, entry } = await ensureCodeServer();
  settle(join(own, 'user-data', 'User'));
  const places = ['--user-data-dir', join(own, 'user-data'), '--extensions-dir', join(own, 'extensions'), '--config', join(own, 'config.yaml')];
  await mustRun(node, [entry, ...places, '--install-extension', vsix, '--force'], { cwd: own });
  say('There is no `code` on the PATH, so this is code-server. Open the address below in a browser; Ctrl+C ends it.');
  // Port 0: the system picks a free one, and code-server prints the address.
  return handOver(node, [entry, ...places, '--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check', workspace], {
    cwd: own,
  });
}

/**
 * The settings it starts with, the first time: the sample is this checkout's own, so nobody is asked whether they trust it, and
 * what is in front is the folder. Changes to them stay.
 */
function settle(folder) {
  const path = join(folder, 'settings.json');
  if (existsSync(path)) return;
  mkdirSync(folder, { recursive: true });
  const settings = {
    'security.workspace.trust.enabled': false,
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'extensions.autoCheckUpdates': false,
    'telemetry.telemetryLevel': 'off',
  };
  writeFileSync(path, `${JSON.stringify(settings, null, 2)}\n`);
}
