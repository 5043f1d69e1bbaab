import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { secureServer } from '../../support/secure-server.ts';
import { sh } from './support.ts';

/**
 * A folder of repositories behind git's own smart HTTP (git http-backend), on the loopback, gone when the test is.
 * With `login` it answers 401 to whoever does not give exactly that. Gives its address, without a slash at the end.
 */
export async function serve(folder: string, login?: Login): Promise<string> {
  const server = createServer(answering(folder, login));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  onTestFinished(() => server.closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The same as `https://<host>` for each: by the proxy and with the certificate in what is given, as git is to be configured. */
export async function serveAs(hosts: readonly string[], folder: string, login?: Login): Promise<string> {
  const { port, certificate } = await secureServer(answering(folder, login), { name: hosts.map((host) => `DNS:${host}`).join(',') });
  const proxy = createServer();
  const open = new Set<Socket>();
  proxy.on('connect', (request, near: Socket) => {
    if (!hosts.some((host) => request.url === `${host}:443`)) return void near.end('HTTP/1.1 502 Elsewhere\r\n\r\n');
    const far = connect(port, '127.0.0.1', () => {
      near.write('HTTP/1.1 200 Here\r\n\r\n');
      near.pipe(far).pipe(near);
    });
    for (const end of [near, far]) {
      open.add(end);
      end.on('error', () => {});
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const end of open) end.destroy();
    proxy.close();
  });
  return `[http]\n\tproxy = http://127.0.0.1:${(proxy.address() as AddressInfo).port}\n\tsslCAInfo = ${certificate}\n`;
}

interface Login {
  readonly user: string;
  readonly password: string;
}

function answering(folder: string, login: Login | undefined): (request: IncomingMessage, response: ServerResponse) => void {
  const backend = sh(folder, '--exec-path').trim();
  return (request, response) => {
    const expected = login && `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;
    if (expected !== undefined && request.headers.authorization !== expected) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="example"' }).end();
      return;
    }
    backEnd(`${backend}/git-http-backend`, folder, request, response, login?.user);
  };
}

/** One request as a CGI program sees it. Source: RFC 3875, and git-http-backend(1). */
function backEnd(program: string, folder: string, request: IncomingMessage, response: ServerResponse, user = 'somebody'): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const child = spawn(program, [], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      ...(request.headers['content-length'] === undefined ? {} : { CONTENT_LENGTH: request.headers['content-length'] }),
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: user,
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => {});
  let head = Buffer.alloc(0);
  let begun = false;
  child.stdout.on('data', (chunk: Buffer) => {
    if (begun) return void response.write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    begun = true;
    let status = 200;
    for (const line of head.subarray(0, end).toString().split('\r\n')) {
      const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
      if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.writeHead(status);
    response.write(head.subarray(end + 4));
  });
  child.on('close', () => response.end());
}
