import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureGoProgram } from '../../scripts/setup/go-programs.mjs';
import { freePorts } from './ports.ts';

export interface Registry {
  /** `127.0.0.1:5000`. */
  readonly address: string;
  /** Path of the PEM that vouches for it. */
  readonly certificate: string;
  stop(): Promise<void>;
}

/** A real registry with a certificate of its own, on a port the system picked. */
export async function startRegistry(): Promise<Registry> {
  const program = await ensureGoProgram('registry');
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-registry-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const about = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...about, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  for (let tries = 1; ; tries++) {
    const [port] = await freePorts(1);
    const address = `127.0.0.1:${port}`;
    const settings = join(folder, 'settings.json');
    const storage = { filesystem: { rootdirectory: join(folder, 'data') } };
    const http = { addr: address, tls: { certificate, key } };
    await writeFile(settings, JSON.stringify({ version: 0.1, log: { level: 'warn', accesslog: { disabled: true } }, storage, http }));
    const child = spawn(program, ['serve', settings], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, OTEL_TRACES_EXPORTER: 'none' } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text));
    const ended = once(child, 'exit');
    const up = await Promise.race([ended.then(() => false), answers(address, certificate)]);
    if (up) {
      return {
        address,
        certificate,
        async stop() {
          child.kill('SIGKILL');
          await ended;
          await rm(folder, { recursive: true, force: true });
        },
      };
    }
    child.kill('SIGKILL');
    if (tries === 3) throw new Error(`the registry did not start: ${said}`);
  }
}

async function answers(address: string, certificate: string): Promise<boolean> {
  const ca = await readFile(certificate);
  for (;;) {
    const is = await new Promise<boolean>((done) =>
      get(`https://${address}/v2/`, { ca, agent: false }, (answer) => done(answer.resume().statusCode === 200)).on('error', () => done(false)),
    );
    if (is) return true;
    await pause(50);
  }
}
