import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { profilesIn } from '../src/host/profiles.ts';
import { environmentVariables, type ProfileFile, pinnedFacts, readProfile, resolveProfile, writeProfile } from '../src/profiles/profile.ts';
import { tempFolder } from './support/temp.ts';

const base: ProfileFile = { nimbus: 1, name: 'base', aws: { region: 'eu-central-1' }, services: { api: 'https://api.example.com' } };
const staging: ProfileFile = {
  nimbus: 1,
  name: 'staging',
  inherits: 'base',
  environment: 'staging',
  aws: { account: '123456789012' },
  kubernetes: { context: 'kind-staging' },
};
const map = (...all: ProfileFile[]) => new Map(all.map((one) => [one.name, one]));

test('the nearer word counts, the rest is inherited', () => {
  const resolved = resolveProfile('staging', map(base, staging));
  expect(resolved).toEqual({
    ok: true,
    value: {
      name: 'staging',
      environment: 'staging',
      aws: { region: 'eu-central-1', account: '123456789012' },
      kubernetes: { context: 'kind-staging' },
      services: { api: 'https://api.example.com' },
    },
  });
  if (!resolved.ok) return;
  expect(environmentVariables(resolved.value)).toEqual({ AWS_REGION: 'eu-central-1', AWS_DEFAULT_REGION: 'eu-central-1' });
  expect(pinnedFacts(resolved.value)).toEqual({ account: '123456789012', context: 'kind-staging' });
});

test('a circle and a name that is not there are told', () => {
  const messages = [
    resolveProfile('a', map({ nimbus: 1, name: 'a', inherits: 'b' }, { nimbus: 1, name: 'b', inherits: 'a' })),
    resolveProfile('stagin', map(staging, base)),
  ].map((outcome) => (outcome.ok ? 'fine' : `${outcome.failure.message} ${outcome.failure.fix}`));
  expect(messages).toEqual([
    'a is not a profile that can be used: profiles inherit from each other: a → b → a. Correct it; until then nothing outside the workspace is changed with it.',
    'There is no profile stagin. Did you mean staging? nimbus profile list shows them all.',
  ]);
});

test.each([
  ['nimbus: 1\nname: a\npassword: x\n', 'password is not a word of a profile'],
  ['nimbus: 1\nname: ../../etc\n', 'name: a name is letters'],
  ['nimbus: 1\nname: a\naws: { profile: --debug }\n', 'aws.profile: a profile does not start with -'],
  ['nimbus: 1\nname: a\naws: { account: "12" }\n', 'aws.account: an account is 12 digits'],
  ['nimbus: [', 'Flow'],
])('%j is not a profile', (text, why) => {
  const read = readProfile(text, 'p.yaml');
  expect(read.ok ? 'fine' : read.failure.message).toContain(why);
});

test('made, switched to, exported, taken in elsewhere, removed; one that others inherit from stays', async () => {
  const profiles = profilesIn(tempFolder());
  await profiles.add(base);
  const path = await profiles.add(staging);
  await expect(profiles.add(base)).rejects.toThrow('There is a profile base already');
  expect(profiles.inUse('/w')).toBeUndefined();
  await profiles.use('/w', 'staging');
  expect(profiles.inUse('/w')).toMatchObject({ ok: true, value: { name: 'staging' } });
  expect(profiles.inUse('/other')).toBeUndefined();
  await expect(profiles.use('/w', 'nope')).rejects.toThrow('There is no profile nope');
  expect(readProfile(writeProfile(staging), path)).toEqual({ ok: true, value: staging });
  await expect(profiles.remove('base')).rejects.toThrow('staging inherits from base');
  await profiles.use('/w', undefined);
  await profiles.remove('staging');
  await profiles.remove('base');
  expect([...profiles.all().profiles.keys()]).toEqual([]);
});

test('a folder that can’t be made holds no profiles', () => {
  const file = join(tempFolder(), 'a-file');
  writeFileSync(file, '');
  const profiles = profilesIn(join(file, 'nimbus'));
  expect([profiles.inUse('/w'), [...profiles.all().profiles]]).toEqual([undefined, []]);
});

test('a file that is broken is told, and does not hide the others', async () => {
  const data = tempFolder();
  const profiles = profilesIn(data);
  await profiles.add(base);
  writeFileSync(join(data, 'profiles', 'bad.yaml'), 'nimbus: 9\n');
  expect([...profiles.all().profiles.keys()]).toEqual(['base']);
  expect(profiles.all().broken[0]?.message).toContain('bad.yaml is not a profile');
});
