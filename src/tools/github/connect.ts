import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { notGithub, rateLimited, renamed } from '../../domain/failure/github.ts';
import type { Workplace } from '../../domain/workplace.ts';
import type { Client } from './client.ts';
import { explain, type Refusal, refusedByGraphql } from './explain.ts';
import { fullName, type Place, placeOf } from './place.ts';
import { tokenFor } from './sign-in.ts';

/** One signed-in way to one repository. */
export interface Github {
  readonly place: Place;
  /** `owner/name`, as undo steps and people read it. */
  readonly repository: string;
  /** Below the repository: `GET /pulls/{number}`. `doing` finishes "GitHub does not let you …" and names what was not found. */
  ask<T>(route: string, parameters: Parameters, shape: z.ZodType<T>, doing: Doing): Promise<Outcome<T>>;
  /** Page by page, until `limit` items that `keep` lets through are there, or nothing more comes. */
  list<T>(route: string, parameters: Parameters, pages: Pages<T>, doing: Doing): Promise<Outcome<Listed<T>>>;
  /** Asks its GraphQL API, for what the other has no request for. `errors` of an answer are failures. */
  graphql<T>(query: string, variables: Parameters, shape: z.ZodType<T>, doing: Doing): Promise<Outcome<T>>;
  /** Where GitHub sends whoever asks for a file: an address that holds for a minute and asks for no token. */
  placeOf(route: string, parameters: Parameters, doing: Doing): Promise<Outcome<URL>>;
  /** GitHub's clock at its last answer, as ISO text; the epoch before the first. */
  now(): string;
}

type Parameters = Readonly<Record<string, unknown>>;

export interface Doing {
  /** `merge #12`. */
  readonly verb: string;
  /** `pull request #12 in example/shop`. */
  readonly thing: string;
}

export interface Pages<T> {
  readonly shape: z.ZodType<T>;
  readonly limit: number;
  readonly keep?: (item: T) => boolean;
  /** What the array is in, where an answer is not one itself. */
  readonly inside?: string;
}

export interface Listed<T> {
  readonly items: readonly T[];
  /** Nothing was left out. */
  readonly complete: boolean;
}

const perPageMax = 100;
const pagesMax = 30;
const requestMsMax = 30_000;
/** Waited for at the most when GitHub asks to; longer is a failure that says when. */
const waitSecondsMax = 45;
const waitsMax = 2;

/** Finds repository, server and token. Sends nothing yet. */
export async function connect(repository: string | undefined, at: Workplace): Promise<Outcome<Github>> {
  const place = await placeOf(repository, at);
  if (!place.ok) return place;
  const token = await tokenFor(place.value, at);
  if (!token.ok) return token;
  const { clientFor } = await import('./client.ts');
  const line = new Line(clientFor(place.value.api, token.value.value), place.value, token.value.source, at);
  return ok({
    place: place.value,
    repository: fullName(place.value),
    ask: (route, parameters, shape, doing) => line.ask(route, parameters, shape, doing),
    list: (route, parameters, pages, doing) => line.list(route, parameters, pages, doing),
    graphql: (query, variables, shape, doing) => line.graphql(query, variables, shape, doing),
    placeOf: (route, parameters, doing) => line.placeOf(route, parameters, doing),
    now: () => line.now,
  });
}

/** What one connection remembers between two requests: GitHub's clock. */
class Line {
  now = new Date(0).toISOString();
  readonly #client: Client;
  readonly #place: Place;
  readonly #source: string;
  readonly #at: Workplace;

  constructor(client: Client, place: Place, source: string, at: Workplace) {
    this.#client = client;
    this.#place = place;
    this.#source = source;
    this.#at = at;
  }

