import { type ClientHttp2Session, connect, createServer, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { connect as connectTo } from 'node:net';
import { pipeline } from 'node:stream';

/** As the provider's answer is tens of megabytes, a window of the usual 64 KB would be asked for hundreds of times. */
const windowBytes = 16 * 1024 * 1024;
/** In MB: while that answer comes, nothing else is to be refused. */
const maxSessionMemory = 256;
const providersMax = 2;

/**
 * Stands at `path` for a provider, and passes on all that Terraform asks it, except that the schema is told with these types
 * alone. Terraform reads the whole schema in each of its runs, which for the AWS provider (some 2,000 types) takes ten times as
 * long as all else it does here; a type that is left out is unknown to it, as one that does not exist.
 *
 * `first`: the socket where a provider listens, speaking gRPC without TLS. One holds one configuration at a time: where Terraform
 * has two at once, `start` starts another and resolves to its socket. "terraform test" keeps more open, of which it uses the last.
 *
 * Resolves to what ends it.
 */
export async function tellFewerTypes(path: string, first: string, start: () => Promise<string>, types: ReadonlySet<string>): Promise<() => Promise<void>> {
  const sockets = [first];
  /** By socket, the one that was configured first at the beginning. */
  const configured = new Map<string, object>();
  const toConfigure = async (session: object): Promise<string> => {
    let socket = sockets.find((one) => !configured.has(one));
    if (socket === undefined && sockets.length < providersMax) {
      socket = await start();
      sockets.push(socket);
    }
    socket ??= [...configured.keys()][0] ?? first;
    configured.delete(socket);
    configured.set(socket, session);
    return socket;
  };
  const open = new Set<() => void>();
  let schema: Promise<Buffer> | undefined;

  const server = createServer({ maxSessionMemory });
  server.on('session', (session) => {
    let provider = Promise.resolve(sessionWith(first));
    const end = () => session.destroy();
    open.add(end);
    session.on('error', end);
    session.on('close', () => {
      open.delete(end);
      for (const [socket, holder] of configured) if (holder === session) configured.delete(socket);
      provider.then((one) => one.close(), end);
    });
    session.on('stream', (asked, headers) => {
      const method = headers[':path']?.split('/').at(-1);
      asked.on('error', () => {});
      if (method === 'Configure') {
        const unconfigured = provider;
        provider = toConfigure(session).then(async (socket) => {
          if (session.destroyed) configured.delete(socket);
          (await unconfigured).close();
          return sessionWith(socket);
        });
      }
      if (method === 'GetSchema') schema ??= provider.then((one) => schemaOf(one, headers)).then((whole) => onlyOf(whole, types));
      const done = method === 'GetSchema' ? schema?.then((message) => answer(asked, message)) : provider.then((one) => passOn(one, asked, headers));
      done?.catch(end);
    });
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(path, done));
  return () => {
    for (const end of open) end();
    return new Promise((done) => server.close(() => done()));
  };
}

function sessionWith(socket: string): ClientHttp2Session {
  const session = connect('http://provider', { createConnection: () => connectTo(socket), settings: { initialWindowSize: windowBytes }, maxSessionMemory });
  session.on('connect', () => {
    if (!session.destroyed) session.setLocalWindowSize(windowBytes);
  });
  // What was asked of it says so.
  session.on('error', () => {});
  return session;
}

function passOn(provider: ClientHttp2Session, asked: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
  if (asked.destroyed) return;
  const request = provider.request(plain(headers));
  let trailers: IncomingHttpHeaders = {};
  request.on('trailers', (given) => {
    trailers = given;
  });
  request.on('response', (given) => {
    if (asked.destroyed) return;
    // What fails at once has nothing but headers.
    const isAll = given['grpc-status'] !== undefined;
    asked.respond(plain(given), isAll ? { endStream: true } : { waitForTrailers: true });
    if (isAll) return;
    asked.on('wantTrailers', () => asked.sendTrailers(plain(trailers)));
    pipeline(request, asked, () => {});
  });
  request.on('error', () => asked.close());
  asked.on('close', () => request.close());
  pipeline(asked, request, () => {});
}

/** Without what Node keeps beside the names. */
const plain = (headers: IncomingHttpHeaders): IncomingHttpHeaders => Object.fromEntries(Object.entries(headers));

/** Before a message: one byte for how it is compressed (not at all), and its length. */
const headBytes = 5;

async function schemaOf(provider: ClientHttp2Session, headers: IncomingHttpHeaders): Promise<Buffer> {
  const request = provider.request(plain(headers));
  request.end(Buffer.alloc(headBytes));
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).subarray(headBytes);
}

function answer(asked: ServerHttp2Stream, message: Buffer): void {
  if (asked.destroyed) return;
  const head = Buffer.alloc(headBytes);
  head.writeUInt32BE(message.length, 1);
  asked.resume();
  asked.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  asked.on('wantTrailers', () => asked.sendTrailers({ 'grpc-status': '0' }));
  asked.end(Buffer.concat([head, message]));
}

/**
 * Fields that hold schemas by the names of their types: of resources, of data sources, of ephemeral resources.
 *
 * Source: https://github.com/hashicorp/terraform/blob/v1.11.4/docs/plugin-protocol/tfplugin5.8.proto, `GetProviderSchema.Response`
 */
const byType = new Set([2, 3, 8]);

/** The same message with the schemas of these types alone. Each of its fields has its length before it. */
export function onlyOf(message: Buffer, types: ReadonlySet<string>): Buffer {
  const kept: Buffer[] = [];
  for (let at = 0; at < message.length; ) {
    const tag = varint(message, at);
    const length = varint(message, tag.end);
    const end = length.end + length.value;
    // The name comes first in an entry, after a tag of one byte.
    const name = varint(message, length.end + 1);
    if (!byType.has(tag.value >> 3) || types.has(message.toString('utf8', name.end, name.end + name.value))) kept.push(message.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}

function varint(bytes: Buffer, from: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = from, shift = 1; ; at++, shift *= 128) {
    const byte = bytes[at] ?? 0;
    value += (byte & 127) * shift;
    if (byte < 128) return { value, end: at + 1 };
  }
}
