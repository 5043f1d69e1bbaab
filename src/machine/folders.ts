import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where Nimbus keeps what is not for git: `$NIMBUS_DATA_DIR`, else the platform's place for a user's application data.
 * The editor and the command line share it, so that both see the same runs.
 */
export function dataFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.NIMBUS_DATA_DIR) return env.NIMBUS_DATA_DIR;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'nimbus');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'nimbus');
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'nimbus');
}

/** Made if needed, for this user alone. */
export async function privateFolder(...parts: readonly string[]): Promise<string> {
  const path = join(...parts);
  await mkdir(path, { recursive: true, mode: 0o700 });
  return path;
}
