import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';

/**
 * Where Nimbus keeps what is not for git: `$NIMBUS_DATA_DIR`, else the platform's place for a user's application data.
 * The editor and the command line share it, so that both see the same runs.
 */
export function dataFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.NIMBUS_DATA_DIR) return resolve(env.NIMBUS_DATA_DIR);
  if (platform === 'darwin') return join(home(), 'Library', 'Application Support', 'nimbus');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home(), 'AppData', 'Local'), 'nimbus');
  // The specification says that one which is not absolute counts for nothing.
  return join(env.XDG_DATA_HOME && isAbsolute(env.XDG_DATA_HOME) ? env.XDG_DATA_HOME : join(home(), '.local', 'share'), 'nimbus');
}

/** An empty or relative `HOME` would put it wherever the command was called, into a workspace. */
function home(): string {
  const said = homedir();
  return isAbsolute(said) ? said : userInfo().homedir;
}

/** Made if needed, for this user alone. */
export async function privateFolder(...parts: readonly string[]): Promise<string> {
  const path = join(...parts);
  await mkdir(path, { recursive: true, mode: 0o700 });
  return path;
}

/** The folder of Nimbus's own package: samples and assets lie in it. From a bundle in `dist/` and from source alike. */
export function packageFolder(from = import.meta.dirname): string {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return at;
    if (at === dirname(at)) throw new Error(`no package.json above ${from}`);
  }
}
