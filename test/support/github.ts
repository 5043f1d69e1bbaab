import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { githubTools } from '../../src/tools/github/all.ts';
import type { World } from './drive-tool.ts';
import { type Data, sampleData } from './github-data.ts';
import { type Answer, type Asked, answerTo } from './github-routes.ts';
import { testHouse } from './house.ts';

/** One request, as a test reads it. */
export interface Request extends Pick<Asked, 'method' | 'path' | 'body'> {
  /** As it was on the wire. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** A GitHub of its own on this machine, that remembers what was done to it. */
export interface FakeGithub {
  readonly url: string;
  readonly data: Data;
  readonly requests: readonly Request[];
  /** `GET /repos/example/shop`, in order. */
  lines(): readonly string[];
  /** Answers the next request that `matches` (method and path) in this way. `done`: the request is carried out all the same. */
  next(matches: RegExp, answer: Answer | 'hang up', how?: { readonly done?: boolean; readonly times?: number }): void;
}

/** Sees every request and answer; what it says is wrong. */
export type Judge = (asked: { method: string; url: string; body: unknown }, answer: Answer) => readonly string[];

export const token = 'ghp_exampleexampleexampleexampleexample0';

/** Starts one for this test; `problems` fills with what `judge` says. */
export async function startGithub({ judge, problems = [] }: { readonly judge?: Judge; readonly problems?: string[] } = {}): Promise<FakeGithub> {
  const data = sampleData();
  const requests: Request[] = [];
  const waiting: { matches: RegExp; answer: Answer | 'hang up'; done: boolean; times: number }[] = [];
  let seconds = Date.UTC(2026, 5, 1) / 1000;

  const reply = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const url = new URL(asked.url ?? '/', 'http://localhost');
    const now = new Date(++seconds * 1000);
    const request: Request = {
      method: asked.method ?? '',
      path: decodeURIComponent(url.pathname).replace(/^\/case-\d+/, ''),
      body: text === '' ? {} : JSON.parse(text),
      url: asked.url ?? '',
      headers: asked.headers,
    };
    requests.push(request);
    const at = waiting.findIndex((one) => one.matches.test(`${request.method} ${request.path}`));
    const special = waiting[at];
    if (special !== undefined && --special.times === 0) waiting.splice(at, 1);
    const full: Asked = { ...request, query: url.searchParams, me: 'octo', now: now.toISOString().replace('.000Z', 'Z') };
    const usual = special === undefined || special.done ? answerTo(data, full, address()) : undefined;
    const chosen = special?.answer ?? usual;
    if (chosen === 'hang up' || chosen === undefined) return void asked.socket.destroy();
    // The storage that logs are in is no part of GitHub's API.
    if (judge !== undefined && special === undefined && !request.path.startsWith('/storage/'))
      problems.push(...judge({ method: request.method, url: asked.url ?? '', body: text === '' ? undefined : request.body }, chosen));
    answer.writeHead(chosen.status, { 'content-type': 'application/json; charset=utf-8', date: now.toUTCString(), ...chosen.headers });
    answer.end(chosen.body === undefined ? undefined : typeof chosen.body === 'string' ? chosen.body : JSON.stringify(chosen.body));
  };
  const server = createServer((asked, answer) => {
    reply(asked, answer).catch((error: unknown) => answer.writeHead(500).end(String(error)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: address(),
    data,
    requests,
    lines: () => requests.map((one) => `${one.method} ${one.path}`),
    next: (matches, answer, { done = false, times = 1 } = {}) => void waiting.push({ matches, answer, done, times }),
  };
}

let calls = 0;

/** A workspace whose environment points to that server, as one for github.com; each call at an address of its own, as writes to one are seconds apart. */
export function githubWorld(
  url: string,
  env: Readonly<Record<string, string | undefined>> = {},
  signIn = async (): Promise<string | undefined> => undefined,
): World {
  const house = testHouse(githubTools);
  const whole = () => ({ PATH: process.env.PATH, GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: `${url}/case-${++calls}`, GH_TOKEN: token, ...env });
  return { ...house, workplace: (folder, signal, progress) => ({ ...house.workplace(folder, signal, progress), env: whole(), signIn }) };
}
