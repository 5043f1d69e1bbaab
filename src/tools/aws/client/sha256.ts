import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto';

type Data = string | ArrayBuffer | ArrayBufferView;

/**
 * The SHA-256 that requests are signed with. Every request asks for the same two HMAC keys, and making a key ready takes
 * longer than what is done with it: each is made once.
 */
export class Sha256 {
  readonly #key: KeyObject | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: Data) {
    this.#key = secret === undefined ? undefined : keyOf(secret);
    this.#hash = this.#begin();
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#begin();
  }

  #begin(): Hash | Hmac {
    return this.#key === undefined ? createHash('sha256') : createHmac('sha256', this.#key);
  }
}

/** As many as a few sessions sign with; the oldest goes. */
const textKeysMax = 8;
const ofText = new Map<string, KeyObject>();
const ofBytes = new WeakMap<object, KeyObject>();

function keyOf(secret: Data): KeyObject {
  if (typeof secret !== 'string') {
    const had = ofBytes.get(secret);
    if (had !== undefined) return had;
    const key = createSecretKey(ArrayBuffer.isView(secret) ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength) : new Uint8Array(secret));
    ofBytes.set(secret, key);
    return key;
  }
  const key = ofText.get(secret) ?? createSecretKey(secret, 'utf8');
  ofText.delete(secret);
  ofText.set(secret, key);
  if (ofText.size > textKeysMax) ofText.delete(ofText.keys().next().value ?? '');
  return key;
}
