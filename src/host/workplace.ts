import type { Blobs, Workplace } from '../domain/workplace.ts';
import { exec } from '../machine/exec.ts';
import { workspaceFiles } from '../machine/files.ts';
import { privateFolder } from '../machine/folders.ts';

/** What tools may reach from one folder on this machine. `data` is Nimbus's own folder. */
export const workplaceOn =
  (data: string, blobs: Blobs, signIn: Workplace['signIn'] = async () => undefined, env: Workplace['env'] = process.env) =>
  (folder: string, signal: AbortSignal, progress: (line: string, fraction?: number) => void): Workplace => ({
    folder,
    signal,
    files: workspaceFiles(folder),
    blobs,
    scratch: (key) => privateFolder(data, 'scratch', key),
    exec: (program, args, options) => exec(program, args, { cwd: folder, ...options }, signal, env),
    env,
    signIn,
    progress,
  });
