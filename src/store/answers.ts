import type { DatabaseSync } from 'node:sqlite';
import type { Answers } from '../domain/question.ts';
import { written } from './full.ts';

/** A questionnaire somebody is filling: kept after every answer, found again by generator and folder. */
export interface AnswerSession {
  readonly answers: Answers;
  /** The group that was open. */
  readonly group?: string;
  /** Where the files would go, relative to the workspace folder. */
  readonly out: string;
  /** ms since 1970. */
  readonly savedAt: number;
}

export interface AnswerSessions {
  load(generator: string, folder: string): AnswerSession | undefined;
  save(generator: string, folder: string, session: Omit<AnswerSession, 'savedAt'>): AnswerSession;
  forget(generator: string, folder: string): void;
}

/** `folder` is the absolute output folder. */
export function sqliteAnswerSessions(db: DatabaseSync, now: () => number): AnswerSessions {
  const select = db.prepare('SELECT state, saved_at FROM answers WHERE generator = ? AND folder = ?');
  const upsert = db.prepare(
    'INSERT INTO answers (generator, folder, state, saved_at) VALUES (?, ?, ?, ?) ON CONFLICT (generator, folder) DO UPDATE SET state = excluded.state, saved_at = excluded.saved_at',
  );
  const remove = db.prepare('DELETE FROM answers WHERE generator = ? AND folder = ?');
  return {
    load(generator, folder) {
      const row = select.get(generator, folder) as { state: string; saved_at: number } | undefined;
      return row && { ...JSON.parse(row.state), savedAt: row.saved_at };
    },
    save(generator, folder, session) {
      const savedAt = now();
      written(db, () => upsert.run(generator, folder, JSON.stringify(session), savedAt));
      return { ...session, savedAt };
    },
    forget: (generator, folder) => void remove.run(generator, folder),
  };
}
