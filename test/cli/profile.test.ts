import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createProfile, exportProfile, importProfile, listProfiles, removeProfile, showProfile, switchProfile } from '../../src/cli/commands/profile.ts';
import type { Screen } from '../../src/cli/screen.ts';
import { tempFolder } from '../support/temp.ts';
import { printed } from './screen.ts';

/** Another machine, or this one: a data folder with profiles. */
function place(data: string, folder = tempFolder()) {
  onTestFinished(() => void vi.unstubAllEnvs());
  return async (work: (screen: Screen) => Promise<number>, json = true) => {
    vi.stubEnv('NIMBUS_DATA_DIR', data);
    const { out, err, code } = await printed(folder, work, { json });
    return { code, out, says: `${out}${err}`, document: json && out !== '' ? JSON.parse(out) : undefined };
  };
}

test('made, inherited, switched to, exported, taken in on another machine, and taken away', async () => {
  const [here, data] = [tempFolder(), tempFolder()];
  const nimbus = place(data, here);
  const made = [
    await nimbus((screen) => createProfile('base', { region: 'eu-central-1', protection: 'guarded' }, screen)),
    await nimbus((screen) => createProfile('staging', { inherits: 'base', environment: 'staging', account: '123456789012', context: 'kind-staging' }, screen)),
  ];
  expect(made.map(({ code }) => code)).toEqual([0, 0]);
  expect((await nimbus((screen) => showProfile('staging', screen))).document.profile).toEqual({
    name: 'staging',
    environment: 'staging',
    protection: 'guarded',
    aws: { region: 'eu-central-1', account: '123456789012' },
    kubernetes: { context: 'kind-staging' },
  });

  expect((await nimbus((screen) => switchProfile('staging', screen))).code).toBe(0);
  const inUse = async () =>
    (await nimbus(listProfiles)).document.profiles.filter((one: { inUse: boolean }) => one.inUse).map((one: { name: string }) => one.name);
  expect(await inUse()).toEqual(['staging']);
  expect((await nimbus((screen) => switchProfile(undefined, screen))).code).toBe(0);
  expect(await inUse()).toEqual([]);

  const exported = await nimbus((screen) => exportProfile('staging', screen), false);
  expect(exported.out).toBe(readFileSync(join(data, 'profiles', 'staging.yaml'), 'utf8'));
  const file = join(tempFolder(), 'staging.yaml');
  writeFileSync(file, exported.out);
  const there = place(tempFolder());
  // What it inherits from has to be there, too, before it can be used.
  expect((await there((screen) => importProfile(file, screen))).code).toBe(0);
  expect(await there((screen) => showProfile('staging', screen))).toMatchObject({ code: 2, document: { failure: { message: 'There is no profile base.' } } });
  expect((await there((screen) => createProfile('base', { region: 'eu-west-1' }, screen))).code).toBe(0);
  expect((await there((screen) => showProfile('staging', screen))).document.profile.aws).toEqual({ region: 'eu-west-1', account: '123456789012' });

  const kept = await nimbus((screen) => removeProfile('base', screen));
  expect([kept.code === 0, kept.says]).toEqual([false, expect.stringContaining('staging inherits from base')]);
  expect((await nimbus((screen) => removeProfile('staging', screen))).code).toBe(0);
});

test.each<readonly [what: string, work: (screen: Screen) => Promise<number>, says: RegExp]>([
  ['a name that is none', (screen) => createProfile('../x', {}, screen), /name/],
  ['no such environment', (screen) => createProfile('a', { environment: 'moon' }, screen), /must be one of dev, staging, prod/],
  ['an account that is none', (screen) => createProfile('a', { account: '12' }, screen), /12 digits/],
  ['one that is not there', (screen) => switchProfile('stagin', screen), /There is no profile stagin/],
  ['a file that is not there', (screen) => importProfile('gone.yaml', screen), /gone\.yaml/],
])('refused, and nothing is kept: %s', async (_what, work, says) => {
  const nimbus = place(tempFolder());
  const ended = await nimbus(work);
  expect(ended.code).not.toBe(0);
  expect(ended.says).toMatch(says);
  expect((await nimbus(listProfiles)).document.profiles).toEqual([]);
});

test('a file with a secret in it is not taken in', async () => {
  const nimbus = place(tempFolder());
  const file = join(tempFolder(), 'p.yaml');
  writeFileSync(file, 'nimbus: 1\nname: a\npassword: hunter2-example\n');
  const ended = await nimbus((screen) => importProfile(file, screen));
  expect([ended.code, ended.says]).toEqual([2, expect.stringContaining('password is not a word of a profile')]);
  expect(ended.says).not.toContain('hunter2');
});
