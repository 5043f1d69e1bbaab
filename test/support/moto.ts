import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ensurePython } from '../../scripts/setup/python.mjs';
import { clusterGroups, eksGaps } from './moto-eks.ts';

/** An AWS of its own, in memory, on this machine. */
export interface Moto {
  readonly url: string;
  /** Past the server that stands before it, for what sends a lot. */
  readonly direct: string;
  /** What Terraform and the SDKs need to talk to it, and to nobody else. */
  readonly env: Readonly<Record<string, string>>;
  call(service: string, region: string, body: string): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

const startMsMax = 60_000;

/**
 * Starts a moto server on a port the system picks. Before it stands a small server that answers the EKS calls moto does
 * not know (add-ons, pod identity) and the one of IAM, and passes everything else on.
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
    const behind = new URL(await saidBy(child, 'moto', /Running on (http:\/\/127\.0\.0\.1:\d+)/));
    // Its first two answers take a second of processor time: on a busy machine longer than a preview waits to be told who one is.
    for (let asked = 0; asked < 2; asked++) await query(behind, 'sts', 'us-east-1', 'Action=GetCallerIdentity&Version=2011-06-15');
    const groups = clusterGroups((body) => query(behind, 'ec2', 'eu-central-1', body));
    const front = createServer(answerWith(eksGaps(), groups, behind));
    await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
    return {
      url,
      direct: behind.origin,
      env: {
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_S3_USE_PATH_STYLE: 'true',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      call: (service, region, body) => query(new URL(url), service, region, body),
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

/** What a server says when it is up: the group in `pattern`. */
export function saidBy(child: ChildProcess, name: string, pattern: RegExp): Promise<string> {
  return new Promise((done, fail) => {
    let output = '';
    const late = setTimeout(() => fail(new Error(`${name} did not start in ${startMsMax / 1000} s: ${output}`)), startMsMax);
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-10_000);
      const found = pattern.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      done(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('error', fail);
    child.on('exit', (code) => fail(new Error(`${name} ended with ${code}: ${output}`)));
  });
}

/** Ends the group, also when the test process ends first. Resolves when the process is gone. */
export function endWithUs(child: ChildProcess): () => Promise<void> {
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

type Gaps = (method: string, path: string, body: string) => Answer | undefined;
type Rewrite = (method: string, path: string, body: string) => Promise<string>;

const answerWith =
  (gaps: Gaps, rewrite: Rewrite, behind: URL) =>
  (asked: IncomingMessage, answer: ServerResponse): void => {
    const reply = async () => {
      const body = await read(asked);
      const path = (asked.url ?? '').split('?')[0] ?? '';
      // Nobody has a credential of CodeCommit here. Source: docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html.
      if (body.toString().startsWith('Action=ListServiceSpecificCredentials&')) {
        const none = '<ListServiceSpecificCredentialsResult><ServiceSpecificCredentials/></ListServiceSpecificCredentialsResult>';
        answer.writeHead(200, { 'content-type': 'text/xml' });
        answer.end(`<ListServiceSpecificCredentialsResponse>${none}</ListServiceSpecificCredentialsResponse>`);
        return;
      }
      const own = gaps(asked.method ?? '', path, body.toString());
      if (own === undefined) return passOn(asked, body, answer, behind, (text) => rewrite(asked.method ?? '', path, text));
      answer.writeHead(own.status, { 'content-type': 'application/json', ...(own.errorType === undefined ? {} : { 'x-amzn-errortype': own.errorType }) });
      answer.end(JSON.stringify(own.body));
    };
    reply().catch((error: unknown) => answer.writeHead(502).end(String(error)));
  };

async function passOn(
  asked: IncomingMessage,
  body: Buffer,
  answer: ServerResponse,
  { hostname, port }: URL,
  rewrite: (text: string) => Promise<string>,
): Promise<void> {
  const reply = await new Promise<IncomingMessage>((done, fail) => {
    request({ hostname, port, method: asked.method, path: asked.url, headers: asked.headers }, done).on('error', fail).end(body);
  });
  const received = await read(reply);
  const isClusters = /^\/clusters(\/[^/]+)?$/.test(asked.url ?? '');
  const content = isClusters ? Buffer.from(await rewrite(received.toString())) : received;
  const headers = isClusters ? { ...reply.headers, 'content-length': String(content.length) } : reply.headers;
  answer.writeHead(reply.statusCode ?? 502, headers).end(content);
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A call in AWS's query protocol. moto reads service and region from the signature and does not check it. */
async function query(server: URL, service: string, region: string, body: string): Promise<string> {
  const headers = {
    authorization: `AWS4-HMAC-SHA256 Credential=test/20250101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  return (await fetch(server, { method: 'POST', headers, body })).text();
}

const close = (server: Server): Promise<void> =>
  new Promise((done, fail) => {
    server.close((error) => (error === undefined ? done() : fail(error)));
    server.closeAllConnections();
  });
