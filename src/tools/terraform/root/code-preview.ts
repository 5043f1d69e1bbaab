import { digestOf } from '../../../base/hash.ts';
import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { Preview } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { type Code, codeImpacts, codeIn } from './code.ts';
import { readConfig } from './config.ts';

/**
 * For tools that change nothing themselves: the code of the folder that they would bring in and run, before any of it is fetched.
 * A folder that an earlier step will make has none yet; what is then in it counts, because the digest is over the code alone.
 */
export async function codePreview(
  summary: string,
  directory: string,
  varFiles: readonly string[],
  runs: readonly Code['when'][],
  at: Workplace,
): Promise<Outcome<Preview>> {
  const config = await readConfig(directory, varFiles, at);
  const code = (config.ok ? codeIn(config.value) : []).filter(({ when }) => runs.includes(when));
  return ok({
    digest: digestOf(code),
    summary,
    files: [],
    undo: 'nothing-changed',
    warnings: code.map(({ says }) => says),
    ...(code.length === 0 ? {} : { impacts: codeImpacts(code) }),
  });
}

export const folderName = (directory: string): string => (directory === '.' || directory === '' ? 'this folder' : directory);
