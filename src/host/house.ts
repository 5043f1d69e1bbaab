import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Audit } from '../domain/audit.ts';
import { FailureError } from '../domain/failure/failure.ts';
import { storeFailed, storeFull } from '../domain/failure/run.ts';
import type { Terminals } from '../domain/terminal.ts';
import type { Workplace } from '../domain/workplace.ts';
import { privateFolder } from '../machine/folders.ts';
import { environmentVariables } from '../profiles/profile.ts';
import { Redactor } from '../safety/redact.ts';
import { keepingWhatIsWritten } from '../session/files.ts';
import type { House } from '../session/start.ts';
import { type AnswerSessions, sqliteAnswerSessions } from '../store/answers.ts';
import { sqliteAudit } from '../store/audit.ts';
import { sqliteBlobs } from '../store/blobs.ts';
import { sqliteChildren } from '../store/children.ts';
import { openStore } from '../store/database.ts';
import { type PastDurations, pastDurations } from '../store/durations.ts';
import { isFull } from '../store/full.ts';
import { sqliteJournal } from '../store/journal.ts';
import { recoveryText } from '../store/recover.ts';
import { upkeep } from '../store/retention.ts';
import { circumstancesOn } from './circumstances.ts';
import { endOrphans } from './orphans.ts';
import { type Profiles, profilesIn } from './profiles.ts';
import { allTools } from './tools.ts';
import { workplaceOn } from './workplace.ts';

/** The runtime, put together: what the extension and the command line both stand on. */
export interface OpenHouse extends House {
  readonly sessions: AnswerSessions;
  readonly profiles: Profiles;
  readonly audit: Audit;
  /** What a person should hear of, told once: the history was damaged. */
  readonly notices: readonly string[];
  /** How long calls took on this machine, for estimates. */
  past(): PastDurations;
  dispose(): void;
}

export interface HouseOptions {
  /** ms since 1970. */
  readonly now?: () => number;
  /** A profile for this process alone. */
  readonly profile?: string;
  /** Of the host: what tools find out to be secret, it takes out of all that the host says. */
  readonly redactor?: Redactor;
  /** The editor's sign-ins. */
  readonly signIn?: Workplace['signIn'];
  /** The editor's terminals. */
  readonly terminals?: Terminals;
  /** What the editor hides in a folder, as patterns over paths in it. */
  readonly excludes?: (folder: string) => readonly string[];
}

/** Opens the store in `data` (see `dataFolder`) and wires the rooms. Throws {@link FailureError} when the store can't be used. */
export async function openHouse(data: string, options: HouseOptions = {}): Promise<OpenHouse> {
  const now = options.now ?? Date.now;
  await privateFolder(data).catch((error: unknown) => {
    throw new FailureError((isFull(error) ? storeFull : storeFailed)(data, error));
  });
  const { db, recovery } = openStore(join(data, 'nimbus.db'), now);
  upkeep(db, now());
  const blobs = sqliteBlobs(db, now);
  const children = sqliteChildren(db);
  const redactor = options.redactor ?? new Redactor(process.env);
  const profiles = profilesIn(data, options.profile);
  const env = (folder: string) => {
    const profile = profiles.inUse(folder);
    return profile?.ok ? { ...process.env, ...environmentVariables(profile.value) } : process.env;
  };
  const place = workplaceOn(data, blobs, {
    env,
    signIn: options.signIn,
    hide: (name, value) => redactor.hide(name, value),
    children,
    terminals: options.terminals,
    excludes: options.excludes,
  });
  return {
    tools: allTools(),
    journal: sqliteJournal(db, now, (value) => redactor.value(value)),
    audit: sqliteAudit(db),
    redactor,
    workplace: (folder, signal, progress) => keepingWhatIsWritten(place(folder, signal, progress), redactor),
    endOrphans: (folder) => endOrphans(children, folder),
    circumstances: circumstancesOn(data, profiles),
    profiles,
    notices: recovery === undefined ? [] : [recoveryText(recovery)],
    sessions: sqliteAnswerSessions(db, now),
    past: () => pastDurations(db),
    ticks: () => performance.now(),
    newRunId: () => newRunId(now()),
    dispose: () => db.close(),
  };
}

/** Sorts by time to the second, and never twice the same: `20261121-101500-3f9a`. */
const newRunId = (now: number): string =>
  `${new Date(now).toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '-')}-${randomBytes(3).toString('hex')}`;
