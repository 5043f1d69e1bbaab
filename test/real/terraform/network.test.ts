import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { call } from '../../support/drive-tool.ts';
import { secureServer } from '../../support/secure-server.ts';
import { tree } from '../../support/tree.ts';
import { world } from './support.ts';

// Whose network goes through a proxy: what can't be reached is the proxy's word then.
for (const name of Object.keys(process.env)) if (/^(https?|all)_proxy$/i.test(name)) delete process.env[name];

const needs = (registry: string): string => `terraform {
  required_providers { own = { source = "${registry}/example/own" } }
}
resource "own_thing" "a" {}
`;
/** Its state is in S3, which answers here. */
const stateAt = (endpoint: string): string => `terraform {
  backend "s3" {
    bucket = "b"
    key    = "k"
    region = "eu-central-1"
    access_key = "a"
    secret_key = "b"
    max_retries = 1
    use_path_style = true
    skip_credentials_validation = true
    skip_requesting_account_id = true
    skip_region_validation = true
    endpoints = { s3 = "${endpoint}" }
  }
}
resource "terraform_data" "a" {}
`;
const refusing = async (code: string): Promise<string> => {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>No.</Message></Error>`;
  const server = createServer((_, answer) => answer.writeHead(403, { 'content-type': 'application/xml' }).end(body));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const secure = async (expired: boolean): Promise<string> => {
  const { port, certificate } = await secureServer((_, answer) => answer.end('{}'), { expired });
  if (expired) {
    // It is trusted, but not any more.
    process.env.SSL_CERT_FILE = certificate;
    onTestFinished(() => {
      delete process.env.SSL_CERT_FILE;
    });
  }
  return `127.0.0.1:${port}`;
};

const faraway: readonly { readonly what: string; readonly config: () => Promise<string> | string; readonly says: RegExp; readonly fix: RegExp }[] = [
  {
    what: 'a registry whose name nobody knows',
    config: () => needs('registry.nowhere.invalid'),
    says: /^terraform\/provider-unavailable: .* \(registry\.nowhere\.invalid: its name is not known here\) and no copy is on this machine\.$/,
    fix: /^Connect, or set up a provider mirror/,
  },
  {
    what: 'a registry where nobody answers',
    config: () => needs('127.0.0.1:1'),
    says: /^terraform\/provider-unavailable: .* \(127\.0\.0\.1:1: connection refused\)/,
    fix: /^Connect, or/,
  },
  {
    what: 'a registry nobody vouches for',
    config: async () => needs(await secure(false)),
    says: /^terraform\/certificate: The certificate of 127\.0\.0\.1:\d+ is not trusted \(certificate signed by unknown authority\), so nothing was sent to it\. Nothing was changed\.$/,
    fix: /SSL_CERT_FILE/,
  },
  {
    what: 'a place of the state whose name nobody knows',
    config: () => stateAt('https://state.nowhere.invalid'),
    says: /^terraform\/unreachable: state\.nowhere\.invalid can’t be reached from here: its name is not known here\. Nothing was changed\.$/,
    fix: /proxy/,
  },
  {
    what: 'a place of the state whose certificate has expired',
    config: async () => stateAt(`https://${await secure(true)}`),
    says: /^terraform\/certificate: The certificate of 127\.0\.0\.1:\d+ is not trusted \(certificate has expired or is not yet valid: current time .*\)/,
    fix: /check the clock/,
  },
  {
    what: 'a token of AWS that has expired',
    config: async () => stateAt(await refusing('ExpiredToken')),
    says: /^aws\/credentials-expired: AWS says that the credentials have expired\.$/,
    fix: /^Get new ones/,
  },
  {
    what: 'a key AWS does not know',
    config: async () => stateAt(await refusing('InvalidAccessKeyId')),
    says: /^aws\/credentials-invalid: AWS does not know the credentials/,
    fix: /renew the key/,
  },
];
test.each(faraway)('$what is told from everything else, and nothing is left', async ({ config, says, fix }) => {
  const at = world({ 'main.tf': await config() });
  const { failure } = await call(at, 'terraform.plan');
  expect(`${failure?.code}: ${failure?.message}`).toMatch(says);
  expect(failure?.fix).toMatch(fix);
  expect(Object.keys(tree(at.folder))).toEqual(['main.tf']);
});
