import type { DatabaseSync } from 'node:sqlite';
import { sha256 } from '../base/hash.ts';
import type { Blobs } from '../domain/workplace.ts';
import { written } from './full.ts';

/** Contents by their hash, in the store. */
export function sqliteBlobs(db: DatabaseSync, now: () => number): Blobs {
  const insert = db.prepare('INSERT INTO blobs (sha256, content, kept_at) VALUES (?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET kept_at = excluded.kept_at');
  const select = db.prepare('SELECT content FROM blobs WHERE sha256 = ?');
  return {
    keep(content) {
      const hash = sha256(content);
      written(db, () => insert.run(hash, content, now()));
      return hash;
    },
    get: (hash) => (select.get(hash) as { content: Uint8Array } | undefined)?.content,
  };
}
