import type { Terminals } from '../domain/terminal.ts';
import type { Blobs, Workplace } from '../domain/workplace.ts';
import { exec } from '../machine/exec.ts';
import { workspaceFiles } from '../machine/files.ts';
import { privateFolder } from '../machine/folders.ts';
import type { Children } from '../store/children.ts';

interface Surroundings {
  /** What programs and clients see as their environment, in a folder. */
  readonly env?: ((folder: string) => Workplace['env']) | undefined;
  readonly signIn?: Workplace['signIn'] | undefined;
  readonly hide?: Workplace['hide'] | undefined;
  readonly children?: Children | undefined;
  readonly terminals?: Terminals | undefined;
  /** What the editor hides in a folder. */
  readonly excludes?: ((folder: string) => readonly string[]) | undefined;
}

/** What tools may reach from one folder on this machine. `data` is Nimbus's own folder. */
export function workplaceOn(
  data: string,
  blobs: Blobs,
  { env = () => process.env, signIn = async () => undefined, hide = () => {}, children, terminals, excludes }: Surroundings = {},
): (folder: string, signal: AbortSignal, progress: (line: string, fraction?: number) => void) => Workplace {
  return function workplace(folder, signal, progress) {
    const variables = env(folder);
    return {
      folder,
      signal,
      files: workspaceFiles(folder, data),
      blobs,
      scratch: (key) => privateFolder(data, 'scratch', key),
      exec: (program, args, options) =>
        exec(
          program,
          args,
          { cwd: folder, ...options },
          signal,
          variables,
          children && { started: (pid, graceMs) => children.started(folder, pid, graceMs), ended: children.ended },
        ),
      env: variables,
      signIn,
      hide,
      progress,
      ...(terminals === undefined ? {} : { terminals }),
      ...(excludes === undefined ? {} : { excludes: () => excludes(folder) }),
      lasting: (until) => workplace(folder, until, () => {}),
    };
  };
}
