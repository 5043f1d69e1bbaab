import { open } from 'node:fs/promises';

const names =
  /(?:^|\/)(?:\.env(?:\.[^/]*)?|\.npmrc|\.pypirc|\.netrc|\.pgpass|credentials|kubeconfig|id_(?:rsa|dsa|ecdsa|ed25519)|[^/]*\.(?:pem|p12|pfx|jks|keystore|kdbx|tfstate|tfstate\.backup))$/i;
const contents = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[abprs]-[A-Za-z0-9-]{10,}/;
const lookedAtBytes = 256 * 1024;

export const hasSecretName = (path: string): boolean => names.test(path);

/** By its name, or by what keys look like in the beginning of it. */
export async function looksSecret(path: string, absolute: string): Promise<boolean> {
  if (hasSecretName(path)) return true;
  const file = await open(absolute, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(lookedAtBytes), 0, lookedAtBytes, 0);
    return contents.test(buffer.subarray(0, bytesRead).toString('latin1'));
  } finally {
    await file.close();
  }
}
