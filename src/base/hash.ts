import { createHash } from 'node:crypto';
import { canonicalJson } from './json.ts';

/** SHA-256 as 64 lower-case hex digits; text is hashed as UTF-8. */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Hash of a value by what it says: the order of keys does not matter. */
export const digestOf = (value: unknown): string => sha256(canonicalJson(value));
