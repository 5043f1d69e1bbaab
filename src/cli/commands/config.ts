import { FailureError } from '../../domain/failure/failure.ts';
import { settingInvalid, settingUnknown } from '../../domain/failure/setting.ts';
import { isSetting, nearestSetting, type Settings, settingsIn } from '../../host/settings.ts';
import { dataFolder } from '../../machine/folders.ts';
import { problemWith, type SharedSettingId, sharedSettingIds, sharedSettings, typedValue } from '../../profiles/settings.ts';
import type { Screen } from '../screen.ts';

/** One setting, or all of them, with what each is for. */
export async function getSettings(name: string | undefined, screen: Screen): Promise<number> {
  const settings = settingsIn(dataFolder());
  return show(settings, name === undefined ? sharedSettingIds : [idOf(name)], screen);
}

export async function setSetting(name: string, text: string, screen: Screen): Promise<number> {
  const settings = settingsIn(dataFolder());
  const id = idOf(name);
  const value = typedValue(id, text);
  const why = problemWith(id, value);
  if (why !== undefined) throw new FailureError(settingInvalid(id, why));
  await settings.set(id, value);
  return show(settings, [id], screen);
}

/** Back to the default; also what is no setting any more, so that a broken file can be mended key by key. */
export async function resetSetting(name: string, screen: Screen): Promise<number> {
  const settings = settingsIn(dataFolder());
  const { own } = settings.read();
  const id = Object.hasOwn(own, name) ? name : idOf(name);
  await settings.set(id, undefined);
  if (isSetting(id)) return show(settings, [id], screen);
  screen.result({ settings: {}, removed: [id] }, () => `${id} is gone.`);
  return 0;
}

/** Whether the file can be used, with all that is wrong. */
export async function checkSettings(screen: Screen): Promise<number> {
  const settings = settingsIn(dataFolder());
  const { own, problems } = settings.read();
  screen.result({ path: settings.path, settings: own, ok: problems.length === 0, problems }, () =>
    problems.length === 0
      ? `✓ ${settings.path}: ${Object.keys(own).length} of ${sharedSettingIds.length} settings differ from what ships`
      : [`✗ ${settings.path} is not used:`, ...problems.map((p) => `    ${[p.path, p.message].filter(Boolean).join(': ')}`)].join('\n'),
  );
  return problems.length === 0 ? 0 : 2;
}

/** `generate.folder` and `nimbus.generate.folder` alike. */
function idOf(name: string): SharedSettingId {
  const id = name.startsWith('nimbus.') ? name : `nimbus.${name}`;
  if (!isSetting(id)) throw new FailureError(settingUnknown(name, nearestSetting(id)));
  return id;
}

/** Those asked for; what is wrong with others is told by check. */
function show(settings: Settings, ids: readonly SharedSettingId[], screen: Screen): number {
  const { own, problems } = settings.read();
  const wrong = problems.filter(({ path }) => path === '' || (isSetting(path) && ids.includes(path)));
  if (wrong.length > 0) throw new FailureError({ ...settingInvalid(settings.path, wrong[0]?.message ?? ''), problems: wrong });
  const told = ids.map((id) => ({
    id,
    value: own[id] ?? sharedSettings[id].default,
    isOwn: Object.hasOwn(own, id),
    description: sharedSettings[id].description,
  }));
  screen.result({ settings: Object.fromEntries(told.map(({ id, value }) => [id, value])), own: told.filter((one) => one.isOwn).map(({ id }) => id) }, () =>
    told.map(({ id, value, isOwn, description }) => `${id} = ${JSON.stringify(value)}${isOwn ? '' : '  (default)'}\n    ${description}`).join('\n'),
  );
  return 0;
}
