import { stripVTControlCharacters } from 'node:util';
import { credentialsExpired, credentialsInvalid } from '../../domain/failure/aws.ts';
import type { Failure, Problem } from '../../domain/failure/failure.ts';
import { backendChanged, commandFailed, initFailed, planFailed, type StateLock, stateChanged, stateLocked } from '../../domain/failure/terraform.ts';
import { certificateNotTrusted, noCredentials, providerUnavailable, terraformUnreachable } from '../../domain/failure/terraform-network.ts';
import type { Finished } from '../../domain/workplace.ts';
import { diagnosticsIn } from './diagnostics.ts';
import type { Program } from './program.ts';

/** Why a command ended badly, from what it printed, as a failure with the next step. */
export function explain(command: string, { stdout, stderr }: Pick<Finished, 'stdout' | 'stderr'>, { program }: { readonly program: Program }): Failure {
  const problems = problemsIn(stdout, stderr);
  const said = saidIn(problems, stderr);
  const common = commonFailure(said, program);
  if (common !== undefined) return common;
  if (/backend (?:configuration|type) changed|change in the backend (?:configuration|type)|approval for state migration/i.test(said))
    return backendChanged(said);
  if (command === 'init') {
    return /query available provider|could not connect|failed to (retrieve|install)|provider installation/i.test(said)
      ? providerUnavailable(undefined, said)
      : initFailed(problems[0]?.message ?? said, said);
  }
  return command === 'plan' ? planFailed(problems, said) : commandFailed(command, problems, said);
}

/** What any command can meet: a lock, credentials that are missing or no longer good, a network that is away, a state that moved. */
export function commonFailure(said: string, program: Program): Failure | undefined {
  if (/error acquiring the state lock|error locking state|state is already locked/i.test(said)) return stateLocked(lockIn(said), program.command, said);
  if (/saved plan is stale/i.test(said)) return stateChanged(said);
  if (/\bExpiredToken(Exception)?\b|\bRequestExpired\b|security token included in the request is expired/.test(said))
    return { ...credentialsExpired(undefined), details: said };
  if (/\b(InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClientException|SignatureDoesNotMatch)\b/.test(said))
    return { ...credentialsInvalid(undefined), details: said };
  if (/no valid credential sources|failed to refresh cached credentials|no EC2 IMDS role found/i.test(said)) return noCredentials(said);
  return networkFailure(said);
}

/** By the words of Go's own network and TLS, which Terraform and its providers hand on. */
function networkFailure(said: string): Failure | undefined {
  const url = /\b(?:Get|Head|Post|Put) "?\\?"?https?:\/\/([^/"\s\\]+)/.exec(said)?.[1];
  const certificate = /\b(?:x509|tls): ([^"\n]{1,200}?)(?:$|[(\n"]| To see )/m
    .exec(said)?.[1]
    ?.replace(/^failed to verify certificate: (?:x509: )?/, '')
    .trim();
  if (certificate !== undefined && /certificate|not valid for/.test(said)) return certificateNotTrusted(url ?? 'the server', certificate, said);
  const unknown = /\blookup (\S+?)(?: on \S+)?: (?:no such host|server misbehaving|Temporary failure)/.exec(said)?.[1];
  const away = /\bdial tcp (\S+?): (?:connect: )?(connection refused|i\/o timeout|no route to host|network is unreachable|connection timed out)/.exec(said);
  const why = unknown !== undefined ? 'its name is not known here' : (away?.[2] ?? (/TLS handshake timeout/.test(said) ? 'it does not answer' : undefined));
  if (why === undefined) return undefined;
  const host = url ?? unknown ?? away?.[1] ?? 'the server';
  return /available (?:versions for )?provider|provider packages|install provider|discovery document/i.test(said)
    ? providerUnavailable(`${host}: ${why}`, said)
    : terraformUnreachable(host, why, said);
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