  async ask<T>(route: string, parameters: Parameters, shape: z.ZodType<T>, doing: Doing): Promise<Outcome<T>> {
    const answer = await this.#send(route, parameters, doing);
    if (!answer.ok) return answer;
    const read = shape.safeParse(answer.value);
    return read.success ? ok(read.data) : failed(notGithub(this.#place.host, `${route}: ${read.error.message}`));
  }

  async list<T>(route: string, parameters: Parameters, { shape, limit, keep = () => true, inside }: Pages<T>, doing: Doing): Promise<Outcome<Listed<T>>> {
    const items: T[] = [];
    const per_page = keep.length === 0 ? Math.min(limit + 1, perPageMax) : perPageMax;
    for (let page = 1; page <= pagesMax; page++) {
      const answer = await this.#send(route, { ...parameters, per_page, page }, doing);
      if (!answer.ok) return answer;
      const rows = inside === undefined ? answer.value : (answer.value as Record<string, unknown> | null)?.[inside];
      const read = shape.array().safeParse(rows);
      if (!read.success) return failed(notGithub(this.#place.host, `${route}: ${read.error.message}`));
      items.push(...read.data.filter(keep));
      if (items.length > limit) return ok({ items: items.slice(0, limit), complete: false });
      if (read.data.length < per_page) return ok({ items, complete: true });
    }
    return ok({ items, complete: false });
  }

  async graphql<T>(query: string, variables: Parameters, shape: z.ZodType<T>, doing: Doing): Promise<Outcome<T>> {
    // `https://host/api/v3` of an Enterprise server has its other API at `https://host/api/graphql`.
    const answer = await this.#send('POST //graphql', { baseUrl: this.#place.api.replace(/\/v3$/, ''), query, variables }, doing);
    if (!answer.ok) return answer;
    const refused = refusedByGraphql(answer.value, doing, this.#place);
    if (refused !== undefined) return failed(refused);
    const read = z.object({ data: shape }).safeParse(answer.value);
    return read.success ? ok(read.data.data) : failed(notGithub(this.#place.host, `graphql: ${read.error.message}`));
  }

  async placeOf(route: string, parameters: Parameters, doing: Doing): Promise<Outcome<URL>> {
    const answer = await this.#send(route, parameters, doing, true);
    if (!answer.ok) return answer;
    const address = typeof answer.value === 'string' && URL.canParse(answer.value) ? new URL(answer.value) : undefined;
    const near = (url: URL): boolean => /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
    const safe = address !== undefined && (address.protocol === 'https:' || (near(address) && near(new URL(this.#place.api))));
    return safe ? ok(address) : failed(notGithub(this.#place.host, `${route}: no address to go on to`));
  }

  /** The data of an answer, or, where it is `elsewhere`, its address; waits when GitHub asks to, as long as that is short. */
  async #send(route: string, parameters: Parameters, doing: Doing, elsewhere = false): Promise<Outcome<unknown>> {
    const { signal } = this.#at;
    // Not `retries: 2` for reads: named for a request, it holds for every status, 404 included.
    const reads = route.startsWith('GET ');
    const [method = '', path = ''] = route.split(' ');
    const whole = path.startsWith('//') ? path.slice(1) : `/repos/{owner}/{repo}${path}`;
    for (let waits = 0; ; waits++) {
      signal.throwIfAborted();
      const request = { signal: AbortSignal.any([signal, AbortSignal.timeout(requestMsMax)]), redirect: 'manual' as const, ...(reads ? {} : { retries: 0 }) };
      const sent = this.#client.request(`${method} ${whole}`, {
        ...parameters,
        ...(whole.includes('{owner}') ? { owner: this.#place.owner, repo: this.#place.name } : {}),
        headers: { 'x-github-api-version': '2022-11-28' },
        request,
      });
      const answer = await orAborted(sent, signal).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      signal.throwIfAborted();
      if ('value' in answer) {
        this.#tick(answer.value.headers.date);
        if (elsewhere && answer.value.status === 302) return ok(answer.value.headers.location);
        if (answer.value.status >= 300) return failed(await this.#moved(answer.value.headers.location));
        return ok(answer.value.data);
      }
      const refusal = explain(answer.error, doing, { place: this.#place, source: this.#source });
      this.#tick(refusal.date);
      if (refusal.wait === undefined || refusal.wait.seconds > waitSecondsMax || waits === waitsMax) return failed(failureOf(refusal, this.#place));
      this.#at.progress(`${this.#place.host} asks to wait ${Math.ceil(refusal.wait.seconds)} s`);
      await delay(refusal.wait.seconds * 1000, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }

  #tick(date: string | undefined): void {
    const told = date === undefined ? Number.NaN : Date.parse(date);
    if (!Number.isNaN(told)) this.now = new Date(told).toISOString();
  }

  /** A repository's new name, asked for where GitHub points to, on the same server. */
  async #moved(location: string | undefined) {
    const from = fullName(this.#place);
    const id = location?.startsWith(`${this.#place.api}/`) ? /^\/repositories\/(\d+)(?:\/|$)/.exec(location.slice(this.#place.api.length))?.[1] : undefined;
    if (id === undefined) return renamed(from, undefined);
    const signal = AbortSignal.any([this.#at.signal, AbortSignal.timeout(requestMsMax)]);
    const asked = await this.#client.request('GET /repositories/{id}', { id, request: { signal, redirect: 'manual', retries: 0 } }).catch(() => undefined);
    this.#at.signal.throwIfAborted();
    const name: unknown = asked?.data?.full_name;
    return renamed(from, typeof name === 'string' && /^[\w-]+\/[\w.-]+$/.test(name) ? name : undefined);
  }
}

const failureOf = (refusal: Refusal, { host }: Place) =>
  refusal.wait === undefined ? refusal.failure : rateLimited(host, refusal.wait.secondary, refusal.wait.seconds);

/** Octokit waits between requests without looking at a signal. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const stop = () => fail(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    work.then(done, fail).finally(() => signal.removeEventListener('abort', stop));
  });
}
