import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '../base/nearest.ts';
import { FailureError, type Problem } from '../domain/failure/failure.ts';
import { fileFailed } from '../domain/failure/files.ts';
import { settingsBroken } from '../domain/failure/setting.ts';
import { writeWhole } from '../machine/files.ts';
import { privateFolder } from '../machine/folders.ts';
import { problemWith, type SharedSettingId, type SharedSettings, sharedSettingIds, sharedSettings } from '../profiles/settings.ts';

/** The command line's settings: a JSON file in Nimbus's own folder that holds what differs from the defaults. */
export interface Settings {
  readonly path: string;
  /** What the file holds, and all that is wrong with it. */
  read(): { readonly own: Readonly<Record<string, unknown>>; readonly problems: readonly Problem[] };
  /** Every setting. Throws {@link FailureError} where the file can't be used. */
  all(): SharedSettings;
  /** `undefined` takes one back to its default. Throws {@link FailureError} where the file is not JSON: it is never written over. */
  set(id: string, value: unknown): Promise<void>;
}

export function settingsIn(data: string): Settings {
  const path = join(data, 'settings.json');
  const read = (): ReturnType<Settings['read']> => {
    const text = textOf(path);
    if (text === undefined) return { own: {}, problems: [] };
    let own: unknown;
    try {
      own = JSON.parse(text);
    } catch (error) {
      return { own: {}, problems: [{ path: '', message: `it is not JSON: ${error instanceof Error ? error.message : String(error)}` }] };
    }
    if (own === null || typeof own !== 'object' || Array.isArray(own)) return { own: {}, problems: [{ path: '', message: 'it holds no settings by name' }] };
    return { own: own as Record<string, unknown>, problems: Object.entries(own).flatMap(([id, value]) => problemsOf(id, value)) };
  };
  return {
    path,
    read,
    all() {
      const { own, problems } = read();
      if (problems.length > 0) throw new FailureError(settingsBroken(path, problems));
      return Object.fromEntries(sharedSettingIds.map((id) => [id, own[id] ?? sharedSettings[id].default])) as unknown as SharedSettings;
    },
    async set(id, value) {
      const { own, problems } = read();
      const unreadable = problems.filter((problem) => problem.path === '');
      if (unreadable.length > 0) throw new FailureError(settingsBroken(path, unreadable));
      const { [id]: _, ...others } = own;
      try {
        await privateFolder(data);
      } catch (error) {
        throw new FailureError(fileFailed('write', path, error as NodeJS.ErrnoException));
      }
      await writeWhole(path, `${JSON.stringify(value === undefined ? others : { ...others, [id]: value }, null, 2)}\n`, { mode: 0o600 });
    },
  };
}

function problemsOf(id: string, value: unknown): readonly Problem[] {
  if (!isSetting(id)) {
    const near = nearestSetting(id);
    return [{ path: id, message: `there is no such setting${near === undefined ? '' : `; did you mean ${near}?`}` }];
  }
  const why = problemWith(id, value);
  return why === undefined ? [] : [{ path: id, message: why }];
}

export const isSetting = (id: string): id is SharedSettingId => Object.hasOwn(sharedSettings, id);
export const nearestSetting = (id: string): string | undefined => nearest(id, sharedSettingIds);

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new FailureError(fileFailed('read', path, error as NodeJS.ErrnoException));
  }
}
