import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came over the wire. */
export interface Recorded {
  readonly method: string;
  /** As sent: path and query, still encoded. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Recorder {
  readonly url: string;
  readonly requests: Recorded[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** A server on this machine that keeps every request and answers what the test says; `undefined`: the connection is cut. */
export async function startRecorder(answer: (asked: Recorded) => Answer | undefined | Promise<Answer | undefined>): Promise<Recorder> {
  const requests: Recorded[] = [];
  const server = createServer((asked, reply) => {
    const chunks: Buffer[] = [];
    asked.on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.on('end', async () => {
      const recorded = { method: asked.method ?? '', url: asked.url ?? '', headers: asked.headers, body: Buffer.concat(chunks) };
      requests.push(recorded);
      const given = await answer(recorded);
      if (given === undefined) return void asked.socket.destroy();
      reply.writeHead(given.status, given.headers).end(given.body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Answers as the server behind does. */
export const passOnTo =
  (behind: string) =>
  ({ method, url, headers, body }: Recorded): Promise<Answer> =>
    new Promise((done, fail) => {
      const { hostname, port } = new URL(behind);
      request({ hostname, port, method, path: url, headers }, (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('end', () => done({ status: reply.statusCode ?? 502, headers: reply.headers as Record<string, string>, body: Buffer.concat(chunks) }));
      })
        .on('error', fail)
        .end(body);
    });
