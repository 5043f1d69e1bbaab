import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ensurePython } from '../../scripts/setup/python.mjs';
import { eksGaps } from './moto-eks.ts';

/** An AWS of its own, in memory, on this machine. */
export interface Moto {
  readonly url: string;
  /** What Terraform and the SDKs need to talk to it, and to nobody else. */
  readonly env: Readonly<Record<string, string>>;
  call(service: string, region: string, body: string): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

const startMsMax = 60_000;

/**
 * Starts a moto server on a port the system picks. Before it stands a small server that answers the EKS calls moto does
 * not know (add-ons, pod identity), and passes everything else on.
 */
export async function startMoto(): Promise<Moto> {
  const { moto: program } = await ensurePython();
  // Own group: the launcher replaces itself with Python, and Python may start more.
  const child = spawn(program, ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    // The account has AWS's own policies, as every account has.
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
  });
  const end = endWithUs(child);
  try {
    const behind = new URL(await addressOf(child));
    const front = createServer(answerWith(eksGaps(), behind));
    await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
    return {
      url,
      env: {
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_S3_USE_PATH_STYLE: 'true',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      call: async (service, region, body) => {
        const headers = {
          authorization: `AWS4-HMAC-SHA256 Credential=test/20250101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
          'content-type': 'application/x-www-form-urlencoded',
        };
        return (await fetch(url, { method: 'POST', headers, body })).text();
      },
      [Symbol.asyncDispose]: async () => {
        await close(front);
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let output = '';
    const late = setTimeout(() => fail(new Error(`moto did not start in ${startMsMax / 1000} s: ${output}`)), startMsMax);
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-10_000);
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      done(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('error', fail);
    child.on('exit', (code) => fail(new Error(`moto ended with ${code}: ${output}`)));
  });
}

/** Ends the group, also when the test process ends first. Resolves when the process is gone. */
function endWithUs(child: ChildProcess): () => Promise<void> {
  const kill = () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', kill);
  return async () => {
    process.removeListener('exit', kill);
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const gone = new Promise((done) => child.once('close', done));
    kill();
    await gone;
  };
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly errorType?: string;
}

const answerWith =
  (gaps: (method: string, path: string, body: string) => Answer | undefined, behind: URL) =>
  (asked: IncomingMessage, answer: ServerResponse): void => {
    const chunks: Buffer[] = [];
    asked.on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.on('end', () => {
      const body = Buffer.concat(chunks);
      const own = gaps(asked.method ?? '', (asked.url ?? '').split('?')[0] ?? '', body.toString());
      if (own === undefined) passOn(asked, body, answer, behind);
      else {
        answer.writeHead(own.status, { 'content-type': 'application/json', ...(own.errorType === undefined ? {} : { 'x-amzn-errortype': own.errorType }) });
        answer.end(JSON.stringify(own.body));
      }
    });
  };

function passOn(asked: IncomingMessage, body: Buffer, answer: ServerResponse, { hostname, port }: URL): void {
  const onward = request({ hostname, port, method: asked.method, path: asked.url, headers: asked.headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(answer);
  });
  onward.on('error', (error) => {
    answer.writeHead(502).end(error.message);
  });
  onward.end(body);
}

const close = (server: Server): Promise<void> =>
  new Promise((done, fail) => {
    server.close((error) => (error === undefined ? done() : fail(error)));
    server.closeAllConnections();
  });
