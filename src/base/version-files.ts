import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** tfenv, tenv, asdf and mise go by them. Sources: github.com/tfutils/tfenv, github.com/tofuutils/tenv, asdf-vm.com, mise.jdx.dev. */
const names = ['.terraform-version', '.opentofu-version', '.tool-versions', '.mise.toml', 'mise.toml'];

/** The texts of the files by which a shim on the PATH chooses which version of a program it starts in a folder; a step may write them. */
export const versionFilesOf = (folder: string): Promise<readonly (string | undefined)[]> =>
  Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => undefined)));
