import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempFolder } from './temp.ts';

export interface SecureServer {
  readonly port: number;
  /** Path of the PEM that vouches for it. */
  readonly certificate: string;
}

export interface SecureOptions {
  /** Its certificate was good for a month years ago. */
  readonly expired?: boolean;
  /** For whom the certificate is: `IP:127.0.0.1`, `DNS:example.com`. */
  readonly name?: string;
}

/** HTTPS on the loopback with a certificate nobody knows, gone when the test is. */
export async function secureServer(listener: RequestListener, { expired = false, name = 'IP:127.0.0.1' }: SecureOptions = {}): Promise<SecureServer> {
  const folder = tempFolder();
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const [asked, settings, book] = [join(folder, 'asked.pem'), join(folder, 'settings'), join(folder, 'book')];
  writeFileSync(book, '');
  writeFileSync(
    settings,
    `[ca]\ndefault_ca=own\n[own]\ndatabase=${book}\nnew_certs_dir=${folder}\npolicy=any\ndefault_md=sha256\nrand_serial=yes\nx509_extensions=more\n[any]\ncommonName=supplied\n[more]\nsubjectAltName=${name}\n[req]\ndistinguished_name=name\n[name]\n`,
  );
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-new', '-config', settings, ...kind, '-subj', `/CN=${name.replace(/^\w+:/, '')}`, '-keyout', key, '-out', asked);
  const good = expired ? ['-startdate', '20200101000000Z', '-enddate', '20200201000000Z'] : ['-days', '2'];
  openssl('ca', '-batch', '-selfsign', '-notext', '-config', settings, '-keyfile', key, ...good, '-in', asked, '-out', certificate);
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, certificate };
}
