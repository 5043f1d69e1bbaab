import { createServer } from 'node:net';

/** Ports nobody listens on now, for programs that can't pick their own. Another may take one before it is used: try again then. */
export async function freePorts(n: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: n }, async () => {
      const server = createServer();
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
