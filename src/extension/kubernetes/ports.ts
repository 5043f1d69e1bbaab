import { type AddressInfo, createServer } from 'node:net';

/** Whether somebody could listen on this port of this machine now. */
export const isFree = async (port: number): Promise<boolean> => (await listen(port)) !== undefined;

/** A port nobody listens on now. */
export const freePort = async (): Promise<number> => (await listen(0)) ?? 0;

function listen(port: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((done) => {
    server.once('error', () => done(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: found } = server.address() as AddressInfo;
      server.close(() => done(found));
    });
  });
}
