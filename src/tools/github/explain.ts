import { z } from 'zod';
import { shorten } from '../../base/say.ts';
import type { Failure, Problem } from '../../domain/failure/failure.ts';
import {
  certificateExpired,
  certificateRefused,
  conflicting,
  featureGone,
  forbidden,
  githubNotFound,
  notGithub,
  rateLimited,
  refusedInput,
  serverTrouble,
  ssoRequired,
  tokenRefused,
  unreachable,
} from '../../domain/failure/github.ts';
import type { Doing } from './connect.ts';
import type { Place } from './place.ts';

/** What became of a request that did not work. */
export interface Refusal {
  readonly failure: Failure;
  /** GitHub asks to wait; the request was not carried out. */
  readonly wait?: { readonly seconds: number; readonly secondary: boolean };
  /** The answer's own clock. */
  readonly date: string | undefined;
}

/** Octokit's error, as far as it is looked at; the request in it is not. */
const requestError = z.object({
  status: z.number(),
  message: z.string(),
  cause: z.unknown(),
  response: z.object({ headers: z.record(z.string(), z.union([z.string(), z.number(), z.undefined()])), data: z.unknown() }).optional(),
});

/** Says what an error of a request means, from its status, its headers and GitHub's own words. Throws what is none. */
export function explain(error: unknown, doing: Doing, { place, source }: { readonly place: Place; readonly source: string }): Refusal {
  const read = requestError.safeParse(error);
  if (!read.success) throw error;
  const { status, message, cause, response } = read.data;
  if (response === undefined) return { failure: noAnswer(message, cause, place.host), date: undefined };

  const header = (name: string): string | undefined => (response.headers[name] === undefined ? undefined : String(response.headers[name]));
  const date = header('date');
  const told = saidBy(response.data);
  if (told === undefined) {
    const garbled = status >= 500 ? serverTrouble(place.host, status) : notGithub(place.host, `${status} ${String(response.data).slice(0, 500)}`);
    return { failure: status === 401 ? tokenRefused(place.host, source) : garbled, date };
  }
  const wait = status === 403 || status === 429 ? waitTold(status, told.said, header) : undefined;
  if (wait !== undefined) return { failure: rateLimited(place.host, wait.secondary, wait.seconds), wait, date };
  return { failure: byStatus(status, told, header, doing, place, source), date };
}

interface Told {
  readonly said: string;
  readonly problems: readonly Problem[];
}

function byStatus(
  status: number,
  { said, problems }: Told,
  header: (name: string) => string | undefined,
  { verb, thing }: Doing,
  { host }: Place,
  source: string,
): Failure {
  switch (status) {
    case 401:
      return tokenRefused(host, source);
    case 403: {
      const sso = header('x-github-sso');
      if (sso !== undefined) return ssoRequired(thing, /url=(https:\/\/[^\s;,]+)/.exec(sso)?.[1]);
      return forbidden(verb, said, header('x-accepted-github-permissions') || scopes(header('x-accepted-oauth-scopes')));
    }
    case 404:
      return githubNotFound(thing, host);
    case 405:
    case 409:
      return conflicting(verb, said);
    case 410:
      return featureGone(thing, said);
    case 400:
    case 422:
    case 451:
      return refusedInput(verb, said, problems);
    default:
      return status >= 500 ? serverTrouble(host, status) : refusedInput(verb, `${said} (${status})`, problems);
  }
}

const scopes = (accepted: string | undefined): string | undefined => (accepted ? `the scope ${accepted.split(/,\s*/).join(' or ')}` : undefined);

/**
 * How long GitHub asks to wait: `Retry-After`, else until the quota is filled again, else a minute. Source:
 * docs.github.com, "Rate limits for the REST API", exceeding the rate limit.
 */
