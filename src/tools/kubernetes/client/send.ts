import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { answerGarbled, clusterSilent, clusterUnreachable, tooManyRequests } from '../../../domain/failure/kubernetes.ts';
import type { Connection } from './connection.ts';
import { budgetOf, failureOfError, failureOfStatus, type Status } from './explain.ts';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under the server's address, each part encoded: made by `pathOf`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly accept?: string;
  readonly body?: unknown;
  readonly contentType?: string;
  /** What it is about, for messages: `Deployment/web/api`. */
  readonly about?: string;
  /** The first byte of the answer must be there by then. */
  readonly answerMsMax?: number;
}

/** A cluster that can't be reached by then is taken for dead. */
const connectMsMax = 3_000;
const answerMsMax = 30_000;
const triesMax = 4;
const retryMsMax = 10_000;
const answerBytesMax = 512 * 1024 * 1024;

/**
 * Sends a request and resolves with the answer once its head is there and says yes. Waits as told when the cluster is
 * overloaded (429, 503), tries again on a socket that had died in the pool, and signs in anew once. Rejects only for `signal`.
 */
export async function send(connection: Connection, call: Call, signal: AbortSignal): Promise<Outcome<IncomingMessage>> {
  const { context } = connection;
  let through = connection;
  let renewed = false;
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    let answer: IncomingMessage;
    try {
      answer = await once(through, call, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Late) {
        const why = `no connection within ${connectMsMax / 1000} s`;
        return failed(
          error.phase === 'connect'
            ? clusterUnreachable(context.name, context.server, why)
            : clusterSilent(context.name, context.server, call.answerMsMax ?? answerMsMax),
        );
      }
      const stale = error instanceof Error && 'reusedSocket' in error && call.method !== 'POST';
      if (stale && attempt < triesMax) continue;
      return failed(failureOfError(error, context));
    }
    const status = answer.statusCode ?? 0;
    if (status < 400) return ok(answer);
    const text = await textOf(answer, 1024 * 1024);
    const told = statusIn(status, text);
    // A budget that holds a pod back does so for as long as it takes: whoever evicts it decides how long to wait.
    if (status === 429 && budgetOf(told) !== undefined) return failed(failureOfStatus(told, context, call.about));
    if ((status === 429 || (status === 503 && answer.headers['retry-after'] !== undefined)) && attempt < triesMax) {
      await pause(Math.min(retryMsMax, 1000 * (Number(answer.headers['retry-after']) || attempt)), undefined, { signal });
      continue;
    }
    if (status === 429) return failed(tooManyRequests(context.name, attempt));
    if (status === 401 && !renewed) {
      renewed = true;
      const again = await through.renew();
      if (again !== undefined && !again.ok) return again;
      if (again !== undefined) {
        through = again.value;
        continue;
      }
    }
    return failed(failureOfStatus(told, context, call.about));
  }
}

/** As {@link send}, with the answer read to its end as JSON. */
export async function sendForJson<T>(connection: Connection, call: Call, signal: AbortSignal): Promise<Outcome<T>> {
  const answer = await send(connection, call, signal);
  if (!answer.ok) return answer;
  let text: string;
  try {
    text = await textOf(answer.value, answerBytesMax, signal);
  } catch (error) {
    signal.throwIfAborted();
    return failed(failureOfError(error, connection.context));
  }
  try {
    return ok(JSON.parse(text) as T);
  } catch {
    return failed(answerGarbled(connection.context.name, text.slice(0, 80)));
  }
}

/** The lines of an answer as they come; what is not read waits in the cluster. Ends with the answer; throws when it breaks off. */
export async function* linesOf(answer: IncomingMessage, lineBytesMax = 64 * 1024 * 1024): AsyncGenerator<string> {
  answer.setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of answer as AsyncIterable<string>) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      if (rest.length > lineBytesMax) throw new Error('a line of the answer is too long');
      yield* parts;
    }
    if (rest !== '') yield rest;
  } finally {
    answer.destroy();
  }
}

class Late extends Error {
  readonly phase: 'connect' | 'answer';
  constructor(phase: 'connect' | 'answer') {
    super(`too late: ${phase}`);
    this.phase = phase;
  }
}

/** Sockets whose errors reach nobody in the moment between two requests. */
const guarded = new WeakSet<Socket>();

function once({ base, options }: Connection, call: Call, signal: AbortSignal): Promise<IncomingMessage> {
  const url = new URL(base.href.replace(/\/$/, '') + call.path);
  for (const [name, value] of Object.entries(call.query ?? {}))
    if (value !== undefined && value !== false && value !== '') url.searchParams.set(name, String(value));
  const body = call.body === undefined ? undefined : Buffer.from(JSON.stringify(call.body));
  return new Promise((done, fail) => {
    const { headers, ...others } = options;
    const asked = (url.protocol === 'https:' ? https : http).request(url, {
      ...others,
      method: call.method,
      headers: {
        ...(headers as Record<string, string>),
        'User-Agent': 'nimbus',
        Accept: call.accept ?? 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': call.contentType ?? 'application/json', 'Content-Length': body.byteLength }),
      },
    });
    let timer = setTimeout(() => asked.destroy(new Late('connect')), connectMsMax);
    const connected = () => {
      clearTimeout(timer);
      timer = setTimeout(() => asked.destroy(new Late('answer')), call.answerMsMax ?? answerMsMax);
    };
    asked.on('socket', (socket: Socket | TLSSocket) => {
      if (!guarded.has(socket)) guarded.add(socket.on('error', () => {}));
      if (asked.reusedSocket || !(socket.connecting || ('encrypted' in socket && !socket.getProtocol()))) connected();
      else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
    });
    // Not left to `request`: it would also end a socket that has gone back to the pool, with nobody there to be told.
    const abort = () => asked.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    const settled = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort, { once: true });
    asked.once('close', settled);
    asked.on('response', (answer) => {
      clearTimeout(timer);
      answer.once('end', settled);
      // Whoever reads it is told; an abort after it was read to its end is told to nobody and must not end the process.
      answer.on('error', () => {});
      done(answer);
    });
    asked.on('error', (error) => {
      clearTimeout(timer);
      fail(asked.reusedSocket && isReset(error) ? Object.assign(error, { reusedSocket: true }) : error);
    });
    asked.end(body);
  });
}

const isReset = (error: Error): boolean =>
  ['ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException).code ?? '') || /socket hang up/.test(error.message);

async function textOf(answer: IncomingMessage, bytesMax: number, signal?: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    signal?.throwIfAborted();
    size += chunk.byteLength;
    if (size > bytesMax) throw new Error(`the answer is longer than ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What an API server says about a request that failed; made up from the code where something else answered. */
function statusIn(code: number, text: string): Status {
  try {
    const status = JSON.parse(text) as Status;
    if (status.kind === 'Status') return { ...status, code };
  } catch {
    // Not an API server's own words: a proxy's page, or a plain line.
  }
  return { kind: 'Status', code, message: text.trim().split('\n')[0]?.slice(0, 300) ?? '' };
}
