import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';

/** The folder of VS Code's ripgrep, where the tests' own VS Code is set up, or of one on the PATH. */
export function ripgrepFolder(): string | undefined {
  const servers = join(cacheFolder(), 'code-server');
  const bundled = existsSync(servers)
    ? readdirSync(servers).map((v) =>
        join(servers, v, `server/node_modules/code-server/lib/vscode/node_modules/@vscode/ripgrep-universal/bin/${process.platform}-${process.arch}`),
      )
    : [];
  return [...(process.env.PATH ?? '').split(delimiter), ...bundled].find((folder) => existsSync(join(folder, 'rg')));
}