function waitTold(status: number, said: string, header: (name: string) => string | undefined): Refusal['wait'] {
  const after = Number(header('retry-after') ?? Number.NaN);
  const used = header('x-ratelimit-remaining') === '0';
  const secondary = /secondary rate|abuse detection/i.test(said);
  if (!used && !secondary && Number.isNaN(after) && status !== 429) return undefined;
  if (!Number.isNaN(after)) return { seconds: after, secondary: secondary || !used };
  const reset = Number(header('x-ratelimit-reset') ?? Number.NaN) * 1000;
  const now = Date.parse(header('date') ?? '');
  if (used && !Number.isNaN(reset) && !Number.isNaN(now)) return { seconds: Math.max(1, (reset - now) / 1000 + 1), secondary: false };
  return { seconds: 60, secondary: !used };
}

const problem = z.union([
  z.string(),
  z.object({ resource: z.string().optional(), field: z.string().nullish(), code: z.string().optional(), message: z.string().nullish() }),
]);
const body = z.object({
  message: z.string(),
  errors: z
    .union([z.array(problem), z.string()])
    .optional()
    .catch(undefined),
});

/** GitHub's message and, where it has them, each single thing that is wrong; `undefined` when GitHub did not write it. */
function saidBy(data: unknown): Told | undefined {
  const read = body.safeParse(data);
  if (!read.success) return undefined;
  const { message, errors = [] } = read.data;
  const problems = (typeof errors === 'string' ? [errors] : errors).map((one): Problem => {
    if (typeof one === 'string') return { path: '', message: shorten(one, 300) };
    const field = one.field ?? '';
    return { path: field, message: shorten(one.message ?? `${[one.resource, field].filter(Boolean).join('.')} ${words(one.code)}`, 300) };
  });
  return { said: shorten(message.replace(/\.$/, ''), 300), problems };
}

/** GitHub's codes of a validation error, in words. */
const words = (code: string | undefined): string =>
  ({
    missing: 'does not exist',
    missing_field: 'is missing',
    invalid: 'is not valid',
    already_exists: 'is there already',
    unprocessable: 'can’t be processed',
  })[code ?? ''] ?? 'is not accepted';

const graphqlErrors = z.object({ errors: z.array(z.object({ type: z.string().optional(), message: z.string() })).min(1) });

/** What the `errors` of a GraphQL answer mean; `undefined` where it has none. Their types: docs.github.com/graphql, as its answers have them. */
export function refusedByGraphql(answer: unknown, { verb, thing }: Doing, { host }: Place): Failure | undefined {
  const read = graphqlErrors.safeParse(answer);
  const first = read.success ? read.data.errors[0] : undefined;
  if (first === undefined) return undefined;
  const said = shorten(first.message.replace(/\.$/, ''), 300);
  if (first.type === 'NOT_FOUND') return githubNotFound(thing, host);
  if (first.type === 'FORBIDDEN' || first.type === 'INSUFFICIENT_SCOPES') return forbidden(verb, said, undefined);
  if (first.type === 'RATE_LIMITED') return rateLimited(host, false, 60);
  return refusedInput(verb, said, []);
}

/** No answer came: by the reason the system gives. */
function noAnswer(message: string, cause: unknown, host: string): Failure {
  const { code, name } = deepest(cause);
  if (name === 'TimeoutError') return unreachable(host, 'it did not answer in time');
  if (code === undefined) return unreachable(host, shorten(message, 200));
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return unreachable(host, `its name is not known here (${code})`);
  if (code === 'CERT_HAS_EXPIRED') return certificateExpired(host);
  if (/CERT|SELF_SIGNED|UNABLE_TO|TLS_CERT|ALTNAME/.test(code)) return certificateRefused(host, code);
  if (code === 'ECONNREFUSED') return unreachable(host, 'nobody answers at that address (ECONNREFUSED)');
  return unreachable(host, `the connection broke (${code})`);
}

function deepest(error: unknown): { readonly code: string | undefined; readonly name: string | undefined } {
  let at: unknown = error;
  let code: string | undefined;
  let name: string | undefined;
  for (let depth = 0; depth < 6 && at !== null && typeof at === 'object'; depth++) {
    const one = at as { code?: unknown; name?: unknown; cause?: unknown; errors?: unknown };
    if (typeof one.code === 'string') code = one.code;
    if (one.name === 'TimeoutError') name = one.name;
    at = one.cause ?? (Array.isArray(one.errors) ? one.errors[0] : undefined);
  }
  return { code, name };
}
