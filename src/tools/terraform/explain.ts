import { stripVTControlCharacters } from 'node:util';
import type { Failure, Problem } from '../../domain/failure/failure.ts';
import {
  commandFailed,
  initFailed,
  noCredentials,
  planFailed,
  providerUnavailable,
  type StateLock,
  stateChanged,
  stateLocked,
} from '../../domain/failure/terraform.ts';
import type { Finished } from '../../domain/workplace.ts';
import { diagnosticsIn } from './diagnostics.ts';
import type { Program } from './program.ts';

/** Why a command ended badly, from what it printed, as a failure with the next step. */
export function explain(command: string, { stdout, stderr }: Pick<Finished, 'stdout' | 'stderr'>, { program }: { readonly program: Program }): Failure {
  const problems = problemsIn(stdout, stderr);
  const said = saidIn(problems, stderr);
  const common = commonFailure(said, program);
  if (common !== undefined) return common;
  if (command === 'init') {
    return /registry|query available provider|could not connect|no such host|network|failed to (retrieve|install)|provider installation/i.test(said)
      ? providerUnavailable(said)
      : initFailed(problems[0]?.message ?? said, said);
  }
  return command === 'plan' ? planFailed(problems, said) : commandFailed(command, problems, said);
}

/** What any command can meet: a lock, missing credentials, a state that moved. */
export function commonFailure(said: string, program: Program): Failure | undefined {
  if (/error acquiring the state lock|error locking state|state is already locked/i.test(said)) return stateLocked(lockIn(said), program.command, said);
  if (/saved plan is stale/i.test(said)) return stateChanged(said);
  if (/no valid credential sources|failed to refresh cached credentials|InvalidClientTokenId|ExpiredToken|no EC2 IMDS role found/i.test(said))
    return noCredentials(said);
  return undefined;
}

/** From the JSON it prints line by line, else from the text for people. */
export function problemsIn(stdout: string, stderr: string): readonly Problem[] {
  const told = diagnosticsIn(stdout);
  if (told.length > 0) return told;
  return [...plain(`${stderr}\n${stdout}`).matchAll(/^[│|\s]*Error: (.*)\n((?:.*\n?){0,40})/gm)].slice(0, 20).map((m) => ({
    path:
      /on (\S+) line (\d+)/
        .exec(m[2] ?? '')
        ?.slice(1, 3)
        .join(':') ?? '',
    message: `${m[1]?.trim()} ${(m[2] ?? '').replaceAll(/[│╵╷]/g, ' ')}`.replaceAll(/\s+/g, ' ').trim().slice(0, 1500),
  }));
}

/** Without colours: not every command can be asked for none. */
const plain = (text: string): string => stripVTControlCharacters(text);

export const saidIn = (problems: readonly Problem[], stderr: string): string =>
  (problems.map((p) => p.message).join('\n') || plain(stderr).trim()).slice(0, 8000);

/** Terraform's "Lock Info", in the order it prints it. */
export function lockIn(said: string): StateLock | undefined {
  const at = said.replaceAll(/\s+/g, ' ');
  const id = /\bID: (\S+)/.exec(at)?.[1];
  if (id === undefined) return undefined;
  const holder = /\bWho: (\S+)/.exec(at)?.[1];
  const operation = /\bOperation: (\S+)/.exec(at)?.[1];
  const since = /\bCreated: (\S+ \S+)/.exec(at)?.[1];
  return { id, ...(holder === undefined ? {} : { holder }), ...(operation === undefined ? {} : { operation }), ...(since === undefined ? {} : { since }) };
}
